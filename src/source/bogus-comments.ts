import type { Range } from "../edit.js";
import type { Markup } from "./document.js";
import { walkTree } from "./walk-elements.js";

const BOGUS = /<(?:\?|!(?!--)|\/(?![A-Za-z]))/;

/**
 * What HTML parsers make a comment of although nobody wrote one: `</` before anything but a letter, `<!` before anything
 * but `--` and `doctype`, `<?`. Ranges of the file, in source order.
 */
export function bogusComments({ html, masked }: Pick<Markup, "html" | "masked">): readonly Range[] {
  const found: Range[] = [];
  if (!BOGUS.test(masked)) return found;
  for (const node of walkTree(html)) {
    if (node.type === "comment" && !masked.startsWith("<!--", node.range.start)) found.push(node.range);
  }
  return found;
}
