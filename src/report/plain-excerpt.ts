import type { Range } from "../edit.js";
import { isPlain, plainColumns, plainWidth, showPlain } from "./cells.js";

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
  if (!isPlain(text.slice(low, high))) return undefined;
  let left = line.start;
  let right = line.end;
  // One column is kept for a caret behind the last character.
  const fits = low === line.start && high === line.end && plainColumns(text, low, high) <= columns - 1;
  if (!fits) {
    let room = columns - 3;
    const widthAt = (at: number): number => plainWidth(text.charCodeAt(at));
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
  return {
    text: `${cutLeft ? "…" : ""}${showPlain(text.slice(left, right))}${right < line.end ? "…" : ""}`,
    column: (cutLeft ? 1 : 0) + plainColumns(text, left, start),
    count: end > start ? Math.max(1, plainColumns(text, start, Math.min(end, right))) : 1,
  };
}
