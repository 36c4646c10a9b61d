import type { Edit } from "../edit.js";

/** A text with edits applied, and the way back from its offsets to those of the text before. */
export interface PatchedText {
  readonly text: string;
  /** What was inserted stands where it was inserted; what was taken out stands before the offset. */
  back(offset: number): number;
  /** The same for the end of a range: what was taken out stands after it. */
  backEnd(offset: number): number;
}

/** Applies edits that do not overlap; in any order. */
export function patch(text: string, edits: readonly Edit[]): PatchedText {
  if (edits.length === 0) return { text, back: (offset) => offset, backEnd: (offset) => offset };
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start);
  const parts: string[] = [];
  /** From this offset of the new text on, subtract the shift. */
  const marks: { readonly from: number; readonly origin: number; readonly edit: number }[] = [
    { from: 0, origin: 0, edit: 0 },
  ];
  let read = 0;
  let written = 0;
  for (const edit of sorted) {
    if (edit.range.start < read) continue;
    parts.push(text.slice(read, edit.range.start), edit.text);
    written += edit.range.start - read + edit.text.length;
    marks.push({ from: written, origin: edit.range.end, edit: edit.range.start });
    read = edit.range.end;
  }
  parts.push(text.slice(read));
  const find = (offset: number): number => {
    let low = 0;
    let high = marks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((marks[middle]?.from ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const mark = marks[low];
    const limit = marks[low + 1]?.edit ?? text.length;
    return mark === undefined ? offset : Math.min(mark.origin + offset - mark.from, limit);
  };
  return {
    text: parts.join(""),
    back: find,
    backEnd: (offset) => (offset === 0 ? 0 : Math.min(find(offset - 1) + 1, find(offset))),
  };
}
