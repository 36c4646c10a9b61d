import { listingReporter } from "./listing.js";
import { placesOf } from "./places.js";
import { SEVERITY_WORDS, type StreamReporter, type Style } from "./reporter.js";
import { notCheckedLines, totals } from "./totals.js";
import { lineStart, visible } from "./visible.js";

/** One line a finding, `path:line:column: severity message [rule]`, for grep and problem matchers. */
export function compactReporter(style: Style): StreamReporter {
  return listingReporter(style, {
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
    end(summary, { notChecked }, failures, table) {
      const failed = failures.map(
        ({ kind, path, message }) => `${lineStart(path)}: failed: ${visible(message)} [${kind}]`,
      );
      const lines = [...failed, ...table, ...notCheckedLines(summary, notChecked), totals(summary, style.quiet)];
      return `${lines.join("\n")}\n`;
    },
  });
}
