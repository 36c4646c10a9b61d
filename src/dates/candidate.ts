import type { DateFields } from "./calendar.js";
import { readDate } from "./read.js";

/** A date that may be the one that is lost, and where it stands. */
export interface DateCandidate {
  /**
   * `path`: the file's name or folders. `address`: a permalink or canonical URL. `time`: `<time datetime>`. `element`: by
   * its class. `label`: "Published: …". `commit`: the one that added the file. `value`: what is left of the value itself.
   */
  readonly source: "sibling" | "path" | "address" | "time" | "element" | "label" | "commit" | "value";
  /** As written there. */
  readonly text: string;
  readonly fields: DateFields;
  /** Milliseconds since 1970 UTC. */
  readonly instant: number;
  /** Where in the file; undefined for `path` and `commit`. */
  readonly range: { readonly start: number; readonly end: number } | undefined;
  /** The key of a sibling or address, or the class of an element. */
  readonly name: string | undefined;
  /** `published`: the day of publication. `there`: the post was there by then, and may be older. */
  readonly says: "published" | "there";
}

/** More would not help anybody choose. */
export const MAX_CANDIDATES = 8;

/** `2021-09-25-title.md`, `2021_09_25.md`, `/2021/09/25/`, in a path or a URL. */
export function datesInPath(path: string, timezone: string): readonly DateCandidate[] {
  const found: DateCandidate[] = [];
  for (const match of path.matchAll(/(?<=^|\/)(\d{4})([-_/])(\d{1,2})\2(\d{1,2})(?=[-_./?#]|$)/g)) {
    const [text, year = "", , month = "", day = ""] = match;
    const reading = readDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`, { dialect: "any", timezone });
    if (reading.kind !== "date") continue;
    const fields = { year: reading.year, month: reading.month, day: reading.day };
    const { instant } = reading;
    found.push({ source: "path", text, fields, instant, range: undefined, name: undefined, says: "published" });
    if (found.length === MAX_CANDIDATES) break;
  }
  return found;
}

/** The first of those that say the same at the same kind of place: what an author wants to see of them. */
export function distinctStatements(candidates: readonly DateCandidate[]): readonly DateCandidate[] {
  const said = new Map<string, DateCandidate>();
  for (const candidate of candidates) {
    const { source, name, fields } = candidate;
    const place = source === "sibling" || source === "address" ? `${source} ${name}` : source;
    const kind = source === "time" || source === "element" || source === "label" ? "body" : place;
    const { year, month, day, hour, minute } = fields;
    const statement = `${kind} ${year}-${month}-${day}`;
    const known = said.get(statement)?.fields;
    if (known === undefined || known.hour === undefined) said.set(statement, candidate);
    else if (hour !== undefined && (hour !== known.hour || minute !== known.minute)) {
      said.set(`${statement} ${hour}:${minute}`, candidate);
    }
  }
  return [...said.values()].slice(0, MAX_CANDIDATES);
}
