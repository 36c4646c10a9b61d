import type { Range } from "../edit.js";
import type { Document } from "../source/document.js";
import { findInvisible } from "../source/invisible.js";
import { walkTree } from "../source/walk-elements.js";

const texts = new WeakMap<Document, string>();

/**
 * What a reader of the page sees: the text outside tags and comments, white space folded outside `pre` and `textarea`,
 * without the addresses of Markdown's images and links and without characters that leave no trace.
 * Markdown stands as it is written; HTML that Markdown shows as code counts as the HTML that it was meant to be.
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
  const pieces: string[] = [];
  let folded = "";
  const flush = (): void => {
    pieces.push(folded.replace(/\s+/g, " "));
    folded = "";
  };
  const unseen = unseenRanges(document);
  for (const { type, range, ...node } of walkTree(document.markup.html)) {
    if (type !== "text" || range.end <= document.body.range.start) continue;
    const raw = without(text, { start: Math.max(range.start, document.body.range.start), end: range.end }, unseen);
    if ("ancestors" in node && node.ancestors.some(({ tagName }) => KEEPS_SPACE.has(tagName))) {
      flush();
      pieces.push(raw.replace(/\r\n?/g, "\n"));
    } else {
      folded += raw;
    }
  }
  flush();
  return pieces.join("").trim();
}

/** What stands in the text and is not seen, in source order. */
function unseenRanges(document: Document): readonly Range[] {
  const ranges = findInvisible(document.source).flatMap(({ range, traceless }) => (traceless ? [range] : []));
  for (const { from, urlRange } of document.references) if (from === "markdown") ranges.push(urlRange);
  return ranges.sort((a, b) => a.start - b.start);
}

function without(text: string, { start, end }: Range, unseen: readonly Range[]): string {
  let low = 0;
  let high = unseen.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((unseen[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const pieces: string[] = [];
  let at = start;
  for (let next = unseen[low]; next !== undefined && next.start < end; next = unseen[++low]) {
    if (next.start > at) pieces.push(text.slice(at, next.start));
    at = Math.max(at, next.end);
  }
  if (at < end) pieces.push(text.slice(at, end));
  return pieces.join("");
}
