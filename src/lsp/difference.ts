import type { Edit } from "../edit.js";

/** What differs between two texts as one edit. It begins and ends where an editor has a position: within no pair of units. */
export function difference(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  if (isWithin(before, start) || isWithin(after, start)) start--;
  let same = 0;
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  if (same > 0 && (isWithin(before, before.length - same) || isWithin(after, after.length - same))) same--;
  return { range: { start, end: before.length - same }, text: after.slice(start, after.length - same) };
}

/** Whether an offset stands between a carriage return and its line feed, or between two surrogates. */
function isWithin(text: string, offset: number): boolean {
  return /^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])$/.test(text.slice(Math.max(offset - 1, 0), offset + 1));
}
