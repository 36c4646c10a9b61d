import type { Diagnostic } from "../diagnostic.js";
import type { Fix, Safety } from "../edit.js";
import type { DocumentReading } from "../source/read-document.js";
import { applyEdits, areApart } from "./apply-edits.js";
import { verify } from "./verify.js";

/** A finding whose fix is wanted. */
export interface Candidate {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix & { readonly safety: Exclude<Safety, "manual"> };
}

interface Harmless {
  /** In order of place; they verify together. */
  readonly harmless: readonly Candidate[];
  /** The text with them, read; undefined when there are none. */
  readonly reading: DocumentReading | undefined;
  /** Those that do harm even alone. What is in neither list does harm beside another and may be tried again. */
  readonly harmful: readonly { readonly candidate: Candidate; readonly reason: string }[];
}

/** A rule with more harmful fixes than this in one text is not tried further: each of them costs many readings. */
const MOST_HARM = 5;

/**
 * The largest part of the fixes that verifies: takes them all, or halves what fails until single fixes are left. One
 * bad fix among n costs at most 2·log2(n) + 3 readings of the text.
 */
export function keepHarmless(
  text: string,
  before: DocumentReading,
  candidates: readonly Candidate[],
  read: (text: string) => DocumentReading,
): Harmless {
  const harmful: { candidate: Candidate; reason: string }[] = [];
  const harm = new Map<string, { count: number; reason: string }>();
  let kept: readonly Candidate[] = [];
  let reading: DocumentReading | undefined;

  const attempt = (some: readonly Candidate[]): { readonly after?: DocumentReading; readonly reason?: string } => {
    const edits = some.flatMap(({ fix }) => fix.edits);
    if (!areApart(text, edits)) return { reason: "its edits overlap" };
    const tier = some.every(({ fix }) => fix.safety === "safe") ? "safe" : "unsafe";
    const after = read(applyEdits(text, edits));
    const reason = verify(before, after, edits, tier);
    return reason === undefined ? { after } : { after, reason };
  };
  const drop = (candidate: Candidate, reason: string): void => {
    const { rule } = candidate.diagnostic;
    harmful.push({ candidate, reason });
    harm.set(rule, { count: (harm.get(rule)?.count ?? 0) + 1, reason });
  };
  /** Adds what it can of `all` to what is kept; `fails`: all of them together are known to fail. */
  const add = (all: readonly Candidate[], fails: boolean): void => {
    const some = all.filter((candidate) => {
      const known = harm.get(candidate.diagnostic.rule);
      if (known === undefined || known.count < MOST_HARM) return true;
      harmful.push({ candidate, reason: known.reason });
      return false;
    });
    const [only] = some;
    if (only === undefined) return;
    if (!fails || some.length < all.length) {
      const { after, reason } = attempt([...kept, ...some]);
      if (reason === undefined) {
        kept = [...kept, ...some];
        reading = after;
        return;
      }
    }
    if (some.length === 1) {
      const { reason } = attempt(some);
      if (reason !== undefined) drop(only, reason);
      return;
    }
    const middle = some.length >> 1;
    const expected = kept.length + middle;
    add(some.slice(0, middle), false);
    // When the whole first half is kept, the fault lies in the second.
    add(some.slice(middle), kept.length === expected);
  };
  add(candidates, false);
  return { harmless: kept, reading, harmful };
}
