import { countsOf, type SummaryAccumulator } from "../report/index.js";
import type { FileResult } from "../result.js";
import { onChangedLines } from "../run/changed-lines.js";
import type { DrawnResult } from "../run/drawn-result.js";
import { factEncoder, weighings } from "../run/fact-bytes.js";
import { type Final, gather } from "../run/gather.js";
import { openLinter } from "../run/lint-files.js";
import type { Arrived } from "../run/lint-parallel.js";
import { rulesOf } from "../run/packing.js";
import type { Plan } from "../run/plan.js";
import { siblingDates } from "../run/sibling-dates.js";
import type { Baseline } from "./baseline.js";
import type { Caching } from "./caching.js";
import type { Fixing } from "./fixing.js";
import type { Io } from "./io.js";
import { lintByThreads, mayThread, type SettingsRequest } from "./lint-threads.js";
import type { LintOptions } from "./program.js";
import { createProgress } from "./progress.js";
import type { Reports } from "./reports.js";
import { tuneEngine } from "./tune-engine.js";

/** What a run is made of. */
export interface Run {
  readonly options: LintOptions;
  /** The same, as far as it is settled for all threads. */
  readonly request: SettingsRequest;
  /** Milliseconds since 1970 UTC. */
  readonly present: number;
  readonly io: Io;
  readonly reports: Reports;
  readonly fixing: Fixing;
  readonly baseline: Baseline | undefined;
  readonly caching: Caching | undefined;
}

/** Held results are printed in one go: so many times, then signals and the reader have their turn. */
const PAUSE_EVERY = 10;

/** Lints and reports file by file. Whether something failed. */
export async function lintPlanned(plan: Plan, run: Run, totals: SummaryAccumulator): Promise<boolean | "interrupted"> {
  const { options, io, reports, fixing, baseline } = run;
  run.caching?.parts.begin(siblingDates);
  const engine = tuneEngine(plan.files.length);
  const progress = createProgress(plan.files.length, options.progress, io);
  let interrupted = false;
  const forget = io.onInterrupt(() => {
    interrupted = true;
  });
  let failed = false;
  const lines = plan.git?.lines;
  // What is left out of a result depends on all that is found in it.
  const draw = baseline === undefined && lines === undefined ? reports.draw && onceInARow(reports.draw) : undefined;
  const cache = run.caching?.parts.results;
  const drawResult = draw && run.caching?.memo && resultDrawer(plan, draw);
  const gathering = gather(plan, {
    draw:
      draw &&
      ((result) => {
        reports.drawn([], { errors: [], rules: rulesOf(result) }, progress.clear);
        totals.add(result);
        return draw(result);
      }),
    amended:
      drawResult &&
      ((index, record, said) => {
        const file = plan.files.at(index);
        return file && cache?.amended(file, plan.resolve(file.fromBase), record, said);
      }),
  });
  const absolute = lines && new Map(Array.from(plan.files, ({ path, absolute }) => [path, absolute]));
  const report = (final: Final): void => {
    if (final.kind === "drawn") {
      const { texts, errors } = final;
      if (errors.length > 0) failed = true;
      reports.drawn(texts, { errors, rules: [] }, progress.clear);
      return;
    }
    if (final.kind === "amended") {
      const { text, counts, rules, countsBefore } = final.amended;
      totals.removeCounts(countsBefore);
      totals.addCounts(counts);
      reports.drawn([text], { errors: [], rules }, progress.clear);
      return;
    }
    const fresh = baseline?.apply(final.result) ?? final.result;
    const result = lines === undefined ? fresh : onChangedLines(fresh, lines(absolute?.get(fresh.path) ?? ""));
    if (final.was !== undefined) totals.remove(final.was);
    totals.add(result);
    if (final.was !== undefined && drawResult !== undefined) {
      final.place?.keep({ ...drawResult(result), countsBefore: countsOf(final.was) });
    }
    if (result.errors.length > 0) failed = true;
    if (draw === undefined) reports.file(result, progress.clear);
    else reports.drawn(draw(result), { errors: result.errors, rules: rulesOf(result) }, progress.clear);
  };
  const settings = {
    clock: io.clock,
    now: run.present,
    cache,
    drawResult,
    measureRules: options.stats,
    timeoutMs: options.timeout * 1000,
    pause: io.pause,
    fix: fixing.tier,
    write: fixing.write,
  };
  // What the facts of a shard amount to, only all shards together know.
  const weighs = options.shard === undefined;
  try {
    for await (const one of arriving()) {
      if (one !== undefined) {
        take(one);
        engine.step("result" in one && one.result.status === "linted");
        progress.step(plan.files.at(one.index)?.path ?? "");
      }
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
      await io.stdout.drained?.();
      if (interrupted) return "interrupted";
      if (!options.fix && reports.unread()) return failed;
    }
    return failed;
  } finally {
    gathering.close();
    engine.reset();
    forget();
    progress.stop();
  }

  function take(one: Arrived): void {
    if ("result" in one) {
      const { result } = one;
      fixing.file(result, progress.clear);
      // An editor must not take the nothing that was printed for the text.
      if (fixing.unread()) failed = true;
      if (weighs) for (const final of gathering.add(one.index, result, one.record)) report(final);
      else report({ kind: "result", result });
      return;
    }
    const { index, parcel } = one;
    if (parcel.counts !== undefined) totals.addCounts(parcel.counts);
    reports.drawn([], { errors: [], rules: parcel.rules }, progress.clear);
    for (const final of gathering.take(index, parcel.packed)) report(final);
  }

  async function* arriving(): AsyncGenerator<Arrived | undefined> {
    if (weighs && mayThread(plan, settings)) {
      const { jobs } = options;
      const drawing = draw && reports.drawing;
      yield* lintByThreads(plan, { ...settings, settings: run.request, drawing, weighs, jobs, cores: io.cores });
      return;
    }
    let index = 0;
    for await (const { result, record } of openLinter(plan, settings).lint(plan.files)) {
      yield { index: index++, result, record };
    }
  }
}

type Draw = NonNullable<Reports["draw"]>;

/** What is kept for later runs is printed in this one, too. */
function onceInARow(draw: Draw): Draw {
  let last: { readonly result: FileResult; readonly texts: readonly string[] } | undefined;
  return (result) => {
    if (last?.result !== result) last = { result, texts: draw(result) };
    return last.texts;
  };
}

function resultDrawer(plan: Plan, draw: Draw): (result: FileResult) => DrawnResult {
  const encodeFacts = factEncoder(weighings(plan.loaded.rules));
  return (result) => ({
    text: draw(result)[0] ?? "",
    counts: countsOf(result),
    rules: rulesOf(result),
    facts: result.facts && encodeFacts(result.facts),
  });
}
