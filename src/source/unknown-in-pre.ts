import type { Range } from "../edit.js";
import type { Tag } from "./document.js";
import { isHtmlName } from "./html-names.js";

/**
 * The first tag of each `<pre>` that HTML does not know, and the inside of that `<pre>`: code whose `<` nobody escaped.
 * `tags` in source order, found in `masked`. Names with a hyphen or colon are left out, they may be components.
 */
export function unknownInPre(
  masked: string,
  tags: readonly Tag[],
): readonly { readonly tag: Tag; readonly pre: Range }[] {
  const found: { readonly tag: Tag; readonly pre: Range }[] = [];
  let pre: Tag | undefined;
  let first: Tag | undefined;
  let drawing = false;
  for (const tag of tags) {
    const { name, range, closing } = tag;
    if (name === "pre") {
      if (pre !== undefined && closing && first !== undefined) {
        found.push({ tag: first, pre: { start: pre.range.end, end: range.start } });
      }
      // kramdown reads backticks there.
      pre = closing || /\smarkdown\s*=/.test(masked.slice(range.start, range.end)) ? undefined : tag;
      first = undefined;
      drawing = false;
    } else if (name === "svg" || name === "math") {
      drawing = true;
    } else if (pre !== undefined && !drawing && !closing && !isHtmlName(name) && /^[a-z]\w*$/.test(name)) {
      first ??= tag;
    }
  }
  return found;
}
