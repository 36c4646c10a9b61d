import type { Range } from "../edit.js";
import type { Tag } from "./document.js";

/** Elements whose text holds no tags (HTML standard, "raw text" and "escapable raw text", scripting off). */
export const RAW_TEXT_ELEMENTS: ReadonlySet<string> = new Set([
  "script",
  "style",
  "textarea",
  "title",
  "xmp",
  "iframe",
  "noembed",
  "noframes",
]);

/** Elements without an end tag. */
export const VOID_ELEMENTS: ReadonlySet<string> = new Set([
  "area",
  "base",
  "basefont",
  "bgsound",
  "br",
  "col",
  "embed",
  "frame",
  "hr",
  "img",
  "input",
  "keygen",
  "link",
  "meta",
  "param",
  "source",
  "track",
  "wbr",
]);

const SLASH = 47;
const GREATER = 62;

/**
 * Start and end tags of `text` inside `range`, in source order. Comments and the content of raw text elements are
 * passed over; a tag that is not closed before the end of the range is left out. Linear.
 */
export function scanTags(text: string, range: Range): readonly Tag[] {
  const tags: Tag[] = [];
  const missingEnd = new Set<string>();
  let next = range.start;
  for (;;) {
    const start = text.indexOf("<", next);
    if (start === -1 || start >= range.end) break;
    next = start + 1;
    let nameStart = start + 1;
    let unit = text.charCodeAt(nameStart);
    if (unit === 33) {
      if (!text.startsWith("--", nameStart + 1)) continue;
      const close = text.indexOf("-->", start + 4);
      if (close === -1 || close >= range.end) break;
      next = close + 3;
      continue;
    }
    const closing = unit === SLASH;
    if (closing) unit = text.charCodeAt(++nameStart);
    const lower = unit | 32;
    if (!(lower >= 97 && lower <= 122)) continue;
    const nameEnd = tagNameEnd(text, nameStart);
    const end = tagEnd(text, nameEnd, range.end);
    if (end === undefined) break;
    const name = text.slice(nameStart, nameEnd).toLowerCase();
    tags.push({ name, range: { start, end }, closing, selfClosing: text.charCodeAt(end - 2) === SLASH });
    next = end;
    if (closing || !RAW_TEXT_ELEMENTS.has(name)) continue;
    const close = missingEnd.has(name) ? -1 : findEndTag(text, name, end);
    if (close === -1 || close >= range.end) missingEnd.add(name);
    else next = close;
  }
  return tags;
}

/** Where white space, a slash or a `>` ends the name of a tag. */
function tagNameEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === GREATER || unit === SLASH || unit === 32 || unit === 10 || unit === 9 || unit === 13 || unit === 12) {
      break;
    }
  }
  return at;
}

/** Names of raw text elements, which are few -> what ends them. */
const endTags = new Map<string, RegExp>();

/** Offset of the next `</name` that ends a raw text element, or -1. */
function findEndTag(text: string, name: string, from: number): number {
  let pattern = endTags.get(name);
  if (pattern === undefined) {
    pattern = new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, "gi");
    endTags.set(name, pattern);
  }
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

/** Just after the `>` that ends a tag whose name ends at `at`. Quotes count only behind `=`, as in the HTML standard. */
function tagEnd(text: string, at: number, limit: number): number | undefined {
  let afterEquals = false;
  for (let index = at; index < limit; index++) {
    const unit = text.charCodeAt(index);
    if (unit === GREATER) return index + 1;
    if (unit === 61) {
      afterEquals = true;
    } else if (unit === 34 || unit === 39) {
      if (!afterEquals) continue;
      const close = text.indexOf(unit === 34 ? '"' : "'", index + 1);
      if (close === -1 || close >= limit) return undefined;
      index = close;
      afterEquals = false;
    } else if (unit !== 32 && unit !== 10 && unit !== 9 && unit !== 13) {
      afterEquals = false;
    }
  }
  return undefined;
}
