import { isLetterOrNumber, pointBefore } from "../letters.js";
import type { DateFields } from "./calendar.js";
import { existingDate } from "./read.js";
import { readWritten } from "./written.js";

/** A date in a text. */
export interface FoundDate {
  /** Offsets in the text, half-open, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly fields: DateFields;
}

/** The longest writing of a date with weekday, time and zone, and some to spare. */
const WINDOW = 90;
/** A digit or the beginning of an English name, not inside a word, a number or a path of ASCII. */
const beginning =
  /(?=[\dadfjmnostw])(?<![\w/.:-])(?:\d|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/gi;

/**
 * The dates of a snippet, in order: those that exist and that can be read one way only (`04/05/2024` cannot).
 * Linear in the text's length.
 */
export function findDates(text: string, limit = 100): readonly FoundDate[] {
  const found: FoundDate[] = [];
  const search = new RegExp(beginning);
  for (let match = search.exec(text); match !== null && found.length < limit; match = search.exec(text)) {
    const start = match.index;
    // Nor inside a word of any other script.
    if (isLetterOrNumber(pointBefore(text, start))) continue;
    const snippet = text.slice(start, start + WINDOW);
    const written = readWritten(snippet);
    if (written === undefined) continue;
    const end = start + written.length;
    search.lastIndex = end;
    const { pair, shape } = written;
    if (
      shape === "compact" ||
      shape === "month" ||
      (pair !== undefined && pair[0] <= 12 && pair[1] <= 12 && pair[0] !== pair[1])
    )
      continue;
    // `2021-09-25b` and `1.2.2021.4` hold more than a date.
    if (/^(?:[A-Za-z0-9_/]|[-.:]\d)/.test(text.slice(end, end + 2))) continue;
    const dateText = text.slice(start, end);
    const fields = existingDate(written);
    if (fields !== undefined) found.push({ start, end, text: dateText, fields });
  }
  return found;
}
