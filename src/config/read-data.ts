import { getNodeValue, type Node as JsonNode, parseTree, printParseErrorCode } from "jsonc-parser";
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Node as YamlNode } from "yaml";
import type { Range } from "../edit.js";
import { pointerSegment } from "../source/front-matter.js";
import { type SourceText, sourceText } from "../source/source-text.js";

/** Data with the way back to its text. */
export interface LocatedData {
  /** Null-prototype objects, arrays and scalars. */
  readonly data: unknown;
  readonly source: SourceText;
  /** Faults of the syntax; duplicate keys are among them. */
  readonly faults: readonly { readonly message: string; readonly range: Range }[];
  /** Where the key or the value at a JSON pointer stands. */
  locate(pointer: string, part: "key" | "value"): Range | undefined;
}

interface Entry {
  readonly key: Range | undefined;
  readonly value: Range;
}

interface Builder {
  readonly entries: Map<string, Entry>;
  readonly faults: { readonly message: string; readonly range: Range }[];
}

/** Far beyond any configuration, far below what troubles a parser. */
const depthLimit = 32;
const lengthLimit = 256 * 1024;

/** Reads a configuration as YAML or JSON (comments and trailing commas are fine). */
export function readData(text: string, language: "yaml" | "json"): LocatedData {
  const source = sourceText(text);
  const builder: Builder = { entries: new Map(), faults: [] };
  const start = source.bom ? 1 : 0;
  let data: unknown;
  if (text.length > lengthLimit || tooDeep(text)) {
    const problem = text.length > lengthLimit ? "too long" : "nested too deeply";
    builder.faults.push({ message: `the file is ${problem} for a configuration`, range: { start, end: start } });
  } else data = language === "yaml" ? readYaml(text, builder) : readJson(text, start, builder);
  const { entries, faults } = builder;
  return { data, source, faults, locate: (pointer, part) => entries.get(pointer)?.[part] };
}

/** Brackets, indentation and `- - -`: whatever could nest, counted before a parser sees it. */
function tooDeep(text: string): boolean {
  let brackets = 0;
  for (const line of text.split("\n")) {
    const indent = line.length - line.trimStart().length;
    if (indent > depthLimit * 8 || /^(?:\s*[-?:]\s){32}/.test(line)) return true;
    for (const character of line) {
      if (character === "{" || character === "[") brackets++;
      else if (character === "}" || character === "]") brackets = Math.max(0, brackets - 1);
      if (brackets > depthLimit) return true;
    }
  }
  return false;
}

function readYaml(text: string, builder: Builder): unknown {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, logLevel: "silent" });
  for (const error of document.errors) {
    builder.faults.push({ message: error.message, range: { start: error.pos[0], end: error.pos[1] } });
  }
  if (document.errors.length > 0) return undefined;
  const rangeOf = (node: YamlNode | null | undefined): Range => ({
    start: node?.range?.[0] ?? 0,
    end: node?.range?.[1] ?? 0,
  });
  const build = (
    node: YamlNode | null | undefined,
    pointer: string,
    key: Range | undefined,
    depth: number,
  ): unknown => {
    const range = rangeOf(node);
    builder.entries.set(pointer, { key, value: range });
    if (node === null || node === undefined) return null;
    if (isScalar(node)) return node.value;
    if (isAlias(node) || depth > depthLimit) {
      const message = isAlias(node) ? "aliases are not read in a configuration" : "nested too deeply";
      builder.faults.push({ message, range });
      return undefined;
    }
    if (isSeq<YamlNode>(node)) {
      return node.items.map((item, index) => build(item, `${pointer}/${index}`, undefined, depth + 1));
    }
    const object: Record<string, unknown> = Object.create(null);
    if (!isMap<YamlNode, YamlNode | null>(node)) return object;
    for (const { key: name, value } of node.items) {
      const nameRange = rangeOf(name);
      const text = isScalar(name) ? String(name.value) : undefined;
      if (text === undefined) builder.faults.push({ message: "a key must be text", range: nameRange });
      else if (text in object) builder.faults.push({ message: `key \`${text}\` stands here twice`, range: nameRange });
      else object[text] = build(value, `${pointer}/${pointerSegment(text)}`, nameRange, depth + 1);
    }
    return object;
  };
  return build(document.contents as YamlNode | null, "", undefined, 0);
}

function readJson(text: string, start: number, builder: Builder): unknown {
  const errors: { error: number; offset: number; length: number }[] = [];
  const body = start === 0 ? text : ` ${text.slice(start)}`;
  const root = parseTree(body, errors, { allowTrailingComma: true });
  for (const { error, offset, length } of errors) {
    const words = printParseErrorCode(error).replace(/(?<=[a-z])(?=[A-Z])/g, " ");
    builder.faults.push({ message: words.toLowerCase(), range: { start: offset, end: offset + length } });
  }
  const build = (node: JsonNode | undefined, pointer: string, key: Range | undefined): unknown => {
    if (node === undefined) return null;
    builder.entries.set(pointer, { key, value: { start: node.offset, end: node.offset + node.length } });
    if (node.type === "array") {
      return (node.children ?? []).map((child, index) => build(child, `${pointer}/${index}`, undefined));
    }
    if (node.type !== "object") return getNodeValue(node);
    const object: Record<string, unknown> = Object.create(null);
    for (const { children: [name, value] = [] } of node.children ?? []) {
      if (name === undefined) continue;
      const text = String(name.value);
      const nameRange = { start: name.offset, end: name.offset + name.length };
      if (text in object) builder.faults.push({ message: `key \`${text}\` stands here twice`, range: nameRange });
      else object[text] = build(value, `${pointer}/${pointerSegment(text)}`, nameRange);
    }
    return object;
  };
  return build(root, "", undefined);
}
