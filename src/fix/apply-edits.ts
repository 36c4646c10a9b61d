import type { Edit, Range } from "../edit.js";

/**
 * Applies edits to a text. They must not overlap; two insertions at one place keep their order.
 *
 * @throws RangeError when edits overlap or leave the text
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  if (!areApart(text, edits)) throw new RangeError("Edits overlap or leave the text");
  const pieces: string[] = [];
  let at = 0;
  for (const { range, text: replacement } of sortEdits(edits)) {
    pieces.push(text.slice(at, range.start), replacement);
    at = range.end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}

/** Whether edits can be applied: they lie in the text and do not overlap. */
export function areApart(text: string, edits: readonly Edit[]): boolean {
  let at = 0;
  for (const { range } of sortEdits(edits)) {
    if (range.start < at || range.end < range.start || range.end > text.length) return false;
    at = range.end;
  }
  return true;
}

/** By start, then end. */
function sortEdits(edits: readonly Edit[]): readonly Edit[] {
  return [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** Whether two edits could disturb each other: they overlap, or one inserts where the other stands. */
export function editsMeet(a: Edit, b: Edit): boolean {
  if (a.range.start === a.range.end || b.range.start === b.range.end) {
    return a.range.start <= b.range.end && b.range.start <= a.range.end;
  }
  return a.range.start < b.range.end && b.range.start < a.range.end;
}

/** Where the characters of a text went. */
export interface Shift {
  /** Where an offset outside the edits stands afterwards. An offset at an insertion stands behind what was inserted. */
  start(offset: number): number;
  /** The same for the end of a range: before what is inserted there. */
  end(offset: number): number;
  /**
   * Whether an edit changes, or inserts inside, the range; one that only meets its borders does not. An empty range is
   * touched by an edit that spans it and by an insertion at its place.
   */
  touches(range: Range): boolean;
  /** What the edits leave of a range, in order, without empty parts. */
  untouched(range: Range): Generator<Range>;
}

/** Follows offsets through edits. Each question costs the logarithm of the number of edits. */
export function shiftOf(edits: readonly Edit[]): Shift {
  const sorted = sortEdits(edits);
  const sums: number[] = [0];
  for (const { range, text } of sorted) sums.push((sums.at(-1) ?? 0) + text.length - (range.end - range.start));
  /** How many edits lie before: end at or before the offset (`inclusive`), or strictly before it. */
  const before = (offset: number, inclusive: boolean): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const end = sorted[middle]?.range.end ?? 0;
      if (end < offset || (inclusive && end === offset)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    start: (offset) => offset + (sums[before(offset, true)] ?? 0),
    end(offset) {
      // A deletion that ends here lies before the offset, an insertion here behind it.
      let count = before(offset, false);
      while (count < sorted.length) {
        const edit = sorted[count];
        if (edit === undefined || edit.range.end !== offset || edit.range.start === offset) break;
        count++;
      }
      return offset + (sums[count] ?? 0);
    },
    touches({ start, end }) {
      for (let index = before(start, false); index < sorted.length; index++) {
        const edit = sorted[index]?.range;
        if (edit === undefined || edit.start > end) return false;
        if (start === end && edit.start === edit.end) return true;
        if (edit.start < end && edit.end > start && (edit.start !== edit.end || edit.start > start)) return true;
      }
      return false;
    },
    *untouched({ start, end }) {
      let at = start;
      for (let index = before(start, false); index < sorted.length; index++) {
        const edit = sorted[index]?.range;
        if (edit === undefined || edit.start >= end) break;
        if (edit.start > at) yield { start: at, end: edit.start };
        at = Math.max(at, edit.end);
      }
      if (at < end) yield { start: at, end };
    },
  };
}

/** The edits that take the text back. */
export function invert(text: string, edits: readonly Edit[]): readonly Edit[] {
  let shift = 0;
  return sortEdits(edits).map(({ range, text: replacement }) => {
    const start = range.start + shift;
    shift += replacement.length - (range.end - range.start);
    return { range: { start, end: start + replacement.length }, text: text.slice(range.start, range.end) };
  });
}
