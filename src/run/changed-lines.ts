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
  const lineAt = gitLines(source);
  const touched = (first: number, last: number): boolean => lines.some(([from, to]) => from <= last && to >= first);
  const diagnostics = result.diagnostics.filter(({ range }) => {
    const first = lineAt(range.start);
    // A range that ends at the start of a line does not touch it.
    const last = Math.max(first, lineAt(range.end - 1));
    return touched(first, first === 1 && last === 1 ? closing : last);
  });
  return { ...result, diagnostics };
}

/** The line of an offset as git counts: for galley, a carriage return alone ends a line, too. */
function gitLines(source: SourceText): (offset: number) => number {
  const { text } = source;
  if (!/\r(?!\n)/.test(text)) return (offset) => source.lineAt(offset);
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

/** The line of the fence that ends the front matter; 1 when the first line opens none. */
function closingFence({ text }: SourceText): number {
  const [opening = "", ...rest] = text.replace(/^\uFEFF/, "").split("\n", 2000);
  const fence = opening.trimEnd();
  if (!/^(?:---|\+\+\+|;;;)$/.test(fence)) return 1;
  const at = rest.findIndex((line) => line.trimEnd() === fence);
  return at === -1 ? 1 : at + 2;
}
