import { rules } from "../../rules/index.js";
import { UserError } from "../errors.js";
import { summarize } from "../report/index.js";
import { quotedPath, visible } from "../report/visible.js";
import type { Summary } from "../result.js";
import { type Plan, planRun } from "../run/plan.js";
import { shardPlan } from "../run/shard.js";
import { openBaseline } from "./baseline.js";
import { cacheFolders, cacheLines, openCaching } from "./caching.js";
import { createFixing } from "./fixing.js";
import type { Io } from "./io.js";
import { judge, leftOut } from "./judge.js";
import type { Run } from "./lint-planned.js";
import { readPathList } from "./path-list.js";
import type { LintOptions } from "./program.js";
import { openReports, type Reports } from "./reports.js";

/** `galley lint`: 0 nothing at error level, 1 findings, 2 something kept galley from its work, 130 Ctrl-C. */
export async function lintCommand(paths: readonly string[], options: LintOptions, io: Io): Promise<number> {
  const started = io.clock();
  checkCombination(paths, options);
  const folders = cacheFolders(options, io);
  const request = await requestFor(paths, options, io);
  const whole = await planRun({
    ...request,
    rules,
    stdin: options.stdin ? { path: options.stdinFilename ?? "", bytes: await io.readStdin() } : undefined,
    cacheFolder: folders,
  });
  const { rule, only, fix, diff, unsafe, now } = options;
  const part = options.shard && shardPlan(whole, options.shard, { rule, only, fix: fix || diff, unsafe, now });
  const plan = part?.plan ?? whole;
  const unmatched = options.errorOnUnmatched ? plan.unmatched : [];
  const shard = part && { ...part.mark, unmatched };
  const reports = openReports({ ...options, shard }, io, !options.diff && !(options.fix && options.stdin));

  for (const pattern of unmatched) complain(io, `No file to check matches \`${pattern}\``);
  if (options.errorOnUnmatched) {
    for (const path of plan.ignoredPaths) complain(io, `\`${path}\` is not checked: it is ignored`);
  }
  if (options.listFiles) {
    const ended = options["0"] === true ? (path: string) => `${path}\0` : (path: string) => `${quotedPath(path)}\n`;
    for (const { path } of plan.files) io.stdout.write(ended(path));
    return unmatched.length > 0 ? 2 : 0;
  }

  try {
    return await lintInto(reports, { plan, paths, options, request, unmatched, started, folders }, io);
  } finally {
    reports.close();
  }
}

interface Order {
  readonly plan: Plan;
  readonly paths: readonly string[];
  readonly options: LintOptions;
  readonly request: Run["request"];
  /** Patterns that nothing matched, if that is an error. */
  readonly unmatched: readonly string[];
  /** By the clock. */
  readonly started: number;
  readonly folders: ReturnType<typeof cacheFolders>;
}

async function lintInto(
  reports: Reports,
  { plan, paths, options, request, unmatched, started, folders }: Order,
  io: Io,
): Promise<number> {
  const baseline = openBaseline(plan, paths, options, io);
  const fixing = createFixing(plan, options, io);
  const present = options.now ?? io.now();
  const caching = openCaching(plan, folders(plan.loaded.base), { ...options, present }, reports, io);
  const { failed, totals } = await resultsOf(plan, {
    options,
    request,
    present,
    io,
    reports,
    fixing,
    baseline,
    caching,
  });
  fixing.end(failed === "interrupted");
  if (failed === "interrupted") {
    complain(io, "stopped before all files were checked");
    return 130;
  }
  baseline?.end();
  const summary: Summary = {
    ...totals,
    ignored: plan.ignored,
    fixed: fixing.fixed(),
    baselined: baseline?.known() ?? 0,
    durationMs: Math.round(io.clock() - started),
  };
  const aside = options.stats ? cacheLines(caching?.parts.results.state, plan.files.length) : [];
  await reports.end(summary, leftOut(plan.ignored), aside);

  if (failed || unmatched.length > 0) return 2;
  if (options.exitZero) return 0;
  if (fixing.changed() && (options.diff || options.exitNonZeroOnFix)) return 1;
  if (options.diff) return 0;
  return judge(summary, options.maxWarnings, io);
}

function complain(io: Io, message: string): void {
  io.stderr.write(`galley: ${visible(message)}\n`);
}

interface Outcome {
  readonly failed: boolean | "interrupted";
  readonly totals: Omit<Summary, "ignored" | "fixed" | "baselined" | "durationMs">;
}

/** Prints what the last run printed, when nothing has changed; else lints, by code that is loaded only then. */
async function resultsOf(plan: Plan, run: Run): Promise<Outcome> {
  const { caching, io, reports } = run;
  const memo = caching?.memo;
  const same = memo?.same();
  if (same !== undefined) {
    for (const piece of same.text) {
      io.stdout.write(piece);
      await io.stdout.drained?.();
      if (reports.unread()) break;
    }
    caching?.parts.results.end();
    return { failed: false, totals: { ...same.summary, failed: 0 } };
  }
  if (memo !== undefined) reports.onPrinted(memo.printed);
  const accumulated = summarize();
  const { lintPlanned } = await import("./lint-planned.js");
  try {
    const failed = await lintPlanned(plan, run, accumulated);
    const { ignored: _, fixed: __, baselined: ___, durationMs: ____, ...totals } = accumulated.summary(NOTHING);
    if (failed === false && totals.files === plan.files.length && !reports.unread()) memo?.keep(totals);
    return { failed, totals };
  } finally {
    memo?.drop();
    caching?.parts.results.end();
  }
}

const NOTHING = { ignored: 0, fixed: 0, baselined: 0, durationMs: 0 };

/** What is asked for, as plain data. */
async function requestFor(paths: readonly string[], options: LintOptions, io: Io): Promise<Run["request"]> {
  const listed =
    options.filesFrom === undefined ? [] : await readPathList(options.filesFrom, options["0"] === true, io);
  return {
    cwd: io.cwd,
    patterns: [...paths, ...listed],
    patternsAreComplete: options.filesFrom !== undefined,
    config: typeof options.config === "string" ? options.config : undefined,
    noConfig: options.config === false,
    noPlugins: !options.plugins,
    noIgnore: !options.ignore,
    ignorePatterns: options.ignorePattern,
    git: {
      staged: options.staged,
      changedSince: options.changedSince,
      changedLines: options.changedLines,
      rev: options.rev,
    },
    commandLine: { rule: options.rule, only: options.only },
  };
}

function checkCombination(paths: readonly string[], options: LintOptions): void {
  if (options.stdin && (options.stdinFilename ?? "") === "") {
    throw new UserError(
      "--stdin needs --stdin-filename",
      "The name decides the syntax and the settings: --stdin-filename posts/a.md",
    );
  }
  if (options.stdinFilename !== undefined && !options.stdin) throw new UserError("--stdin-filename needs --stdin");
  if (options.stdin && (paths.length > 0 || options.filesFrom !== undefined)) {
    throw new UserError("--stdin takes no paths");
  }
  if (options.stdin && options.shard !== undefined) throw new UserError("--stdin is one file: it takes no --shard");
  if (options.fix && options.diff) throw new UserError("--diff writes nothing, so it does not go with --fix");
  if (options.unsafe && !options.fix && !options.diff) throw new UserError("--unsafe needs --fix or --diff");
  if (options.ledger !== undefined && (!options.fix || options.stdin)) {
    throw new UserError("--ledger needs --fix, and files to write");
  }
  const { staged, rev, changedSince } = options;
  if (options.changedLines && !staged && changedSince === undefined) {
    throw new UserError("--changed-lines needs --changed-since or --staged", "Else there is nothing to compare with.");
  }
  if (staged && rev !== undefined) throw new UserError("--staged is the index, --rev a commit: only one can be linted");
  const ofGit = [staged && "--staged", changedSince && "--changed-since", rev && "--rev"].find((one) => one);
  if (ofGit && (options.stdin || options.filesFrom !== undefined)) {
    throw new UserError(`${ofGit} finds its files itself: it takes no ${options.stdin ? "--stdin" : "--files-from"}`);
  }
  if (options.fix && rev !== undefined) throw new UserError("A commit cannot be changed: --rev takes no --fix");
  if (options.fix && options.changedLines) {
    throw new UserError("--fix mends whole files, so it does not go with --changed-lines");
  }
  if (options.baseline === undefined && (options.updateBaseline || options.acceptNew)) {
    throw new UserError(`${options.updateBaseline ? "--update-baseline" : "--accept-new"} needs --baseline FILE`);
  }
  if (options.acceptNew && !options.updateBaseline) throw new UserError("--accept-new needs --update-baseline");
  if (options.baseline !== undefined && options.shard !== undefined) {
    throw new UserError("--baseline does not go with --shard: a part does not know what the others find");
  }
  if (options.updateBaseline && options.diff) throw new UserError("--diff writes nothing, so not a baseline either");
  if (options["0"] === true && options.filesFrom === undefined && !options.listFiles) {
    throw new UserError("-0 needs --files-from or --list-files");
  }
}
