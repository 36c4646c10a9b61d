import type { RunError } from "../result.js";
import { errorEntry, fileEntry, rulePages, summaryEntry } from "./json-entries.js";
import type { Reporter, Style, Tool } from "./reporter.js";
import { safeJson } from "./visible.js";

/** The report of `schemas/report.schema.json`. Files are kept as text: `summary` stands before them. */
export function jsonReporter(style: Style, tool: Tool): Reporter {
  const files: string[] = [];
  const errors: RunError[] = [];
  const found = new Set<string>();
  return {
    file(result) {
      for (const { rule } of result.diagnostics) found.add(rule);
      errors.push(...result.errors);
      files.push(indented(fileEntry(result, style)));
      return "";
    },
    end(summary) {
      const head = {
        version: 1,
        tool: { name: tool.name, version: tool.version },
        shard: style.shard,
        summary: summaryEntry(summary),
      };
      const opening = JSON.stringify(head, null, 2).slice(0, -2);
      const listed = files.length === 0 ? "[]" : `[\n${files.join(",\n")}\n  ]`;
      const failures = errors.map((error) => indented(errorEntry(error)));
      const failed = failures.length === 0 ? "[]" : `[\n${failures.join(",\n")}\n  ]`;
      const pages = safeJson(JSON.stringify(rulePages(found, tool), null, 2)).replaceAll("\n", "\n  ");
      return `${safeJson(opening)},\n  "files": ${listed},\n  "errors": ${failed},\n  "rules": ${pages}\n}\n`;
    },
  };
}

function indented(entry: object): string {
  return `    ${safeJson(JSON.stringify(entry, null, 2)).replaceAll("\n", "\n    ")}`;
}
