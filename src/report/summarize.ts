import type { Severity } from "../diagnostic.js";
import type { Safety } from "../edit.js";
import type { FileResult, Summary } from "../result.js";

/** What the run knows and no single result tells. */
export type RunTotals = Pick<Summary, "ignored" | "fixed" | "baselined" | "durationMs">;

export interface SummaryAccumulator {
  add(result: FileResult): void;
  /** Adds a result by its counts. */
  addCounts(counts: Counts): void;
  /** Takes back a result that was added. */
  remove(result: FileResult): void;
  /** Takes back a result that was added, by its counts. */
  removeCounts(counts: Counts): void;
  /** The totals so far. */
  summary(run: RunTotals): Summary;
}

/** What one result adds to the summary: errors, warnings, infos, safe, unsafe and manual fixes, suppressed, 1 if it failed. */
export type Counts = readonly number[];

const SEVERITIES: readonly Severity[] = ["error", "warn", "info"];
const SAFETIES: readonly Safety[] = ["safe", "unsafe", "manual"];

export function countsOf({ diagnostics, suppressed, status }: FileResult): Counts {
  const counts = [0, 0, 0, 0, 0, 0, suppressed, status === "failed" ? 1 : 0];
  const count = (at: number): void => {
    counts[at] = (counts[at] ?? 0) + 1;
  };
  for (const { severity, fix } of diagnostics) {
    count(SEVERITIES.indexOf(severity));
    if (fix !== undefined) count(3 + SAFETIES.indexOf(fix.safety));
  }
  return counts;
}

/**
 * Adds up results. `files` counts all of them, `failed` those among them that could not be checked; `fixable` has a safe fix,
 * `fixableUnsafe` an unsafe one.
 */
export function summarize(): SummaryAccumulator {
  const sums = [0, 0, 0, 0, 0, 0, 0, 0];
  let files = 0;
  const count = (counts: Counts, times: 1 | -1): void => {
    files += times;
    for (const [at, found] of counts.entries()) sums[at] = (sums[at] ?? 0) + times * found;
  };
  return {
    add: (result) => count(countsOf(result), 1),
    addCounts: (counts) => count(counts, 1),
    remove: (result) => count(countsOf(result), -1),
    removeCounts: (counts) => count(counts, -1),
    summary({ ignored, fixed, baselined, durationMs }) {
      const [errors = 0, warnings = 0, infos = 0, fixable = 0, fixableUnsafe = 0, _, suppressed = 0, failed = 0] = sums;
      return {
        ...{ files, ignored, errors, warnings, infos, fixable, fixableUnsafe },
        ...{ fixed, suppressed, baselined, failed, durationMs },
      };
    },
  };
}
