import type { Edit, Range } from "../edit.js";
import type { Document } from "./document.js";
import { type FrontMatter, pointerKeys, pointerSegment } from "./front-matter.js";

/**
 * The edit that takes a value out of the front matter: a pair with its lines, or an item of a list. A list or mapping
 * that would be left empty goes as a whole; `doomed` are pointers of values that go as well. `pointer` of the answer says
 * what goes. Undefined where more than that would have to change.
 */
export function frontMatterRemoval(
  document: Document,
  pointer: string,
  doomed: ReadonlySet<string>,
): { readonly pointer: string; readonly edit: Edit } | undefined {
  const { frontMatter, source } = document;
  if (frontMatter?.data === undefined) return undefined;
  // Of two pairs with one key, the other would count once one is gone.
  if (document.problems.some(({ code }) => code === "syntax-duplicate-key")) return undefined;
  const all = new Set([...doomed, pointer]);
  let target = pointer;
  for (let parent = parentOf(target); ; parent = parentOf(target)) {
    if (!childrenOf(frontMatter, parent).every((child) => all.has(child))) break;
    if (parent === "") return undefined;
    all.add(parent);
    target = parent;
  }
  const isItem = Array.isArray(valueAt(frontMatter, parentOf(target)));
  const range = isItem ? itemRange(source.text, frontMatter, target) : pairRange(source.text, frontMatter, target);
  return range === undefined ? undefined : { pointer: target, edit: { range, text: "" } };
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}

function valueAt({ data }: FrontMatter, pointer: string): unknown {
  let value: unknown = data;
  for (const key of pointerKeys(pointer)) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

function childrenOf(frontMatter: FrontMatter, pointer: string): readonly string[] {
  const value = valueAt(frontMatter, pointer);
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).map((key) => `${pointer}/${pointerSegment(key)}`);
}

function itemRange(text: string, frontMatter: FrontMatter, pointer: string): Range | undefined {
  const parent = parentOf(pointer);
  const index = Number(pointer.slice(parent.length + 1));
  const at = (item: number): Range | undefined => frontMatter.locate(`${parent}/${item}`, "value");
  const [own, list] = [at(index), frontMatter.locate(parent, "value")];
  if (own === undefined || list === undefined) return undefined;
  if (text[list.start] !== "[") return wholeLines(text, own, /^\s*-[ \t]+$/, /^[ \t]*(?:#.*)?$/);
  const [before, next] = [at(index - 1), at(index + 1)];
  const gap = (from: number, to: number): boolean => /^\s*,\s*$/.test(text.slice(from, to));
  if (next !== undefined) return gap(own.end, next.start) ? { start: own.start, end: next.start } : undefined;
  return before !== undefined && gap(before.end, own.start) ? { start: before.end, end: own.end } : undefined;
}

function pairRange(text: string, frontMatter: FrontMatter, pointer: string): Range | undefined {
  const key = frontMatter.locate(pointer, "key");
  const value = frontMatter.locate(pointer, "value");
  // An anchor or a tag between them may be needed elsewhere.
  if (key === undefined || value === undefined || !/^["']?\s*[:=]\s*$/.test(text.slice(key.end, value.start)))
    return undefined;
  const pair = { start: key.start, end: Math.max(key.end, value.end) };
  if (frontMatter.language !== "json") return wholeLines(text, pair, /^[ \t]*$/, /^[ \t]*(?:#.*)?$/);
  const comma = /^\s*,/.exec(text.slice(pair.end, frontMatter.block.end))?.[0].length;
  if (comma !== undefined) {
    const taken = { start: pair.start, end: pair.end + comma };
    return wholeLines(text, taken, /^[ \t]*$/, /^[ \t]*$/) ?? { ...taken, end: taken.end + spaces(text, taken.end) };
  }
  const before = text.slice(frontMatter.block.start, pair.start).trimEnd();
  return before.endsWith(",") ? { start: frontMatter.block.start + before.length - 1, end: pair.end } : undefined;
}

function spaces(text: string, offset: number): number {
  return /^[ \t]*/.exec(text.slice(offset, offset + 100))?.[0].length ?? 0;
}

/** The lines of a range, with their last line ending, when all else in them is as the patterns say. */
function wholeLines(text: string, { start, end }: Range, head: RegExp, tail: RegExp): Range | undefined {
  let from = start;
  while (from > 0 && !"\r\n".includes(text.charAt(from - 1))) from--;
  let to = end;
  while (to < text.length && !"\r\n".includes(text.charAt(to))) to++;
  if (!head.test(text.slice(from, start)) || !tail.test(text.slice(end, to))) return undefined;
  const ending = text.startsWith("\r\n", to) ? 2 : to < text.length ? 1 : 0;
  return { start: from, end: to + ending };
}
