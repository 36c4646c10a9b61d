import { errorEntry, fileEntry, rulePages, summaryEntry } from "./json-entries.js";
import type { Apart, StreamReporter, Style, Tool } from "./reporter.js";
import { safeJson } from "./visible.js";

/**
 * The JSON report as lines, each an object of its own with a `type`: `file` for each file as it is done, then `error` for
 * what failed, and `summary` last. Takes no memory for what was written.
 */
export function ndjsonReporter(style: Style, tool: Tool): StreamReporter {
  const found = new Set<string>();
  const apart: Apart = {
    note({ rules }) {
      for (const rule of rules) found.add(rule);
    },
    draw(result) {
      const lines = [line({ type: "file", ...fileEntry(result, style) })];
      for (const error of result.errors) lines.push(line({ type: "error", ...errorEntry(error) }));
      return lines.join("");
    },
  };
  return {
    apart,
    file(result) {
      for (const { rule } of result.diagnostics) found.add(rule);
      return apart.draw(result);
    },
    end: (summary) =>
      line({
        type: "summary",
        version: 1,
        tool: { name: tool.name, version: tool.version },
        summary: summaryEntry(summary),
        rules: rulePages(found, tool),
      }),
  };
}

function line(entry: object): string {
  return `${safeJson(JSON.stringify(entry))}\n`;
}
