import type { Edit, Range } from "../edit.js";
import type { Attribute } from "./attribute.js";
import type { Document } from "./document.js";

/**
 * The edit that takes an attribute out of its tag, with the white space before it. Undefined where Markdown could read
 * the tag otherwise without it.
 */
export function attributeRemoval(
  { source, body, markup }: Document,
  { range }: Pick<Attribute, "range">,
): Edit | undefined {
  let { start } = range;
  while (start > body.range.start && /\s/.test(markup.masked.charAt(start - 1))) start--;
  const space = source.text.slice(start, range.start);
  // What is blank in the masked text may be the mark of a quotation.
  if (space.trim() !== "") return undefined;
  if (/[\r\n]/.test(space) && body.syntax === "markdown") {
    // A tag that comes to stand in one line could begin a block of HTML.
    const around = (one: Range): boolean => one.start <= start && range.end <= one.end;
    const inHtml = markup.blocks.some((one) => one.kind === "html" && around(one)) || markup.indentedHtml.some(around);
    if (!inHtml) return undefined;
  }
  return { range: { start, end: range.end }, text: "" };
}
