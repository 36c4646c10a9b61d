import type { Kind, Observed } from "./observe.js";

/** What a key holds in all the posts that have it. */
export interface Tally {
  /** How often the value occurs. */
  count: number;
  readonly kinds: Map<Kind, number>;
  /** Texts and how often each occurs; undefined when there are too many to be a choice. */
  texts: Map<string, number> | undefined;
  dates: number;
  /** Of the items of lists. */
  items: Tally | undefined;
  /** Of the values of mappings. */
  readonly fields: Map<string, Tally>;
}

/** More texts are no choice of a few. */
const MOST_TEXTS = 40;

function emptyTally(): Tally {
  return { count: 0, kinds: new Map(), texts: new Map(), dates: 0, items: undefined, fields: new Map() };
}

function addTo(tally: Tally, value: Observed): void {
  tally.count++;
  tally.kinds.set(value.kind, (tally.kinds.get(value.kind) ?? 0) + 1);
  if (value.date !== undefined) tally.dates++;
  if (value.kind === "string") {
    if (value.text === undefined) tally.texts = undefined;
    else tally.texts?.set(value.text, (tally.texts.get(value.text) ?? 0) + 1);
    if ((tally.texts?.size ?? 0) > MOST_TEXTS) tally.texts = undefined;
  }
  for (const item of value.items ?? []) {
    tally.items ??= emptyTally();
    addTo(tally.items, item);
  }
  addFields(tally.fields, value.fields ?? new Map());
}

export function addFields(tallies: Map<string, Tally>, fields: ReadonlyMap<string, Observed>): void {
  for (const [key, value] of fields) {
    let tally = tallies.get(key);
    if (tally === undefined) {
      tally = emptyTally();
      tallies.set(key, tally);
    }
    addTo(tally, value);
  }
}
