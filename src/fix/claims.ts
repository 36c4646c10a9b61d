import type { Edit } from "../edit.js";
import { editsMeet } from "./apply-edits.js";

/**
 * Hands out places of a text: takes all edits of a fix, or none when one of them meets an edit taken before. Costs the
 * logarithm of the number of edits for each question.
 */
export function claims(): (edits: readonly Edit[]) => boolean {
  /** In order, without overlaps. */
  const taken: Edit[] = [];
  const placeOf = (edit: Edit): number => {
    let low = 0;
    let high = taken.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = taken[middle];
      if (other !== undefined && other.range.start < edit.range.start) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (edits) => {
    for (const edit of edits) {
      const place = placeOf(edit);
      for (const other of [taken[place - 1], taken[place]]) {
        if (other !== undefined && editsMeet(edit, other)) return false;
      }
    }
    for (const edit of edits) taken.splice(placeOf(edit), 0, edit);
    return true;
  };
}
