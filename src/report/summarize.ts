import type { FileResult, Summary } from "../result.js";

/** What the run knows and no single result tells. */
export type RunTotals = Pick<Summary, "ignored" | "fixed" | "baselined" | "durationMs">;

export interface SummaryAccumulator {
  add(result: FileResult): void;
  /** The totals so far. */
  summary(run: RunTotals): Summary;
}

/**
 * Adds up results. `files` counts all of them, `failed` those among them that could not be checked; `fixable` has a safe fix,
 * `fixableUnsafe` an unsafe one.
 */
export function summarize(): SummaryAccumulator {
  const severities = { error: 0, warn: 0, info: 0 };
  const fixes = { safe: 0, unsafe: 0, manual: 0 };
  let files = 0;
  let failed = 0;
  let suppressed = 0;
  return {
    add(result) {
      files += 1;
      suppressed += result.suppressed;
      if (result.status === "failed") failed += 1;
      for (const diagnostic of result.diagnostics) {
        severities[diagnostic.severity] += 1;
        if (diagnostic.fix !== undefined) fixes[diagnostic.fix.safety] += 1;
      }
    },
    summary: ({ ignored, fixed, baselined, durationMs }) => ({
      files,
      ignored,
      errors: severities.error,
      warnings: severities.warn,
      infos: severities.info,
      fixable: fixes.safe,
      fixableUnsafe: fixes.unsafe,
      fixed,
      suppressed,
      baselined,
      failed,
      durationMs,
    }),
  };
}
