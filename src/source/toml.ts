import { type AST, ParseError, parseTOML } from "toml-eslint-parser";
import type { Range } from "../edit.js";
import { pointerSegment } from "./front-matter.js";
import { LazyMapping, MAX_DEPTH, type ParsedMapping, type Place, reservedKeys } from "./parsed-mapping.js";
import type { SourceProblem } from "./problem.js";

const MAX_TOML = 64 * 1024;
/** Date literals that are no dates; each costs one more parse. */
const MAX_BAD_DATES = 20;

type Key = string | number;

interface Leaf {
  readonly path: readonly Key[];
  readonly key: Range | undefined;
  readonly node: AST.TOMLContentNode;
}

/** Reads the TOML in a range of a text (TOML 1.0). Dates stay text, also those that no calendar holds (`2023-02-30`). */
export function parseTomlMapping(text: string, range: Range): ParsedMapping {
  const content = text.slice(range.start, range.end).replace(/\r(?!\n)/g, "\n");
  const fail = (problem: SourceProblem): ParsedMapping => new LazyMapping({ data: undefined, problems: [problem] });
  const first = { start: range.start, end: Math.min(range.end, range.start + 1) };
  if (content.length > MAX_TOML) return fail({ code: "syntax-too-large", range: first, data: { limit: "64 KiB" } });
  if (isTooDeep(content))
    return fail({ code: "syntax-too-deep", range: first, data: { limit: `${MAX_DEPTH} levels` } });
  const parsed = parseForgivingDates(content);
  if ("error" in parsed) {
    const at = Math.min(range.start + parsed.error.index, Math.max(range.start, range.end - 1));
    let end = at;
    while (end < range.end && !"\r\n".includes(text.charAt(end))) end++;
    const problem: SourceProblem = {
      code: "syntax-toml-unreadable",
      range: { start: at, end: Math.max(end, Math.min(at + 1, range.end)) },
      data: { reason: parsed.error.message },
    };
    return recoverLines(text, range, problem);
  }
  return build(parsed.program, parsed.dates, content, range);
}

type Parsed =
  | { readonly program: AST.TOMLProgram; readonly dates: ReadonlyMap<number, string> }
  | { readonly error: { readonly index: number; readonly message: string } };

/** Puts a string of the same length in the place of each date literal that is none. */
function parseForgivingDates(content: string): Parsed {
  const dates = new Map<number, string>();
  let source = content;
  for (;;) {
    try {
      return { program: parseTOML(source, { tomlVersion: "1.0.0" }), dates };
    } catch (error) {
      const index = error instanceof ParseError ? Math.min(error.index, content.length) : 0;
      const message = error instanceof Error ? error.message : String(error);
      const literal = dates.size < MAX_BAD_DATES ? dateLiteralAround(source, index) : undefined;
      if (literal === undefined || dates.has(literal.start)) return { error: { index, message } };
      const { start, end } = literal;
      dates.set(start, source.slice(start, end));
      source = `${source.slice(0, start)}"${"x".repeat(end - start - 2)}"${source.slice(end)}`;
    }
  }
}

/** A bare value like `2023-02-30T10:00:00Z` after `=` on the line of the error. */
function dateLiteralAround(source: string, index: number): Range | undefined {
  const start = Math.max(source.lastIndexOf("\n", Math.max(0, index - 1)), -1) + 1;
  const newline = source.indexOf("\n", index);
  const line = source.slice(start, newline === -1 ? source.length : newline);
  const match =
    /^([ \t]*[\w."'-]+[ \t]*=[ \t]*)(\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]\d[\d:.]*)?(?:[Zz]|[ \t]?[+-]\d[\d:]*)?)[ \t]*(?:#|\r?$)/.exec(
      line,
    );
  const head = match?.[1];
  const literal = match?.[2];
  if (head === undefined || literal === undefined) return undefined;
  return { start: start + head.length, end: start + head.length + literal.length };
}

/** Brackets in a row and dots in a key, strings not told apart. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let dots = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10) dots = 0;
    else if (unit === 46) dots++;
    else if (unit === 61 || unit === 34 || unit === 39) dots = 0;
    else if (unit === 91 || unit === 123) depth++;
    else if ((unit === 93 || unit === 125) && depth > 0) depth--;
    if (depth > MAX_DEPTH || dots > MAX_DEPTH) return true;
  }
  return false;
}

function build(
  program: AST.TOMLProgram,
  dates: ReadonlyMap<number, string>,
  content: string,
  range: Range,
): ParsedMapping {
  const rangeOf = (node: { readonly range: readonly [number, number] }): Range => ({
    start: range.start + node.range[0],
    end: range.start + node.range[1],
  });
  const problems: SourceProblem[] = [];
  const leaves: Leaf[] = [];
  const tables: { path: readonly Key[]; key: Range; value: Range; array: boolean }[] = [];
  const pairs = (body: readonly AST.TOMLKeyValue[], prefix: readonly Key[]): void => {
    for (const pair of body) {
      const names = pair.key.keys.map(nameOf);
      const last = pair.key.keys.at(-1);
      for (const [index, name] of names.entries()) {
        const node = pair.key.keys[index];
        if (node !== undefined && reservedKeys.has(name)) {
          problems.push({ code: "syntax-reserved-key", range: rangeOf(node), data: { key: name } });
        }
      }
      leaf(pair.value, [...prefix, ...names], last === undefined ? undefined : rangeOf(pair.key));
    }
  };
  const leaf = (node: AST.TOMLContentNode, path: readonly Key[], key: Range | undefined): void => {
    leaves.push({ path, key, node });
    if (node.type === "TOMLArray") {
      for (const [index, element] of node.elements.entries()) leaf(element, [...path, index], undefined);
    } else if (node.type === "TOMLInlineTable") pairs(node.body, path);
  };
  for (const node of program.body[0].body) {
    if (node.type === "TOMLKeyValue") pairs([node], []);
    else {
      for (const name of node.key.keys) {
        if (reservedKeys.has(nameOf(name))) {
          problems.push({ code: "syntax-reserved-key", range: rangeOf(name), data: { key: nameOf(name) } });
        }
      }
      tables.push({
        path: node.resolvedKey,
        key: rangeOf(node.key),
        value: rangeOf(node),
        array: node.kind === "array",
      });
      pairs(node.body, node.resolvedKey);
    }
  }
  const value = (node: AST.TOMLContentNode): unknown => {
    if (node.type === "TOMLArray") return [];
    if (node.type === "TOMLInlineTable") return Object.create(null);
    const date = dates.get(node.range[0]);
    if (date !== undefined) return date;
    return node.value instanceof Date ? content.slice(node.range[0], node.range[1]) : node.value;
  };
  const data: Record<string, unknown> = Object.create(null);
  for (const { path } of tables) put(data, path, () => Object.create(null));
  for (const { path, node } of leaves) put(data, path, () => value(node));
  const places = (): ReadonlyMap<string, Place> => {
    const map = new Map<string, Place>();
    const end = content.trimEnd().length;
    map.set("", { key: undefined, value: { start: range.start, end: range.start + end }, scalar: undefined });
    for (const { path, key, value: place } of tables)
      map.set(pointerOf(path), { key, value: place, scalar: undefined });
    for (const { path, key, node } of leaves) map.set(pointerOf(path), placeOf(path, key, node));
    return map;
  };
  const placeOf = (path: readonly Key[], key: Range | undefined, node: AST.TOMLContentNode): Place => {
    const place = rangeOf(node);
    if (node.type !== "TOMLValue") return { key, value: place, scalar: undefined };
    const date = dates.get(node.range[0]);
    const quoted = node.kind === "string" && date === undefined;
    const text = quoted ? String(node.value) : (date ?? content.slice(node.range[0], node.range[1]));
    const block = node.kind === "string" && node.multiline;
    return { key, value: place, scalar: { pointer: pointerOf(path), text, range: place, quoted, block } };
  };
  return new LazyMapping({ data, places, comments: () => program.comments.map(rangeOf), problems });
}

function nameOf(node: AST.TOMLBare | AST.TOMLQuoted): string {
  return node.type === "TOMLBare" ? node.name : node.value;
}

function pointerOf(path: readonly Key[]): string {
  return path.map((key) => `/${pointerSegment(key)}`).join("");
}

/** Writes to null-prototype objects and arrays that this module made. */
function put(root: Record<string, unknown>, path: readonly Key[], make: () => unknown): void {
  let here: Record<string, unknown> = root;
  for (const [index, key] of path.entries()) {
    if (index === path.length - 1) {
      if (here[key] === undefined) here[key] = make();
      return;
    }
    const next = here[key];
    if (typeof next === "object" && next !== null) here = next as Record<string, unknown>;
    else {
      const made: Record<string, unknown> | unknown[] = typeof path[index + 1] === "number" ? [] : Object.create(null);
      here[key] = made;
      here = made as Record<string, unknown>;
    }
  }
}

/** After a syntax error: the pairs of the first table that stand on one line each. */
function recoverLines(text: string, range: Range, problem: SourceProblem): ParsedMapping {
  const places = (): ReadonlyMap<string, Place> => {
    const map = new Map<string, Place>();
    const line =
      /^[ \t]*([\w-]+)[ \t]*=[ \t]*(?:"([^"\\\r\n]*)"|'([^'\r\n]*)'|([^\s"'[{#][^#\r\n]*?))[ \t]*(?:#.*)?$|^\[/gm;
    const content = text.slice(range.start, range.end);
    for (const match of content.matchAll(line)) {
      const key = match[1];
      if (key === undefined) break;
      const own = match[2] ?? match[3] ?? match[4] ?? "";
      const quoted = match[4] === undefined;
      const keyStart = range.start + match.index + match[0].indexOf(key);
      const equals = match[0].indexOf("=");
      const valueStart =
        range.start + match.index + equals + 1 + (/^[ \t]*/.exec(match[0].slice(equals + 1))?.[0].length ?? 0);
      const value = { start: valueStart, end: valueStart + own.length + (quoted ? 2 : 0) };
      const pointer = `/${pointerSegment(key)}`;
      if (map.has(pointer)) continue;
      map.set(pointer, {
        key: { start: keyStart, end: keyStart + key.length },
        value,
        scalar: { pointer, text: own, range: value, quoted, block: false },
      });
    }
    return map;
  };
  return new LazyMapping({ data: undefined, places, problems: [problem] });
}
