import type { Summary } from "../result.js";
import type { NotChecked } from "./reporter.js";
import { visible } from "./visible.js";

/** "1 file", "2 files". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The count that every report for people ends with. */
export function totals(summary: Summary, quiet: boolean): string {
  const hidden = quiet ? " (not listed)" : "";
  const parts = [
    `${count(summary.files - summary.failed, "file")} checked`,
    `${summary.ignored} ignored`,
    count(summary.errors, "error"),
    count(summary.warnings, "warning") + (summary.warnings > 0 ? hidden : ""),
    count(summary.infos, "info") + (summary.infos > 0 ? hidden : ""),
    fixable(summary),
  ];
  if (summary.fixed > 0) parts.push(`${summary.fixed} fixed`);
  if (summary.suppressed > 0) parts.push(`${summary.suppressed} suppressed`);
  if (summary.baselined > 0) parts.push(`${summary.baselined} in the baseline`);
  if (summary.failed > 0) parts.push(`${count(summary.failed, "file")} failed`);
  return parts.join(", ");
}

function fixable({ fixable: safe, fixableUnsafe: unsafe }: Summary): string {
  if (safe + unsafe === 0) return "0 fixable";
  if (unsafe === 0) return `${safe} fixable with --fix`;
  if (safe === 0) return `${unsafe} fixable with --fix --unsafe`;
  return `${safe} fixable with --fix (${unsafe} more with --unsafe)`;
}

/** Why files were left alone; a run that checked nothing always says so. */
export function notCheckedLines(summary: Summary, notChecked: readonly NotChecked[]): readonly string[] {
  const lines = notChecked
    .filter(({ files }) => files > 0)
    .map(({ reason, files }) => `Not checked, ${count(files, "file")}: ${visible(reason)}`);
  if (summary.files === 0 && lines.length === 0) lines.push("Nothing was checked: no file matched.");
  return lines;
}
