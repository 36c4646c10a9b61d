import type { Document } from "../source/document.js";
import { walkTree } from "../source/walk-elements.js";
import { textPieces } from "./text-pieces.js";

const texts = new WeakMap<Document, string>();

/**
 * What a reader of the page sees: the text outside tags and comments, white space folded outside `pre` and `textarea`.
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
  for (const { type, range, ...node } of walkTree(document.markup.html)) {
    if (type !== "text" || range.end <= document.body.range.start) continue;
    const start = Math.max(range.start, document.body.range.start);
    let raw = "";
    for (const piece of textPieces({ start, end: range.end }, document.markup.tags)) {
      raw += text.slice(piece.start, piece.end);
    }
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
