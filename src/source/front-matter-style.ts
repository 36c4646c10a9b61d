import type { Edit, Range } from "../edit.js";
import type { Document } from "./document.js";
import { afterLineEnding, lineEnd } from "./fence-lines.js";
import { type FrontMatter, pointerSegment } from "./front-matter.js";

/** A departure from a style of YAML, and the edits that follow it; no value changes by them. */
export interface StyleFault {
  readonly kind: "trailing" | "colon" | "indent" | "quotes";
  readonly range: Range;
  readonly edits: readonly [Edit, ...Edit[]];
  /** The last key of its place. */
  readonly key: string;
  /** Spaces before the items of a list, counted from their key. */
  readonly indent?: number;
}

export interface Style {
  readonly indent: "keep" | 0 | 2;
  readonly quotes: "keep" | "single" | "double";
  readonly colon: boolean;
  readonly trailing: boolean;
}

interface Node {
  readonly pointer: string;
  readonly name: string;
  readonly key: Range | undefined;
  readonly value: Range;
  readonly isList: boolean;
}

/** Departures from a style in YAML front matter without faults. Values of several lines and comments are left alone. */
export function styleFaults(document: Document, style: Style): readonly StyleFault[] {
  const { frontMatter, problems } = document;
  if (frontMatter?.language !== "yaml" || frontMatter.data === undefined) return [];
  // Without its closing fence the block may be text for everybody else.
  if (problems.some(({ code }) => code.startsWith("syntax-") || code === "fence-missing-closing")) return [];
  const { text } = document.source;
  const nodes = nodesOf(frontMatter);
  const wide = severalLines(text, nodes, frontMatter);
  const faults: StyleFault[] = [];
  if (style.trailing) faults.push(...trailing(text, frontMatter, wide));
  if (style.colon) faults.push(...colons(text, nodes, wide));
  if (style.indent !== "keep")
    faults.push(...lists(text, nodes, joined([...wide, ...frontMatter.comments]), style.indent));
  if (style.quotes !== "keep") faults.push(...quotes(text, frontMatter, wide, style.quotes));
  return faults;
}

/** Every key and item that stands in the text itself; what an alias stands for has its place elsewhere. */
function nodesOf(frontMatter: FrontMatter): readonly Node[] {
  const nodes: Node[] = [];
  const stack: { readonly pointer: string; readonly name: string; readonly value: unknown }[] = [
    { pointer: "", name: "", value: frontMatter.data },
  ];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { pointer, name, value } = top;
    const range = frontMatter.locate(pointer, "value");
    if (range === undefined) continue;
    const key = frontMatter.locate(pointer, "key");
    const isList = Array.isArray(value);
    nodes.push({ pointer, name, key: key?.start === range.start ? undefined : key, value: range, isList });
    if (typeof value !== "object" || value === null) continue;
    for (const [child, inner] of Object.entries(value)) {
      stack.push({ pointer: `${pointer}/${pointerSegment(child)}`, name: isList ? name : child, value: inner });
    }
  }
  return nodes.sort((a, b) => a.value.start - b.value.start);
}

/** Block scalars with the blank lines below them, and texts, lists and mappings in marks that reach over lines. */
function severalLines(text: string, nodes: readonly Node[], { scalars, content }: FrontMatter): readonly Range[] {
  const wide: Range[] = [];
  for (const { range, block } of scalars) {
    if (!block && !hasLineEnding(text, range)) continue;
    let end = lineEnd(text, range.end);
    while (end < content.end) {
      const next = afterLineEnding(text, end);
      if (next >= content.end || text.slice(next, lineEnd(text, next)).trim() !== "") break;
      end = lineEnd(text, next);
    }
    wide.push({ start: range.start, end });
  }
  for (const { value } of nodes) {
    if ("[{".includes(text.charAt(value.start)) && value.end > value.start && hasLineEnding(text, value)) {
      wide.push({ start: value.start, end: lineEnd(text, value.end) });
    }
  }
  return joined(wide);
}

/** Ranges in order, those that meet made one. */
function joined(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last === undefined || last.end <= range.start) result.push(range);
    else result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return result;
}

function hasLineEnding(text: string, { start, end }: Range): boolean {
  const at = lineEnd(text, start);
  return at < end;
}

/** Whether a range shares characters with one of several, which are in order and apart. */
function meets(ranges: readonly Range[], { start, end }: Range): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.start ?? 0) < end) low = middle + 1;
    else high = middle;
  }
  return (ranges[low - 1]?.end ?? 0) > start;
}

function* trailing(text: string, { content, comments }: FrontMatter, wide: readonly Range[]): Generator<StyleFault> {
  let next = 0;
  let comment = 0;
  for (let at = content.start; at < content.end; ) {
    const end = lineEnd(text, at);
    let start = end;
    while (start > at && " \t".includes(text.charAt(start - 1))) start--;
    while ((wide[next]?.end ?? end) < end) next++;
    while ((comments[comment]?.end ?? end) < start) comment++;
    const isWide = (wide[next]?.start ?? end) < end;
    const isComment = (comments[comment]?.start ?? end) < end;
    const range = { start, end };
    if (start < end && !isWide && !isComment) yield { kind: "trailing", range, edits: [{ range, text: "" }], key: "" };
    at = afterLineEnding(text, end);
  }
}

function* colons(text: string, nodes: readonly Node[], wide: readonly Range[]): Generator<StyleFault> {
  for (const { key, value, name } of nodes) {
    if (key === undefined || value.end === value.start) continue;
    const gap = /^:([ \t]{2,200}|\t)(?=[&!]|$)/.exec(text.slice(key.end, value.start))?.[1];
    if (
      gap === undefined ||
      meets(
        wide.filter(({ start }) => start < key.start),
        key,
      )
    )
      continue;
    const range = { start: key.end + 1, end: key.end + 1 + gap.length };
    yield { kind: "colon", range, edits: [{ range, text: " " }], key: name };
  }
}

function* lists(text: string, nodes: readonly Node[], fixed: readonly Range[], indent: number): Generator<StyleFault> {
  for (const { key, value, name, isList } of nodes) {
    if (!isList || key === undefined || !/^-(?:[ \t\r\n]|$)/.test(text.slice(value.start, value.start + 2))) continue;
    const parent = column(text, key.start, /^ *(?:- +)*$/);
    const own = column(text, value.start, /^ *$/);
    if (parent === undefined || own === undefined || own === parent + indent) continue;
    const start = value.start - own;
    const lines = { start, end: lineEnd(text, value.end) };
    if (meets(fixed, lines)) continue;
    const edits = moved(text, lines, own, parent + indent - own);
    const [first, ...rest] = edits;
    if (first === undefined) continue;
    const range = { start: value.start, end: value.start + 1 };
    yield { kind: "indent", range, edits: [first, ...rest], key: name, indent: own - parent };
  }
}

/** How many characters stand before an offset on its line, when they are of the shape wanted. */
function column(text: string, offset: number, before: RegExp): number | undefined {
  let start = offset;
  while (start > 0 && !"\r\n\uFEFF".includes(text.charAt(start - 1))) start--;
  return before.test(text.slice(start, offset)) ? offset - start : undefined;
}

/** Each line further in, or further out, by the same number of spaces; none when a line stands too far left for it. */
function moved(text: string, { start, end }: Range, least: number, by: number): readonly Edit[] {
  const edits: Edit[] = [];
  for (let at = start; at < end; ) {
    const close = lineEnd(text, at);
    const line = text.slice(at, close);
    if (line.trim() !== "") {
      if (!line.startsWith(" ".repeat(least))) return [];
      edits.push({ range: { start: at, end: at + Math.max(0, -by) }, text: " ".repeat(Math.max(0, by)) });
    }
    at = afterLineEnding(text, close);
  }
  return edits;
}

function* quotes(
  text: string,
  { scalars }: FrontMatter,
  wide: readonly Range[],
  wanted: "single" | "double",
): Generator<StyleFault> {
  const mark = wanted === "single" ? "'" : '"';
  for (const { range, quoted, text: value, pointer } of scalars) {
    const { start, end } = range;
    if (!quoted || text.charAt(start) === mark || /["'\\]/.test(value)) continue;
    // What differs from its value holds an escape.
    if (text.slice(start + 1, end - 1) !== value || meets(wide, range)) continue;
    const edits: readonly [Edit, Edit] = [
      { range: { start, end: start + 1 }, text: mark },
      { range: { start: end - 1, end }, text: mark },
    ];
    yield { kind: "quotes", range, edits, key: pointer.split("/").findLast((part) => !/^\d+$/.test(part)) ?? "" };
  }
}
