import type { Severity } from "../diagnostic.js";
import type { Fix } from "../edit.js";
import type { FileResult } from "../result.js";
import { type SourceText, sourceText } from "../source/source-text.js";
import { documentReporter, jsonArray, jsonItem } from "./document.js";
import { identified, told } from "./placed.js";
import type { DocumentReporter, Style, Tool } from "./reporter.js";
import { safeJson } from "./visible.js";

const SEVERITIES: Readonly<Record<Severity, string>> = { error: "ERROR", warn: "WARNING", info: "INFO" };

/** reviewdog's Diagnostic Format: fixes are suggestions. Its columns count bytes of UTF-8, from 1. */
export function rdjsonReporter(style: Style, tool: Tool): DocumentReporter {
  const draw = (result: FileResult): string => {
    let diagnostics = "";
    const add = (entry: object): void => {
      diagnostics += jsonItem(`    ${safeJson(JSON.stringify(entry))}`);
    };
    const source = result.source ?? sourceText("");
    for (const { diagnostic, fingerprint } of identified(result, style.quiet)) {
      const { rule, severity, range, fix } = diagnostic;
      add({
        message: told(diagnostic),
        location: { path: style.below + result.path, range: byteRange(source, range.start, range.end) },
        severity: SEVERITIES[severity],
        code: { value: rule },
        ...(fix === undefined || fix.safety === "manual" ? {} : { suggestions: [suggestion(source, fix)] }),
        original_output: fingerprint,
      });
    }
    for (const { kind, path, message } of result.errors) {
      const range = { start: { line: 1, column: 1 } };
      add({
        message,
        location: { path: style.below + path, range },
        severity: "ERROR",
        code: { value: kind },
      });
    }
    return diagnostics;
  };
  return documentReporter({ draw, note: () => {} }, function* (_, __, held) {
    yield `{\n  "source": ${JSON.stringify({ name: tool.name })},\n  "diagnostics": `;
    yield* jsonArray(held, "  ");
    yield "\n}\n";
  });
}

const utf8 = new TextEncoder();

/** A suggestion is one edit: those of a fix become one, with what stands between them. */
function suggestion(source: SourceText, { edits }: Fix): object {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start);
  const start = sorted[0]?.range.start ?? 0;
  let at = start;
  let text = "";
  for (const edit of sorted) {
    text += source.text.slice(at, edit.range.start) + edit.text;
    at = edit.range.end;
  }
  return { range: byteRange(source, start, at), text };
}

function byteRange(source: SourceText, start: number, end: number): object {
  return { start: bytePosition(source, start), end: bytePosition(source, end) };
}

function bytePosition(source: SourceText, offset: number): { readonly line: number; readonly column: number } {
  const { line, column } = source.position(offset);
  const before = source.text.slice(offset - (column - 1), offset);
  return { line, column: utf8.encode(before).length + 1 };
}
