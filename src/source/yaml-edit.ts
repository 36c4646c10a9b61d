import { Document, isCollection, isSeq, visit } from "yaml";
import type { Range } from "../edit.js";
import { pointerKeys, pointerSegment } from "./front-matter.js";
import type { ParsedMapping } from "./parsed-mapping.js";
import { parseYamlMapping } from "./yaml.js";

/** A pair to be put into a YAML mapping. */
export interface YamlPair {
  /** JSON pointer of the pair. */
  readonly pointer: string;
  /** JSON data. */
  readonly value: unknown;
  /** Lines above the key, without `#`; each is written behind the mark. */
  readonly comment: readonly string[];
}

/** Begins the comment lines that belong to whoever edits by program: others are people's and stay. */
const MARK = "# inferred: ";
const markedLine = /^[ \t]*# inferred: /;

/** Reads a whole YAML text. */
export function readYaml(text: string): ParsedMapping {
  return parseYamlMapping(text, { start: text.startsWith("\uFEFF") ? 1 : 0, end: text.length });
}

/** The value at a JSON pointer of data; undefined when there is none. */
export function valueAt(data: unknown, pointer: string): unknown {
  let value = data;
  for (const key of pointerKeys(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

/**
 * Puts a pair into a text, in place of the one that is there, or behind its siblings; parents that are absent are made. All
 * other characters stay. Undefined: something that is no mapping stands in the way.
 */
export function setYamlPair(text: string, pair: YamlPair): string | undefined {
  const parsed = readYaml(text);
  const { pointer, value, comment } = pair;
  const [parent, key] = split(pointer);
  const place = parsed.locate(pointer, "pair");
  if (place !== undefined) {
    if (isFlow(text, parsed, parent)) {
      const old = parsed.locate(pointer, "value");
      return old === undefined ? undefined : replaced(text, old, JSON.stringify(value));
    }
    const start = ownComments(text, lineStart(text, place.start));
    const column = place.start - lineStart(text, place.start);
    const lines = pairLines(key, value, comment, column);
    return replaced(text, { start, end: trimmedEnd(text, place) }, lines.join("\n"));
  }
  if (parent !== "" && parsed.locate(parent, "pair") === undefined) {
    const above = setYamlPair(text, { pointer: parent, value: {}, comment: [] });
    return above === undefined ? undefined : setYamlPair(above, pair);
  }
  const mapping = parent === "" ? (parsed.data ?? null) : valueAt(parsed.data, parent);
  if (mapping !== null && (typeof mapping !== "object" || Array.isArray(mapping))) return undefined;
  const siblings = Object.keys(mapping ?? {}).map((name) => `${parent}/${pointerSegment(name)}`);
  const pairs = siblings.map((sibling) => parsed.locate(sibling, "pair")).filter((range) => range !== undefined);
  const last = pairs.toSorted((a, b) => a.start - b.start).at(-1);
  if (last === undefined) return intoEmpty(text, parsed, parent, (column) => pairLines(key, value, comment, column));
  if (isFlow(text, parsed, parent)) {
    const whole = parsed.locate(parent, "value") ?? last;
    const added = `, ${JSON.stringify(key)}: ${JSON.stringify(value)} `;
    const end = trimmedEnd(text, { start: whole.start, end: whole.end - 1 });
    return replaced(text, { start: end, end: whole.end - 1 }, added);
  }
  const column = last.start - lineStart(text, last.start);
  const at = lineEnd(text, trimmedEnd(text, last));
  const gap = parent === "" ? "\n" : "";
  return replaced(text, { start: at, end: at }, `\n${gap}${pairLines(key, value, comment, column).join("\n")}`);
}

/** Takes a pair out, with the comment lines that carry the mark. */
export function removeYamlPair(text: string, pointer: string): string {
  const parsed = readYaml(text);
  const [parent, key] = split(pointer);
  const place = parsed.locate(pointer, "pair");
  const mapping = valueAt(parsed.data, parent);
  if (place === undefined || typeof mapping !== "object" || mapping === null) return text;
  const whole = parent === "" ? undefined : parsed.locate(parent, "value");
  const rest = Object.entries(mapping).filter(([name]) => name !== key);
  if (whole !== undefined && isFlow(text, parsed, parent)) {
    return replaced(text, whole, JSON.stringify(Object.fromEntries(rest)));
  }
  const start = ownComments(text, lineStart(text, place.start));
  const without = replaced(text, { start, end: lineEnd(text, trimmedEnd(text, place)) + 1 }, "");
  const above = parent === "" ? undefined : parsed.locate(parent, "key");
  if (rest.length > 0 || above === undefined) return without;
  const colon = text.indexOf(":", above.end);
  return replaced(without, { start: colon + 1, end: colon + 1 }, " {}");
}

/** Whether a comment that carries no mark stands inside a pair or directly above it. */
export function hasOwnComment(text: string, parsed: ParsedMapping, pointer: string): boolean {
  const place = parsed.locate(pointer, "pair");
  return (
    place !== undefined &&
    parsed.comments.some(
      ({ start, end }) =>
        start > place.start && start < lineEnd(text, place.end) && !markedLine.test(text.slice(start, end)),
    )
  );
}

function intoEmpty(
  text: string,
  parsed: ParsedMapping,
  parent: string,
  lines: (column: number) => readonly string[],
): string | undefined {
  if (parent === "") return `${text.replace(/\n*$/, text.trim() === "" ? "" : "\n")}${lines(0).join("\n")}\n`;
  const place = parsed.locate(parent, "key");
  const value = parsed.locate(parent, "value");
  if (place === undefined || value === undefined) return undefined;
  const at = lineEnd(text, value.end);
  const column = place.start - lineStart(text, place.start) + 2;
  const before = text.slice(0, value.start).replace(/ +$/, "");
  return `${before}${text.slice(value.end, at)}\n${lines(column).join("\n")}${text.slice(at)}`;
}

function pairLines(key: string, value: unknown, comment: readonly string[], column: number): readonly string[] {
  const document = new Document(new Map([[key, value]]), { compat: "yaml-1.1" });
  visit(document, {
    Collection: (_at, node) => {
      if (isSeq(node) && !node.items.some((item) => isCollection(item) && !isSeq(item) && node.items.length > 3)) {
        node.flow = true;
      }
    },
  });
  const written = document.toString({ lineWidth: 0, flowCollectionPadding: false, indent: 2 }).trimEnd().split("\n");
  const lines = [...comment.map((line) => MARK + line), ...written];
  return lines.map((line) => (line === "" ? line : " ".repeat(column) + line));
}

function split(pointer: string): readonly [parent: string, key: string] {
  return [pointer.slice(0, pointer.lastIndexOf("/")), pointerKeys(pointer).at(-1) ?? ""];
}

function isFlow(text: string, parsed: ParsedMapping, pointer: string): boolean {
  const value = pointer === "" ? undefined : parsed.locate(pointer, "value");
  return value !== undefined && text.charAt(value.start) === "{";
}

/** The start of the marked comment lines that stand right above a line. */
function ownComments(text: string, start: number): number {
  let at = start;
  while (at > 0) {
    const above = lineStart(text, at - 1);
    if (!markedLine.test(text.slice(above, at))) break;
    at = above;
  }
  return at;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  if (end === -1) return text.length;
  return text.charAt(end - 1) === "\r" && end > offset ? end - 1 : end;
}

function trimmedEnd(text: string, { start, end }: Range): number {
  return start + text.slice(start, end).trimEnd().length;
}

function replaced(text: string, { start, end }: Range, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}
