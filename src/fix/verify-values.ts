import type { Range, Safety } from "../edit.js";
import type { Document } from "../source/document.js";
import { pointerKeys, pointerSegment } from "../source/front-matter.js";
import { lineOf, type Side } from "./verify-side.js";

/** A front matter value or comment that no edit touches and that is not found again, equal, at its place. */
export function lostValue(side: Side, tier: Exclude<Safety, "manual">): string | undefined {
  const { from, to, shift, way } = side;
  if (from.frontMatter === undefined) {
    // Generators take a first line of dashes for a fence whatever follows it.
    const opened = way === "there" && FENCE.test(to.source.text) && !FENCE.test(from.source.text);
    return opened ? "text becomes front matter" : undefined;
  }
  if (to.frontMatter === undefined) {
    return way === "there" ? "the front matter is no longer read" : "text becomes front matter";
  }
  if (to.frontMatter.language !== from.frontMatter.language) return "the front matter changes its language";
  if (way === "there" && from.frontMatter.data !== undefined && to.frontMatter.data === undefined) {
    return "the front matter can no longer be read";
  }
  const verb = way === "there" ? "would be lost" : "would be new";
  // When either side cannot be read whole, its values have no kinds.
  const readable = from.frontMatter.data !== undefined && to.frontMatter.data !== undefined;
  const scalars = new Map(to.frontMatter.scalars.map((scalar) => [scalar.range.start, scalar]));
  const paths = new Map<string, string>();
  for (const scalar of from.frontMatter.scalars) {
    if (edited(side, scalar.range)) continue;
    const found = scalars.get(shift.start(scalar.range.start));
    const same =
      found !== undefined &&
      found.text === scalar.text &&
      found.quoted === scalar.quoted &&
      samePointer(side, scalar.pointer, found.pointer, tier) &&
      (tier === "safe" || staysTogether(paths, scalar.pointer, found.pointer)) &&
      (!readable || kindAt(to, found.pointer) === kindAt(from, scalar.pointer));
    if (!same) {
      return `front matter \`${scalar.pointer.slice(1)}\` in ${lineOf(side, scalar.range.start)} ${verb}, or another value`;
    }
  }
  const comments = new Set(to.frontMatter.comments.map(({ start }) => start));
  for (const comment of from.frontMatter.comments) {
    if (shift.touches(comment) || comments.has(shift.start(comment.start))) continue;
    return `the comment in ${lineOf(side, comment.start)} of the front matter ${verb}`;
  }
  return readable ? lostLeaf(side, verb, tier) : undefined;
}

/**
 * Whether a pointer leads to the same place there, or would but for keys that edits rename and items that they
 * take: never safe.
 */
function samePointer(side: Side, pointer: string, found: string | undefined, tier: Exclude<Safety, "manual">): boolean {
  if (pointer === found) return true;
  if (tier === "safe") return false;
  const there = found?.split("/");
  const keys = pointer.split("/");
  if (there !== undefined && there.length !== keys.length) return false;
  let renamed = false;
  for (let index = 1; index < keys.length; index++) {
    if (there !== undefined && there[index] === keys[index]) continue;
    const inList = kindAt(side.from, keys.slice(0, index).join("/")) === "list";
    const key = inList ? undefined : side.from.frontMatter?.locate(keys.slice(0, index + 1).join("/"), "key");
    // Items move up when one before them goes.
    const may =
      key === undefined
        ? inList && (there === undefined || kindAt(side.to, there.slice(0, index).join("/")) === "list")
        : edited(side, key);
    if (may) renamed = true;
    else if (there !== undefined) return false;
  }
  return renamed;
}

const FENCE = /^\uFEFF?\s*(?:---|\+\+\+|;;;)/;

/** Whether all that lies in one list or mapping lies in one there. `paths` remembers which. */
function staysTogether(paths: Map<string, string>, pointer: string, found: string): boolean {
  let end = pointer.length;
  let foundEnd = found.length;
  while (end > 0) {
    const path = pointer.slice(0, end);
    const there = found.slice(0, foundEnd);
    if ((paths.get(path) ?? there) !== there) return false;
    paths.set(path, there);
    end = path.lastIndexOf("/");
    foundEnd = there.lastIndexOf("/");
  }
  return true;
}

/** What is inserted at the border of a value (a quote) becomes part of it. */
function edited({ shift }: Side, { start, end }: Range): boolean {
  return shift.touches({ start, end }) || shift.end(start) < shift.start(start) || shift.end(end) < shift.start(end);
}

/** What is no scalar of its own (an alias, an empty list), and keys under which something else is read. */
function lostLeaf(side: Side, verb: string, tier: Exclude<Safety, "manual">): string | undefined {
  const { from, to } = side;
  const there = new Map(leavesOf(to.frontMatter?.data));
  for (const [pointer, value] of leavesOf(from.frontMatter?.data)) {
    const place = from.frontMatter?.locate(pointer, "pair");
    if (place !== undefined && edited(side, place)) continue;
    if (there.get(pointer) !== value && !samePointer(side, pointer, undefined, tier))
      return `front matter \`${pointer.slice(1)}\` ${verb}, or another value`;
  }
  return undefined;
}

/** Every leaf with its pointer; empty lists and mappings are leaves. Without recursion. */
function* leavesOf(data: unknown): Generator<readonly [pointer: string, value: unknown]> {
  const open: (readonly [string, unknown])[] = [["", data]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [pointer, value] = next;
    const entries = typeof value === "object" && value !== null ? Object.entries(value) : undefined;
    if (entries === undefined) yield next;
    else if (entries.length === 0) yield [pointer, Array.isArray(value) ? "[]" : "{}"];
    else for (const [key, inner] of entries) open.push([`${pointer}/${pointerSegment(key)}`, inner]);
  }
}

/** The kind of every value stays, edited or not: `no` may become `"no"`, but not `false`. An empty one may be filled. */
export function changedKind({ from, to }: Side): string | undefined {
  if (from.frontMatter?.data === undefined || to.frontMatter?.data === undefined) return undefined;
  for (const { pointer } of from.frontMatter.scalars) {
    const known = kindAt(from, pointer);
    const kind = kindAt(to, pointer);
    if (known !== "empty" && kind !== "nothing" && kind !== known) {
      return `front matter \`${pointer.slice(1)}\` becomes another kind of value: ${kind}`;
    }
  }
  return undefined;
}

function kindAt({ frontMatter }: Document, pointer: string): string {
  let value: unknown = frontMatter?.data;
  for (const key of pointerKeys(pointer)) {
    if (typeof value !== "object" || value === null) return "nothing";
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  if (value === undefined) return "nothing";
  return value === null ? "empty" : Array.isArray(value) ? "list" : typeof value;
}
