import type { RunError } from "../result.js";
import { documentReporter, jsonArray, jsonItem } from "./document.js";
import { errorEntry, fileEntry, rulePages, summaryEntry } from "./json-entries.js";
import type { DocumentReporter, Style, Tool } from "./reporter.js";
import { safeJson } from "./visible.js";

/** The report of `schemas/report.schema.json`. `summary` stands before the files. */
export function jsonReporter(style: Style, tool: Tool): DocumentReporter {
  const errors: RunError[] = [];
  const found = new Set<string>();
  return documentReporter(
    {
      draw: (result) => jsonItem(indented(fileEntry(result, style))),
      note(noted) {
        for (const rule of noted.rules) found.add(rule);
        errors.push(...noted.errors);
      },
    },
    function* (summary, _, held) {
      const head = {
        version: 1,
        tool: { name: tool.name, version: tool.version },
        shard: style.shard,
        summary: summaryEntry(summary),
      };
      yield `${safeJson(JSON.stringify(head, null, 2).slice(0, -2))},\n  "files": `;
      yield* jsonArray(held, "  ");
      const failures = errors.map((error) => indented(errorEntry(error)));
      const failed = failures.length === 0 ? "[]" : `[\n${failures.join(",\n")}\n  ]`;
      const pages = safeJson(JSON.stringify(rulePages(found, tool), null, 2)).replaceAll("\n", "\n  ");
      yield `,\n  "errors": ${failed},\n  "rules": ${pages}\n}\n`;
    },
  );
}

function indented(entry: object): string {
  return `    ${safeJson(JSON.stringify(entry, null, 2)).replaceAll("\n", "\n    ")}`;
}
