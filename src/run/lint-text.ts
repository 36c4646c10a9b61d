import type { Capabilities } from "../capabilities.js";
import type { ResolvedConfig } from "../config/resolve.js";
import type { AnyRule } from "../config/types.js";
import type { Diagnostic } from "../diagnostic.js";
import { converge, type DroppedFix, type FixTier } from "../fix/converge.js";
import { type LintResult, lintDocument } from "../lint/lint-document.js";
import type { LintSettings } from "../lint/types.js";
import type { Change, FileResult, RunError } from "../result.js";
import type { SchemaFault } from "../schema/fault.js";
import type { FrontMatter } from "../source/front-matter.js";
import { type DocumentReading, readDocument } from "../source/read-document.js";

/** One text and everything that decides what is found in it. */
export interface TextJob {
  readonly text: string;
  /** Relative to the working directory: what reports show. */
  readonly path: string;
  /** Relative to the configuration's folder: what rules see. */
  readonly fromBase: string;
  readonly config: ResolvedConfig;
  /** Every rule that exists. */
  readonly rules: readonly AnyRule[];
  readonly capabilities: Capabilities;
  readonly validate: ((frontMatter: FrontMatter) => readonly SchemaFault[]) | undefined;
  /** Milliseconds that count up. */
  readonly clock: () => number;
  /** Measure each rule, too. */
  readonly measureRules: boolean;
  /** Repair the text first, up to this tier. */
  readonly fix?: FixTier | undefined;
}

/** Lints one text. Never throws: what goes wrong is named in the result. */
export function lintText(job: TextJob): FileResult {
  const started = job.clock();
  const { config, path } = job;
  try {
    const settings: LintSettings = {
      rules: config.rules,
      knownRules: idsOf(job.rules),
      capabilities: job.capabilities,
      timezone: config.timezone.value,
      root: config.root.value,
      validate: job.validate,
      clock: job.measureRules ? job.clock : undefined,
    };
    const read = (text: string): DocumentReading => readDocument(text, job.fromBase, config.generator.value);
    const lint = (reading: DocumentReading): LintResult => lintDocument(reading, settings);
    const { reading, result, change, errors } =
      job.fix === undefined ? lintOnly(job.text, read, lint) : fixed(job, read, lint);
    const crashes = result.crashes.map(
      ({ rule, error }): RunError => ({ kind: "rule", path, message: crashText(rule, error) }),
    );
    const linted: { -readonly [K in keyof FileResult]: FileResult[K] } = {
      path,
      status: "linted",
      source: reading.document.source,
      diagnostics: result.diagnostics,
      suppressed: result.suppressed,
      errors: [...crashes, ...errors],
      durationMs: job.clock() - started,
    };
    const { name } = config.generator.value;
    if (name !== undefined) linted.generator = name;
    if (result.facts !== undefined) linted.facts = result.facts;
    if (change !== undefined) linted.change = change;
    if (result.ruleMs !== undefined) linted.ruleMs = result.ruleMs;
    return linted;
  } catch (error) {
    return failedResult(path, "internal", `This is a bug in galley: ${describe(error)}`, job.clock() - started);
  }
}

const ids = new WeakMap<readonly AnyRule[], ReadonlySet<string>>();

/** Ids of a catalogue, which is the same for every file. */
function idsOf(rules: readonly AnyRule[]): ReadonlySet<string> {
  let known = ids.get(rules);
  if (known === undefined) {
    known = new Set(rules.map((rule) => rule.id));
    ids.set(rules, known);
  }
  return known;
}

interface Outcome {
  readonly reading: DocumentReading;
  readonly result: LintResult;
  readonly change?: Change;
  readonly errors: readonly RunError[];
}

type Read = (text: string) => DocumentReading;
type Lint = (reading: DocumentReading) => LintResult;

function lintOnly(text: string, read: Read, lint: Lint): Outcome {
  const reading = read(text);
  return { reading, result: lint(reading), errors: [] };
}

function fixed(job: TextJob, read: Read, lint: Lint): Outcome {
  const outcome = converge(job.text, { read, lint, tier: job.fix ?? "safe" });
  const errors: RunError[] = [];
  if (outcome.fighting.length > 0) {
    const names = outcome.fighting.map((rule) => `\`${rule}\``).join(" and ");
    errors.push({ kind: "rule", path: job.path, message: `The fixes of ${names} undo each other` });
  }
  return {
    reading: outcome.reading,
    result: { ...outcome.result, diagnostics: withoutHarm(outcome.result.diagnostics, outcome.dropped) },
    ...(outcome.text === job.text
      ? {}
      : { change: { before: job.text, after: outcome.text, repairs: outcome.applied } }),
    errors,
  };
}

/** Findings whose fix would do harm keep it no longer, and say so. */
function withoutHarm(diagnostics: readonly Diagnostic[], dropped: readonly DroppedFix[]): readonly Diagnostic[] {
  if (dropped.length === 0) return diagnostics;
  return diagnostics.map(({ fix, ...finding }) => {
    const harm = dropped.find(({ rule, title }) => rule === finding.rule && title === fix?.title);
    if (harm === undefined) return fix === undefined ? finding : { ...finding, fix };
    const says = `Its fix was left out, because it would do harm (${harm.reason}): that is a fault of the rule.`;
    return { ...finding, note: finding.note === undefined ? says : `${finding.note} ${says}` };
  });
}

/** The result of a file that could not be linted. */
export function failedResult(path: string, kind: RunError["kind"], message: string, durationMs = 0): FileResult {
  return { path, status: "failed", diagnostics: [], suppressed: 0, errors: [{ kind, path, message }], durationMs };
}

function crashText(rule: string, error: unknown): string {
  return `Rule \`${rule}\` crashed, a bug of the rule: ${describe(error)}`;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = error.stack?.split("\n").find((line) => line.trimStart().startsWith("at "));
  return place === undefined ? error.message : `${error.message} (${place.trim()})`;
}
