import type { Nodes, Root } from "hast";
import type { Edit, Range } from "../edit.js";
import type { Document, Tag } from "./document.js";

/** Where the parser ends the elements of a tree. */
interface Ends {
  /** By where the element begins. */
  readonly ends: ReadonlyMap<number, number>;
  /** Names of elements that the parser made up, such as a `b` that it opens again in the next paragraph. */
  readonly madeUp: ReadonlySet<string>;
}

const known = new WeakMap<Root, Ends>();

function endsOf(root: Root): Ends {
  const found = known.get(root);
  if (found !== undefined) return found;
  const ends = new Map<number, number>();
  const madeUp = new Set<string>();
  const nodes: Nodes[] = [root];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (node.type === "element") {
      const start = node.position?.start.offset;
      const end = node.position?.end.offset;
      if (start === undefined || end === undefined) madeUp.add(node.tagName);
      else ends.set(start, end);
      if (node.content !== undefined) for (const child of node.content.children) nodes.push(child);
    }
    if ("children" in node) for (const child of node.children) nodes.push(child);
  }
  const result = { ends, madeUp };
  known.set(root, result);
  return result;
}

/**
 * The edit that writes the missing end tag of `tag` where the parser ends its element anyway. Undefined unless that is
 * a single place, just before an end tag in the same block: there the page stays what it is.
 */
export function endTagInsertion({ source, body, markup }: Document, tag: Tag): Edit | undefined {
  const { ends, madeUp } = endsOf(markup.html);
  const at = ends.get(tag.range.start);
  if (at === undefined || madeUp.has(tag.name)) return undefined;
  const next = markup.tags.find(({ range }) => range.start >= at);
  if (next === undefined || next.range.start !== at || !next.closing) return undefined;
  const around = (one: Range): boolean => one.start <= tag.range.start && next.range.end <= one.end;
  if (body.syntax === "markdown" && !markup.blocks.some((one) => one.kind === "html" && around(one))) return undefined;
  const name = /^<([^\s/>]*)/.exec(source.slice(tag.range))?.[1] ?? tag.name;
  const indentation = (offset: number): string | undefined => {
    const { start } = source.line(source.lineAt(offset));
    const text = source.text.slice(start, offset);
    return text.trim() === "" ? text : undefined;
  };
  const space = indentation(at);
  const ownLine = space !== undefined && indentation(tag.range.start) !== undefined;
  return { range: { start: at, end: at }, text: ownLine ? `</${name}>${source.lineEnding}${space}` : `</${name}>` };
}
