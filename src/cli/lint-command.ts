import { rules } from "../../rules/index.js";
import { UserError } from "../errors.js";
import { summarize } from "../report/index.js";
import { lintAll } from "../run/lint-files.js";
import { planRun } from "../run/plan.js";
import type { Io } from "./io.js";
import { readPathList } from "./path-list.js";
import type { LintOptions } from "./program.js";
import { createProgress } from "./progress.js";
import { openReports } from "./reports.js";

/** `galley lint`: 0 nothing at error level, 1 findings, 2 something kept galley from its work. */
export async function lintCommand(paths: readonly string[], options: LintOptions, io: Io): Promise<number> {
  const started = io.clock();
  checkCombination(paths, options);
  const reports = openReports(options, io);
  const listed =
    options.filesFrom === undefined ? [] : await readPathList(options.filesFrom, options["0"] === true, io);
  const plan = await planRun({
    cwd: io.cwd,
    rules,
    patterns: [...paths, ...listed],
    patternsAreComplete: options.filesFrom !== undefined,
    stdin: options.stdin ? { path: options.stdinFilename ?? "", bytes: await io.readStdin() } : undefined,
    config: typeof options.config === "string" ? options.config : undefined,
    noConfig: options.config === false,
    noPlugins: !options.plugins,
    noIgnore: !options.ignore,
    ignorePatterns: options.ignorePattern,
    commandLine: { rule: options.rule, only: options.only },
  });

  const nothingFound = plan.files.length === 0 && plan.ignored === 0 && options.filesFrom === undefined;
  const unmatched = plan.unmatched.length > 0 ? plan.unmatched : nothingFound ? ["."] : [];
  if (options.errorOnUnmatched) {
    for (const pattern of unmatched) reports.complain(`No file to check matches \`${pattern}\``);
  }
  const unmatchedCode = options.errorOnUnmatched && unmatched.length > 0 ? 2 : 0;

  if (options.listFiles) {
    for (const file of plan.files) io.stdout.write(`${file.path}\n`);
    return unmatchedCode;
  }

  const totals = summarize();
  const progress = createProgress(plan.files.length, options.progress, io);
  let crashed = false;
  for await (const result of lintAll(plan, {
    clock: io.clock,
    now: io.now(),
    measureRules: options.stats,
    pause: io.pause,
  })) {
    progress.step(result.path);
    totals.add(result);
    if (result.errors.length > 0) crashed = true;
    progress.clear();
    reports.file(result);
  }
  progress.stop();

  const summary = totals.summary({ ignored: plan.ignored, fixed: 0, baselined: 0, durationMs: io.clock() - started });
  reports.end(
    summary,
    plan.ignored === 0 ? [] : [{ reason: "left out by ignore files or the configuration", files: plan.ignored }],
  );

  if (crashed || unmatchedCode !== 0) return 2;
  if (options.exitZero) return 0;
  if (summary.errors > 0) return 1;
  if (options.maxWarnings !== undefined && summary.warnings > options.maxWarnings) {
    reports.complain(`${summary.warnings} warnings are more than --max-warnings ${options.maxWarnings} allows`);
    return 1;
  }
  return 0;
}

function checkCombination(paths: readonly string[], options: LintOptions): void {
  if (options.stdin && options.stdinFilename === undefined) {
    throw new UserError(
      "--stdin needs --stdin-filename",
      "The name decides the syntax and the settings: --stdin-filename posts/a.md",
    );
  }
  if (options.stdinFilename !== undefined && !options.stdin) throw new UserError("--stdin-filename needs --stdin");
  if (options.stdin && (paths.length > 0 || options.filesFrom !== undefined)) {
    throw new UserError("--stdin takes no paths");
  }
  if (options["0"] === true && options.filesFrom === undefined) throw new UserError("-0 needs --files-from");
}
