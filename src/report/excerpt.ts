import type { Range } from "../edit.js";
import type { SourceText } from "../source/source-text.js";
import { type Cell, cellsOf, widthOf } from "./cells.js";
import { type Excerpt, plainExcerpt } from "./plain-excerpt.js";

/** Cuts a line to `columns` around a range. Looks at a part of the line alone, however long it is. */
export function excerpt(source: SourceText, line: Range, range: Range, columns: number): Excerpt {
  const onlyBom = source.bom && range.start === 0 && range.end === 1;
  const lineStart = source.bom && line.start === 0 && !onlyBom ? Math.min(1, line.end) : line.start;
  const start = clamp(range.start, lineStart, line.end);
  const end = clamp(range.end, start, line.end);
  const whole = { start: lineStart, end: line.end };
  return (
    plainExcerpt(source.text, whole, { start, end }, columns) ??
    cellExcerpt(source.text, whole, { start, end }, columns)
  );
}

/** The same for any text; the range lies in the line. */
export function cellExcerpt(text: string, line: Range, range: Range, columns: number): Excerpt {
  const { start, end } = range;
  // Mostly a unit or two take a column; the longest graphemes in use (families with skin tones) take ten units for it.
  const near = cellsAround(text, line, range, columns * 3);
  const cells = fills(near, line, range, columns) ? near : cellsAround(text, line, range, columns * 12);

  // The cells that the range touches; for an empty range the one it stands before or in.
  const found = cells.findIndex((cell) => cell.end > start);
  const from = found === -1 ? cells.length : found;
  let to = from;
  while (to < cells.length && (cells[to]?.start ?? end) < end) to += 1;
  const atLineStart = (cells[0]?.start ?? line.start) === line.start;
  const atLineEnd = (cells.at(-1)?.end ?? line.end) === line.end;
  const [left, right] = window(cells, from, Math.max(to, from + 1), columns, atLineStart && atLineEnd);

  const cutLeft = left > 0 || !atLineStart;
  const cutRight = right < cells.length || !atLineEnd;
  const shown = cells.slice(left, right).map((cell) => cell.text);
  return {
    text: `${cutLeft ? "…" : ""}${shown.join("")}${cutRight ? "…" : ""}`,
    column: (cutLeft ? 1 : 0) + widthOf(cells.slice(left, from)),
    count: end > start && to > from ? Math.max(1, widthOf(cells.slice(from, Math.min(to, right)))) : 1,
  };
}

/** Whether there are cells enough on either side of the range's start, so that more of them would not be shown. */
function fills(cells: readonly Cell[], line: Range, { start }: Range, columns: number): boolean {
  const before = cells.filter((cell) => cell.end <= start);
  const behind = cells.slice(before.length);
  return (
    (cells[0]?.start === line.start || widthOf(before) >= columns) &&
    (cells.at(-1)?.end === line.end || widthOf(behind) >= columns)
  );
}

/** Cells of the line up to `reach` units on either side of the range. */
function cellsAround(text: string, line: Range, range: Range, reach: number): readonly Cell[] {
  let from = Math.max(line.start, range.start - reach);
  const to = Math.min(line.end, Math.min(range.end, range.start + reach) + reach);
  // Printable ASCII begins a grapheme whatever stands before it; without any nearby the first cell may be a torn one.
  let torn = from > line.start;
  for (let at = from; torn && at > line.start && at > from - 64; at--) {
    if (/[\x20-\x7e]/.test(text.charAt(at))) {
      from = at;
      torn = false;
    }
  }
  if (torn) from = flagStart(text, from, line.start);
  const cells = cellsOf(text.slice(from, to), from);
  const whole = to < line.end && cells.length > 1 ? cells.slice(0, -1) : cells;
  return torn && whole.length > 1 && (whole[0]?.end ?? 0) <= range.start ? whole.slice(1) : whole;
}

/** Flags are pairs counted from the begin of their run: the offset of the pair that holds `at`; `at` where no flag is. */
function flagStart(text: string, at: number, low: number): number {
  const isHalf = (offset: number): boolean =>
    offset >= low && text.charCodeAt(offset) === 0xd83c && /[\udde6-\uddff]/.test(text.charAt(offset + 1));
  const half = isHalf(at) ? at : isHalf(at - 1) ? at - 1 : undefined;
  if (half === undefined) return at;
  let start = half;
  while (isHalf(start - 2)) start -= 2;
  return half - ((half - start) % 4);
}

/** Which cells fit: the marked ones first, then as much on both sides as there is room for. */
function window(
  cells: readonly Cell[],
  from: number,
  to: number,
  columns: number,
  complete: boolean,
): readonly [left: number, right: number] {
  // One column is kept for a caret behind the last character.
  if (complete && widthOf(cells) <= columns - 1) return [0, cells.length];
  let room = columns - 3;
  let right = from;
  const width = (at: number): number => cells[at]?.width ?? 0;
  while (right < Math.min(to, cells.length) && (right === from || width(right) <= room)) room -= width(right++);
  let left = from;
  const takeLeft = (keep: number): void => {
    while (left > 0 && width(left - 1) <= room - keep) room -= width(--left);
  };
  takeLeft(Math.floor(room / 2));
  while (right < cells.length && width(right) <= room) room -= width(right++);
  takeLeft(0);
  return [left, right];
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
