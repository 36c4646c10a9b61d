/**
 * The hash by which GitHub's code scanning knows a line: `primaryLocationLineHash`. A polynomial rolling hash (base 37,
 * modulo 2^64) over the 100 UTF-16 units from the line's start on; spaces and tabs do not count, every line ending is one
 * line feed, U+FFFF and zeros follow the end. Lines with one hash are numbered: `abc:1`, `abc:2`.
 */
const WINDOW = 100;
const BASE = 37n;
const BITS = 64;
const END = 0xffff;

/** Hashes of the lines of a text, from line 1 on. */
export function lineHashes(text: string): readonly string[] {
  const { units, starts } = foldedUnits(text);
  let power = 1n;
  for (let index = 0; index < WINDOW; index++) power = BigInt.asUintN(BITS, power * BASE);
  const counts = new Map<string, number>();
  const hashes: string[] = [];
  let hash = 0n;
  for (let index = 0; index < WINDOW; index++) hash = BigInt.asUintN(BITS, hash * BASE + BigInt(units[index] ?? 0));
  let at = 0;
  for (const start of starts) {
    for (; at < start; at++) {
      const arriving = BigInt(units[at + WINDOW] ?? 0);
      hash = BigInt.asUintN(BITS, hash * BASE + arriving - power * BigInt(units[at] ?? 0));
    }
    const digits = hash.toString(16);
    const count = (counts.get(digits) ?? 0) + 1;
    counts.set(digits, count);
    hashes.push(`${digits}:${count}`);
  }
  return hashes;
}

/** The units that count, and where each line begins among them. A line that holds none begins where the next one does. */
function foldedUnits(text: string): { readonly units: readonly number[]; readonly starts: readonly number[] } {
  const units: number[] = [];
  const starts: number[] = [];
  let lineBegins = true;
  for (let index = 0; index <= text.length; index++) {
    const unit = index === text.length ? END : text.charCodeAt(index);
    if (unit === 32 || unit === 9 || (unit === 10 && text.charCodeAt(index - 1) === 13)) continue;
    if (lineBegins) starts.push(units.length);
    lineBegins = unit === 10 || unit === 13;
    units.push(lineBegins ? 10 : unit);
  }
  return { units, starts };
}
