import type { Diagnostic } from "../../src/diagnostic.js";
import { pageAsset } from "../../src/files/page-assets.js";
import { createReporter, type NotChecked, type ReporterName, type Style, summarize } from "../../src/report/index.js";
import type { Held, Reporter } from "../../src/report/reporter.js";
import type { FileResult } from "../../src/result.js";
import { sourceText } from "../../src/source/source-text.js";

/** A diagnostic at the first occurrence of `at` (or at offsets), with whatever else is given. */
export function finding(
  text: string,
  at: string | readonly [number, number],
  rest: Partial<Omit<Diagnostic, "range">> = {},
): Diagnostic {
  const [start, end] = typeof at === "string" ? [text.indexOf(at), text.indexOf(at) + at.length] : at;
  return { rule: "html/no-foo", severity: "warn", message: "A `foo`", ...rest, range: { start, end } };
}

export function fileResult(
  path: string,
  text: string,
  diagnostics: readonly Diagnostic[],
  rest: Partial<FileResult> = {},
): FileResult {
  const source = sourceText(text);
  return { path, status: "linted", source, diagnostics, suppressed: 0, errors: [], durationMs: 1, ...rest };
}

const PLAIN: Style = {
  color: false,
  hyperlinks: false,
  width: 100,
  quiet: false,
  stats: false,
  below: "",
  maxWarnings: undefined,
};

interface Run {
  readonly ignored?: number;
  readonly fixed?: number;
  readonly baselined?: number;
  readonly notChecked?: readonly NotChecked[];
}

export function reporterOf(name: ReporterName, style: Partial<Style> = {}): Reporter {
  return createReporter(
    name,
    { ...PLAIN, ...style },
    {
      name: "galley",
      version: "1.2.3",
      rule: (id) =>
        id.startsWith("html/")
          ? {
              summary: `Summary of ${id}`,
              why: "Because.",
              severity: "warn",
              docs: `docs/rules/${id}.md`,
              url: `https://example.org/${id}`,
            }
          : undefined,
      asset: pageAsset,
    },
  );
}

/** The whole report of a run. */
export function report(
  name: ReporterName,
  results: readonly FileResult[],
  style: Partial<Style> = {},
  { ignored = 0, fixed = 0, baselined = 0, notChecked = [] }: Run = {},
): string {
  const reporter = reporterOf(name, style);
  const totals = summarize();
  let text = "";
  for (const result of results) {
    totals.add(result);
    text += reporter.file(result);
  }
  const summary = totals.summary({ ignored, fixed, baselined, durationMs: 7 });
  if ("end" in reporter) return text + reporter.end(summary, { notChecked });
  return Buffer.concat(
    [...reporter.document(summary, { notChecked }, held(text))].map((piece) => Buffer.from(piece)),
  ).toString();
}

/** A text that was put aside. Pieces end wherever they do, also within a character. */
function held(text: string): Held {
  const bytes = Buffer.from(text);
  return {
    size: bytes.length,
    *pieces(start = 0, end = bytes.length) {
      for (let at = start; at < end; at += 7) yield bytes.subarray(at, Math.min(at + 7, end));
    },
  };
}

/** Names, messages and excerpts that try to speak to the terminal or to a CI runner. */
export const HOSTILE: readonly string[] = [
  "\u001b[31mred\u001b[0m",
  "\u009b2J",
  "\u001b]8;;https://example.org\u0007link\u001b]8;;\u0007",
  "a\rb",
  "a\nb\n::error file=x::pwned",
  "::error file=x::pwned",
  "  ::stop-commands::x",
  "##[error]pwned",
  "###[group]pwned",
  "##vso[task.setvariable]pwned",
  "\u202egpj.exe",
  "\u2066x\u2069",
  "\ud800",
  "x\udfffy",
  "a\u2028::error::b\u2029c\u0085::error::d",
  "zero\u200bwidth\ufeff",
  "\u007f\u0000\u0008",
];

/** What no report for people may hold. */
export const FORBIDDEN =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}|##[a-z]*\[|^\s*::/mu;
