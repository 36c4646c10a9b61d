import { digest } from "../digest.js";
import type { Range } from "../edit.js";
import type { FileResult, RunError, Summary } from "../result.js";
import type { Position } from "../source/source-text.js";
import { excerptsOf } from "./fingerprint.js";
import { type Identified, identified } from "./placed.js";
import { placesOf } from "./places.js";
import type { Style, Tool } from "./reporter.js";

/** Totals in the contract's order. */
export function summaryEntry(summary: Summary): Summary {
  const { files, ignored, errors, warnings, infos, fixable, fixableUnsafe, ...rest } = summary;
  const { fixed, suppressed, baselined, failed, durationMs } = rest;
  return {
    ...{ files, ignored, errors, warnings, infos, fixable, fixableUnsafe },
    ...{ fixed, suppressed, baselined, failed, durationMs },
  };
}

export function errorEntry({ kind, path, message }: RunError): RunError {
  return { kind, path, message };
}

export function fileEntry(result: FileResult, style: Pick<Style, "quiet" | "shard">): object {
  // A merge may come to other counts by what a shard would leave out.
  const quiet = style.quiet && style.shard === undefined;
  const places = placesOf(result);
  const diagnostics = identified(result, quiet).map(diagnosticEntry);
  const { path, status, generator, source, facts } = result;
  if (style.shard === undefined) return { path, status, generator, diagnostics };
  const carried = facts?.map(({ facts: noted, ...rule }) => ({
    ...rule,
    facts: noted.map(({ range, ...fact }) => ({
      ...placeEntry(range, places.position(range.start), places.position(range.end)),
      ...fact,
      excerpt: excerptsOf(range, places),
    })),
  }));
  return { path, status, generator, digest: source && digest(source.text), diagnostics, facts: carried };
}

/** Where it is, for people and for programs. */
function placeEntry(range: Range, start: Position, end: Position): object {
  return {
    ...{ line: start.line, column: start.column, endLine: end.line, endColumn: end.column },
    ...{ offset: range.start, endOffset: range.end },
  };
}

/** Keys in the contract's order; JSON leaves out those that are undefined. */
function diagnosticEntry({ diagnostic, start, end, fingerprint }: Identified): object {
  const { rule, severity, range, message, note, fix } = diagnostic;
  return {
    ...{ rule, severity, message, note },
    ...placeEntry(range, start, end),
    fingerprint,
    fix: fix && {
      title: fix.title,
      safety: fix.safety,
      edits: fix.edits.map((edit) => ({ start: edit.range.start, end: edit.range.end, text: edit.text })),
    },
  };
}

/** The rules that found something, by id. */
export function rulePages(ids: ReadonlySet<string>, tool: Tool): object {
  return Object.fromEntries(
    [...ids].sort().flatMap((id) => {
      const rule = tool.rule(id);
      return rule === undefined ? [] : [[id, { summary: rule.summary, docs: rule.docs }]];
    }),
  );
}
