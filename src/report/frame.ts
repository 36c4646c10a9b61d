import type { Range } from "../edit.js";
import type { SourceText } from "../source/source-text.js";
import { excerpt } from "./excerpt.js";
import type { Paint } from "./spans.js";

export interface FrameStyle {
  /** Columns of a whole line, margin and gutter included. */
  readonly width: number;
  /** Spaces before the gutter. */
  readonly margin: string;
  readonly gutter: Paint;
  readonly mark: Paint;
}

/** The lines of a range, without a line feed at the end. */
export type Framer = (source: SourceText, range: Range) => string;

/** Gutters of lines up to this one are remembered. */
const REMEMBERED = 1000;

/**
 * Shows the lines of a range with line numbers and carets. Of a range over many lines: its first two and its last.
 * Every line begins with a gutter, so that nothing in the content stands where a CI runner looks for commands.
 */
export function framer(style: FrameStyle): Framer {
  const make = (label: string, digits: number): string =>
    `${style.margin}${style.gutter(`${label.padStart(digits)} │`)}`;
  /** By digits of the largest number and, but for the blank one that is 0, by number. */
  const gutters: string[][] = [];
  const gutter = (number: number, digits: number): string => {
    if (number > REMEMBERED) return make(String(number), digits);
    gutters[digits] ??= [make("", digits)];
    const known = gutters[digits];
    known[number] ??= make(String(number), digits);
    return known[number];
  };
  return (source, range) => {
    const { text } = source;
    const start = clamp(range.start, 0, text.length);
    const end = clamp(range.end, start, text.length);
    const first = source.lineAt(start);
    let last = source.lineAt(end);
    // A range that takes its last line ending along is shown without the empty rest.
    if (last > first && source.line(last).start === end) last -= 1;

    const digits = String(last).length;
    const columns = style.width - style.margin.length - digits - 3;
    let lines = "";
    for (let number = first; number <= last; number = number > first && number < last ? last : number + 1) {
      const isLast = number === last;
      if (number > first) lines += isLast && last - first > 2 ? `\n${make("⋮", digits)}\n` : "\n";
      const line = source.line(number);
      const marked = number === first || isLast;
      const from = number === first ? start : afterIndentation(text, line);
      const to = isLast ? Math.min(end, line.end) : line.end;
      const shown = excerpt(source, line, { start: from, end: marked ? to : from }, columns);
      lines += gutter(number, digits);
      if (shown.text !== "") lines += ` ${shown.text}`;
      if (marked) lines += `\n${gutter(0, digits)} ${" ".repeat(shown.column)}${style.mark("^".repeat(shown.count))}`;
    }
    return lines;
  };
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
