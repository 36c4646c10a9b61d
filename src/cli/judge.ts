import type { NotChecked } from "../report/index.js";
import type { Summary } from "../result.js";
import type { Io } from "./io.js";

/** The exit code that counts alone deserve: 0, or 1 for errors and for too many warnings. */
export function judge(summary: Summary, maxWarnings: number | undefined, io: Io): 0 | 1 {
  if (summary.errors > 0) return 1;
  if (maxWarnings === undefined || summary.warnings <= maxWarnings) return 0;
  const warnings = summary.warnings === 1 ? "1 warning is" : `${summary.warnings} warnings are`;
  io.stderr.write(`galley: ${warnings} more than --max-warnings ${maxWarnings} allows\n`);
  return 1;
}

/** Files that were met and left alone. */
export function leftOut(files: number): readonly NotChecked[] {
  return [{ reason: "left out by ignore files or the configuration", files }];
}
