/**
 * 32 hexadecimal digits that stand for a text: the same everywhere, for equality and for shares, no protection against
 * forgery. Pure and fast, unlike node:crypto; MurmurHash3's mixing over four lanes (`cyrb128`, public domain).
 */
export function digest(text: string): string {
  return digestOf(text, "");
}

/** The digest of `head` and of the text behind it without its white space, which is read where it stands. */
export function digestWithoutSpace(head: string, text: string): string {
  return digestOf(head, text);
}

function digestOf(head: string, loose: string): string {
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let index = 0; index < head.length; index++) {
    const unit = head.charCodeAt(index);
    a = b ^ Math.imul(a ^ unit, 597399067);
    b = c ^ Math.imul(b ^ unit, 2869860233);
    c = d ^ Math.imul(c ^ unit, 951274213);
    d = a ^ Math.imul(d ^ unit, 2716044179);
  }
  for (let index = 0; index < loose.length; index++) {
    const unit = loose.charCodeAt(index);
    if (unit <= 32 ? unit === 32 || (unit >= 9 && unit <= 13) : unit >= 0xa0 && isRareSpace(unit)) continue;
    a = b ^ Math.imul(a ^ unit, 597399067);
    b = c ^ Math.imul(b ^ unit, 2869860233);
    c = d ^ Math.imul(c ^ unit, 951274213);
    d = a ^ Math.imul(d ^ unit, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  a ^= b ^ c ^ d;
  return [a, b ^ a, c ^ a, d ^ a].map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join("");
}

/** White space of JavaScript from U+00A0 on. */
function isRareSpace(unit: number): boolean {
  if (unit > 0x3000) return unit === 0xfeff;
  return (
    unit === 0xa0 ||
    unit === 0x3000 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x1680
  );
}
