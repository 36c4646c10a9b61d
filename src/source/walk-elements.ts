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
 * Goes through a tree once, parents before children, without recursion. Nodes that the parser made up (clones, implied
 * elements) have no place and are passed over; their children are not.
 */
export function* walkTree(root: Root): Generator<PlacedNode> {
  const ancestors: Element[] = [];
  const stack: { readonly nodes: readonly Nodes[]; next: number; readonly element: Element | undefined }[] = [
    { nodes: root.children, next: 0, element: undefined },
  ];
  for (let level = stack.at(-1); level !== undefined; level = stack.at(-1)) {
    const node = level.nodes[level.next++];
    if (node === undefined) {
      stack.pop();
      if (level.element !== undefined) ancestors.pop();
      continue;
    }
    const range = rangeOf(node);
    if (node.type === "comment") {
      if (range !== undefined) yield { type: "comment", comment: node, range };
    } else if (node.type === "text") {
      if (range !== undefined) yield { type: "text", text: node, range, ancestors };
    } else if (node.type === "element") {
      if (range !== undefined) yield { type: "element", element: node, range, ancestors };
      const inner = node.tagName === "template" ? (node.content?.children ?? node.children) : node.children;
      if (inner.length > 0) {
        ancestors.push(node);
        stack.push({ nodes: inner, next: 0, element: node });
      }
    }
  }
}

/** The elements of a tree that have a place in the source. */
export function* elementsOf(root: Root): Generator<{ readonly element: Element; readonly range: Range }> {
  for (const node of walkTree(root)) if (node.type === "element") yield node;
}

function rangeOf(node: Nodes): Range | undefined {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  return start === undefined || end === undefined ? undefined : { start, end };
}
