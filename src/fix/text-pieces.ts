import type { Range } from "../edit.js";
import type { Tag } from "../source/document.js";
import { firstBehind } from "../source/element-tags.js";

/**
 * The stretches of a text node's range that are text. The parser joins text across a tag that it ignores (an end tag
 * that closes nothing), and then the range covers the tag as well. `tags` are in source order.
 */
export function* textPieces(range: Range, tags: readonly Tag[]): Generator<Range> {
  let at = range.start;
  for (let index = firstBehind(tags, range.start); index < tags.length; index++) {
    const tag = tags[index]?.range;
    if (tag === undefined || tag.start >= range.end) break;
    if (tag.start > at) yield { start: at, end: tag.start };
    at = Math.max(at, tag.end);
  }
  if (at < range.end) yield { start: at, end: range.end };
}

/** The tags inside a range. */
export function* tagsWithin(range: Range, tags: readonly Tag[]): Generator<Tag> {
  for (let index = firstBehind(tags, range.start); index < tags.length; index++) {
    const tag = tags[index];
    if (tag === undefined || tag.range.start >= range.end) return;
    yield tag;
  }
}
