import type { Diagnostic } from "../diagnostic.js";
import { digest } from "../digest.js";
import type { Range } from "../edit.js";
import type { Excerpts, FileResult, RunError, Summary } from "../result.js";
import { excerptsOf, fingerprints } from "./fingerprint.js";
import { placesOf } from "./places.js";
import type { Reporter, Style, Tool } from "./reporter.js";
import { safeJson } from "./visible.js";

/** The report of `schemas/report.schema.json`. Files are kept as text: `summary` stands before them. */
export function jsonReporter(style: Style, tool: Tool): Reporter {
  const files: string[] = [];
  const errors: RunError[] = [];
  return {
    file(result) {
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
      const failures = errors.map(({ kind, path, message }) => indented({ kind, path, message }));
      const failed = failures.length === 0 ? "[]" : `[\n${failures.join(",\n")}\n  ]`;
      return `${safeJson(opening)},\n  "files": ${listed},\n  "errors": ${failed}\n}\n`;
    },
  };
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

function fileEntry(result: FileResult, style: Style): object {
  const places = placesOf(result);
  // A merge may come to other counts by what a shard would leave out.
  const quiet = style.quiet && style.shard === undefined;
  const identities = fingerprints(result);
  const diagnostics = result.diagnostics.flatMap((diagnostic, index) =>
    quiet && diagnostic.severity !== "error" ? [] : [diagnosticEntry(diagnostic, places, identities[index] ?? "")],
  );
  const { path, status, generator, source, facts } = result;
  if (style.shard === undefined) return { path, status, generator, diagnostics };
  const carried = facts?.map(({ facts: noted, ...rule }) => ({
    ...rule,
    facts: noted.map(({ range, ...fact }) => ({
      ...placeEntry(range, places),
      ...fact,
      excerpt: excerptsOf(range, places),
    })),
  }));
  return { path, status, generator, digest: source && digest(source.text), diagnostics, facts: carried };
}

/** Where it is, for people and for programs. */
function placeEntry({ start, end }: Range, places: Excerpts): object {
  const from = places.position(start);
  const to = places.position(end);
  return {
    ...{ line: from.line, column: from.column, endLine: to.line, endColumn: to.column },
    ...{ offset: start, endOffset: end },
  };
}

/** Keys in the contract's order; JSON leaves out those that are undefined. */
function diagnosticEntry(diagnostic: Diagnostic, places: Excerpts, fingerprint: string): object {
  const { rule, severity, range, message, note, fix } = diagnostic;
  return {
    ...{ rule, severity, message, note },
    ...placeEntry(range, places),
    fingerprint,
    fix: fix && {
      title: fix.title,
      safety: fix.safety,
      edits: fix.edits.map((edit) => ({ start: edit.range.start, end: edit.range.end, text: edit.text })),
    },
  };
}
