import type { RunOptions } from "../run/lint-files.js";
import { type Arrived, lintParallel } from "../run/lint-parallel.js";
import type { Plan, PlanOptions } from "../run/plan.js";
import { prefersReference } from "../source/reference.js";
import type { Drawing } from "./reports.js";

/** What was asked for, as plain data. */
export type SettingsRequest = Omit<PlanOptions, "rules" | "stdin" | "cacheFolder">;

/** All that another thread needs to lint files of a run as this one does. */
export interface WorkerRequest {
  readonly settings: SettingsRequest;
  readonly now: number;
  readonly measureRules: boolean;
  readonly timeoutMs: number;
  readonly watches: boolean;
  readonly weighs: boolean;
  readonly reference: boolean;
  /** Undefined: results are not drawn. */
  readonly drawing: Drawing | undefined;
}

export interface ThreadsOptions extends RunOptions {
  readonly settings: SettingsRequest;
  readonly drawing: Drawing | undefined;
  readonly weighs: boolean;
  /** Undefined: as many as pay. */
  readonly jobs: number | undefined;
  /** How many threads can run at once. */
  readonly cores: number;
  readonly timeoutMs: number;
}

/**
 * Whether other threads may lint files of a run: what writes, or reads what is not in the work tree, is done by one. One that may is
 * the same by any number of threads.
 */
export function mayThread(plan: Plan, options: Pick<RunOptions, "fix">): boolean {
  return options.fix === undefined && plan.stdin === undefined && plan.git === undefined;
}

/** Lints a plan by this thread and, when that pays, by others. */
export function lintByThreads(plan: Plan, options: ThreadsOptions): AsyncGenerator<Arrived | undefined> {
  return lintParallel(plan, options, {
    threads: options.jobs,
    cores: options.cores,
    async open() {
      const { createWorkers } = await import("../run/workers.js");
      const data: WorkerRequest = {
        settings: options.settings,
        now: options.now,
        measureRules: options.measureRules,
        timeoutMs: options.timeoutMs,
        watches: options.cache !== undefined,
        weighs: options.weighs,
        reference: prefersReference(),
        drawing: options.drawing,
      };
      return createWorkers({
        entry: workerEntry(),
        data: { ...data },
        timeoutMs: options.timeoutMs,
        clock: options.clock,
      });
    },
  });
}

/** The module that a thread runs: it lies beside this one. */
function workerEntry(): URL {
  return new URL("./lint-worker.js", import.meta.url);
}
