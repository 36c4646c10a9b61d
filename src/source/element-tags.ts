import type { Range } from "../edit.js";
import type { Markup, Tag } from "./document.js";

/** The start tag of an element and its end tag, if the source has one. */
export function elementTags(
  { tags }: Pick<Markup, "tags">,
  element: Range,
): { readonly start: Tag; readonly end: Tag | undefined } | undefined {
  const start = tagAt(tags, element.start);
  if (start === undefined || start.closing) return undefined;
  const last = tagAt(tags, element.end - 1);
  const end = last?.closing === true && last.name === start.name && last.range.end === element.end ? last : undefined;
  return { start, end };
}

/** The tag that holds an offset. */
function tagAt(tags: readonly Tag[], offset: number): Tag | undefined {
  const tag = tags[firstBehind(tags, offset)];
  return tag !== undefined && tag.range.start <= offset ? tag : undefined;
}

/** Index of the first tag that ends behind an offset. */
export function firstBehind(tags: readonly Tag[], offset: number): number {
  let low = 0;
  let high = tags.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tags[middle]?.range.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
