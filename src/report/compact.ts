import type { RunError } from "../result.js";
import { placesOf } from "./places.js";
import { type Apart, type Reporter, SEVERITY_WORDS, type Style } from "./reporter.js";
import { statistics } from "./statistics.js";
import { notCheckedLines, totals } from "./totals.js";
import { lineStart, visible } from "./visible.js";

/** One line a finding, `path:line:column: severity message [rule]`, for grep and problem matchers. */
export function compactReporter(style: Style): Reporter {
  const failures: RunError[] = [];
  const stats = statistics();
  const apart: Apart = {
    note({ errors }) {
      failures.push(...errors);
    },
    draw(result) {
      const places = placesOf(result);
      const path = lineStart(result.path);
      let lines = "";
      for (const { rule, severity, range, message } of result.diagnostics) {
        if (style.quiet && severity !== "error") continue;
        const { line, column } = places.position(range.start);
        lines += `${path}:${line}:${column}: ${SEVERITY_WORDS[severity]} ${visible(message)} [${visible(rule)}]\n`;
      }
      return lines;
    },
  };
  return {
    apart: style.stats ? undefined : apart,
    file(result) {
      failures.push(...result.errors);
      if (style.stats) stats.add(result);
      return apart.draw(result);
    },
    end(summary, { notChecked, aside = [] }) {
      const lines = failures.map(
        ({ kind, path, message }) => `${lineStart(path)}: failed: ${visible(message)} [${kind}]`,
      );
      if (style.stats) lines.push(...stats.lines(), ...aside, "");
      lines.push(...notCheckedLines(summary, notChecked), totals(summary, style.quiet));
      return `${lines.join("\n")}\n`;
    },
  };
}
