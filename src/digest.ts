/**
 * 32 hexadecimal digits that stand for a text: the same everywhere, for equality and for shares, no protection against
 * forgery. Pure and fast, unlike node:crypto; MurmurHash3's mixing over four lanes (`cyrb128`, public domain).
 */
export function digest(text: string): string {
  return digestOfUnits(text, NO_UNITS, [], NO_ACTIONS) ?? "";
}

/**
 * The digest of `head` and of the units in ranges behind it.
 *
 * @param actions for each of the 65,536 units: 0 to count it, 1 to pass it over, 2 to give up
 * @returns undefined where a unit says to give up
 */
export function digestOfUnits(
  head: string,
  units: Uint16Array,
  ranges: readonly { readonly start: number; readonly end: number }[],
  actions: Uint8Array,
): string | undefined {
  // Whole numbers of 32 bits from the first on: with others, every step would be one of floating point.
  let a = 1779033703 | 0;
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
  for (const { start, end } of ranges) {
    for (let index = start; index < end; index++) {
      const unit = units[index] ?? 0;
      const action = actions[unit];
      if (action !== 0) {
        if (action === 1) continue;
        return undefined;
      }
      a = b ^ Math.imul(a ^ unit, 597399067);
      b = c ^ Math.imul(b ^ unit, 2869860233);
      c = d ^ Math.imul(c ^ unit, 951274213);
      d = a ^ Math.imul(d ^ unit, 2716044179);
    }
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  a ^= b ^ c ^ d;
  return hex(a) + hex(b ^ a) + hex(c ^ a) + hex(d ^ a);
}

const NO_UNITS = new Uint16Array(0);
const NO_ACTIONS = new Uint8Array(0);

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, "0");
}
