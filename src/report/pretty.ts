import { Chalk } from "chalk";
import type { Diagnostic } from "../diagnostic.js";
import type { Fix } from "../edit.js";
import type { FileResult, RunError, Summary } from "../result.js";
import { type SourceText, sourceText } from "../source/source-text.js";
import { frame } from "./frame.js";
import { type NotChecked, type Reporter, SEVERITY_WORDS, type Style, type Tool } from "./reporter.js";
import { statistics } from "./statistics.js";
import { count, notCheckedLines, totals } from "./totals.js";
import { clip } from "./visible.js";
import { type Paint, type Span, wrap } from "./wrap.js";

/** Findings of one rule in one file that get an excerpt; the rest are listed by position. */
const EXCERPTS = 5;
const POSITIONS = 12;
const LONGEST_TEXT = 1000;

/** For people at a terminal: an excerpt with carets for each finding. */
export function prettyReporter(style: Style, tool: Tool): Reporter {
  const ink = inks(style.color);
  const width = Math.max(40, style.width);
  const failures: RunError[] = [];
  const stats = statistics();

  const lines = (spans: readonly Span[], indent: string, hanging = indent): string =>
    wrap(spans, width - hanging.length)
      .map((line, index) => `${index === 0 ? indent : hanging}${line}\n`)
      .join("");

  const ruleSpan = (rule: string): Span => {
    const url = style.hyperlinks ? tool.ruleUrl(rule) : undefined;
    return { text: rule, paint: url === undefined ? ink.dim : (text) => hyperlink(url, ink.dim(text)) };
  };

  const finding = (diagnostic: Diagnostic, source: SourceText, newNote: boolean): string => {
    const { line, column } = source.position(diagnostic.range.start);
    const title: Span[] = [
      { text: `${line}:${column}`, paint: ink.bold },
      { text: "  ", paint: ink.plain },
      { text: SEVERITY_WORDS[diagnostic.severity], paint: ink[diagnostic.severity] },
      { text: "  ", paint: ink.plain },
      ...quoted(clip(diagnostic.message, LONGEST_TEXT), ink.plain, ink.value),
      { text: "  ", paint: ink.plain },
      ruleSpan(diagnostic.rule),
    ];
    const excerpt = frame(source, diagnostic.range, {
      width,
      indent: 4,
      gutter: ink.dim,
      mark: ink[diagnostic.severity],
    });
    const note = newNote ? diagnostic.note : undefined;
    return [
      lines(title, "  ", "    "),
      ...excerpt.map((line) => `${line}\n`),
      note === undefined ? "" : lines(quoted(clip(note, LONGEST_TEXT), ink.dim, ink.dim), "    "),
      diagnostic.fix === undefined ? "" : lines(fixSpans(diagnostic.fix, ink), "    "),
      "\n",
    ].join("");
  };

  /** Findings of one rule beyond those with excerpts: a line for each message. */
  const rest = (rule: string, diagnostics: readonly Diagnostic[], source: SourceText): string => {
    const byMessage = new Map<string, Diagnostic[]>();
    for (const diagnostic of diagnostics) {
      const known = byMessage.get(diagnostic.message);
      if (known === undefined) byMessage.set(diagnostic.message, [diagnostic]);
      else known.push(diagnostic);
    }
    let text = lines([{ text: `${diagnostics.length} more from `, paint: ink.plain }, ruleSpan(rule)], "  ");
    for (const [message, same] of byMessage) {
      const places = same.slice(0, POSITIONS).map(({ range }) => {
        const { line, column } = source.position(range.start);
        return `${line}:${column}`;
      });
      const unlisted = same.length > POSITIONS ? ` and ${same.length - POSITIONS} more` : "";
      text += lines(
        [
          { text: `${places.join(", ")}${unlisted}`, paint: ink.bold },
          { text: "  ", paint: ink.plain },
          ...quoted(clip(message, LONGEST_TEXT), ink.plain, ink.value),
        ],
        "    ",
        "      ",
      );
    }
    return `${text}\n`;
  };

  return {
    file(result) {
      failures.push(...result.errors);
      if (style.stats) stats.add(result);
      const listed = result.diagnostics.filter(({ severity }) => !style.quiet || severity === "error");
      if (listed.length === 0) return "";
      const source = result.source ?? sourceText("");
      const byRule = new Map<string, number>();
      for (const { rule } of listed) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
      const shown = new Map<string, number>();
      const notes = new Set<string>();
      const collapsed = new Map<string, Diagnostic[]>();
      const parts = [header(result, ink, lines)];
      for (const diagnostic of listed) {
        const { rule, note } = diagnostic;
        const before = shown.get(rule) ?? 0;
        shown.set(rule, before + 1);
        // One more takes no more room as an excerpt than as a list.
        if (before >= EXCERPTS && (byRule.get(rule) ?? 0) > EXCERPTS + 1) {
          const known = collapsed.get(rule);
          if (known === undefined) collapsed.set(rule, [diagnostic]);
          else known.push(diagnostic);
          continue;
        }
        const key = `${rule}\n${note ?? ""}`;
        parts.push(finding(diagnostic, source, !notes.has(key)));
        notes.add(key);
      }
      for (const [rule, diagnostics] of collapsed) parts.push(rest(rule, diagnostics, source));
      return parts.join("");
    },
    end: (summary, { notChecked }) => ending(summary, notChecked),
  };

  function ending(summary: Summary, notChecked: readonly NotChecked[]): string {
    let text = "";
    if (failures.length > 0) {
      text += `${ink.error(`${count(failures.length, "failure")}:`)}\n`;
      for (const { kind, path, message } of failures) {
        const spans: Span[] = [
          { text: path, paint: ink.bold },
          { text: `  ${clip(message, LONGEST_TEXT)}  `, paint: ink.plain },
          { text: kind, paint: ink.dim },
        ];
        text += lines(spans, "  ", "    ");
      }
      text += "\n";
    }
    if (style.stats)
      text += stats
        .lines()
        .map((line) => `${line}\n`)
        .join("");
    for (const line of notCheckedLines(summary, notChecked)) text += lines([{ text: line, paint: ink.dim }], "");
    const paint =
      summary.errors + summary.failed + failures.length > 0
        ? ink.error
        : summary.warnings > 0
          ? ink.warn
          : summary.files === 0
            ? ink.plain
            : ink.good;
    return `${text}${paint(totals(summary, style.quiet))}\n`;
  }
}

type Inks = ReturnType<typeof inks>;

function inks(color: boolean) {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return {
    plain: (text: string) => text,
    bold: chalk.bold,
    dim: chalk.dim,
    path: chalk.bold.underline,
    value: chalk.cyan,
    good: chalk.green,
    error: chalk.red,
    warn: chalk.yellow,
    info: chalk.blue,
  };
}

function header(
  { path, generator }: FileResult,
  ink: Inks,
  lines: (spans: readonly Span[], indent: string) => string,
): string {
  const spans: Span[] = [{ text: path, paint: ink.path }];
  if (generator !== undefined) spans.push({ text: ` (${generator})`, paint: ink.dim });
  return `${lines(spans, "")}\n`;
}

/** Sets values in backticks off from the words around them. */
function quoted(text: string, words: Paint, values: Paint): readonly Span[] {
  return text
    .split(/(`[^`]*`)/)
    .filter((part) => part !== "")
    .map((part) => ({
      text: part,
      paint: part.length > 1 && part.startsWith("`") && part.endsWith("`") ? values : words,
    }));
}

function fixSpans(fix: Fix, ink: Inks): readonly Span[] {
  const how = {
    safe: "Fixable with --fix: ",
    unsafe: "Fixable with --fix --unsafe: ",
    manual: "To do by hand: ",
  }[fix.safety];
  return [
    { text: how, paint: fix.safety === "manual" ? ink.dim : ink.good },
    { text: clip(fix.title, LONGEST_TEXT), paint: ink.dim },
  ];
}

/** OSC 8. An address that could end the sequence is no link. */
function hyperlink(url: string, text: string): string {
  return /^https?:\/\/[\x21-\x5a\x5e-\x7e]+$/.test(url) ? `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\` : text;
}
