import type { ResolvedConfig } from "../config/resolve.js";
import type { Diagnostic } from "../diagnostic.js";
import { ensureLines } from "../files/append-lines.js";
import type { FileList, FoundFile } from "../files/file-list.js";
import { decodeText, type ReadFailure, type ReadResult, readText } from "../files/read.js";
import { replaceText, type WriteResult } from "../files/write.js";
import type { FixTier } from "../fix/converge.js";
import type { Change, FileResult, Repair } from "../result.js";
import { sourceText } from "../source/source-text.js";
import type { ResultCache } from "./cache/results.js";
import type { Notes, Watch } from "./cache/watch.js";
import { eachInTime } from "./deadline.js";
import type { DrawnResult } from "./drawn-result.js";
import { readFromTree } from "./git-scope.js";
import { failedResult, lintText, type TextJob } from "./lint-text.js";
import type { Plan } from "./plan.js";
import { encodeResult } from "./record.js";
import { createSchemas, type SchemaFiles } from "./schemas.js";
import { siblingDates } from "./sibling-dates.js";
import { worldOf } from "./world.js";

/** How a run measures itself and the world. */
export interface RunOptions {
  /** Milliseconds that count up. */
  readonly clock: () => number;
  /** Milliseconds since 1970 UTC, the same for every file of the run. */
  readonly now: number;
  /** Measure each rule, too. */
  readonly measureRules: boolean;
  /** The longest that one file may take; default: 10,000. */
  readonly timeoutMs?: number;
  /** Repair the texts, up to this tier. */
  readonly fix?: FixTier | undefined;
  /** Write repaired texts; told of each before it is written. */
  readonly write?: ((file: FoundFile, change: Change) => void) | undefined;
  /** Results of earlier runs. */
  readonly cache?: ResultCache | undefined;
  /** Draws a result for the one report, for later runs. */
  readonly drawResult?: ((result: FileResult) => DrawnResult) | undefined;
  /** Notes what rules ask, where no cache does. */
  readonly watch?: Watch | undefined;
  /** Told of each file before it is linted. */
  readonly began?: ((file: FoundFile) => void) | undefined;
  /** Lets signals have their turn. */
  readonly pause: () => Promise<void>;
}

/** Signals have their turn so often. */
export const PAUSE_EVERY_MS = 50;

/**
 * Lints the files of a plan, one after the other, in their order. A file that fails is named; the run goes on. Results may have
 * facts: `gather` weighs them.
 */
export async function* lintAll(plan: Plan, options: RunOptions): AsyncGenerator<FileResult> {
  for await (const { result } of openLinter(plan, options).lint(plan.files)) yield result;
}

/** One file, linted. */
export interface Linted {
  readonly file: FoundFile;
  readonly result: FileResult;
  /** The result as `encodeResult` puts it, when that was done already; of a result from the cache, as it was found. */
  readonly record: string | undefined;
  /** What its rules asked, if that is watched. */
  readonly notes: Notes | undefined;
  readonly schemas: SchemaFiles;
}

/** Lints files of one plan, as many as it is given at a time. */
export interface Linter {
  /**
   * In their order.
   *
   * @param lookUp whether the cache is to be asked first; default: yes
   */
  lint(files: FileList, lookUp?: boolean): AsyncGenerator<Linted>;
}

export function openLinter(plan: Plan, options: RunOptions): Linter {
  const { base } = plan.loaded;
  const { git } = plan;
  const { cache } = options;
  git?.tree?.expect(Array.from(plan.files, ({ absolute }) => absolute));
  const watching = cache?.watch ?? options.watch;
  const capabilities = watching?.capabilities ?? worldOf(plan, options.now, siblingDates);
  const schemas = createSchemas(base, plan.loaded.tree);
  let paused = options.clock();
  return { lint };

  async function* lint(files: FileList, lookUp = true): AsyncGenerator<Linted> {
    const most = options.fix === undefined ? MOST_FILES : MOST_FIXED;
    for (let next = 0; next < files.length; ) {
      const batch: Batched[] = [];
      for (let units = 0; next < files.length && batch.length < most && units < MOST_UNITS; next++) {
        const file = files.at(next);
        if (file === undefined) break;
        const one = await prepare(file, lookUp);
        if ("text" in one.outcome) units += one.outcome.text.length;
        batch.push(one);
      }
      for (const done of lintBatch(batch, options, watching)) yield finished(done);
      if (options.clock() - paused > PAUSE_EVERY_MS) {
        await options.pause();
        paused = options.clock();
      }
    }
  }

  async function prepare(file: FoundFile, lookUp: boolean): Promise<Batched> {
    const config = plan.resolve(file.fromBase);
    const writes = options.write !== undefined && git?.staging?.keepsBack(file.absolute) === undefined;
    const found = lookUp ? cache?.find(file, config) : undefined;
    if (found?.kind === "known") return { file, config, outcome: found.result, record: found.record };
    const read = found?.read === undefined ? readFile(file, plan, writes) : decoded(found.read);
    if (!read.ok) return { file, config, outcome: unreadable(file.path, config, read.reason), isNew: true };
    const job: TextJob = {
      text: read.text,
      path: file.path,
      fromBase: file.fromBase,
      config,
      rules: plan.loaded.rules,
      capabilities,
      validate: await schemas.open(config.schema.value),
      clock: options.clock,
      measureRules: options.measureRules,
      fix: options.write === undefined || writes ? options.fix : undefined,
    };
    return { file, config, outcome: job, isNew: true };
  }

  function finished({ one: { file, config, outcome, isNew, record: known }, result, notes }: Done): Linted {
    const files = schemas.files(config.schema.value);
    let record = known;
    // A repaired text is another one, and what was said of fixes that were left out is said by fixing alone.
    if (isNew === true && options.fix === undefined && cache !== undefined) {
      const encode = (): string => {
        record = encodeResult(result);
        return record;
      };
      const { status, errors } = result;
      const { drawResult } = options;
      const drawn = drawResult && (() => drawResult(result));
      cache.keep(file, config, { status, errors, record: encode, drawn, notes, schemas: files });
    }
    const final =
      "text" in outcome && options.write !== undefined ? written(file, result, outcome, plan, options.write) : result;
    return { file, result: final, record, notes, schemas: files };
  }
}

/** Files that share a deadline: a deadline for each would cost more than most files do, and Ctrl-C has its turn between them. */
const MOST_FILES = 64;
const MOST_FIXED = 16;
const MOST_UNITS = 512 * 1024;
const USUAL_TIMEOUT = 10_000;

interface Batched {
  readonly file: FoundFile;
  readonly config: ResolvedConfig;
  /** What is to be done, or what came of it already. */
  readonly outcome: TextJob | FileResult;
  /** It was found in this run. */
  readonly isNew?: true;
  /** Of an outcome that the cache knew. */
  readonly record?: string;
}

interface Done {
  readonly one: Batched;
  readonly result: FileResult;
  /** What its rules asked. */
  readonly notes: Notes | undefined;
}

function lintBatch(
  batch: readonly Batched[],
  { clock, began, timeoutMs = USUAL_TIMEOUT }: RunOptions,
  watch: Watch | undefined,
): readonly Done[] {
  const at = (index: number): Batched => batch[index] as Batched;
  return eachInTime(
    batch.length,
    timeoutMs,
    clock,
    (index): Done => {
      const one = at(index);
      watch?.begin();
      began?.(one.file);
      const result = "text" in one.outcome ? lintText(one.outcome) : one.outcome;
      return { one, result, notes: watch?.end() };
    },
    (index) => ({ one: at(index), result: stalledResult(at(index).file.path, timeoutMs), notes: undefined }),
  );
}

/** The result of a text that took too long. */
export function stalledResult(path: string, timeoutMs: number): FileResult {
  const message = `It took more than ${timeoutMs / 1000} seconds (--timeout), so it was left; what makes it so slow is worth a report`;
  return failedResult(path, "timeout", message, timeoutMs);
}

function decoded(read: Buffer | ReadFailure): ReadResult {
  return Buffer.isBuffer(read) ? decodeText(read) : { ok: false, reason: read };
}

/** A text that is repaired is that of the work tree, which the index agrees with. */
function readFile(file: FoundFile, { stdin, git }: Plan, writes: boolean): ReadResult {
  if (stdin !== undefined) return decodeText(Buffer.from(stdin));
  const tree = writes && git?.staging !== undefined ? undefined : git?.tree;
  return tree === undefined ? readText(file.absolute) : readFromTree(tree, file.absolute);
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
    const notStaged = outcome.ok ? plan.git?.staging?.stage(file.absolute, change.before, change.after) : undefined;
    if (notStaged !== undefined) {
      const message = `It was repaired, but not staged: ${notStaged}`;
      return { ...result, errors: [...result.errors, { kind: "write", path: file.path, message }] };
    }
  }
  if (outcome.ok) return result;
  const { path } = file;
  return {
    ...lintText({ ...job, fix: undefined }),
    status: "failed",
    errors: [{ kind: "write", path, message: outcome.message }],
  };
}

/** A text that is no UTF-8 or too large is a finding; a file that the system withholds is a failure of the run. */
export function unreadable(path: string, config: ResolvedConfig, failure: ReadFailure): FileResult {
  if (failure.kind === "io") return failedResult(path, "read", failure.message);
  const diagnostic: Diagnostic = {
    rule: `source/${failure.kind}`,
    severity: "error",
    range: { start: 0, end: 0 },
    message: failure.message,
  };
  const { name } = config.generator.value;
  return {
    path,
    status: "linted",
    ...(name === undefined ? {} : { generator: name }),
    source: sourceText(""),
    diagnostics: [diagnostic],
    suppressed: 0,
    errors: [],
    durationMs: 0,
  };
}
