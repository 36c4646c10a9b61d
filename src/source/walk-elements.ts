import type { Comment, Element, Nodes, Root, Text } from "hast";
import type { Range } from "../edit.js";

/** A node of the tree that has a place in the source. */
export type PlacedNode =
  | {
      readonly type: "element";
      readonly element: Element;
      readonly range: Range;
      readonly ancestors: readonly Element[];
    }
  | { readonly type: "comment"; readonly comment: Comment; readonly range: Range }
  | { readonly type: "text"; readonly text: Text; readonly range: Range; readonly ancestors: readonly Element[] };

/**
 * Goes through a tree once, parents before children, without recursion, and without an object for each node. Nodes that the parser made
 * up (clones, implied elements) have no place and are passed over; their children are not.
 */
export interface TreeCursor {
  /** Goes to the next node; false behind the last one. The rest speaks of the node it went to. */
  next(): boolean;
  readonly node: Element | Comment | Text;
  readonly start: number;
  readonly end: number;
  /** The elements around it, outermost first. The same list at every step. */
  readonly ancestors: readonly Element[];
}

export function treeCursor(root: Root): TreeCursor {
  const ancestors: Element[] = [];
  const levels: (readonly Nodes[])[] = [root.children];
  const places: number[] = [0];
  let entered: Element | undefined;
  const cursor = { next, node: NOTHING as Element | Comment | Text, start: 0, end: 0, ancestors };
  return cursor;

  function next(): boolean {
    if (entered !== undefined) {
      levels.push(childrenOf(entered));
      places.push(0);
      ancestors.push(entered);
      entered = undefined;
    }
    for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
      const depth = places.length - 1;
      const place = places[depth] ?? 0;
      const node = level[place];
      if (node === undefined) {
        levels.pop();
        places.pop();
        ancestors.pop();
        continue;
      }
      places[depth] = place + 1;
      if (node.type !== "element" && node.type !== "comment" && node.type !== "text") continue;
      const { position } = node;
      const start = position?.start.offset;
      const end = position?.end.offset;
      const placed = start !== undefined && end !== undefined;
      if (node.type === "element" && childrenOf(node).length > 0) {
        if (placed) entered = node;
        else {
          levels.push(childrenOf(node));
          places.push(0);
          ancestors.push(node);
        }
      }
      if (!placed) continue;
      cursor.node = node;
      cursor.start = start;
      cursor.end = end;
      return true;
    }
    return false;
  }
}

const NOTHING: Text = { type: "text", value: "" };

function childrenOf(element: Element): readonly Nodes[] {
  return element.tagName === "template" ? (element.content?.children ?? element.children) : element.children;
}

/** The same as a list of objects, for those who go through few trees. */
export function* walkTree(root: Root): Generator<PlacedNode> {
  const cursor = treeCursor(root);
  while (cursor.next()) {
    const { node, ancestors } = cursor;
    const range = { start: cursor.start, end: cursor.end };
    if (node.type === "element") yield { type: "element", element: node, range, ancestors };
    else if (node.type === "comment") yield { type: "comment", comment: node, range };
    else yield { type: "text", text: node, range, ancestors };
  }
}

/** The elements of a tree that have a place in the source. */
export function* elementsOf(root: Root): Generator<{ readonly element: Element; readonly range: Range }> {
  for (const node of walkTree(root)) if (node.type === "element") yield node;
}

/** Whether the text opens a comment with `<!--` and closes it: parsers also make comments of `<?`, `</2`, `<!x` and what is never closed. */
export function isComment(text: string, { start, end }: Range): boolean {
  return end - start >= 7 && text.startsWith("<!--", start) && text.startsWith("-->", end - 3);
}
