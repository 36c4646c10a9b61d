import type { ChangedLines } from "../git/changes.js";
import type { FileResult } from "../result.js";
import type { SourceText } from "../source/source-text.js";

/**
 * A result with the findings that touch a changed line. What is said at the opening fence (a key that is missing) counts when any line
 * of the front matter changed.
 */
export function onChangedLines(result: FileResult, lines: ChangedLines): FileResult {
  const { source } = result;
  if (source === undefined) return result;
  const closing = closingFence(source);
  const touched = (first: number, last: number): boolean => lines.some(([from, to]) => from <= last && to >= first);
  const diagnostics = result.diagnostics.filter(({ range }) => {
    const first = source.position(range.start).line;
    // A range that ends at the start of a line does not touch it.
    const last = Math.max(first, source.position(Math.max(range.start, range.end - 1)).line);
    return touched(first, first === 1 && last === 1 ? closing : last);
  });
  return { ...result, diagnostics };
}

/** The line of the fence that ends the front matter; 1 when the first line opens none. */
function closingFence({ text }: SourceText): number {
  const [opening = "", ...rest] = text.replace(/^\uFEFF/, "").split("\n", 2000);
  const fence = opening.trimEnd();
  if (!/^(?:---|\+\+\+|;;;)$/.test(fence)) return 1;
  const at = rest.findIndex((line) => line.trimEnd() === fence);
  return at === -1 ? 1 : at + 2;
}
