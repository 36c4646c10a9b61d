import type { Capabilities } from "../capabilities.js";
import type { ResolvedConfig } from "../config/resolve.js";
import type { Diagnostic } from "../diagnostic.js";
import { ensureLines } from "../files/append-lines.js";
import type { FoundFile } from "../files/find.js";
import { projectFolders } from "../files/project.js";
import { decodeText, type ReadFailure, readText } from "../files/read.js";
import { replaceText, type WriteResult } from "../files/write.js";
import type { FixTier } from "../fix/converge.js";
import { firstCommits } from "../git/first-commit.js";
import type { Change, FileResult, Repair } from "../result.js";
import { sourceText } from "../source/source-text.js";
import { failedResult, lintText, type TextJob } from "./lint-text.js";
import type { Plan } from "./plan.js";
import { createSchemas } from "./schemas.js";
import { siblingDates } from "./sibling-dates.js";

/** How a run measures itself and the world. */
export interface RunOptions {
  /** Milliseconds that count up. */
  readonly clock: () => number;
  /** Milliseconds since 1970 UTC, the same for every file of the run. */
  readonly now: number;
  /** Measure each rule, too. */
  readonly measureRules: boolean;
  /** Repair the texts, up to this tier. */
  readonly fix?: FixTier | undefined;
  /** Write repaired texts; told of each before it is written. */
  readonly write?: ((file: FoundFile, change: Change) => void) | undefined;
  /** Lets signals have their turn. */
  readonly pause: () => Promise<void>;
}

const PAUSE_EVERY_MS = 50;

/**
 * Lints the files of a plan, one after the other, in their order. A file that fails is named; the run goes on. Results may have
 * facts: `gather` weighs them.
 */
export async function* lintAll(plan: Plan, options: RunOptions): AsyncGenerator<FileResult> {
  const { base } = plan.loaded;
  const listFolder = projectFolders(base);
  const capabilities: Capabilities = {
    now: options.now,
    listFolder,
    siblingDates: siblingDates(base, listFolder, (path) => plan.resolve(path).generator.value),
    firstCommit: firstCommits(base),
  };
  const schemas = createSchemas(plan.loaded.base);
  let paused = options.clock();
  for (const file of plan.files) {
    const config = plan.resolve(file.fromBase);
    const read = plan.stdin === undefined ? readText(file.absolute) : decodeText(Buffer.from(plan.stdin));
    if (read.ok) {
      const job = {
        text: read.text,
        path: file.path,
        fromBase: file.fromBase,
        config,
        rules: plan.loaded.rules,
        capabilities,
        validate: await schemas(config.schema.value),
        clock: options.clock,
        measureRules: options.measureRules,
      };
      const result = lintText({ ...job, fix: options.fix });
      yield options.write === undefined ? result : written(file, result, job, plan, options.write);
    } else {
      yield unreadable(file, config, read.reason);
    }
    if (options.clock() - paused > PAUSE_EVERY_MS) {
      await options.pause();
      paused = options.clock();
    }
  }
}

/** What repairs need in other files, by file. */
export function linesByFile(repairs: readonly Repair[]): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>();
  for (const { file, line } of repairs.flatMap(({ needs }) => needs ?? [])) {
    const lines = files.get(file);
    if (lines === undefined) files.set(file, [line]);
    else lines.push(line);
  }
  return files;
}

/** Writes what fixing made of a file. When it cannot be written, its findings are those of the text that stays. */
function written(
  file: FoundFile,
  result: FileResult,
  job: TextJob,
  plan: Plan,
  tell: NonNullable<RunOptions["write"]>,
): FileResult {
  const { change } = result;
  if (change === undefined) return result;
  // First what the edits rely on, then the ledger, then the edits.
  const needs = linesByFile(change.repairs);
  let outcome: WriteResult = { ok: true };
  for (const [name, lines] of needs) if (outcome.ok) outcome = ensureLines(plan.loaded.base, name, lines);
  if (outcome.ok) {
    tell(file, change);
    outcome = replaceText(file.absolute, change.before, change.after, [plan.loaded.base, plan.cwd]);
  }
  if (outcome.ok) return result;
  const { path } = file;
  return { ...lintText(job), status: "failed", errors: [{ kind: "write", path, message: outcome.message }] };
}

/** A text that is no UTF-8 or too large is a finding; a file that the system withholds is a failure of the run. */
function unreadable(file: FoundFile, config: ResolvedConfig, failure: ReadFailure): FileResult {
  if (failure.kind === "io") return failedResult(file.path, "read", failure.message);
  const diagnostic: Diagnostic = {
    rule: `source/${failure.kind}`,
    severity: "error",
    range: { start: 0, end: 0 },
    message: failure.message,
  };
  const { name } = config.generator.value;
  return {
    path: file.path,
    status: "linted",
    ...(name === undefined ? {} : { generator: name }),
    source: sourceText(""),
    diagnostics: [diagnostic],
    suppressed: 0,
    errors: [],
    durationMs: 0,
  };
}
