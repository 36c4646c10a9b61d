import type { Diagnostic } from "../diagnostic.js";
import type { FileResult, RunError, Summary } from "../result.js";
import { type SourceText, sourceText } from "../source/source-text.js";
import { fingerprints } from "./fingerprint.js";
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
      files.push(indented(fileEntry(result, style.quiet)));
      return "";
    },
    end(summary) {
      const head = {
        version: 1,
        tool: { name: tool.name, version: tool.version },
        summary: summaryEntry(summary),
      };
      const opening = JSON.stringify(head, null, 2).slice(0, -2);
      const listed = files.length === 0 ? "[]" : `[\n${files.join(",\n")}\n  ]`;
      const failures = errors.map(({ kind, path, message }) => indented({ kind, path, message }));
      const failed = failures.length === 0 ? "[]" : `[\n${failures.join(",\n")}\n  ]`;
      const pages = safeJson(JSON.stringify(rulePages(found, tool), null, 2)).replaceAll("\n", "\n  ");
      return `${safeJson(opening)},\n  "files": ${listed},\n  "errors": ${failed},\n  "rules": ${pages}\n}\n`;
    },
  };
}

/** The rules that found something, by id. */
function rulePages(ids: ReadonlySet<string>, tool: Tool): object {
  return Object.fromEntries(
    [...ids].sort().flatMap((id) => {
      const rule = tool.rule(id);
      return rule === undefined ? [] : [[id, { summary: rule.summary, docs: rule.docs }]];
    }),
  );
}

function indented(entry: object): string {
  return `    ${safeJson(JSON.stringify(entry, null, 2)).replaceAll("\n", "\n    ")}`;
}

function summaryEntry(summary: Summary): Summary {
  const { files, ignored, errors, warnings, infos, fixable, fixableUnsafe, ...rest } = summary;
  const { fixed, suppressed, baselined, failed, durationMs } = rest;
  return {
    ...{ files, ignored, errors, warnings, infos, fixable, fixableUnsafe },
    ...{ fixed, suppressed, baselined, failed, durationMs },
  };
}

function fileEntry(result: FileResult, quiet: boolean): object {
  const source = result.source ?? sourceText("");
  const identities = fingerprints(result);
  const diagnostics = result.diagnostics.flatMap((diagnostic, index) =>
    quiet && diagnostic.severity !== "error" ? [] : [diagnosticEntry(diagnostic, source, identities[index] ?? "")],
  );
  return { path: result.path, status: result.status, generator: result.generator, diagnostics };
}

/** Keys in the contract's order; JSON leaves out those that are undefined. */
function diagnosticEntry(diagnostic: Diagnostic, source: SourceText, fingerprint: string): object {
  const { rule, severity, range, message, note, fix } = diagnostic;
  const start = source.position(range.start);
  const end = source.position(range.end);
  return {
    ...{ rule, severity, message, note },
    ...{ line: start.line, column: start.column, endLine: end.line, endColumn: end.column },
    ...{ offset: range.start, endOffset: range.end, fingerprint },
    fix: fix && {
      title: fix.title,
      safety: fix.safety,
      edits: fix.edits.map((edit) => ({ start: edit.range.start, end: edit.range.end, text: edit.text })),
    },
  };
}
