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

const OPENER = /<(?:!--|[/]?[A-Za-z])/g;
const NAME_END = /[\t\n\f\r />]/g;

/**
 * Start and end tags of `text` inside `range`, in source order. Comments and the content of raw text elements are
 * passed over; a tag that is not closed before the end of the range is left out. Linear.
 */
export function scanTags(text: string, range: Range): readonly Tag[] {
  const tags: Tag[] = [];
  const missingEnd = new Set<string>();
  OPENER.lastIndex = range.start;
  for (let match = OPENER.exec(text); match !== null && match.index < range.end; match = OPENER.exec(text)) {
    const start = match.index;
    if (match[0] === "<!--") {
      const close = text.indexOf("-->", start + 4);
      if (close === -1 || close >= range.end) break;
      OPENER.lastIndex = close + 3;
      continue;
    }
    const closing = text[start + 1] === "/";
    NAME_END.lastIndex = start + 1 + (closing ? 1 : 0);
    const nameEnd = NAME_END.exec(text)?.index ?? text.length;
    const end = tagEnd(text, nameEnd, range.end);
    if (end === undefined) break;
    const name = text.slice(start + (closing ? 2 : 1), nameEnd).toLowerCase();
    tags.push({ name, range: { start, end }, closing, selfClosing: text[end - 2] === "/" });
    OPENER.lastIndex = end;
    if (closing || !RAW_TEXT_ELEMENTS.has(name)) continue;
    const close = missingEnd.has(name) ? -1 : findEndTag(text, name, end);
    if (close === -1 || close >= range.end) missingEnd.add(name);
    else OPENER.lastIndex = close;
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
function tagEnd(text: string, at: number, limit: number): number | undefined {
  let afterEquals = false;
  for (let index = at; index < limit; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 62) return index + 1;
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
