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
const CLOSED_BY_OTHERS =
  "p li dt dd tr td th thead tbody tfoot caption colgroup option optgroup rb rt rtc rp html head body".split(" ");

const FORMATTING = "a b big code em font i nobr s small strike strong tt u".split(" ");

/** How elements nest, where they are not like most. */
const NESTING: ReadonlyMap<string, "formatting" | "no"> = new Map([
  ...FORMATTING.map((name) => [name, "formatting"] as const),
  ...[...CLOSED_BY_OTHERS, ...VOID_ELEMENTS].map((name) => [name, "no"] as const),
]);

/** Whether a text has so many tags that `tooDeep` could say something of it. */
export function mayBeTooDeep(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", at + 1)) {
    if (++count > MOST_OPEN_FORMATTING) return true;
  }
  return false;
}

/** How many tags open something: no more can be open at once. */
function opened(tags: readonly Tag[]): number {
  let count = 0;
  for (const { closing } of tags) if (!closing) count++;
  return count;
}

/** Says where a body nests deeper than a parser can bear, before a parser sees it. */
export function tooDeep(tags: readonly Tag[]): Tag | undefined {
  if (opened(tags) <= MOST_OPEN_FORMATTING) return undefined;
  const open: string[] = [];
  /** How many of them are open: to cut the list costs more than to write over it. */
  let depth = 0;
  const openFormatting = new Map<string, number>();
  let formatting = 0;
  for (const tag of tags) {
    const { name } = tag;
    const nesting = NESTING.get(name);
    if (nesting === "no") continue;
    if (nesting === "formatting") {
      const count = openFormatting.get(name) ?? 0;
      if (tag.closing && count > 0) {
        openFormatting.set(name, count - 1);
        formatting--;
      } else if (!tag.closing) {
        openFormatting.set(name, count + 1);
        formatting++;
        if (formatting > MOST_OPEN_FORMATTING) return tag;
      }
    } else if (!tag.closing) {
      if (depth === DEEPEST_NESTING) return tag;
      open[depth++] = name;
    } else {
      // Never deeper than DEEPEST_NESTING, so the search is bounded.
      const at = depth === 0 ? -1 : open.lastIndexOf(name, depth - 1);
      if (at !== -1) depth = at;
    }
  }
  return undefined;
}
