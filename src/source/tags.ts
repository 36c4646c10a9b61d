import type { Range } from "../edit.js";
import type { Tag } from "./document.js";
import { DOUBLE, EQUALS, GT, isLetter, nameEnd, SINGLE, SLASH } from "./html/units.js";

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

const BANG = 33;

/** Names by the way they are written. One string for each name: sets and maps know it again without reading it. */
const names = new Map<string, string>();
const MOST_NAMES = 4096;
/** A longer piece of a text would keep the text alive. */
const LONGEST_NAME = 12;

function nameOf(written: string): string {
  if (written.length > LONGEST_NAME) return written.toLowerCase();
  let name = names.get(written);
  if (name === undefined) {
    name = written.toLowerCase();
    if (names.size >= MOST_NAMES) names.clear();
    names.set(written, name);
  }
  return name;
}

/**
 * Start and end tags of `text` inside `range`, in source order. Comments and the content of raw text elements are
 * passed over; a tag that is not closed before the end of the range is left out. Linear.
 */
export function scanTags(text: string, range: Range): readonly Tag[] {
  const tags: Tag[] = [];
  const missingEnd = new Set<string>();
  let next = 0;
  for (let start = text.indexOf("<", range.start); start !== -1 && start < range.end; start = text.indexOf("<", next)) {
    next = start + 1;
    const closing = text.charCodeAt(next) === SLASH;
    const nameStart = closing ? next + 1 : next;
    if (!isLetter(text.charCodeAt(nameStart))) {
      if (text.charCodeAt(next) !== BANG || !text.startsWith("--", next + 1)) continue;
      const close = text.indexOf("-->", start + 4);
      if (close === -1 || close >= range.end) break;
      next = close + 3;
      continue;
    }
    const behindName = nameEnd(text, nameStart + 1);
    const end = tagEnd(text, behindName, range.end);
    if (end === undefined) break;
    const name = nameOf(text.slice(nameStart, behindName));
    tags.push({ name, range: { start, end }, closing, selfClosing: text.charCodeAt(end - 2) === SLASH });
    next = end;
    if (closing || !RAW_TEXT_ELEMENTS.has(name)) continue;
    const close = missingEnd.has(name) ? -1 : findEndTag(text, name, end);
    if (close === -1 || close >= range.end) missingEnd.add(name);
    else next = close;
  }
  return tags;
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
export function tagEnd(text: string, at: number, limit: number): number | undefined {
  let afterEquals = false;
  for (let index = at; index < limit; index++) {
    const unit = text.charCodeAt(index);
    if (unit === GT) return index + 1;
    if (unit === EQUALS) {
      afterEquals = true;
    } else if (unit === DOUBLE || unit === SINGLE) {
      if (!afterEquals) continue;
      const close = text.indexOf(unit === DOUBLE ? '"' : "'", index + 1);
      if (close === -1 || close >= limit) return undefined;
      index = close;
      afterEquals = false;
    } else if (unit !== 32 && unit !== 10 && unit !== 9 && unit !== 13) {
      afterEquals = false;
    }
  }
  return undefined;
}
