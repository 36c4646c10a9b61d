import type { Range } from "../edit.js";
import type { SourceText } from "../source/source-text.js";
import { excerpt } from "./excerpt.js";
import type { Paint } from "./spans.js";

export interface FrameStyle {
  /** Columns of a whole line, indentation and gutter included. */
  readonly width: number;
  readonly indent: number;
  readonly gutter: Paint;
  readonly mark: Paint;
}

/**
 * The lines of the range with line numbers and carets. Of a range over many lines: its first two and its last.
 * Every line begins with a gutter, so that nothing in the content stands where a CI runner looks for commands.
 */
export function frame(source: SourceText, range: Range, style: FrameStyle): readonly string[] {
  const start = clamp(range.start, 0, source.text.length);
  const end = clamp(range.end, start, source.text.length);
  const first = source.lineAt(start);
  let last = source.lineAt(end);
  // A range that takes its last line ending along is shown without the empty rest.
  if (last > first && source.line(last).start === end) last -= 1;

  const digits = String(last).length;
  const columns = style.width - style.indent - digits - 3;
  const margin = " ".repeat(style.indent);
  const gutter = (label: string): string => `${margin}${style.gutter(`${label.padStart(digits)} │`)}`;
  const lines: string[] = [];
  const numbers = last - first > 1 ? [first, first + 1, last] : last > first ? [first, last] : [first];
  for (const number of numbers) {
    if (number === last && last - first > 2) lines.push(gutter("⋮"));
    const line = source.line(number);
    const marked = number === first || number === last;
    const from = number === first ? start : afterIndentation(source.text, line);
    const to = number === last ? Math.min(end, line.end) : line.end;
    const shown = excerpt(source, line, { start: from, end: marked ? to : from }, columns);
    lines.push(gutter(String(number)) + (shown.text === "" ? "" : ` ${shown.text}`));
    if (marked) lines.push(`${gutter("")} ${" ".repeat(shown.column)}${style.mark("^".repeat(shown.count))}`);
  }
  return lines;
}

/** Where a line that the range merely passes through begins to matter. */
function afterIndentation(text: string, line: Range): number {
  let at = line.start;
  while (at < line.end && /\s/.test(text.charAt(at))) at += 1;
  return at;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
