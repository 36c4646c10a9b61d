import type { Range } from "../edit.js";
import { measurePost, showPlain, unitColumns, WIDEST } from "./plain.js";

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
  const near = measurePost(text, low, high);
  if (near === undefined) return undefined;
  let left = line.start;
  let right = line.end;
  // One column is kept for a caret behind the last character.
  const fits = low === line.start && high === line.end && near.columns <= columns - 1;
  if (!fits) {
    let room = columns - 3;
    left = start;
    right = start;
    const marked = Math.min(Math.max(end, start + 1), line.end);
    while (right < marked && (right === start || columnsAt(text, right) <= room)) room -= columnsAt(text, right++);
    const keep = Math.floor(room / 2);
    while (left > line.start && columnsAt(text, left - 1) <= room - keep) room -= columnsAt(text, --left);
    while (right < line.end && columnsAt(text, right) <= room) room -= columnsAt(text, right++);
    while (left > line.start && columnsAt(text, left - 1) <= room) room -= columnsAt(text, --left);
  }
  const cutLeft = left > line.start;
  const cut = text.slice(left, right);
  return {
    text: `${cutLeft ? "…" : ""}${near.widest > WIDEST ? showPlain(cut) : cut}${right < line.end ? "…" : ""}`,
    column: (cutLeft ? 1 : 0) + columnsBetween(text, left, start),
    count: end > start ? Math.max(1, columnsBetween(text, start, Math.min(end, right))) : 1,
  };
}

function columnsAt(text: string, at: number): number {
  return unitColumns(text.charCodeAt(at));
}

function columnsBetween(text: string, from: number, to: number): number {
  let columns = 0;
  for (let at = from; at < to; at++) columns += columnsAt(text, at);
  return columns;
}
