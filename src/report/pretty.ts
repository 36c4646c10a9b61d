import type { Diagnostic } from "../diagnostic.js";
import type { Excerpts, FileResult, RunError, Summary } from "../result.js";
import type { SourceText } from "../source/source-text.js";
import { frame } from "./frame.js";
import { fixSpans, hyperlink, type Inks, inks, LONGEST_TEXT, quoted } from "./ink.js";
import { placesOf } from "./places.js";
import { type Apart, type NotChecked, type Reporter, SEVERITY_WORDS, type Style, type Tool } from "./reporter.js";
import type { Span } from "./spans.js";
import { statistics } from "./statistics.js";
import { count, notCheckedLines, totals } from "./totals.js";
import { clip, lineStart, visible } from "./visible.js";
import { wrap } from "./wrap.js";

/** Findings of one rule in one file that get an excerpt; the rest are listed by position. */
const EXCERPTS = 5;
const POSITIONS = 10;

/** For people at a terminal: an excerpt with carets for each finding. */
export function prettyReporter(style: Style, tool: Tool): Reporter {
  const ink = inks(style.color);
  const width = Math.max(40, style.width);
  const failures: RunError[] = [];
  const stats = statistics();

  const lines = (spans: readonly Span[], indent: string, hanging = indent): string =>
    `${indent}${wrap(spans, width - hanging.length).join(`\n${hanging}`)}\n`;

  const ruleSpans = new Map<string, Span>();
  const ruleSpan = (rule: string): Span => {
    let span = ruleSpans.get(rule);
    if (span === undefined) {
      const url = style.hyperlinks ? tool.rule(rule)?.url : undefined;
      span = { text: rule, paint: url === undefined ? ink.dim : (text) => hyperlink(url, ink.dim(text)) };
      ruleSpans.set(rule, span);
    }
    return span;
  };

  const finding = (
    diagnostic: Diagnostic,
    source: SourceText | undefined,
    text: Excerpts,
    newNote: boolean,
  ): string => {
    const { line, column } = text.position(diagnostic.range.start);
    const title: Span[] = [
      { text: `${line}:${column}`, paint: ink.bold },
      { text: "  ", paint: ink.plain },
      { text: SEVERITY_WORDS[diagnostic.severity], paint: ink[diagnostic.severity] },
      { text: "  ", paint: ink.plain },
      ...quoted(clip(diagnostic.message, LONGEST_TEXT), ink.plain, ink.value),
      { text: "  ", paint: ink.plain },
      ruleSpan(diagnostic.rule),
    ];
    const frameStyle = { width, indent: 4, gutter: ink.dim, mark: ink[diagnostic.severity] };
    const excerpt = source === undefined ? [] : frame(source, diagnostic.range, frameStyle);
    const note = newNote ? diagnostic.note : undefined;
    let printed = lines(title, "  ", "    ");
    for (const line of excerpt) printed += `${line}\n`;
    if (note !== undefined) printed += lines(quoted(clip(note, LONGEST_TEXT), ink.dim, ink.dim), "    ");
    if (diagnostic.fix !== undefined) printed += lines(fixSpans(diagnostic.fix, ink), "    ");
    return `${printed}\n`;
  };

  /** Findings of one rule beyond those with excerpts: one entry for each message. */
  const rest = (rule: string, diagnostics: readonly Diagnostic[], text: Excerpts): string => {
    const alike = new Map<string, [Diagnostic, ...Diagnostic[]]>();
    for (const diagnostic of diagnostics) {
      const key = `${diagnostic.severity} ${diagnostic.message}`;
      const known = alike.get(key);
      if (known === undefined) alike.set(key, [diagnostic]);
      else known.push(diagnostic);
    }
    let printed = lines([{ text: `${diagnostics.length} more from `, paint: ink.plain }, ruleSpan(rule)], "  ");
    for (const same of alike.values()) {
      const [{ severity, message }] = same;
      const places = same.slice(0, POSITIONS).map(({ range }) => {
        const { line, column } = text.position(range.start);
        return `${line}:${column}`;
      });
      const unlisted = same.length > POSITIONS ? ` and ${same.length - POSITIONS} more` : "";
      printed += lines(
        [
          { text: `${places.join(", ")}${unlisted}`, paint: ink.bold },
          { text: "  ", paint: ink.plain },
          { text: SEVERITY_WORDS[severity], paint: ink[severity] },
          { text: "  ", paint: ink.plain },
          ...quoted(clip(message, LONGEST_TEXT), ink.plain, ink.value),
        ],
        "    ",
        "      ",
      );
    }
    return `${printed}\n`;
  };

  const apart: Apart = {
    note({ errors }) {
      failures.push(...errors);
    },
    draw(result) {
      const listed = result.diagnostics.filter(({ severity }) => !style.quiet || severity === "error");
      if (listed.length === 0) return "";
      const byRule = new Map<string, number>();
      for (const { rule } of listed) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
      const shown = new Map<string, number>();
      const notes = new Set<string>();
      const collapsed = new Map<string, Diagnostic[]>();
      const parts = [header(result, ink)];
      const places = placesOf(result);
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
        parts.push(finding(diagnostic, result.source, places, !notes.has(key)));
        notes.add(key);
      }
      for (const [rule, diagnostics] of collapsed) parts.push(rest(rule, diagnostics, places));
      return parts.join("");
    },
  };

  return {
    apart: style.stats ? undefined : apart,
    file(result) {
      failures.push(...result.errors);
      if (style.stats) stats.add(result);
      return apart.draw(result);
    },
    end: (summary, { notChecked, aside = [] }) => ending(summary, notChecked, aside),
  };

  function ending(summary: Summary, notChecked: readonly NotChecked[], aside: readonly string[]): string {
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
    if (style.stats) text += [...stats.lines(), ...aside, ""].map((line) => `${line}\n`).join("");
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

/** The path in one piece, however long, so that it can be copied. */
function header({ path, generator }: FileResult, ink: Inks): string {
  const dialect = generator === undefined ? "" : ink.dim(` (${visible(generator)})`);
  return `${ink.path(lineStart(path))}${dialect}\n\n`;
}
