import type { Diagnostic, Severity } from "../diagnostic.js";
import type { Safety } from "../edit.js";
import type { Excerpts, FileResult, RunError, Summary } from "../result.js";
import type { SourceText } from "../source/source-text.js";
import { framer } from "./frame.js";
import { fixSpans, hyperlink, type Inks, inks, LONGEST_TEXT, quoted } from "./ink.js";
import { listingReporter } from "./listing.js";
import { placesOf } from "./places.js";
import { remembered } from "./remembered.js";
import { type RunNotes, SEVERITY_WORDS, type StreamReporter, type Style, type Tool } from "./reporter.js";
import type { Span } from "./spans.js";
import { count, notCheckedLines, totals } from "./totals.js";
import { clip, lineStart, visible } from "./visible.js";
import { wrap } from "./wrap.js";

/** Findings of one rule in one file that get an excerpt; the rest are listed by position. */
const EXCERPTS = 5;
const POSITIONS = 10;

/** Findings of one rule in one file. */
interface Group {
  readonly rule: string;
  /** How many there are, and how many of them have an excerpt so far. */
  size: number;
  shown: number;
  /** Notes that were told. */
  readonly notes: (string | undefined)[];
  readonly rest: Diagnostic[];
}

/** For people at a terminal: an excerpt with carets for each finding. */
export function prettyReporter(style: Style, tool: Tool): StreamReporter {
  const ink = inks(style.color);
  const width = Math.max(40, style.width);
  const gap: Span = { text: "  ", paint: ink.plain };

  const lines = (spans: readonly Span[], indent: string, hanging = indent): string =>
    `${indent}${wrap(spans, width - hanging.length).join(`\n${hanging}`)}\n`;

  const ruleSpan = (rule: string): Span => {
    const url = style.hyperlinks ? tool.rule(rule)?.url : undefined;
    return { text: rule, paint: url === undefined ? ink.dim : (text) => hyperlink(url, ink.dim(text)) };
  };

  const noteLines = remembered((note) => lines(quoted(clip(note, LONGEST_TEXT), ink.dim, ink.dim), "    "));
  const fixLine = (safety: Safety) => remembered((fixTitle) => lines(fixSpans(fixTitle, safety, ink), "    "));
  const fixLines = { safe: fixLine("safe"), unsafe: fixLine("unsafe"), manual: fixLine("manual") };

  /** What stands behind place and severity of a finding, by the columns that these take. */
  const titleEnds = remembered((message, rule) => {
    const spans = [gap, ...quoted(clip(message, LONGEST_TEXT), ink.plain, ink.value), gap, ruleSpan(rule)];
    const ends: string[] = [];
    return (columns: number): string => {
      ends[columns] ??= lines([{ text: "|".repeat(columns), paint: ink.plain }, ...spans], "", "    ").slice(columns);
      return ends[columns];
    };
  });

  const lookOf = (severity: Severity) => ({
    word: ink[severity](SEVERITY_WORDS[severity]),
    columns: SEVERITY_WORDS[severity].length,
    frame: framer({ width, margin: "    ", gutter: ink.dim, mark: ink[severity] }),
  });
  const looks = { error: lookOf("error"), warn: lookOf("warn"), info: lookOf("info") };

  const title = ({ message, rule, severity }: Diagnostic, place: string): string => {
    const { word, columns } = looks[severity];
    const end = titleEnds(message, rule)(place.length + gap.text.length + columns);
    return `  ${ink.bold(place)}${gap.text}${word}${end}`;
  };

  const finding = (
    diagnostic: Diagnostic,
    source: SourceText | undefined,
    place: string,
    note: string | undefined,
  ): string => {
    const { range, severity, fix } = diagnostic;
    let printed = title(diagnostic, place);
    if (source !== undefined) printed += `${looks[severity].frame(source, range)}\n`;
    if (note !== undefined) printed += noteLines(note);
    if (fix !== undefined) printed += fixLines[fix.safety](fix.title);
    return `${printed}\n`;
  };

  /** Findings of one rule beyond those with excerpts: one entry for each message. */
  const others = (rule: string, diagnostics: readonly Diagnostic[], text: Excerpts): string => {
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
      const places = same.slice(0, POSITIONS).map((one) => placeOf(one, text));
      const unlisted = same.length > POSITIONS ? ` and ${same.length - POSITIONS} more` : "";
      printed += lines(
        [
          { text: `${places.join(", ")}${unlisted}`, paint: ink.bold },
          gap,
          { text: SEVERITY_WORDS[severity], paint: ink[severity] },
          gap,
          ...quoted(clip(message, LONGEST_TEXT), ink.plain, ink.value),
        ],
        "    ",
        "      ",
      );
    }
    return `${printed}\n`;
  };

  return listingReporter(style, { draw, end });

  function draw(result: FileResult): string {
    const { diagnostics, source } = result;
    const listed = style.quiet ? diagnostics.filter(({ severity }) => severity === "error") : diagnostics;
    if (listed.length === 0) return "";
    const groups = new Map<string, Group>();
    const groupOf = listed.map(({ rule }) => {
      let group = groups.get(rule);
      if (group === undefined) {
        group = { rule, size: 0, shown: 0, notes: [], rest: [] };
        groups.set(rule, group);
      }
      group.size += 1;
      return group;
    });
    const cutShort = new Set<Group>();
    const places = placesOf(result);
    let text = header(result, ink);
    for (const [index, group] of groupOf.entries()) {
      const diagnostic = listed[index];
      if (diagnostic === undefined) continue;
      const { note } = diagnostic;
      // One more takes no more room as an excerpt than as a list.
      if (group.shown >= EXCERPTS && group.size > EXCERPTS + 1) {
        group.rest.push(diagnostic);
        cutShort.add(group);
        continue;
      }
      group.shown += 1;
      const isTold = group.notes.includes(note);
      if (!isTold) group.notes.push(note);
      text += finding(diagnostic, source, placeOf(diagnostic, places), isTold ? undefined : note);
    }
    for (const { rule, rest } of cutShort) text += others(rule, rest, places);
    return text;
  }

  function end(
    summary: Summary,
    { notChecked }: RunNotes,
    failures: readonly RunError[],
    table: readonly string[],
  ): string {
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
    for (const line of table) text += `${line}\n`;
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

function placeOf({ range }: Diagnostic, text: Excerpts): string {
  const { line, column } = text.position(range.start);
  return `${line}:${column}`;
}

/** The path in one piece, however long, so that it can be copied. */
function header({ path, generator }: FileResult, ink: Inks): string {
  const dialect = generator === undefined ? "" : ink.dim(` (${visible(generator)})`);
  return `${ink.path(lineStart(path))}${dialect}\n\n`;
}
