import { compareText } from "../diagnostic.js";
import type { FileResult } from "../result.js";
import { columnsOf } from "./cells.js";
import { visible } from "./visible.js";

const SLOWEST = 10;

interface RuleTotals {
  found: number;
  fixable: number;
  ms: number;
}

export interface Statistics {
  add(result: FileResult): void;
  /** Two tables, as plain text. */
  lines(): readonly string[];
}

/** Collects what `--stats` prints. Memory grows with the number of rules alone. */
export function statistics(): Statistics {
  const rules = new Map<string, RuleTotals>();
  let slowest: { readonly path: string; readonly ms: number }[] = [];
  const totalsOf = (rule: string): RuleTotals => {
    const known = rules.get(rule) ?? { found: 0, fixable: 0, ms: 0 };
    rules.set(rule, known);
    return known;
  };
  return {
    add(result) {
      for (const { rule, fix } of result.diagnostics) {
        const totals = totalsOf(rule);
        totals.found += 1;
        if (fix !== undefined && fix.safety !== "manual") totals.fixable += 1;
      }
      for (const [rule, ms] of Object.entries(result.ruleMs ?? {})) totalsOf(rule).ms += ms;
      slowest.push({ path: result.path, ms: result.durationMs });
      if (slowest.length > SLOWEST * 10) slowest = top(slowest);
    },
    lines() {
      const byCost = [...rules].sort(([a, x], [b, y]) => y.ms - x.ms || y.found - x.found || compareText(a, b));
      return [
        ...table(
          ["Rule", "Found", "Fixable", "Time"],
          byCost.map(([rule, { found, fixable, ms }]) => [rule, String(found), String(fixable), duration(ms)]),
        ),
        "",
        ...table(
          ["Slowest files", "Time"],
          top(slowest).map(({ path, ms }) => [path, duration(ms)]),
        ),
      ];
    },
  };
}

function top<T extends { readonly path: string; readonly ms: number }>(files: readonly T[]): T[] {
  return [...files].sort((a, b) => b.ms - a.ms || compareText(a.path, b.path)).slice(0, SLOWEST);
}

/** "850 ms", "0.4 ms", "12.3 s". */
function duration(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms >= 10 || Number.isInteger(ms) ? Math.round(ms) : ms.toFixed(1)} ms`;
}

/** The first column to the left, the others to the right, under an indentation that keeps names off the line's start. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = [head, ...rows].map((row) => row.map(visible).map((text) => ({ text, columns: columnsOf(text) })));
  const widths = head.map((_, column) => cells.reduce((most, row) => Math.max(most, row[column]?.columns ?? 0), 0));
  return cells.map((row) => {
    const parts = row.map(({ text, columns }, column) => {
      const padding = " ".repeat((widths[column] ?? 0) - columns);
      return column === 0 ? text + padding : padding + text;
    });
    return `| ${parts.join("  ")}`;
  });
}
