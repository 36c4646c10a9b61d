/**
 * galley's library. `lintText` and `fixText` are pure and synchronous; `lintFiles` reads files. Rules are declared with `defineRule`
 * and tried with `testRule`.
 */
import { rules } from "../rules/index.js";
import type { Capabilities } from "./capabilities.js";
import { inlineConfig } from "./config/inline.js";
import { createResolver } from "./config/resolve.js";
import type { AnyRule, Config } from "./config/types.js";
import type { Diagnostic } from "./diagnostic.js";
import { UserError } from "./errors.js";
import type { FileResult, Repair } from "./result.js";
import { type Final, gather } from "./run/gather.js";
import { lintAll } from "./run/lint-files.js";
import { lintText as lintOne } from "./run/lint-text.js";
import { type PlanOptions, planRun } from "./run/plan.js";
import { compileSchema } from "./schema/compile.js";

export type { Capabilities } from "./capabilities.js";
export { type Config, defineConfig, type RuleSetting } from "./config/types.js";
export type { Diagnostic, Severity } from "./diagnostic.js";
export type { Edit, Fix, Range, Safety } from "./edit.js";
export { UserError } from "./errors.js";
export type { Change, FileResult, Repair, RunError } from "./result.js";
export { defineRule, type Example, type Rule, type RuleContext, type Visitor } from "./rule.js";
export { type SourceText, sourceText } from "./source/source-text.js";
export { type TestOptions, testRule } from "./testing.js";
/** Every rule of the catalogue. */
export { rules };

/** How to lint one text. */
export interface LintTextOptions {
  /** Decides the syntax and which overrides count; relative to the project, `/` between parts. */
  readonly path: string;
  /** Presets by name, rules, options; no files are read. Default: `recommended`. */
  readonly config?: Config;
  /** A JSON Schema for the front matter. */
  readonly schema?: unknown;
  /** Rules of your own, besides galley's. */
  readonly rules?: readonly AnyRule[];
  /** What the rules may ask of the world; what is absent keeps those that ask silent. */
  readonly capabilities?: Capabilities;
}

/** What `lintText` found. */
export interface LintTextResult {
  /** In order of (start, end, rule). */
  readonly diagnostics: readonly Diagnostic[];
  /** How many of them directives silenced. */
  readonly suppressed: number;
}

/**
 * Lints one text: no files, no clock, no network.
 *
 * @throws UserError when the configuration or the schema is wrong, Error when a rule crashed
 */
export function lintText(text: string, options: LintTextOptions): LintTextResult {
  const result = run(text, options);
  return { diagnostics: result.diagnostics, suppressed: result.suppressed };
}

/** How to repair one text. */
export interface FixTextOptions extends LintTextOptions {
  /** `unsafe`: apply unsafe fixes, too. Default: `safe`. */
  readonly tier?: "safe" | "unsafe";
}

/** What `fixText` made of a text, and what it found in the result. */
export interface FixTextResult extends LintTextResult {
  readonly text: string;
  /** The fixes that were applied, in order. */
  readonly repairs: readonly Repair[];
}

/**
 * Repairs one text by the fixes of its rules, each proven harmless. As pure as `lintText`.
 *
 * @throws UserError when the configuration or the schema is wrong, Error when a rule crashed or rules undo each other
 */
export function fixText(text: string, options: FixTextOptions): FixTextResult {
  const { diagnostics, suppressed, change } = run(text, options, options.tier ?? "safe");
  return { text: change?.after ?? text, repairs: change?.repairs ?? [], diagnostics, suppressed };
}

function run(text: string, options: LintTextOptions, fix?: "safe" | "unsafe"): FileResult {
  const all = [...rules, ...(options.rules ?? [])];
  const loaded = inlineConfig(options.config ?? {}, all);
  const validator = options.schema === undefined ? undefined : compileSchema(options.schema, { name: "schema" });
  const result = lintOne({
    text,
    path: options.path,
    fromBase: options.path,
    config: createResolver(loaded)(options.path),
    rules: loaded.rules,
    capabilities: options.capabilities ?? {},
    validate: validator === undefined ? undefined : (frontMatter) => validator.validate(frontMatter),
    clock: () => 0,
    measureRules: false,
    fix,
  });
  const [crash] = result.errors;
  if (crash !== undefined) throw new Error(crash.message);
  return result;
}

/** How to lint files. */
export interface LintFilesOptions extends Omit<PlanOptions, "rules" | "stdin" | "patterns" | "patternsAreComplete"> {
  /** Files, folders and globs; default: the configuration's `files`, else every post below `cwd`. */
  readonly patterns?: readonly string[];
  /** false: a pattern that matches no file is no error. */
  readonly errorOnUnmatched?: boolean;
  /** Seconds that one file may take; default: 10. */
  readonly timeout?: number;
}

/**
 * Lints files, one result at a time, in order of path. With a rule that weighs files against each other, results come after the last
 * file was read, and a `source` that is asked for its text reads the file again.
 *
 * @throws UserError when the configuration is wrong or a pattern matches no file
 */
export async function* lintFiles(options: LintFilesOptions): AsyncGenerator<FileResult> {
  const plan = await planRun({ patterns: [], ...options, rules });
  if (plan.unmatched.length > 0 && options.errorOnUnmatched !== false) {
    throw new UserError(`No file to check matches ${plan.unmatched.map((pattern) => `\`${pattern}\``).join(", ")}`);
  }
  const gathering = gather(plan);
  const results = lintAll(plan, {
    clock: () => performance.now(),
    now: Date.now(),
    measureRules: false,
    timeoutMs: (options.timeout ?? 10) * 1000,
    pause: () => Promise.resolve(),
  });
  let index = 0;
  try {
    for await (const result of results) yield* resultsOf(gathering.add(index++, result));
    yield* resultsOf(gathering.end());
  } finally {
    gathering.close();
  }
}

function* resultsOf(finals: Iterable<Final>): Generator<FileResult> {
  for (const final of finals) if (final.kind === "result") yield final.result;
}
