import type { Range } from "../edit.js";
import { plainColumns, plainWidth, showPlain } from "./plain.js";

/** An excerpt of one line and where the marks stand below it, in columns from 0. */
export interface Excerpt {
  readonly text: string;
  readonly column: number;
  readonly count: number;
}

/**
 * What `cellExcerpt` makes of a line in which every unit near the range is a grapheme of its own; undefined for all others. No more is
 * looked at than could be shown, and as much again on either side.
 */
export function plainExcerpt(text: string, line: Range, { start, end }: Range, columns: number): Excerpt | undefined {
  const low = Math.max(line.start, start - 2 * columns);
  const high = Math.min(line.end, Math.min(end, start + columns) + 2 * columns);
  const near = plainColumns(text.slice(low, high));
  if (near === undefined) return undefined;
  // Every unit takes a column, and all that is written out takes more.
  const isNarrow = near === high - low;
  const widthAt = isNarrow ? () => 1 : (at: number): number => plainWidth(text, at);
  const width = (from: number, to: number): number => {
    if (isNarrow) return to - from;
    let sum = 0;
    for (let at = from; at < to; at++) sum += plainWidth(text, at);
    return sum;
  };
  let left = line.start;
  let right = line.end;
  // One column is kept for a caret behind the last character.
  const fits = low === line.start && high === line.end && near <= columns - 1;
  if (!fits) {
    let room = columns - 3;
    left = start;
    right = start;
    const marked = Math.min(Math.max(end, start + 1), line.end);
    while (right < marked && (right === start || widthAt(right) <= room)) room -= widthAt(right++);
    const keep = Math.floor(room / 2);
    while (left > line.start && widthAt(left - 1) <= room - keep) room -= widthAt(--left);
    while (right < line.end && widthAt(right) <= room) room -= widthAt(right++);
    while (left > line.start && widthAt(left - 1) <= room) room -= widthAt(--left);
  }
  const cutLeft = left > line.start;
  const cut = text.slice(left, right);
  return {
    text: `${cutLeft ? "…" : ""}${isNarrow ? cut : showPlain(cut)}${right < line.end ? "…" : ""}`,
    column: (cutLeft ? 1 : 0) + width(left, start),
    count: end > start ? Math.max(1, width(start, Math.min(end, right))) : 1,
  };
}
