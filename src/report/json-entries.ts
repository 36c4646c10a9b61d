import type { FileResult, RunError, Summary } from "../result.js";
import { type Placed, placed } from "./placed.js";
import type { Tool } from "./reporter.js";

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

export function fileEntry(result: FileResult, quiet: boolean): object {
  const { path, status, generator } = result;
  return { path, status, generator, diagnostics: placed(result, quiet).map(diagnosticEntry) };
}

/** Keys in the contract's order; JSON leaves out those that are undefined. */
function diagnosticEntry({ diagnostic, start, end, fingerprint }: Placed): object {
  const { rule, severity, range, message, note, fix } = diagnostic;
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

/** The rules that found something, by id. */
export function rulePages(ids: ReadonlySet<string>, tool: Tool): object {
  return Object.fromEntries(
    [...ids].sort().flatMap((id) => {
      const rule = tool.rule(id);
      return rule === undefined ? [] : [[id, { summary: rule.summary, docs: rule.docs }]];
    }),
  );
}
