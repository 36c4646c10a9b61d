import type { Range } from "../edit.js";
import type { SourceText } from "./source-text.js";

/**
 * The lines of something that stands alone in them, so that no gap stays behind: with their line ending, and with one of
 * two blank lines around them. undefined when something else stands in these lines. `behind` may hold what goes along
 * at the end of the last line, such as a comma.
 */
export function linesOf(source: SourceText, { start, end }: Range, behind = /^\s*$/): Range | undefined {
  const first = source.lineAt(start);
  const last = source.lineAt(end);
  const head = source.text.slice(source.line(first).start, start);
  const tail = source.text.slice(end, source.line(last).end);
  if (head.trim() !== "" || !behind.test(tail)) return undefined;
  const isBlank = (line: number): boolean =>
    line < 1 || line > source.lineCount || source.slice(source.line(line)).trim() === "";
  const gap = isBlank(first - 1) && isBlank(last + 1);
  const from = source.line(first).start + (source.bom && first === 1 ? 1 : 0);
  if (last === source.lineCount) {
    // Without a line ending of their own, the lines give back the one before them.
    return {
      start: first === 1 ? from : source.line(gap && first > 2 ? first - 2 : first - 1).end,
      end: source.text.length,
    };
  }
  if (!gap) return { start: from, end: source.line(last + 1).start };
  if (last + 1 < source.lineCount) return { start: from, end: source.line(last + 2).start };
  return { start: first > 1 ? source.line(first - 1).start : from, end: source.line(last + 1).start };
}

/** Something in a line with the spaces that would be one too many without it. */
export function withSpaces(source: SourceText, { start, end }: Range): Range {
  const line = source.line(source.lineAt(start));
  const past = source.line(source.lineAt(end)).end;
  let from = start;
  while (from > line.start && " \t".includes(source.text.charAt(from - 1))) from--;
  if (source.text.slice(end, past).trim() === "") return { start: from, end };
  const spaced = from < start && " \t".includes(source.text.charAt(end));
  return { start: spaced ? start - 1 : start, end };
}
