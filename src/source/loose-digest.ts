import { digestOfUnits } from "../digest.js";
import type { Range } from "../edit.js";
import { TextUnits } from "./markdown-units.js";

const pool = new TextUnits();

/**
 * The digest of `head` and of what stands in ranges of a text: white space does not count, and letters are composed (NFC), so that
 * texts that read alike are alike.
 */
export function looseDigest(head: string, text: string, ranges: readonly Range[]): string {
  const plain = digestOfUnits(head, pool.fill(text), ranges, actionsOn(GIVE_UP));
  pool.release();
  return plain ?? composedDigest(head, text, ranges);
}

/** The same by way of a text that is put into the composed form first. */
function composedDigest(head: string, text: string, ranges: readonly Range[]): string {
  const composed = ranges
    .map(({ start, end }) => text.slice(start, end))
    .join("")
    .normalize();
  const whole = { start: 0, end: composed.length };
  const found = digestOfUnits(head, pool.fill(composed), [whole], actionsOn(COUNT));
  pool.release();
  return found ?? "";
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
  [0x212c, 0x2328],
  [0x232b, 0x2adb],
  [0x2e00, 0x3029],
  [0x3030, 0x3098],
  [0x309b, 0xa48f],
  [0xac00, 0xd7a3],
  // Emoji, and whatever half follows.
  [0xd83c, 0xd83e],
  [0xdc00, 0xf8ff],
  [0xfe30, 0xffff],
];

/** As `digestOfUnits` wants them. */
const COUNT = 0;
const PASS_OVER = 1;
const GIVE_UP = 2;

const known = new Map<number, Uint8Array>();

/** What to do with each unit. @param unstable with those that may be composed with their neighbours, or stand for others */
function actionsOn(unstable: number): Uint8Array {
  let actions = known.get(unstable);
  if (actions === undefined) {
    actions = new Uint8Array(0x10000).fill(unstable);
    for (const [first, last] of STABLE) actions.fill(COUNT, first, last + 1);
    for (const [first, last] of SPACES) actions.fill(PASS_OVER, first, last + 1);
    known.set(unstable, actions);
  }
  return actions;
}
