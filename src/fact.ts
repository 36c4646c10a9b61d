import { compareText, type Severity } from "./diagnostic.js";
import type { Range } from "./edit.js";

/** What JSON can hold. */
export type FactValue = string | number | boolean | null | readonly FactValue[] | { readonly [key: string]: FactValue };

/** Something that a rule noted at a place of one file, to be weighed against the same of other files. Plain JSON. */
export interface Fact {
  readonly range: Range;
  /** Facts of one key belong together. Long keys are kept as their digest. */
  readonly key: string;
  readonly value?: FactValue;
  /** A directive disables the rule at this place: the fact counts for others, but nothing is said here. */
  readonly silenced?: true;
}

/** The facts that one rule noted in one file, in order of (start, end, key). */
export interface RuleFacts {
  readonly rule: string;
  /** As the file's configuration sets the rule. */
  readonly severity: Severity;
  /** With every default filled in; absent for a rule without options. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly facts: readonly Fact[];
}

/** A fact as `across` sees it. */
export interface PlacedFact<O = unknown> {
  /** The file, as reports show it. */
  readonly path: string;
  readonly range: Range;
  readonly key: string;
  readonly value: FactValue | undefined;
  readonly severity: Severity;
  readonly options: O;
}

/** Facts by key, in the order in which the keys come up first. */
export function factsByKey<F extends { readonly key: string }>(facts: readonly F[]): ReadonlyMap<string, readonly F[]> {
  const groups = new Map<string, F[]>();
  for (const fact of facts) {
    const group = groups.get(fact.key);
    if (group === undefined) groups.set(fact.key, [fact]);
    else group.push(fact);
  }
  return groups;
}

/** In how many files the facts lie. */
export function countFiles(facts: readonly { readonly path: string }[]): number {
  return new Set(facts.map(({ path }) => path)).size;
}

/** The one order of facts in a file: by start, end, key. */
export function compareFacts(a: Fact, b: Fact): number {
  return a.range.start - b.range.start || a.range.end - b.range.end || compareText(a.key, b.key);
}
