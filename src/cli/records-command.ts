import { rules } from "../../rules/index.js";
import { UserError } from "../errors.js";
import { recordLine, summarize } from "../report/index.js";
import { count } from "../report/totals.js";
import type { Summary } from "../result.js";
import { planRun } from "../run/plan.js";
import { batches, type Line, lineSplitter } from "../run/records/lines.js";
import { recordLinter } from "../run/records/lint-record.js";
import { longestLine } from "../run/records/read-record.js";
import type { Io } from "./io.js";
import { judge } from "./judge.js";
import type { LintOptions } from "./program.js";

const PAUSE_EVERY_MS = 50;

/**
 * `galley lint --stdin-records`: a result for each line of standard input, in order, printed before more is read. Holds no more than one
 * piece of the input and one line. Exit codes as of `galley lint`.
 *
 * @throws UserError for options that do not go with it, and when standard input cannot be read
 */
export async function recordsCommand(paths: readonly string[], options: LintOptions, io: Io): Promise<number> {
  checkCombination(paths, options);
  const plan = await planRun({
    cwd: io.cwd,
    rules,
    patterns: [],
    patternsAreComplete: true,
    config: typeof options.config === "string" ? options.config : undefined,
    noConfig: options.config === false,
    noPlugins: !options.plugins,
    commandLine: { rule: options.rule, only: options.only },
  });
  const lint = recordLinter(plan, {
    clock: io.clock,
    now: options.now ?? io.now(),
    timeoutMs: options.timeout * 1000,
    fix: options.fix ? (options.unsafe ? "unsafe" : "safe") : undefined,
  });
  const totals = summarize();
  let failed = false;
  let fixed = 0;
  let paused = io.clock();
  for await (const lines of batchesOf(io)) {
    for (const { names, result } of await lint(lines)) {
      totals.add(result);
      if (result.errors.length > 0) failed = true;
      fixed += result.change?.repairs.length ?? 0;
      io.stdout.write(recordLine(names, result, options));
      await io.stdout.drained?.();
    }
    // What became of earlier writes is heard of in pauses.
    if (io.clock() - paused > PAUSE_EVERY_MS) {
      await io.pause();
      paused = io.clock();
    }
    if (io.stdout.failure !== undefined) break;
  }
  const summary = totals.summary({ ignored: 0, fixed, baselined: 0, durationMs: 0 });
  if (!options.quiet && io.stdout.failure === undefined) io.stderr.write(`galley: ${counts(summary)}\n`);
  if (failed) return 2;
  if (options.exitZero) return 0;
  if (options.exitNonZeroOnFix && fixed > 0) return 1;
  return judge(summary, options.maxWarnings, io);
}

async function* batchesOf(io: Io): AsyncGenerator<readonly Line[]> {
  const splitter = lineSplitter(longestLine);
  let pieces: AsyncIterator<Uint8Array> | undefined;
  try {
    pieces = io.stdinPieces()[Symbol.asyncIterator]();
    for (;;) {
      const piece = await next(pieces);
      if (piece === undefined) break;
      yield* batches(splitter.push(piece));
    }
    yield* batches(splitter.end());
  } finally {
    await pieces?.return?.();
  }
}

async function next(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    const { done, value } = await pieces.next();
    return done === true ? undefined : value;
  } catch (error) {
    throw new UserError(`Standard input cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function counts({ files, failed, errors, warnings, infos, fixed, suppressed }: Summary): string {
  const parts = [
    `${count(files - failed, "record")} checked`,
    count(errors, "error"),
    count(warnings, "warning"),
    count(infos, "info"),
  ];
  if (fixed > 0) parts.push(`${fixed} fixed`);
  if (suppressed > 0) parts.push(`${suppressed} suppressed`);
  if (failed > 0) parts.push(`${count(failed, "record")} failed`);
  return parts.join(", ");
}

function checkCombination(paths: readonly string[], options: LintOptions): void {
  const refused: readonly (readonly [string, boolean])[] = [
    ["paths", paths.length > 0],
    ["--stdin", options.stdin],
    ["--stdin-filename", options.stdinFilename !== undefined],
    ["--files-from", options.filesFrom !== undefined],
    ["-0", options["0"] === true],
    ["--list-files", options.listFiles],
    ["--ignore-pattern", options.ignorePattern.length > 0],
    ["--no-ignore", !options.ignore],
    ["--shard", options.shard !== undefined],
    ["--cache-location", options.cacheLocation !== undefined],
    ["--staged", options.staged],
    ["--changed-since", options.changedSince !== undefined],
    ["--changed-lines", options.changedLines],
    ["--rev", options.rev !== undefined],
    ["--baseline", options.baseline !== undefined],
    ["--update-baseline", options.updateBaseline],
    ["--accept-new", options.acceptNew],
    ["--diff", options.diff],
    ["--ledger", options.ledger !== undefined],
    ["--format", options.format.length > 0],
    ["--stats", options.stats],
  ];
  const [first] = refused.find(([, isThere]) => isThere) ?? [];
  if (first !== undefined) {
    throw new UserError(
      `--stdin-records takes no ${first}`,
      "It reads texts from standard input, no files, and prints a JSON object for each.",
    );
  }
  if (options.unsafe && !options.fix) throw new UserError("--unsafe needs --fix");
}
