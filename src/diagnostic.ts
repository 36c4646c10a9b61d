import type { Fix, Range } from "./edit.js";

export type Severity = "error" | "warn" | "info";

/** One thing wrong at one place, in an author's words. */
export interface Diagnostic {
  /** Rule id, or `source/…` for a fault of the file as such. */
  readonly rule: string;
  readonly severity: Severity;
  readonly range: Range;
  /** What is wrong, with the value seen in backticks. */
  readonly message: string;
  /** Why it matters, what to do. */
  readonly note?: string;
  readonly fix?: Fix;
  /** Its identity in a report, when it comes from one: the text at its range may be unknown by now. */
  readonly fingerprint?: string;
}

/** The one order of diagnostics in a file: by start, end, rule, then message. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    a.range.start - b.range.start ||
    a.range.end - b.range.end ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

/** Code-unit order: the same on every machine, unlike a locale's. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
