import type { Tag } from "./document.js";

/** Elements in which a browser reads no tags until it meets their end tag. */
const RAW_TEXT: ReadonlySet<string> = new Set(
  "script style textarea title iframe xmp noembed noframes plaintext".split(" "),
);

/** The answer for the tags asked about last: several rules ask. */
let last: { readonly tags: readonly Tag[]; readonly unclosed: Tag | undefined } | undefined;

/** The first raw text element without an end tag: what follows it is text. `tags` are in source order. */
export function unclosedRawText(tags: readonly Tag[]): Tag | undefined {
  if (last?.tags !== tags) last = { tags, unclosed: findUnclosed(tags) };
  return last.unclosed;
}

function findUnclosed(tags: readonly Tag[]): Tag | undefined {
  let foreign = false;
  for (let index = 0; index < tags.length; index++) {
    const tag = tags[index];
    if (tag === undefined) break;
    if (tag.name === "svg" || tag.name === "math") foreign = !tag.closing && !tag.selfClosing;
    if (tag.closing || !RAW_TEXT.has(tag.name) || (foreign && tag.selfClosing)) continue;
    // The scanner leaps from such a tag to its end tag when there is one.
    const next = tags[index + 1];
    if (tag.name === "plaintext" || next?.name !== tag.name || !next.closing) return tag;
  }
  return undefined;
}
