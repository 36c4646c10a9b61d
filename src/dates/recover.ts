import type { Root } from "hast";
import { type DateCandidate, datesInPath, MAX_CANDIDATES } from "./candidate.js";
import { changeKeys } from "./keys.js";
import { readDate } from "./read.js";
import { datesInMarkup, labelledDates } from "./recover-body.js";

/** A front matter value and where it stands. */
export interface PlacedText {
  readonly key: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface RecoverySources {
  /** Other date keys of the same front matter. */
  readonly siblings: readonly PlacedText[];
  /** Front matter values that may be the post's address. */
  readonly addresses?: readonly PlacedText[];
  /** `/` between parts. */
  readonly path: string;
  /** The file's text, with front matter and code blanked; offsets are those of the file. */
  readonly text: string;
  /** hast of `text`. */
  readonly html: Root;
  /** IANA name; for dates without an offset. */
  readonly timezone: string;
  /** The commit that added the file. */
  readonly commit?: { readonly date: string; readonly posts: number; readonly shallow: boolean } | undefined;
}

/** A commit that added more posts than this imported them: its date is that of the move. */
const MOST_POSTS = 50;

/** Candidates, the most trustworthy sources first. A date in running prose is the date of something else: never one. */
export function recoverDates(sources: RecoverySources): readonly DateCandidate[] {
  const { timezone, html, text } = sources;
  return [
    ...siblingDates(sources).slice(0, MAX_CANDIDATES),
    ...datesInMarkup(html, text, timezone),
    ...labelledDates(text, timezone),
    ...datesInPath(sources.path, timezone),
    ...addressDates(sources),
    ...commitDate(sources),
  ];
}

function siblingDates({ siblings, timezone }: RecoverySources): readonly DateCandidate[] {
  return siblings.flatMap(({ key, text, start, end }) => {
    const reading = readDate(text, { dialect: "any", timezone });
    if (reading.kind !== "date") return [];
    const { kind: _kind, shape: _shape, instant, ...fields } = reading;
    const says = changeKeys.has(key) ? "there" : "published";
    return [{ source: "sibling", text, fields, instant, range: { start, end }, name: key, says }];
  });
}

function addressDates({ addresses = [], timezone }: RecoverySources): readonly DateCandidate[] {
  return addresses.flatMap(({ key, text, start, end }) =>
    datesInPath(text.slice(0, 1000), timezone).map((found) => ({
      ...found,
      source: "address" as const,
      range: { start, end },
      name: key,
    })),
  );
}

function commitDate({ commit, timezone }: RecoverySources): readonly DateCandidate[] {
  if (commit === undefined || commit.shallow || commit.posts > MOST_POSTS) return [];
  const reading = readDate(commit.date, { dialect: "any", timezone });
  if (reading.kind !== "date") return [];
  const { kind: _kind, shape: _shape, instant, ...fields } = reading;
  return [{ source: "commit", text: commit.date, fields, instant, range: undefined, name: undefined, says: "there" }];
}
