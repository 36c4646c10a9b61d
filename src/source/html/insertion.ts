import type { Comment, Element, Root, Text } from "hast";
import { FormattingElements, type FormattingEntry, type StartTag } from "./formatting.js";
import { OpenElements, type Parent } from "./open-elements.js";
import type { Point } from "./points.js";
import { propertiesOf } from "./properties.js";
import { type HtmlTag, knownTag, SCOPE, SPECIAL, TABLE_STRUCTURE } from "./tag-table.js";

const HTML = knownTag("html");
const TABLE = knownTag("table");

/** Limits of the adoption agency (HTML standard). */
const OUTER_ROUNDS = 8;
const INNER_ROUNDS = 3;

/** How nodes get into the tree: at the current element, before a table, or by the adoption agency. */
export abstract class Insertion {
  readonly root: Root;
  readonly open: OpenElements;
  readonly formatting = new FormattingElements();
  /** What is inserted right below a table moves before it. */
  fosters = false;
  /** The start tag at hand. */
  protected token: StartTag;

  constructor(root: Root, start: Point) {
    this.root = root;
    this.open = new OpenElements(root, start);
    this.token = { tag: HTML, names: [], values: [], start, end: start };
  }

  /** What an end tag does that no formatting element answers to. */
  protected abstract endGeneric(tag: HtmlTag): void;

  protected makeElement({ names, values, start, end }: StartTag, tag: HtmlTag): Element {
    return {
      type: "element",
      tagName: tag.tagName,
      properties: propertiesOf(names, values, tag.svg),
      children: [],
      position: { start, end },
    };
  }

  /** Where the next node goes, and before which. */
  #place(): { readonly parent: Parent; readonly before: Element | undefined } {
    const { open } = this;
    if (!this.fosters || (open.currentTag.is & TABLE_STRUCTURE) === 0 || open.currentTag.svg) {
      return { parent: open.current, before: undefined };
    }
    return this.#fosterPlace();
  }

  #fosterPlace(): { readonly parent: Parent; readonly before: Element | undefined } {
    const { open } = this;
    const at = open.topmost(TABLE);
    if (at === -1) return { parent: this.root, before: undefined };
    const table = open.elements[at] as Element;
    const parent = open.parents[at] as Parent;
    return parent.children.lastIndexOf(table) !== -1
      ? { parent, before: table }
      : { parent: open.elements[at - 1] as Parent, before: undefined };
  }

  #insert(element: Element): Parent {
    if (!this.fosters) {
      const { current } = this.open;
      append(current, element);
      return current;
    }
    const { parent, before } = this.#place();
    if (before === undefined) parent.children.push(element);
    else parent.children.splice(parent.children.lastIndexOf(before), 0, element);
    return parent;
  }

  /** Inserts the element of the start tag at hand, and opens it. */
  protected insert(tag: HtmlTag = this.token.tag): Element {
    const element = this.makeElement(this.token, tag);
    this.open.push(element, tag, this.#insert(element));
    return element;
  }

  /** Inserts it without opening it. */
  protected append(tag: HtmlTag = this.token.tag): void {
    this.#insert(this.makeElement(this.token, tag));
  }

  /** An element that no tag stands for: it has no place in the source. */
  protected insertImplied(tag: HtmlTag): void {
    const element: Element = { type: "element", tagName: tag.tagName, properties: {}, children: [] };
    this.open.push(element, tag, this.#insert(element));
  }

  protected insertFormatting(): void {
    this.reconstruct();
    const { token } = this;
    this.formatting.push(this.insert(), token);
  }

  insertComment(value: string, start: Point, end: Point): void {
    const comment: Comment = { type: "comment", value, position: { start, end } };
    this.open.current.children.push(comment);
  }

  insertText(value: string, start: Point, end: Point): void {
    if (!this.fosters) {
      const { current } = this.open;
      const last = lastChild(current);
      if (last?.type !== "text") append(current, { type: "text", value, position: { start, end } });
      else {
        last.value += value;
        if (last.position !== undefined) last.position.end = end;
      }
      return;
    }
    const { parent, before } = this.#place();
    const { children } = parent;
    const at = before === undefined ? children.length : children.lastIndexOf(before);
    const last = children[at - 1];
    if (last?.type === "text") {
      last.value += value;
      if (last.position !== undefined) last.position.end = end;
      return;
    }
    const text: Text = { type: "text", value, position: { start, end } };
    if (before === undefined) children.push(text);
    else children.splice(at, 0, text);
  }

  /** Opens formatting elements again that a block has closed. */
  protected reconstruct(): void {
    const { entries } = this.formatting;
    let at = entries.length;
    if (at === 0) return;
    while (at > 0) {
      const entry = entries[at - 1];
      if (entry === undefined || this.open.indexOf(entry.element) !== -1) break;
      at--;
    }
    for (; at < entries.length; at++) {
      const entry = entries[at];
      if (entry === undefined) continue;
      const element = this.makeElement(entry.token, entry.token.tag);
      this.open.push(element, entry.token.tag, this.#insert(element));
      entry.element = element;
    }
  }

  /** The adoption agency: what an end tag of a formatting element does to overlapping elements. */
  protected adopt(tag: HtmlTag): void {
    const { open, formatting } = this;
    if (open.currentTag === tag && formatting.of(open.current as Element) === undefined) {
      open.pop();
      return;
    }
    for (let round = 0; round < OUTER_ROUNDS; round++) {
      const entry = formatting.newest(tag);
      if (entry === undefined) {
        this.endGeneric(tag);
        return;
      }
      const at = open.indexOf(entry.element);
      if (at === -1) {
        formatting.remove(entry);
        return;
      }
      if (!open.inScope(tag, SCOPE, entry.element)) return;
      const block = this.#furthestBlock(at);
      if (block === -1) {
        open.shorten(at);
        formatting.remove(entry);
        return;
      }
      this.#adoptInto(entry, at, block);
    }
  }

  #furthestBlock(formattingAt: number): number {
    for (let at = formattingAt + 1; at <= this.open.top; at++) {
      if (((this.open.tags[at] as HtmlTag).is & SPECIAL) !== 0) return at;
    }
    return -1;
  }

  #adoptInto(entry: FormattingEntry, formattingAt: number, blockAt: number): void {
    const { open, formatting } = this;
    const block = open.elements[blockAt] as Element;
    let bookmark = formatting.entries.indexOf(entry) + 1;
    // The inner loop: elements between become copies around the block, or leave the stack.
    let last: Element = block;
    let lastAt = blockAt;
    for (let at = blockAt - 1, round = 0; at > formattingAt; at--, round++) {
      const element = open.elements[at] as Element;
      const inner = formatting.of(element);
      if (inner === undefined || round >= INNER_ROUNDS) {
        if (inner !== undefined) {
          const removed = formatting.entries.indexOf(inner);
          if (removed < bookmark) bookmark--;
          formatting.entries.splice(removed, 1);
        }
        open.removeAt(at);
        blockAt--;
        lastAt--;
        continue;
      }
      const copy = this.#copyOf(inner, open.tags[at] as HtmlTag);
      open.replaceAt(at, copy);
      inner.element = copy;
      if (last === block) bookmark = formatting.entries.indexOf(inner) + 1;
      this.#detach(last, lastAt);
      copy.children.push(last);
      open.parents[lastAt] = copy;
      last = copy;
      lastAt = at;
    }
    this.#detach(last, lastAt);
    this.#insertIntoAncestor(last, lastAt, formattingAt - 1);
    // A copy of the formatting element takes over what the block holds.
    const copy = this.#copyOf(entry, entry.token.tag);
    copy.children = block.children;
    block.children = [copy];
    for (let at = blockAt + 1; at <= open.top; at++) if (open.parents[at] === block) open.parents[at] = copy;
    formatting.entries.splice(bookmark, 0, { element: copy, token: entry.token });
    formatting.remove(entry);
    open.removeAt(formattingAt);
    open.insertAt(blockAt, copy, entry.token.tag, block);
  }

  #copyOf({ token }: FormattingEntry, tag: HtmlTag): Element {
    const properties = propertiesOf(token.names, token.values, tag.svg);
    return { type: "element", tagName: tag.tagName, properties, children: [] };
  }

  #detach(element: Element, at: number): void {
    const { children } = this.open.parents[at] as Parent;
    const index = children.lastIndexOf(element);
    if (index !== -1) children.splice(index, 1);
  }

  #insertIntoAncestor(element: Element, elementAt: number, ancestorAt: number): void {
    const ancestor = this.open.elements[ancestorAt] as Parent;
    const tag = this.open.tags[ancestorAt] as HtmlTag;
    if ((tag.is & TABLE_STRUCTURE) === 0) {
      ancestor.children.push(element);
      this.open.parents[elementAt] = ancestor;
      return;
    }
    const { parent, before } = this.#fosterPlace();
    if (before === undefined) parent.children.push(element);
    else parent.children.splice(parent.children.lastIndexOf(before), 0, element);
    this.open.parents[elementAt] = parent;
  }
}

/** An array asked for what stands before its beginning looks for a property of that name, which takes long. */
function lastChild({ children }: Parent): Parent["children"][number] | undefined {
  return children.length === 0 ? undefined : children[children.length - 1];
}

/** Most elements have one child: an array that grows by one makes room for sixteen more. */
function append(parent: Parent, node: Element | Text): void {
  if (parent.children.length === 0) parent.children = [node];
  else parent.children.push(node);
}
