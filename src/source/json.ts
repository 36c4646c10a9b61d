import jsonc, { type Node, type ParseError } from "jsonc-parser";
import type { Range } from "../edit.js";
import { pointerSegment } from "./front-matter.js";
import { LazyMapping, MAX_DEPTH, type ParsedMapping, type Place, reservedKeys } from "./parsed-mapping.js";
import type { FrontMatterProblemCode, SourceProblem } from "./problem.js";

const MAX_JSON = 256 * 1024;

export interface JsonOptions {
  /** The range holds pairs without the braces around them. */
  readonly bare?: boolean;
}

/** Reads the JSON object in a range of a text. Comments and trailing commas are problems, but do not keep the rest from being read. */
export function parseJsonMapping(text: string, range: Range, options: JsonOptions = {}): ParsedMapping {
  const content = text.slice(range.start, range.end);
  const fail = (problem: SourceProblem): ParsedMapping => new LazyMapping({ data: undefined, problems: [problem] });
  const first = { start: range.start, end: Math.min(range.end, range.start + 1) };
  if (content.length > MAX_JSON) return fail({ code: "syntax-too-large", range: first, data: { limit: "256 KiB" } });
  if (isTooDeep(content))
    return fail({ code: "syntax-too-deep", range: first, data: { limit: `${MAX_DEPTH} levels` } });
  const lead = options.bare === true ? 1 : 0;
  const source = options.bare === true ? `{${content}}` : content;
  const errors: ParseError[] = [];
  const root = jsonc.parseTree(source, errors, { disallowComments: true, allowTrailingComma: false });
  const shift = (offset: number): number => Math.min(Math.max(range.start + offset - lead, range.start), range.end);
  const rangeOf = (offset: number, length: number): Range => ({ start: shift(offset), end: shift(offset + length) });
  const comments: Range[] = [];
  const problems: SourceProblem[] = [];
  const seen = new Set<number>();
  let broken = false;
  for (const error of errors) {
    const { code, fatal, start } = codeOf(error, source);
    const isComment = code === "syntax-json-comment";
    const at = rangeOf(start, start === error.offset ? Math.max(error.length, 1) : 1);
    if (isComment) comments.push(at);
    // One slip makes the parser stumble on: the first of its complaints is the cause.
    if ((broken && !isComment) || seen.has(start)) continue;
    seen.add(start);
    broken ||= fatal;
    problems.push({ code, range: at, data: { text: source.slice(error.offset, error.offset + error.length) } });
  }
  if (root !== undefined) keyProblems(root, rangeOf, text, problems);
  const isObject = root?.type === "object";
  if (!isObject && problems.length === 0) problems.push({ code: "syntax-no-mapping", range: first });
  return new LazyMapping({
    data: isObject && !broken ? (dataOf(root) as Readonly<Record<string, unknown>>) : undefined,
    places: () => (root === undefined ? new Map() : collect(root, rangeOf, source)),
    comments: () => comments,
    problems: problems.sort((a, b) => a.range.start - b.range.start),
  });
}

interface Cause {
  readonly code: FrontMatterProblemCode;
  /** The rest of the text cannot be trusted. */
  readonly fatal: boolean;
  readonly start: number;
}

function codeOf(error: ParseError, source: string): Cause {
  const start = error.offset;
  const fatal = (code: FrontMatterProblemCode): Cause => ({ code, fatal: true, start });
  switch (jsonc.printParseErrorCode(error.error)) {
    case "InvalidCommentToken":
      return { code: "syntax-json-comment", fatal: false, start };
    case "CommaExpected":
      return { code: "syntax-json-missing-comma", fatal: false, start };
    case "ColonExpected":
      return fatal("syntax-json-missing-colon");
    case "UnexpectedEndOfString":
      return fatal("syntax-json-unclosed-string");
    case "InvalidEscapeCharacter":
    case "InvalidUnicode":
      return fatal("syntax-json-escape");
    case "InvalidCharacter":
      return fatal("syntax-json-control-character");
    case "PropertyNameExpected":
    case "ValueExpected": {
      const before = source.slice(Math.max(0, start - 200), start).trimEnd();
      if (!/[}\]]/.test(source.charAt(start)) || !before.endsWith(",")) return fatal("syntax-json-unreadable");
      const comma = source.lastIndexOf(",", start - 1);
      return { code: "syntax-json-trailing-comma", fatal: false, start: comma };
    }
    default:
      return fatal("syntax-json-unreadable");
  }
}

/** Brackets outside strings. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 34) {
      for (at++; at < text.length && text.charCodeAt(at) !== 34 && text.charCodeAt(at) !== 10; at++) {
        if (text.charCodeAt(at) === 92) at++;
      }
    } else if (unit === 91 || unit === 123) {
      if (++depth > MAX_DEPTH) return true;
    } else if ((unit === 93 || unit === 125) && depth > 0) depth--;
  }
  return false;
}

/** Depth is capped before parsing. */
function dataOf(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(dataOf);
  if (node.type !== "object") return node.value;
  const result: Record<string, unknown> = Object.create(null);
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key !== undefined) result[String(key.value)] = value === undefined ? null : dataOf(value);
  }
  return result;
}

function keyProblems(
  root: Node,
  rangeOf: (offset: number, length: number) => Range,
  text: string,
  problems: SourceProblem[],
): void {
  const stack: Node[] = [root];
  while (stack.length > 0) {
    const node = stack.pop();
    if (node === undefined) break;
    stack.push(...(node.children ?? []).filter((child) => child.type !== "string"));
    if (node.type !== "object") continue;
    const seen = new Map<string, number>();
    for (const property of node.children ?? []) {
      const key = property.children?.[0];
      if (key === undefined) continue;
      const name = String(key.value);
      const range = rangeOf(key.offset, key.length);
      const before = seen.get(name);
      if (reservedKeys.has(name)) problems.push({ code: "syntax-reserved-key", range, data: { key: name } });
      else if (before !== undefined) {
        const line = String(text.slice(0, before).split(/\r\n|\n|\r/).length);
        problems.push({ code: "syntax-duplicate-key", range, data: { key: name, line } });
      } else seen.set(name, range.start);
    }
  }
}

function collect(
  root: Node,
  rangeOf: (offset: number, length: number) => Range,
  source: string,
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const stack: { node: Node; pointer: string; key: Range | undefined }[] = [
    { node: root, pointer: "", key: undefined },
  ];
  while (stack.length > 0) {
    const top = stack.pop();
    if (top === undefined) break;
    const { node, pointer, key } = top;
    const value = rangeOf(node.offset, node.length);
    const leaf = node.type !== "object" && node.type !== "array";
    const quoted = node.type === "string";
    const text = quoted ? String(node.value) : source.slice(node.offset, node.offset + node.length);
    places.set(pointer, {
      key,
      value,
      scalar: leaf ? { pointer, text, range: value, quoted, block: false } : undefined,
    });
    if (node.type === "array") {
      for (const [index, child] of (node.children ?? []).entries()) {
        stack.push({ node: child, pointer: `${pointer}/${index}`, key: undefined });
      }
    } else if (node.type === "object") {
      for (const property of node.children ?? []) {
        const [name, child] = property.children ?? [];
        if (name === undefined || child === undefined) continue;
        const inner = `${pointer}/${pointerSegment(String(name.value))}`;
        stack.push({ node: child, pointer: inner, key: rangeOf(name.offset, name.length) });
      }
    }
  }
  return places;
}
