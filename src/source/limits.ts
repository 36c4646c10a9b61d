import type { Tag } from "./document.js";
import { VOID_ELEMENTS } from "./tags.js";

/** Texts above this many UTF-16 units are not parsed: no post is so long, and parsers need a hundred times the memory. */
export const LARGEST_TEXT = 5 * 1024 * 1024;

/**
 * The converter behind rehype-parse recurses and overflows the stack at some 1,500 levels; elements that close by
 * themselves (`<p>`, `<li>`) may stand between those counted here.
 */
const DEEPEST_NESTING = 256;

/** parse5 rebuilds every open formatting element in each paragraph: 3,000 unclosed `<font>` cost it half a minute. */
const MOST_OPEN_FORMATTING = 128;

/** Elements whose end tag may be left out: they do not nest in themselves without another element between. */
const CLOSED_BY_OTHERS = new Set(
  "p li dt dd tr td th thead tbody tfoot caption colgroup option optgroup rb rt rtc rp html head body".split(" "),
);

const FORMATTING = new Set("a b big code em font i nobr s small strike strong tt u".split(" "));

/** Whether a text has so many tags that `tooDeep` could say something of it. */
export function mayBeTooDeep(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", at + 1)) {
    if (++count > MOST_OPEN_FORMATTING) return true;
  }
  return false;
}

/** Says where a body nests deeper than a parser can bear, before a parser sees it. */
export function tooDeep(tags: readonly Tag[]): Tag | undefined {
  if (tags.length <= MOST_OPEN_FORMATTING) return undefined;
  const open: string[] = [];
  const openFormatting = new Map<string, number>();
  let formatting = 0;
  for (const tag of tags) {
    const { name } = tag;
    if (FORMATTING.has(name)) {
      const count = openFormatting.get(name) ?? 0;
      if (tag.closing && count > 0) {
        openFormatting.set(name, count - 1);
        formatting--;
      } else if (!tag.closing) {
        openFormatting.set(name, count + 1);
        formatting++;
        if (formatting > MOST_OPEN_FORMATTING) return tag;
      }
    } else if (VOID_ELEMENTS.has(name) || CLOSED_BY_OTHERS.has(name)) {
    } else if (!tag.closing) {
      open.push(name);
      if (open.length > DEEPEST_NESTING) return tag;
    } else {
      // Never deeper than DEEPEST_NESTING, so the search is bounded.
      const at = open.lastIndexOf(name);
      if (at !== -1) open.length = at;
    }
  }
  return undefined;
}
