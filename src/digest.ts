/**
 * 32 hexadecimal digits that stand for a text: the same everywhere, for equality and for shares, no protection against
 * forgery. Pure and fast, unlike node:crypto; MurmurHash3's mixing over four lanes (`cyrb128`, public domain).
 */
export function digest(text: string): string {
  return digestOfUnits(text, NO_UNITS, 0, 0);
}

/**
 * The digest of `head` and of the units of an array from `start` to `end` behind it. It takes four units a step, so it is not the one
 * that `digest` makes of the same text.
 *
 * @param units three more behind the end, which are 0
 */
export function digestOfUnits(head: string, units: Uint16Array, start: number, end: number): string {
  // Whole numbers of 32 bits from the first on: with others, every step would be one of floating point.
  // The count tells a last unit from one with a 0 behind it.
  let a = 1779033703 ^ (end - start);
  let b = 3144134277 | 0;
  let c = 1013904242 | 0;
  let d = 2773480762 | 0;
  for (let index = 0; index < head.length; index++) {
    const unit = head.charCodeAt(index);
    a = b ^ Math.imul(a ^ unit, 597399067);
    b = c ^ Math.imul(b ^ unit, 2869860233);
    c = d ^ Math.imul(c ^ unit, 951274213);
    d = a ^ Math.imul(d ^ unit, 2716044179);
  }
  for (let index = start; index < end; index += 4) {
    const first = (units[index] ?? 0) | ((units[index + 1] ?? 0) << 16);
    const second = (units[index + 2] ?? 0) | ((units[index + 3] ?? 0) << 16);
    a = b ^ Math.imul(a ^ first, 597399067);
    b = c ^ Math.imul(b ^ second, 2869860233);
    c = d ^ Math.imul(c ^ first, 951274213);
    d = a ^ Math.imul(d ^ second, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  a ^= b ^ c ^ d;
  lanes.setInt32(0, a);
  lanes.setInt32(4, b ^ a);
  lanes.setInt32(8, c ^ a);
  lanes.setInt32(12, d ^ a);
  return lanesAsBytes.toString("hex");
}

const NO_UNITS = new Uint16Array(0);

/** Numbers write themselves in sixteens far more slowly. */
const lanes = new DataView(new ArrayBuffer(16));
const lanesAsBytes = Buffer.from(lanes.buffer);
