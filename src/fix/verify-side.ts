import type { Range } from "../edit.js";
import type { Document } from "../source/document.js";
import type { Shift } from "./apply-edits.js";

/** One direction of a comparison: what the edits leave of `from` must be found again in `to`. */
export interface Side {
  readonly from: Document;
  readonly to: Document;
  /** From offsets of `from` to those of `to`. */
  readonly shift: Shift;
  /** And the way from there. */
  readonly back: Shift;
  /** `back`: `from` is the text after the edits, and what is missing in `to` is new. */
  readonly way: "there" | "back";
}

/** A place in words. Line numbers are those of the text that holds it. */
export function lineOf({ from, way }: Side, offset: number): string {
  return `line ${from.source.lineAt(offset)}${way === "back" ? " of the fixed text" : ""}`;
}

/**
 * Whether something that ended (or began) at `offset` may now do so at `found`: exactly there, or with what an edit
 * inserts at its border.
 */
export function sameBorder(shift: Shift, offset: number, found: number): boolean {
  return found >= shift.end(offset) && found <= shift.start(offset);
}

/** The range that holds an offset. `ranges` in order of their starts. */
export function rangeAt<T extends Range>(ranges: readonly T[], offset: number): T | undefined {
  return ranges[indexAt(ranges, offset)];
}

/** Where in `ranges` the last stands that begins at or before an offset, when it reaches beyond it; -1: it does not. */
export function indexAt(ranges: readonly Range[], offset: number): number {
  let low = 0;
  let high = ranges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ranges[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const found = ranges[low];
  return found !== undefined && found.start <= offset && offset < found.end ? low : -1;
}

/** A range without the white space around it; undefined when nothing else is in it. */
export function trimRange(text: string, range: Range): Range | undefined {
  let { start, end } = range;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (start < end && isSpace(text.charCodeAt(end - 1))) end--;
  return start < end ? { start, end } : undefined;
}

/** What HTML and Markdown fold; a no-break space is no white space. */
export function isSpace(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13);
}
