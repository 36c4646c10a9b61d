import type { FileResult } from "../result.js";
import { onChangedLines } from "../run/changed-lines.js";
import { gather, textsAgain } from "../run/gather.js";
import { lintAll } from "../run/lint-files.js";
import type { Plan } from "../run/plan.js";
import { siblingDates } from "../run/sibling-dates.js";
import type { Baseline } from "./baseline.js";
import type { Caching } from "./caching.js";
import type { Fixing } from "./fixing.js";
import type { Io } from "./io.js";
import type { LintOptions } from "./program.js";
import { createProgress } from "./progress.js";
import type { Reports } from "./reports.js";

/** What a run is made of. */
export interface Run {
  readonly options: LintOptions;
  /** Milliseconds since 1970 UTC. */
  readonly present: number;
  readonly io: Io;
  readonly reports: Reports;
  readonly fixing: Fixing;
  readonly baseline: Baseline | undefined;
  readonly caching: Caching | undefined;
}

/** Held results are printed in one go: so many of them, then signals and the reader have their turn. */
const PAUSE_EVERY = 50;

/** Lints and reports file by file. Whether something failed. */
export async function lintPlanned(
  plan: Plan,
  run: Run,
  add: (result: FileResult) => void,
): Promise<boolean | "interrupted"> {
  const { options, io, reports, fixing, baseline } = run;
  run.caching?.parts.begin(siblingDates);
  const progress = createProgress(plan.files.length, options.progress, io);
  let interrupted = false;
  const forget = io.onInterrupt(() => {
    interrupted = true;
  });
  let failed = false;
  const gathering = gather(plan.loaded.rules, textsAgain(plan));
  const absolute = new Map(plan.files.map((file) => [file.path, file.absolute]));
  const lines = plan.git?.lines;
  const report = (all: FileResult): void => {
    const fresh = baseline?.apply(all) ?? all;
    const result = lines === undefined ? fresh : onChangedLines(fresh, lines(absolute.get(fresh.path) ?? ""));
    add(result);
    if (result.errors.length > 0) failed = true;
    reports.file(result, progress.clear);
  };
  try {
    for await (const result of lintAll(plan, {
      clock: io.clock,
      now: run.present,
      cache: run.caching?.parts.results,
      measureRules: options.stats,
      timeoutMs: options.timeout * 1000,
      pause: io.pause,
      fix: fixing.tier,
      write: fixing.write,
    })) {
      fixing.file(result, progress.clear);
      // What the facts of a shard amount to, only all shards together know.
      for (const final of options.shard === undefined ? gathering.add(result) : [result]) report(final);
      progress.step(result.path);
      if (interrupted) {
        progress.stop();
        for (const rest of gathering.rest()) report(rest);
        return "interrupted";
      }
      // Fixes go on: whoever asked for them wants every file mended.
      if (!options.fix && reports.unread()) return failed;
    }
    let reported = 0;
    for (const final of gathering.end()) {
      report(final);
      if (++reported % PAUSE_EVERY !== 0) continue;
      await io.pause();
      if (interrupted) return "interrupted";
      if (!options.fix && reports.unread()) return failed;
    }
    return failed;
  } finally {
    forget();
    progress.stop();
  }
}
