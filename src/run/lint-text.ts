import type { Capabilities } from "../capabilities.js";
import type { ResolvedConfig } from "../config/resolve.js";
import type { AnyRule } from "../config/types.js";
import { lintDocument } from "../lint/lint-document.js";
import type { FileResult, RunError } from "../result.js";
import type { SchemaFault } from "../schema/fault.js";
import type { FrontMatter } from "../source/front-matter.js";
import { readDocument } from "../source/read-document.js";

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
}

/** Lints one text. Never throws: what goes wrong is named in the result. */
export function lintText(job: TextJob): FileResult {
  const started = job.clock();
  const { config, path } = job;
  try {
    const reading = readDocument(job.text, job.fromBase, config.generator.value);
    const result = lintDocument(reading, {
      rules: config.rules,
      knownRules: new Set(job.rules.map((rule) => rule.id)),
      capabilities: job.capabilities,
      timezone: config.timezone.value,
      root: config.root.value,
      validate: job.validate,
      ...(job.measureRules ? { clock: job.clock } : {}),
    });
    const { name } = config.generator.value;
    return {
      path,
      status: "linted",
      ...(name === undefined ? {} : { generator: name }),
      source: reading.document.source,
      diagnostics: result.diagnostics,
      suppressed: result.suppressed,
      errors: result.crashes.map(
        ({ rule, error }): RunError => ({ kind: "rule", path, message: crashText(rule, error) }),
      ),
      durationMs: job.clock() - started,
      ...(result.ruleMs === undefined ? {} : { ruleMs: result.ruleMs }),
    };
  } catch (error) {
    return failedResult(path, "internal", `This is a bug in galley: ${describe(error)}`, job.clock() - started);
  }
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
