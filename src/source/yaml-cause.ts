import type { YAMLError } from "yaml";
import type { Edit, Range } from "../edit.js";
import { afterLineEnding, lineEnd } from "./fence-lines.js";
import type { FrontMatterProblemCode } from "./problem.js";
import { type YamlEntry, type YamlLine, yamlLine } from "./yaml-entries.js";

/** Why a YAML entry could not be read, in offsets of its text. */
export interface YamlCause {
  readonly code: FrontMatterProblemCode;
  readonly range: Range;
  readonly data?: Readonly<Record<string, string>>;
  /** Edits that let the rest be read as it was probably meant; none: the entry is left out. */
  readonly repair: readonly Edit[];
  /** Parsers in use read this as the repair does, so the data can be trusted. */
  readonly tolerated: boolean;
}

/** What the parser says of a fault; its own errors fit. */
export interface YamlFault {
  readonly code: YAMLError["code"];
  readonly pos: readonly [number, number];
  readonly message: string;
}

/** The line at which a fault shows. */
export interface YamlPlace {
  readonly text: string;
  readonly entry: YamlEntry;
  readonly line: YamlLine;
  readonly error: YamlFault;
  /** The characters of the value on the line. */
  readonly value: string;
}

/** Single quotes around the characters of a range, each quote inside doubled. */
export function quoteEdits(text: string, range: Range): readonly Edit[] {
  const edits: Edit[] = [{ range: { start: range.start, end: range.start }, text: "'" }];
  for (let at = range.start; at < range.end; at++) {
    if (text[at] === "'") edits.push({ range: { start: at, end: at }, text: "'" });
  }
  edits.push({ range: { start: range.end, end: range.end }, text: "'" });
  return edits;
}

export function quoted(
  place: YamlPlace,
  code: FrontMatterProblemCode,
  data?: Readonly<Record<string, string>>,
): YamlCause {
  const { text, line, value } = place;
  return {
    code,
    range: line.value,
    data: { value, key: keyOf(place), ...data },
    repair: quoteEdits(text, line.value),
    tolerated: false,
  };
}

function keyOf({ text, line, entry }: Omit<YamlPlace, "error">): string {
  return line.key === undefined ? (entry.key ?? "") : text.slice(line.key.start, line.key.end);
}

/** The value ends on its line: nothing that is indented deeper follows. */
export function standsAlone({ text, line, entry }: YamlPlace): boolean {
  const next = afterLineEnding(text, line.end);
  if (next >= entry.range.end) return true;
  const following = yamlLine(text, next);
  return following.indent.length <= line.indent.length || following.start === following.end;
}

/** Offset after the quote that closes the one at `start`, in single or double style. */
export function closingQuote(text: string, start: number, limit: number): number | undefined {
  const mark = text.charAt(start);
  for (let at = start + 1; at < limit; at++) {
    const character = text.charAt(at);
    if (character === "\\" && mark === '"') at++;
    else if (character === mark) {
      if (mark === "'" && text.charAt(at + 1) === "'") at++;
      else return at + 1;
    }
  }
  return undefined;
}

/** Lines of one value that stand too far left. */
export function unindented(place: Omit<YamlPlace, "error">, from: number, to: number): YamlCause | undefined {
  const { text, line } = place;
  const needed = line.contentStart - line.start + 1;
  const repair: Edit[] = [];
  let first: Range | undefined;
  for (let at = afterLineEnding(text, from); at < to; ) {
    const end = lineEnd(text, at);
    const current = text.slice(at, end);
    const indent = /^[ \t]*/.exec(current)?.[0].length ?? 0;
    if (indent < needed && current.trim() !== "") {
      first ??= { start: at + indent, end: at + current.trimEnd().length };
      repair.push({ range: { start: at, end: at }, text: " ".repeat(needed - indent) });
    }
    at = afterLineEnding(text, end);
  }
  if (first === undefined) return undefined;
  const data = { key: keyOf(place), value: text.slice(first.start, first.end) };
  return { code: "syntax-unindented-quoted", range: first, data, repair, tolerated: true };
}

export function closingBracket(text: string, start: number, limit: number): number | undefined {
  let depth = 0;
  for (let at = start; at < limit; at++) {
    const character = text.charAt(at);
    if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") {
      if (--depth === 0) return at + 1;
    } else if ((character === '"' || character === "'") && /[\s,[{:]/.test(text.charAt(at - 1))) {
      const close = closingQuote(text, at, limit);
      if (close !== undefined) at = close - 1;
    }
  }
  return undefined;
}
