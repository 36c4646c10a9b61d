import { digestOfUnits } from "../digest.js";
import type { Range } from "../edit.js";
import { MARGIN, TextUnits } from "./markdown-units.js";

/** What counts of a text when it is held against others: no white space, and letters composed (NFC), so that what reads alike is alike. */
export class LooseText {
  /** In UTF-16 units. */
  readonly length: number;
  private readonly start: number;

  /** Its units stand in `pool`. */
  constructor(start: number, end: number) {
    this.length = end - start;
    this.start = start;
  }

  /** Its first units. */
  beginning(most: number): string {
    return pool.slice(this.start, this.start + Math.min(most, this.length));
  }

  /** The digest of `head` and of the text behind it. */
  digest(head: string): string {
    return digestOfUnits(head, pool.units, this.start, this.start + this.length);
  }
}

/** What stands in ranges of a text. One serves after the other: it is good until the next one is asked for. */
export function looseText(text: string, ranges: readonly Range[]): LooseText {
  pool.release();
  const kept = withinReason(ranges, text.length * MOST_TIMES);
  const end = pickLetters(text, kept);
  if (end !== -1) return new LooseText(text.length, end);
  const composed = kept
    .map(({ start, end }) => text.slice(start, end))
    .join("")
    .normalize();
  return new LooseText(composed.length, pickLetters(composed, [{ start: 0, end: composed.length }], true));
}

/** How often a text may be taken: the parser moves what stands between the cells of a table, so that ranges of tables hold each other. */
const MOST_TIMES = 2;

function withinReason(ranges: readonly Range[], most: number): readonly Range[] {
  let length = 0;
  const beyond = ranges.findIndex(({ start, end }) => {
    length += end - start;
    return length > most;
  });
  return beyond === -1 ? ranges : ranges.slice(0, beyond);
}

const pool = new TextUnits();

/**
 * Puts the letters of ranges behind the text, in one array and without branches: both would cost more.
 *
 * @returns where they end; -1 where a unit changes when the text is composed, unless it is said to be `composed`
 */
function pickLetters(text: string, ranges: readonly Range[], composed = false): number {
  pool.reserve(ranges.reduce((sum, { start, end }) => sum + end - start, text.length));
  const units = pool.fill(text);
  let at = text.length;
  let met = 0;
  for (const { start, end } of ranges) {
    for (let index = start; index < end; index++) {
      const unit = units[index] ?? 0;
      const kind = KINDS[unit] ?? 0;
      units[at] = unit;
      at += kind & LETTER;
      met |= kind;
    }
  }
  units.fill(0, at, at + MARGIN);
  return composed || (met & UNSTABLE) === 0 ? at : -1;
}

/** White space of JavaScript. */
const SPACES: readonly (readonly [number, number])[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** Units that every text keeps when it is composed, whatever stands beside them: no marks, nothing that is made of others. */
const STABLE: readonly (readonly [number, number])[] = [
  [0x0000, 0x02ff],
  [0x0388, 0x0482],
  [0x048a, 0x0590],
  [0x1e00, 0x1eff],
  [0x2002, 0x20cf],
  [0x20f1, 0x2125],
  [0x212c, 0x2328],
  [0x232b, 0x2adb],
  [0x2e00, 0x3029],
  [0x3030, 0x3098],
  [0x309b, 0xa48f],
  [0xac00, 0xd7a3],
  // Emoji, and whatever half follows.
  [0xd83c, 0xd83e],
  [0xdc00, 0xf8ff],
  [0xfe00, 0xfe0f],
  [0xfe30, 0xffff],
];

/** What a unit may be, by bits; 0: white space. */
const LETTER = 1;
/** It may be composed with its neighbours, or stands for others. */
const UNSTABLE = 2;

const KINDS = new Uint8Array(0x10000).fill(LETTER | UNSTABLE);
for (const [first, last] of STABLE) KINDS.fill(LETTER, first, last + 1);
for (const [first, last] of SPACES) KINDS.fill(0, first, last + 1);
