import type { Nodes } from "hast";
import type { Document } from "../source/document.js";
import { readerText } from "./reader-text.js";
import type { Side } from "./verify-side.js";

/** What safe edits keep besides structure: the text that readers see, the elements, template code and the order of images. */
export function changedRendering({ from, to }: Side): string | undefined {
  if (readerText(from) !== readerText(to)) return "readers would see another text";
  if (tagNames(from) !== tagNames(to)) return "an element would come or go";
  if (templates(from) !== templates(to)) return "template code would change";
  return swapped(images(from), images(to)) ? "images would change places" : undefined;
}

/** Also of elements that the parser makes up: `</br>` is a `<br>`. */
function tagNames({ markup }: Document): string {
  const names: string[] = [];
  const open: Nodes[] = [markup.html];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === "element") names.push(node.tagName);
    const children = node.type === "element" && node.content !== undefined ? node.content.children : childrenOf(node);
    for (const child of children) open.push(child);
  }
  return names.join(" ");
}

function childrenOf(node: Nodes): readonly Nodes[] {
  return "children" in node ? node.children : [];
}

function templates({ markup, source }: Document): string {
  return markup.templates.map((range) => source.slice(range).replace(/\s+/g, " ")).join("\n");
}

function images({ references }: Document): readonly string[] {
  return references.filter(({ kind }) => kind === "image").map(({ url }) => url);
}

/** The same addresses in another order. */
function swapped(before: readonly string[], after: readonly string[]): boolean {
  const same = (a: readonly string[], b: readonly string[]): boolean => a.join("\n") === b.join("\n");
  return !same(before, after) && same([...before].sort(), [...after].sort());
}
