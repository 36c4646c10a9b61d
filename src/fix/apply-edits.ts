import type { Edit, Fix, Range } from "../edit.js";

/**
 * Applies edits to a text. They must not overlap; two insertions at one place keep their order.
 *
 * @throws RangeError when edits overlap or leave the text
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { range, text: replacement } of sortEdits(edits)) {
    if (range.start < at || range.end < range.start || range.end > text.length) {
      throw new RangeError(`Edit ${range.start}–${range.end} overlaps another or leaves the text`);
    }
    pieces.push(text.slice(at, range.start), replacement);
    at = range.end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}

/** By start, then end. */
export function sortEdits(edits: readonly Edit[]): readonly Edit[] {
  return [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** Whether two edits could disturb each other: they overlap, or one inserts where the other stands. */
export function editsMeet(a: Edit, b: Edit): boolean {
  if (a.range.start === a.range.end || b.range.start === b.range.end) {
    return a.range.start <= b.range.end && b.range.start <= a.range.end;
  }
  return a.range.start < b.range.end && b.range.start < a.range.end;
}

/** Whether two fixes could disturb each other. */
export function fixesMeet(a: Fix, b: Fix): boolean {
  return a.edits.some((one) => b.edits.some((other) => editsMeet(one, other)));
}

/** Where the characters of a text went. */
export interface Shift {
  /**
   * Where an offset stands afterwards. One at an insertion stands behind what was inserted, one inside an edit behind
   * what replaces it.
   */
  start(offset: number): number;
  /** The same for the end of a range: before what is inserted or replaces it. */
  end(offset: number): number;
  /** Whether an edit changes, or inserts inside, the range; one that only touches its borders does not. */
  touches(range: Range): boolean;
  /** The same for a range of whole lines: what is inserted at its border without a line ending changes its first or last line. */
  touchesLines(range: Range): boolean;
  /** Whether nothing but white space is left of `text[range]` once the edits have taken what they replace. */
  takesAll(text: string, range: Range): boolean;
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
  const touches = (range: Range): boolean => {
    for (let index = before(range.start, false); index < sorted.length; index++) {
      const edit = sorted[index]?.range;
      if (edit === undefined || edit.start >= range.end) return false;
      if (edit.start === edit.end ? edit.start > range.start : edit.end > range.start) return true;
    }
    return false;
  };
  /** The edit that takes an offset away, and where what replaces it begins. */
  const around = (offset: number): { readonly edit: Edit; readonly start: number } | undefined => {
    const index = before(offset, true);
    const edit = sorted[index];
    if (edit === undefined || edit.range.start >= offset) return undefined;
    return { edit, start: edit.range.start + (sums[index] ?? 0) };
  };
  return {
    start(offset) {
      const inside = around(offset);
      return inside === undefined ? offset + (sums[before(offset, true)] ?? 0) : inside.start + inside.edit.text.length;
    },
    end(offset) {
      const inside = around(offset);
      if (inside !== undefined) return inside.start;
      // A deletion that ends here lies before the offset, an insertion here behind it.
      let count = before(offset, false);
      while (count < sorted.length) {
        const edit = sorted[count];
        if (edit === undefined || edit.range.end !== offset || edit.range.start === offset) break;
        count++;
      }
      return offset + (sums[count] ?? 0);
    },
    touches,
    touchesLines(range) {
      if (touches(range)) return true;
      for (let index = before(range.start, false); index < sorted.length; index++) {
        const edit = sorted[index];
        if (edit === undefined || edit.range.start > range.end) return false;
        if (edit.range.start === range.start && edit.range.end === range.start && !/[\r\n]$/.test(edit.text))
          return true;
        if (edit.range.start === range.end && edit.text !== "" && !/^[\r\n]/.test(edit.text)) return true;
      }
      return false;
    },
    takesAll(text, range) {
      let at = range.start;
      for (let index = before(range.start, true); at < range.end; index++) {
        const edit = sorted[index]?.range;
        const until = Math.min(edit?.start ?? range.end, range.end);
        if (at < until && text.slice(at, until).trim() !== "") return false;
        if (edit === undefined) return true;
        at = Math.max(at, edit.end);
      }
      return true;
    },
  };
}
