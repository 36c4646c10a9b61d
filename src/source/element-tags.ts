import type { Range } from "../edit.js";
import type { Markup, Tag } from "./document.js";
import { lastFrom } from "./removal.js";

const known = new WeakMap<readonly Tag[], readonly Range[]>();

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
  let ranges = known.get(tags);
  if (ranges === undefined) {
    ranges = tags.map(({ range }) => range);
    known.set(tags, ranges);
  }
  const tag = tags[lastFrom(ranges, offset)];
  return tag !== undefined && tag.range.start <= offset && offset < tag.range.end ? tag : undefined;
}
