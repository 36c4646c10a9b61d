import type { Range } from "../edit.js";
import type { Document } from "../source/document.js";
import { findInvisible } from "../source/invisible.js";
import { walkTree } from "../source/walk-elements.js";
import { textPieces } from "./text-pieces.js";

const texts = new WeakMap<Document, string>();

/**
 * What a reader of the page sees: the text outside tags and comments, white space folded outside `pre`, `textarea` and code,
 * without the addresses of Markdown's images and links and without characters that leave no trace. Markdown stands as it
 * is written; HTML that Markdown shows as code counts as the HTML that it was meant to be.
 */
export function readerText(document: Document): string {
  let text = texts.get(document);
  if (text === undefined) {
    text = collect(document);
    texts.set(document, text);
  }
  return text;
}

const KEEPS_SPACE = new Set(["pre", "textarea"]);

function collect(document: Document): string {
  const { text } = document.source;
  const { html, code, tags } = document.markup;
  const special = withoutOverlaps([
    ...code.map(({ start, end }) => ({ start, end, code: true })),
    ...addresses(document).map(({ start, end }) => ({ start, end, code: false })),
    ...findInvisible(document.source).flatMap(({ range, traceless }) => (traceless ? [{ ...range, code: false }] : [])),
  ]);
  const pieces: string[] = [];
  let folded = "";
  const keep = (start: number, end: number): void => {
    pieces.push(fold(folded), text.slice(start, end).replace(/\r\n?/g, "\n"));
    folded = "";
  };
  const add = ({ start, end }: Range): void => {
    let at = start;
    for (let next = firstEndingAfter(special, at); next < special.length; next++) {
      const span = special[next];
      if (span === undefined || span.start >= end) break;
      const from = Math.max(span.start, at);
      folded += text.slice(at, from);
      at = Math.max(Math.min(span.end, end), at);
      if (span.code) keep(from, at);
    }
    folded += text.slice(at, end);
  };
  for (const node of walkTree(html)) {
    if (node.type !== "text" || node.range.end <= document.body.range.start) continue;
    const { end } = node.range;
    const start = Math.max(node.range.start, document.body.range.start);
    const spaced = node.ancestors.some(({ tagName }) => KEEPS_SPACE.has(tagName));
    for (const piece of textPieces({ start, end }, tags)) {
      if (spaced) keep(piece.start, piece.end);
      else add(piece);
    }
  }
  keep(text.length, text.length);
  return pieces.join("").trim();
}

function fold(text: string): string {
  return text.replace(/[ \t\n\f\r]+/g, " ");
}

/** Destinations of Markdown links and images, with their angle brackets. */
function addresses({ references, source: { text } }: Document): readonly Range[] {
  return references.flatMap(({ from, urlRange: { start, end } }) => {
    if (from !== "markdown") return [];
    const angled = text[start - 1] === "<" && text[end] === ">";
    return [angled ? { start: start - 1, end: end + 1 } : { start, end }];
  });
}

/** What is read otherwise than the text around it: code as it stands, all else not at all. */
interface Special extends Range {
  readonly code: boolean;
}

function withoutOverlaps(ranges: readonly Special[]): readonly Special[] {
  const kept: Special[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (range.start >= (kept.at(-1)?.end ?? 0)) kept.push(range);
  }
  return kept;
}

/** `ranges` in order, without overlaps. */
function firstEndingAfter(ranges: readonly Range[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
