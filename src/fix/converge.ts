import type { Diagnostic } from "../diagnostic.js";
import type { Fix, Safety } from "../edit.js";
import type { LintResult } from "../lint/lint-document.js";
import type { DocumentReading } from "../source/read-document.js";
import { applyEdits, fixesMeet } from "./apply-edits.js";
import { verify } from "./verify.js";

/** The boldest tier that is applied. */
export type FixTier = Exclude<Safety, "manual">;

/** How a text is read and linted while it is fixed. */
export interface FixOptions {
  readonly read: (text: string) => DocumentReading;
  readonly lint: (reading: DocumentReading) => LintResult;
  readonly tier: FixTier;
}

/** A repair that was made. */
export interface AppliedFix {
  readonly rule: string;
  readonly title: string;
  readonly message: string;
  readonly safety: FixTier;
  /** From 0. */
  readonly pass: number;
  /** In the text that the pass began with. */
  readonly edits: readonly {
    readonly start: number;
    readonly end: number;
    readonly before: string;
    readonly after: string;
  }[];
}

/** A repair that would have done harm: a fault of the rule that proposed it. */
export interface DroppedFix {
  readonly rule: string;
  readonly title: string;
  readonly reason: string;
}

export interface FixResult {
  readonly text: string;
  /** Findings of the fixed text. */
  readonly result: LintResult;
  readonly reading: DocumentReading;
  readonly applied: readonly AppliedFix[];
  readonly dropped: readonly DroppedFix[];
  /** Rules whose repairs undo each other; empty: none. The text is that before they began. */
  readonly fighting: readonly string[];
}

const MOST_PASSES = 10;

interface Candidate {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix & { readonly safety: FixTier };
}

/**
 * Repairs a text until nothing of the wanted tier is left. In each pass fixes are taken in order of place; one that
 * meets an earlier one waits for the next pass. Every pass is verified, and what would do harm is left out.
 */
export function converge(text: string, options: FixOptions): FixResult {
  const applied: AppliedFix[] = [];
  const dropped: DroppedFix[] = [];
  const banned = new Set<string>();
  /** Every text so far, and how many fixes had been applied when it came up. */
  const seen = new Map<string, number>([[text, 0]]);
  let current = text;
  let reading = options.read(current);
  let result = options.lint(reading);
  let fighting: readonly string[] = [];
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const candidates = choose(current, result.diagnostics, options.tier, banned);
    if (candidates.length === 0) break;
    const kept = keepHarmless(current, reading, candidates, options, (candidate, reason) => {
      banned.add(identity(current, candidate));
      dropped.push({ rule: candidate.diagnostic.rule, title: candidate.fix.title, reason });
    });
    if (kept.length === 0) continue;
    const next = applyEdits(
      current,
      kept.flatMap(({ fix }) => fix.edits),
    );
    const earlier = seen.get(next);
    if (earlier !== undefined) {
      const rules = [
        ...applied.slice(earlier).map(({ rule }) => rule),
        ...kept.map(({ diagnostic }) => diagnostic.rule),
      ];
      fighting = [...new Set(rules)].sort();
      break;
    }
    for (const candidate of kept) applied.push(record(current, candidate, pass));
    seen.set(next, applied.length);
    current = next;
    reading = options.read(current);
    result = options.lint(reading);
  }
  return { text: current, result, reading, applied, dropped, fighting };
}

function choose(
  text: string,
  diagnostics: readonly Diagnostic[],
  tier: FixTier,
  banned: ReadonlySet<string>,
): readonly Candidate[] {
  const chosen: Candidate[] = [];
  for (const diagnostic of diagnostics) {
    const { fix } = diagnostic;
    if (fix === undefined || fix.safety === "manual" || (fix.safety === "unsafe" && tier === "safe")) continue;
    const candidate = { diagnostic, fix: { ...fix, safety: fix.safety } };
    if (banned.has(identity(text, candidate))) continue;
    if (chosen.some((other) => fixesMeet(other.fix, fix))) continue;
    chosen.push(candidate);
  }
  // Safe fixes go first and alone: among unsafe ones their stricter proof would be lost.
  const safe = chosen.filter(({ fix }) => fix.safety === "safe");
  return safe.length > 0 ? safe : chosen;
}

/** What stays the same when offsets move: the rule, and what its edits replace by what. */
function identity(text: string, { diagnostic, fix }: Candidate): string {
  const edits = fix.edits.map(({ range, text: after }) => [text.slice(range.start, range.end), after]);
  return JSON.stringify([diagnostic.rule, diagnostic.message, edits]);
}

/** The largest part of the fixes that verifies: halves what fails until single fixes are left. */
function keepHarmless(
  text: string,
  reading: DocumentReading,
  candidates: readonly Candidate[],
  options: FixOptions,
  drop: (candidate: Candidate, reason: string) => void,
): readonly Candidate[] {
  const test = (some: readonly Candidate[]): string | undefined => {
    const edits = some.flatMap(({ fix }) => fix.edits);
    const tier = some.every(({ fix }) => fix.safety === "safe") ? "safe" : "unsafe";
    return verify(reading, options.read(applyEdits(text, edits)), edits, tier);
  };
  const keep = (some: readonly Candidate[]): readonly Candidate[] => {
    const reason = some.length === 0 ? undefined : test(some);
    if (reason === undefined) return some;
    const [only] = some;
    if (some.length === 1 && only !== undefined) {
      drop(only, reason);
      return [];
    }
    const middle = some.length >> 1;
    const left = keep(some.slice(0, middle));
    const right = keep(some.slice(middle));
    if (left.length === 0 || right.length === 0) return left.length === 0 ? right : left;
    // Each half is harmless alone; what they break together waits for the next pass.
    return left.length + right.length < some.length && test([...left, ...right]) === undefined
      ? [...left, ...right]
      : left;
  };
  return keep(candidates);
}

function record(text: string, { diagnostic, fix }: Candidate, pass: number): AppliedFix {
  return {
    rule: diagnostic.rule,
    title: fix.title,
    message: diagnostic.message,
    safety: fix.safety,
    pass,
    edits: fix.edits.map(({ range, text: after }) => ({ ...range, before: text.slice(range.start, range.end), after })),
  };
}
