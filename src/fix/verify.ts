import type { Element } from "hast";
import type { Edit, Range, Safety } from "../edit.js";
import { CODE_CHARACTER, type Document } from "../source/document.js";
import type { Scalar } from "../source/front-matter.js";
import type { DocumentReading } from "../source/read-document.js";
import { walkTree } from "../source/walk-elements.js";
import { type Shift, shiftOf, sortEdits } from "./apply-edits.js";
import { readerText } from "./reader-text.js";

/**
 * Proves that edits harm nothing but what they edit: reads the text before and after and compares. Outside the edits
 * every front matter value, block, element, attribute, comment and text must stand where it stood, and nothing new may
 * appear. Edits of the tier `safe` also keep the reader's text and the kind of every front matter value.
 *
 * @returns what is broken, in one sentence; undefined when nothing is
 */
export function verify(
  before: DocumentReading,
  after: DocumentReading,
  edits: readonly Edit[],
  tier: Exclude<Safety, "manual">,
): string | undefined {
  const there = shiftOf(edits);
  const back = shiftOf(invert(before.document.source.text, edits));
  return (
    newProblem(before, after) ??
    lostData(before.document, after.document) ??
    lostValue(before.document, after.document, there, back, "is no longer read") ??
    lostValue(after.document, before.document, back, there, "appeared") ??
    lostBlock(before.document, after.document, there, back) ??
    lostBlock(after.document, before.document, back, there) ??
    lostNode(before.document, after.document, there, "is lost") ??
    lostNode(after.document, before.document, back, "appeared") ??
    (tier === "safe" ? changedKind(before.document, after.document) : undefined) ??
    (tier === "safe" ? changedText(before.document, after.document) : undefined)
  );
}

/** The edits that take the text back. */
function invert(text: string, edits: readonly Edit[]): readonly Edit[] {
  let shift = 0;
  return sortEdits(edits).map(({ range, text: replacement }) => {
    const start = range.start + shift;
    shift += replacement.length - (range.end - range.start);
    return { range: { start, end: start + replacement.length }, text: text.slice(range.start, range.end) };
  });
}

function newProblem(before: DocumentReading, after: DocumentReading): string | undefined {
  const known = new Map<string, number>();
  for (const code of problemCodes(before)) known.set(code, (known.get(code) ?? 0) + 1);
  for (const code of problemCodes(after)) {
    const left = known.get(code) ?? 0;
    if (left === 0) return `a new fault appears: ${code}`;
    known.set(code, left - 1);
  }
  return undefined;
}

function problemCodes({ document, faults }: DocumentReading): readonly string[] {
  const found = [...document.problems, ...document.markup.problems].map(({ code }) => code);
  return [...found, ...faults.map(({ rule }) => rule)];
}

/** What could be trusted as a whole and cannot be any more. */
function lostData(before: Document, after: Document): string | undefined {
  const lost = before.frontMatter?.data !== undefined && after.frontMatter?.data === undefined;
  return lost ? "the front matter can no longer be read" : undefined;
}

/**
 * A front matter value that no edit touches and that is not found again, equal, at its place. `undo` leads back: what is
 * cut from the edge of a value has touched it.
 */
function lostValue(from: Document, to: Document, shift: Shift, undo: Shift, verb: string): string | undefined {
  // Data that nothing could read before have text, but no kinds to compare.
  const bothRead = from.frontMatter?.data !== undefined && to.frontMatter?.data !== undefined;
  for (const scalar of from.frontMatter?.scalars ?? []) {
    if (shift.touches(scalar.range)) continue;
    const edited = to.frontMatter?.scalar(scalar.pointer);
    if (edited !== undefined && undo.touches(edited.range) && edited.range.end === shift.start(scalar.range.end)) {
      continue;
    }
    const found = moved(scalar, from, to, shift);
    if (
      found === undefined ||
      found.text !== scalar.text ||
      found.quoted !== scalar.quoted ||
      (bothRead && kindAt(to, found.pointer) !== kindAt(from, scalar.pointer))
    ) {
      return `front matter \`${scalar.pointer.slice(1)}\` ${verb}`;
    }
  }
  return undefined;
}

/**
 * The scalar at the shifted place, when nothing of its pointer differs but keys that the edits changed, and numbers of
 * list items: these change when an item before them goes.
 */
function moved(scalar: Scalar, from: Document, to: Document, shift: Shift): Scalar | undefined {
  const start = shift.start(scalar.range.start);
  const scalars = to.frontMatter?.scalars ?? [];
  const found = scalars[lastUpTo(scalars.length, (index) => scalars[index]?.range.start ?? 0, start)];
  if (found?.range.start !== start) return undefined;
  const before = scalar.pointer.split("/");
  const after = found.pointer.split("/");
  const same = before.every((segment, at) => {
    if (segment === after[at]) return true;
    const pointer = before.slice(0, at + 1).join("/");
    const key = from.frontMatter?.locate(pointer, "key");
    // The item of a list has no key: its place as a key is that of its value.
    const isItem = key?.start === from.frontMatter?.locate(pointer, "value")?.start;
    if (isItem) return isListItem(from, pointer) && isListItem(to, after.slice(0, at + 1).join("/"));
    return key !== undefined && shift.touches(key);
  });
  return same && before.length === after.length ? found : undefined;
}

function isListItem(document: Document, pointer: string): boolean {
  return kindAt(document, pointer.slice(0, pointer.lastIndexOf("/"))) === "list";
}

/** The kind of every value stays, edited or not: `no` may become `"no"`, but not `false`. */
function changedKind(before: Document, after: Document): string | undefined {
  if (before.frontMatter?.data === undefined) return undefined;
  for (const { pointer } of before.frontMatter.scalars) {
    const kind = kindAt(after, pointer);
    if (kind !== "nothing" && kind !== kindAt(before, pointer)) {
      return `front matter \`${pointer.slice(1)}\` becomes another kind of value: ${kind}`;
    }
  }
  return undefined;
}

function kindAt({ frontMatter }: Document, pointer: string): string {
  let value: unknown = frontMatter?.data;
  for (const key of pointer.slice(1).split("/")) {
    if (typeof value !== "object" || value === null) return "nothing";
    value = (value as Readonly<Record<string, unknown>>)[key.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  if (value === undefined) return "nothing";
  return value === null ? "empty" : Array.isArray(value) ? "list" : typeof value;
}

/**
 * A Markdown block that no edit touches and that is read as something else, or cut otherwise. `undo` leads back: lines
 * that it takes from the edge of a block leave the block what it was.
 */
function lostBlock(from: Document, to: Document, shift: Shift, undo: Shift): string | undefined {
  const { blocks } = to.markup;
  let next = 0;
  for (const block of from.markup.blocks) {
    if (shift.touchesLines(block)) continue;
    const start = shift.start(block.start);
    const end = shift.end(block.end);
    while ((blocks[next]?.end ?? Number.POSITIVE_INFINITY) < end) next++;
    const found = blocks[next];
    // HTML blocks that meet become one; all others keep their borders.
    const inside = found !== undefined && found.start <= start && found.end >= end;
    const taken = (range: Range): boolean => undo.takesAll(to.source.text, range);
    const same =
      inside &&
      (block.kind === "html" || (taken({ start: found.start, end: start }) && taken({ start: end, end: found.end })));
    if (!same || found.kind !== block.kind || found.containers !== block.containers) {
      return `the ${BLOCK_WORDS[block.kind]} in line ${from.source.lineAt(block.start)} would be read differently`;
    }
  }
  return undefined;
}

const BLOCK_WORDS = { text: "paragraph", heading: "heading", code: "code block", html: "HTML block" } as const;

interface Placed {
  readonly key: string;
  readonly end: number;
  readonly parent: number;
}

/** Elements and comments by where they start; text by the stretches that it covers. */
interface Outline {
  readonly elements: ReadonlyMap<number, Placed & { readonly tag: Range }>;
  readonly comments: ReadonlyMap<number, Placed>;
  readonly texts: readonly (Range & { readonly parent: number })[];
}

const outlines = new WeakMap<Document, Outline>();

function outlineOf(document: Document): Outline {
  const known = outlines.get(document);
  if (known !== undefined) return known;
  const tagEnds = new Map(document.markup.tags.map(({ range }) => [range.start, range.end]));
  const elements = new Map<number, Placed & { tag: Range }>();
  const comments = new Map<number, Placed>();
  const texts: (Range & { parent: number })[] = [];
  const parents: { readonly start: number; readonly end: number }[] = [];
  for (const node of walkTree(document.markup.html)) {
    const { start, end } = node.range;
    while ((parents.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= start) parents.pop();
    const parent = parents.at(-1)?.start ?? -1;
    if (node.type === "element") {
      const tag = { start, end: tagEnds.get(start) ?? start + 1 + node.element.tagName.length };
      elements.set(start, { key: elementKey(node.element), end, parent, tag });
      parents.push({ start, end });
    } else if (node.type === "comment") {
      comments.set(start, { key: node.comment.value, end, parent });
    } else {
      texts.push({ start: Math.max(start, document.body.range.start), end, parent });
    }
  }
  const outline = { elements, comments, texts: texts.sort((a, b) => a.start - b.start) };
  outlines.set(document, outline);
  return outline;
}

function elementKey(element: Element): string {
  return `${element.tagName} ${JSON.stringify(element.properties)}`;
}

function lostNode(from: Document, to: Document, shift: Shift, verb: string): string | undefined {
  const here = outlineOf(from);
  const there = outlineOf(to);
  const line = (offset: number): number => from.source.lineAt(offset);
  const sameParent = (parent: number, found: number): boolean => {
    if (parent === -1) return found === -1;
    const tag = here.elements.get(parent)?.tag;
    return tag === undefined || shift.touches(tag) || found === shift.start(parent);
  };
  for (const [start, element] of here.elements) {
    if (shift.touches(element.tag)) continue;
    const found = there.elements.get(shift.start(start));
    if (found === undefined || found.key !== element.key) return `a tag in line ${line(start)} ${verb}`;
    // What is inserted just where an element ends belongs to it or to what follows.
    if (found.end < shift.end(element.end) || found.end > shift.start(element.end))
      return `the element that begins in line ${line(start)} would end elsewhere`;
    if (!sameParent(element.parent, found.parent)) return `the element in line ${line(start)} would lie elsewhere`;
  }
  for (const [start, comment] of here.comments) {
    if (shift.touches({ start, end: comment.end })) continue;
    const found = there.comments.get(shift.start(start));
    if (found === undefined || found.key !== comment.key) return `the comment in line ${line(start)} ${verb}`;
  }
  return lostText(from, to, shift, sameParent, verb);
}

/** Text that no edit touches and that is no text, or that of another element, afterwards. */
function lostText(
  from: Document,
  to: Document,
  shift: Shift,
  sameParent: (parent: number, found: number) => boolean,
  verb: string,
): string | undefined {
  const { text } = from.source;
  const there = outlineOf(to);
  for (const node of outlineOf(from).texts) {
    for (const word of words(text, node)) {
      if (shift.touches(word)) continue;
      const found = textAt(there.texts, shift.start(word.start));
      if (found === undefined || found.end < shift.end(word.end)) {
        return `the text \`${text.slice(word.start, Math.min(word.end, word.start + 30))}\` in line ${from.source.lineAt(word.start)} ${verb}`;
      }
      if (isCode(from, word.start) !== isCode(to, shift.start(word.start))) {
        return `text in line ${from.source.lineAt(word.start)} would be read as code, or code as text`;
      }
      if (!sameParent(node.parent, found.parent)) {
        return `the text in line ${from.source.lineAt(word.start)} would lie in another element`;
      }
    }
  }
  return undefined;
}

function isCode({ markup }: Document, offset: number): boolean {
  return markup.masked[offset] === CODE_CHARACTER;
}

/** Runs without white space: an edit touches a few of them, not all of a long text. */
function* words(text: string, range: Range): Generator<Range> {
  const word = /\S+/g;
  word.lastIndex = range.start;
  for (let match = word.exec(text); match !== null && match.index < range.end; match = word.exec(text)) {
    yield { start: match.index, end: Math.min(match.index + match[0].length, range.end) };
  }
}

/** The last index whose start is at or before an offset, of starts in order; 0 when there is none. */
function lastUpTo(length: number, startAt: (index: number) => number, offset: number): number {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (startAt(middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function textAt<T extends Range>(texts: readonly T[], offset: number): T | undefined {
  const found = texts[lastUpTo(texts.length, (index) => texts[index]?.start ?? 0, offset)];
  return found !== undefined && found.start <= offset && offset < found.end ? found : undefined;
}

function changedText(before: Document, after: Document): string | undefined {
  return readerText(before) === readerText(after) ? undefined : "readers would see another text";
}
