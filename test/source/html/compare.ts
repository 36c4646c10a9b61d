import { isDeepStrictEqual } from "node:util";
import type { Nodes, Root } from "hast";
import { fastHtml } from "../../../src/source/html/fast-html.js";
import { referenceHtml } from "../../../src/source/html.js";
import { sourceText } from "../../../src/source/source-text.js";
import { scanTags } from "../../../src/source/tags.js";

/**
 * Whether the fast parser and the reference, and the scanner of tags, agree on a text: `left` when the fast one leaves it alone. Lines and columns of the
 * reference are reckoned anew from its offsets, since parse5 counts a line twice behind `&`.
 */
export function compareParsers(text: string, page: boolean): "equal" | "left" | "different" {
  const fast = fastHtml(text, page);
  if (fast === undefined) return "left";
  const reference = referenceHtml(text, page);
  renewPoints(reference.root, text);
  const { root, problems, tags } = fast;
  const sameTags = tags === undefined || isDeepStrictEqual(tags, scanTags(text, { start: 0, end: text.length }));
  return sameTags && isDeepStrictEqual({ root, problems }, reference) ? "equal" : "different";
}

function renewPoints(root: Root, text: string): void {
  const source = sourceText(text);
  const starts = Array.from({ length: source.lineCount }, (_, index) => source.line(index + 1).start);
  const point = (offset: number) => {
    const line = source.lineAt(offset);
    return { line, column: offset - (starts[line - 1] ?? 0) + 1, offset };
  };
  const nodes: Nodes[] = [root];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const { start, end } = node.position ?? {};
    if (start?.offset !== undefined && end?.offset !== undefined) {
      node.position = { start: point(start.offset), end: point(end.offset) };
    }
    if ("children" in node) nodes.push(...node.children);
    if (node.type === "element" && node.content !== undefined) nodes.push(node.content);
  }
}
