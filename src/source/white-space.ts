import type { Range } from "../edit.js";
import type { Document } from "./document.js";
import { mergeRanges } from "./ranges.js";
import { walkTree } from "./walk-elements.js";

/**
 * Says of a range of white space whether it may count: in code, preformatted text, template code, tags and comments, and
 * in front matter values of several lines. In MDX it may anywhere in the body; in front matter that cannot be read, too.
 */
export function whiteSpaceCounts(document: Document): (range: Range) => boolean {
  const { body, frontMatter, markup, source } = document;
  const tags = markup.tags.map(({ range }) => range);
  const places: Range[] = [...markup.code, ...markup.templates, ...markup.indentedHtml, ...tags];
  for (const node of walkTree(markup.html)) {
    if (node.type === "comment" || (node.type === "element" && PREFORMATTED.has(node.element.tagName))) {
      places.push(node.range);
    }
  }
  if (body.syntax === "mdx") places.push(body.range);
  if (frontMatter !== undefined) {
    const { content } = frontMatter;
    // Fences are the matter of another rule.
    places.push({ start: 0, end: content.start }, { start: content.end, end: body.range.start });
    if (frontMatter.data === undefined) places.push(content);
    for (const { range, block } of frontMatter.scalars) {
      if (source.lineAt(range.start) === source.lineAt(range.end)) continue;
      // Empty lines behind a block scalar may be part of it.
      places.push(block ? { start: range.start, end: nextText(source.text, range.end) } : range);
    }
  }
  const merged = mergeRanges(places);
  return ({ start, end }) => {
    let low = 0;
    let high = merged.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((merged[middle]?.end ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    return (merged[low]?.start ?? Number.POSITIVE_INFINITY) < end;
  };
}

const PREFORMATTED: ReadonlySet<string> = new Set([
  "pre",
  "textarea",
  "listing",
  "xmp",
  "plaintext",
  "script",
  "style",
]);

function nextText(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at;
}
