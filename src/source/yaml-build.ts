import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar as YamlScalar } from "yaml";
import type { Range } from "../edit.js";
import { pointerSegment, type Scalar } from "./front-matter.js";
import { type Place, reservedKeys } from "./parsed-mapping.js";
import type { SourceProblem } from "./problem.js";

/** Nodes that aliases may add to a document. */
const MAX_EXPANSION = 10_000;
const MAX_ALIAS_DEPTH = 200;

/** A parsed YAML text and the way from its offsets to those of the file. */
export interface YamlSource {
  readonly document: Document;
  /** The text that was parsed. */
  readonly text: string;
  /** The whole file. */
  readonly file: string;
  /** From an offset of the parsed text to one of the file. */
  readonly toFile: (offset: number) => number;
  /** The same for the end of a range. */
  readonly toFileEnd: (offset: number) => number;
}

export interface BuiltData {
  readonly data: unknown;
  readonly problems: readonly SourceProblem[];
  /** Names of aliases without an anchor, with their places. */
  readonly unknownAliases: readonly { readonly name: string; readonly range: Range }[];
  /** A later pair under a key that the mapping has already. */
  readonly duplicates: readonly { readonly key: string; readonly range: Range; readonly first: Range }[];
  readonly bomb: boolean;
}

/** A template left in a date is told by front-matter/valid-date. */
const dateKey = /^(?:date|updated|created|modified|lastmod|last_|publish|pub|expiry)/i;

type Targets = ReadonlyMap<Node, Node>;

/** The key's own characters: `201`, `~`, `yes` stay as written. */
function keyText(source: YamlSource, key: unknown): string {
  if (isScalar(key)) {
    if (typeof key.value === "string") return key.value;
    return key.source ?? "";
  }
  const range = nodeRange(key);
  return range === undefined ? "" : source.text.slice(range[0], range[1]);
}

function nodeRange(node: unknown): readonly [number, number, number] | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range ?? undefined) : undefined;
}

/** From node to file. Block scalars and block collections end before their last line ending. */
function fileRange(source: YamlSource, node: unknown): Range | undefined {
  const range = nodeRange(node);
  if (range === undefined) return undefined;
  let [start, end] = range;
  if (isScalar(node) && node.type === "PLAIN" && start === end) {
    while (start > 0 && " \t".includes(source.text.charAt(start - 1))) start--;
    end = start;
  }
  while (end > start && " \t\r\n".includes(source.text.charAt(end - 1))) end--;
  if ((isMap(node) || isSeq(node)) && node.flow !== true) end = Math.max(start, lastEnd(node) ?? end);
  const from = source.toFile(start);
  return { start: from, end: start === end ? from : Math.max(from, source.toFileEnd(end)) };

  function lastEnd(collection: unknown): number | undefined {
    let last: unknown = collection;
    while ((isMap(last) || isSeq(last)) && last.flow !== true && last.items.length > 0) {
      const item: unknown = last.items.at(-1);
      last = isPairLike(item) ? (item.value ?? item.key) : item;
    }
    if (last === collection) return undefined;
    const found = nodeRange(last);
    if (found === undefined) return undefined;
    let at = found[1];
    while (at > found[0] && " \t\r\n".includes(source.text.charAt(at - 1))) at--;
    while (at > 0 && found[0] === found[1] && " \t".includes(source.text.charAt(at - 1))) at--;
    return at;
  }
}

function isPairLike(item: unknown): item is Pair {
  return typeof item === "object" && item !== null && "key" in item && "value" in item;
}

/** What each alias stands for: the last part before it that has its name. */
function targetsOf(document: Document): Targets {
  const anchors = new Map<string, Node>();
  const targets = new Map<Node, Node>();
  const stack: unknown[] = [document.contents];
  while (stack.length > 0) {
    const node = stack.pop();
    if (isPairLike(node)) stack.push(node.value, node.key);
    else if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
    } else if (isScalar(node) || isMap(node) || isSeq(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (!isScalar(node)) for (let at = node.items.length - 1; at >= 0; at--) stack.push(node.items[at]);
    }
  }
  return targets;
}

/** Data of a document whose depth has been checked. */
export function buildData(source: YamlSource): BuiltData {
  const targets = targetsOf(source.document);
  const problems: SourceProblem[] = [];
  const unknownAliases: { name: string; range: Range }[] = [];
  const duplicates: { key: string; range: Range; first: Range }[] = [];
  const open = new Set<Node>();
  let expanded = 0;
  let bomb = false;

  const value = (node: unknown, depth: number, aliased: boolean): unknown => {
    if (bomb) return null;
    if (aliased && (++expanded > MAX_EXPANSION || depth > MAX_ALIAS_DEPTH)) {
      bomb = true;
      return null;
    }
    if (isAlias(node)) return alias(node, depth);
    if (isScalar(node)) return scalarValue(node);
    if (isSeq(node)) {
      const items = node.items.map((item) =>
        isPairLike(item) ? pairValue(item, depth, aliased) : value(item, depth + 1, aliased),
      );
      return items;
    }
    if (isMap(node)) return templateText(source, node) ?? mapping(node.items, depth, aliased);
    return null;
  };
  const pairValue = (pair: Pair, depth: number, aliased: boolean): unknown => mapping([pair], depth, aliased);
  const alias = (node: { source: string } & Node, depth: number): unknown => {
    const target = targets.get(node);
    const range = fileRange(source, node);
    if (target === undefined || open.has(target)) {
      if (range !== undefined) unknownAliases.push({ name: node.source, range });
      return null;
    }
    open.add(target);
    const result = value(target, depth + 1, true);
    open.delete(target);
    return result;
  };
  const mapping = (pairs: readonly Pair[], depth: number, aliased: boolean): Record<string, unknown> => {
    const result: Record<string, unknown> = Object.create(null);
    const seen = new Map<string, unknown>();
    const merged: unknown[] = [];
    for (const pair of pairs) {
      const key = keyText(source, pair.key);
      const isMerge = key === "<<" && isScalar(pair.key) && pair.key.type === "PLAIN";
      const made = value(pair.value, depth + 1, aliased);
      if (!aliased && typeof made === "string" && isMap(pair.value) && !dateKey.test(key)) {
        const range = fileRange(source, pair.value);
        if (range !== undefined) problems.push({ code: "syntax-template", range, data: { key, value: made } });
      }
      if (isMerge) merged.push(made);
      if (!aliased) checkKey(pair.key, key, seen);
      seen.set(key, seen.get(key) ?? pair.key);
      if (!isMerge) result[key] = made;
    }
    for (const one of merged.flat()) {
      if (typeof one !== "object" || one === null || Array.isArray(one)) continue;
      for (const [key, made] of Object.entries(one)) {
        if (++expanded > MAX_EXPANSION) {
          bomb = true;
          return result;
        }
        if (!(key in result)) result[key] = made;
      }
    }
    return result;
  };
  const checkKey = (node: unknown, key: string, seen: ReadonlyMap<string, unknown>): void => {
    const first = seen.get(key);
    if (first === undefined && !reservedKeys.has(key)) return;
    const range = fileRange(source, node);
    if (range === undefined) return;
    if (reservedKeys.has(key)) problems.push({ code: "syntax-reserved-key", range, data: { key } });
    else {
      const firstRange = fileRange(source, first);
      if (firstRange !== undefined) duplicates.push({ key, range, first: firstRange });
    }
  };

  const data = value(source.document.contents, 0, false);
  if (bomb) {
    const range = fileRange(source, source.document.contents) ?? { start: source.toFile(0), end: source.toFile(0) };
    problems.push({ code: "syntax-alias-bomb", range: { start: range.start, end: range.start } });
  }
  return { data, problems, unknownAliases, duplicates, bomb };
}

/** `{{ date }}` without quotes is a mapping with a mapping for a key; nobody means that. */
function templateText(source: YamlSource, node: unknown): string | undefined {
  if (!isMap(node) || node.flow !== true || node.items.length !== 1) return undefined;
  const [item] = node.items;
  if (item === undefined || !isMap(item.key) || item.key.flow !== true || item.value !== null) return undefined;
  const range = nodeRange(node);
  const text = range === undefined ? "" : source.text.slice(range[0], range[1]);
  return text.startsWith("{{") && text.endsWith("}}") ? text : undefined;
}

function scalarValue(node: YamlScalar): unknown {
  // Everything that is no YAML 1.2 core scalar stays what was written.
  const { value } = node;
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  return node.source ?? String(value);
}

/** Places of every key and value as written; what an alias stands for has the alias' place. */
export function collectPlaces(source: YamlSource): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const targets = targetsOf(source.document);
  const stack: { readonly node: unknown; readonly pointer: string; readonly key: Range | undefined }[] = [
    { node: source.document.contents, pointer: "", key: undefined },
  ];
  while (stack.length > 0) {
    const top = stack.pop();
    if (top === undefined) break;
    const { node, pointer, key } = top;
    const value = fileRange(source, node) ?? (key === undefined ? undefined : { start: key.end, end: key.end });
    if (value === undefined) continue;
    const scalar = scalarAt(source, node, pointer, value, targets);
    places.set(pointer, { key, value, scalar });
    if (scalar !== undefined) continue;
    if (isMap(node)) {
      for (let at = node.items.length - 1; at >= 0; at--) push(node.items[at], pointer);
    } else if (isSeq(node)) {
      for (let at = node.items.length - 1; at >= 0; at--) {
        const item: unknown = node.items[at];
        const child = `${pointer}/${at}`;
        if (isPairLike(item)) {
          const range = fileRange(source, item.key);
          if (range === undefined) continue;
          const end = fileRange(source, item.value)?.end ?? range.end;
          places.set(child, { key: undefined, value: { start: range.start, end }, scalar: undefined });
          push(item, child);
        } else stack.push({ node: item, pointer: child, key: undefined });
      }
    }
  }
  return places;

  function push(pair: unknown, parent: string): void {
    if (!isPairLike(pair)) return;
    const key = fileRange(source, pair.key);
    const pointer = `${parent}/${pointerSegment(keyText(source, pair.key))}`;
    stack.push({ node: pair.value, pointer, key });
  }
}

function scalarAt(
  source: YamlSource,
  node: unknown,
  pointer: string,
  range: Range,
  targets: Targets,
): Scalar | undefined {
  if (node === null || node === undefined) return { pointer, text: "", range, quoted: false, block: false };
  if (isAlias(node)) {
    const target = targets.get(node);
    if (target !== undefined && !isScalar(target)) return undefined;
    const text = target === undefined ? `*${node.source}` : (target.source ?? "");
    return { pointer, text, range, quoted: false, block: false };
  }
  const template = templateText(source, node);
  if (template !== undefined) return { pointer, text: template, range, quoted: false, block: false };
  if (!isScalar(node)) return undefined;
  const block = node.type === "BLOCK_FOLDED" || node.type === "BLOCK_LITERAL";
  const quoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
  const text = node.source ?? (typeof node.value === "string" ? node.value : "");
  return { pointer, text, range, quoted: quoted && isQuoted(source.file, range), block };
}

/** A repaired value may be quoted in the parsed text alone. */
export function isQuoted(file: string, { start, end }: Range): boolean {
  const mark = file.charAt(start);
  return (mark === '"' || mark === "'") && end - start > 1 && file.charAt(end - 1) === mark;
}
