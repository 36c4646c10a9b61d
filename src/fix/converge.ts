import type { Safety } from "../edit.js";
import type { LintResult } from "../lint/lint-document.js";
import type { Repair } from "../result.js";
import type { DocumentReading } from "../source/read-document.js";
import { claims } from "./claims.js";
import { type Candidate, keepHarmless } from "./keep-harmless.js";

/** The boldest tier that is applied. */
export type FixTier = Exclude<Safety, "manual">;

/** How a text is read and linted while it is fixed. */
export interface FixOptions {
  readonly read: (text: string) => DocumentReading;
  readonly lint: (reading: DocumentReading) => LintResult;
  readonly tier: FixTier;
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
  readonly applied: readonly Repair[];
  readonly dropped: readonly DroppedFix[];
  /** Rules whose repairs undo each other or never come to an end; empty: none. Nothing of theirs is applied. */
  readonly fighting: readonly string[];
}

const MOST_PASSES = 10;

/**
 * Repairs a text until nothing of the wanted tier is left. In each pass fixes are taken in order of place; one that
 * meets an earlier one waits for the next pass. Every pass is verified, and what would do harm is left out. When rules
 * undo each other or never end, the text is repaired without them.
 */
export function converge(text: string, options: FixOptions): FixResult {
  const start = read(text, options);
  const fighting = new Set<string>();
  for (;;) {
    const attempt = repair(start, options, fighting);
    if (attempt.endless.length === 0) return { ...attempt.outcome, fighting: [...fighting].sort() };
    // Each attempt names at least one rule more, so there are at most as many as rules.
    for (const rule of attempt.endless) fighting.add(rule);
  }
}

/** A text with what is found in it. */
interface State {
  readonly text: string;
  readonly reading: DocumentReading;
  readonly result: LintResult;
}

function read(text: string, options: FixOptions): State {
  const reading = options.read(text);
  return { text, reading, result: options.lint(reading) };
}

interface Attempt {
  readonly outcome: Omit<FixResult, "fighting">;
  /** Rules without which to try again. */
  readonly endless: readonly string[];
}

function repair(start: State, options: FixOptions, excluded: ReadonlySet<string>): Attempt {
  const applied: Repair[] = [];
  /** By what they are: fixes that do harm in the present text. In the next one they may not. */
  const banned = new Set<string>();
  let dropped: DroppedFix[] = [];
  /** Every text so far, and how many fixes had been applied when it came up. */
  const seen = new Map<string, number>([[start.text, 0]]);
  let state = start;
  /** How many fixes each rule had in the first pass in which it had any. */
  const begun = new Map<string, number>();
  for (let pass = 0; ; ) {
    const { text } = state;
    const wanted = choose(state, options.tier, banned, excluded);
    const counts = countByRule(wanted);
    for (const [rule, count] of counts) if (!begun.has(rule)) begun.set(rule, count);
    if (wanted.length === 0 || pass === MOST_PASSES) {
      // A long chain of overlapping fixes gets shorter; what does not will never end.
      const endless = [...counts].filter(([rule, count]) => count >= (begun.get(rule) ?? 0)).map(([rule]) => rule);
      return { outcome: { ...state, applied, dropped }, endless };
    }
    const kept = keepHarmless(text, state.reading, withoutOverlaps(wanted), options.read);
    for (const { candidate, reason } of kept.harmful) {
      const { diagnostic, fix } = candidate;
      banned.add(identity(text, candidate));
      dropped.push({ rule: diagnostic.rule, title: fix.title, reason });
    }
    if (kept.reading === undefined) continue;
    const next = kept.reading.document.source.text;
    const records = kept.harmless.map((candidate) => record(text, candidate, pass));
    const earlier = seen.get(next);
    if (earlier !== undefined) {
      const endless = new Set([...applied.slice(earlier), ...records].map(({ rule }) => rule));
      return { outcome: { ...state, applied, dropped }, endless: [...endless] };
    }
    for (const one of records) applied.push(one);
    seen.set(next, applied.length);
    banned.clear();
    dropped = [];
    pass++;
    state = { text: next, reading: kept.reading, result: options.lint(kept.reading) };
  }
}

function choose(
  { text, result }: State,
  tier: FixTier,
  banned: ReadonlySet<string>,
  excluded: ReadonlySet<string>,
): readonly Candidate[] {
  const chosen: Candidate[] = [];
  for (const diagnostic of result.diagnostics) {
    const { fix } = diagnostic;
    if (fix === undefined || fix.safety === "manual" || (fix.safety === "unsafe" && tier === "safe")) continue;
    const candidate = { diagnostic, fix: { ...fix, safety: fix.safety } };
    if (excluded.has(diagnostic.rule) || (banned.size > 0 && banned.has(identity(text, candidate)))) continue;
    chosen.push(candidate);
  }
  // Safe fixes go first and alone: among unsafe ones their stricter proof would be lost.
  const safe = chosen.filter(({ fix }) => fix.safety === "safe");
  return safe.length > 0 ? safe : chosen;
}

function countByRule(candidates: readonly Candidate[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { diagnostic } of candidates) counts.set(diagnostic.rule, (counts.get(diagnostic.rule) ?? 0) + 1);
  return counts;
}

/** First come, first served. */
function withoutOverlaps(candidates: readonly Candidate[]): readonly Candidate[] {
  const claim = claims();
  return candidates.filter(({ fix }) => claim(fix.edits));
}

/** What stays the same when offsets move: the rule, and what its edits replace by what. */
function identity(text: string, { diagnostic, fix }: Candidate): string {
  const edits = fix.edits.map(({ range, text: after }) => [text.slice(range.start, range.end), after]);
  return JSON.stringify([diagnostic.rule, diagnostic.message, edits]);
}

function record(text: string, { diagnostic, fix }: Candidate, pass: number): Repair {
  return {
    rule: diagnostic.rule,
    title: fix.title,
    message: diagnostic.message,
    safety: fix.safety,
    pass,
    ...(fix.needs === undefined ? {} : { needs: fix.needs }),
    edits: fix.edits.map(({ range, text: after }) => ({ ...range, before: text.slice(range.start, range.end), after })),
  };
}
