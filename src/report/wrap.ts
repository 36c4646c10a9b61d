import { type Cell, cellsOf } from "./cells.js";
import { NO_LINE_END, NO_LINE_START, type Paint, type Span } from "./spans.js";
import { visible } from "./visible.js";
import { wrapPlain } from "./wrap-plain.js";

interface PaintedCell extends Cell {
  readonly paint: Paint;
}

/**
 * Breaks spans into lines of at most `width` columns: at spaces, and next to wide characters where CJK typography allows;
 * a word that is longer than a line is cut between graphemes. A line never begins with a runner's `::command`.
 */
export function wrap(spans: readonly Span[], width: number): readonly string[] {
  return wrapPlain(spans, width) ?? wrapCells(spans, width);
}

/** The same for any text. */
export function wrapCells(spans: readonly Span[], width: number): readonly string[] {
  const cells: PaintedCell[] = [];
  for (const { text, paint } of spans) for (const cell of cellsOf(visible(text))) cells.push({ ...cell, paint });
  const lines: string[] = [];
  let start = 0;
  let breakAt = 0;
  let used = 0;
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at];
    if (cell === undefined) break;
    if (mayBreak(cells[at - 1], cell)) breakAt = at;
    if (used + cell.width > width && cell.text !== " " && at > start) {
      const next = breakAt > start ? breakAt : at;
      lines.push(renderLine(cells.slice(start, next)));
      start = next;
      used = 0;
      for (let kept = start; kept < at; kept++) used += cells[kept]?.width ?? 0;
    }
    used += cell.width;
  }
  lines.push(renderLine(cells.slice(start)));
  return lines;
}

function mayBreak(before: Cell | undefined, after: Cell): boolean {
  if (before === undefined || after.text === " ") return false;
  if (before.text === " ") return true;
  return (before.width === 2 || after.width === 2) && !NO_LINE_START.has(after.text) && !NO_LINE_END.has(before.text);
}

function renderLine(cells: readonly PaintedCell[]): string {
  let end = cells.length;
  while (end > 0 && cells[end - 1]?.text === " ") end--;
  const first = cells.findIndex((cell) => cell.text.trim() !== "");
  const command = cells[first]?.text === ":" && cells[first + 1]?.text === ":";
  let line = "";
  let run = "";
  for (let at = 0; at < end; at++) {
    const cell = cells[at];
    if (cell === undefined) break;
    run += command && at === first ? "\\u{3a}" : cell.text;
    if (at + 1 === end || cells[at + 1]?.paint !== cell.paint) {
      line += cell.paint(run);
      run = "";
    }
  }
  return line;
}
