import type { Element, Root } from "hast";
import type { Point } from "./points.js";
import {
  BUTTON_SCOPE,
  type HtmlTag,
  IMPLIED_END,
  IMPLIED_END_THOROUGH,
  IN_SELECT_SCOPE,
  knownTag,
  LIST_ITEM_BOUNDARY,
  SCOPE,
  SPECIAL,
} from "./tag-table.js";
import { TOO_DEEP } from "./unsure.js";

export type Parent = Element | Root;

const P = knownTag("p");
const HTML = knownTag("html");

/**
 * The stack of open elements, of three arrays side by side, with the root below all. An element that leaves it gets its end: that of
 * the end tag of its own name, else the start of the tag that was read last.
 */
export class OpenElements {
  readonly elements: Parent[] = [];
  readonly tags: HtmlTag[] = [];
  /** In the tree, which need not be the element below. */
  readonly parents: Parent[] = [];
  #paragraphs = 0;
  /** More elements may not be open at once. */
  deepest = Number.POSITIVE_INFINITY;

  /** The tag that was read last. */
  tokenTag: HtmlTag = HTML;
  tokenIsEnd = false;
  tokenStart: Point;
  tokenEnd: Point;

  /** Elements that ended without an end tag: they end where their last child ends. */
  readonly #openEnded = new Set<Element>();

  constructor(root: Root, start: Point) {
    this.tokenStart = start;
    this.tokenEnd = start;
    this.elements.push(root);
    this.tags.push(HTML);
    this.parents.push(root);
  }

  get current(): Parent {
    return this.elements[this.elements.length - 1] as Parent;
  }

  get currentTag(): HtmlTag {
    return this.tags[this.tags.length - 1] as HtmlTag;
  }

  get top(): number {
    return this.elements.length - 1;
  }

  push(element: Element, tag: HtmlTag, parent: Parent): void {
    if (this.elements.length > this.deepest) throw TOO_DEEP;
    this.elements.push(element);
    this.tags.push(tag);
    this.parents.push(parent);
    if (tag === P) this.#paragraphs++;
  }

  pop(): void {
    const element = this.elements.pop() as Parent;
    const tag = this.tags.pop() as HtmlTag;
    this.parents.pop();
    if (tag === P) this.#paragraphs--;
    this.setEnd(element, tag);
  }

  /** Elements from `length` on leave, the last one first. */
  shorten(length: number): void {
    while (this.elements.length > length) this.pop();
  }

  removeAt(index: number): void {
    const element = this.elements[index] as Parent;
    const tag = this.tags[index] as HtmlTag;
    this.elements.splice(index, 1);
    this.tags.splice(index, 1);
    this.parents.splice(index, 1);
    if (tag === P) this.#paragraphs--;
    this.setEnd(element, tag);
  }

  /** A copy takes the place of an element, which ends where its content does. */
  replaceAt(index: number, copy: Element): void {
    this.endWithContent(this.elements[index] as Parent);
    this.elements[index] = copy;
  }

  insertAt(index: number, element: Element, tag: HtmlTag, parent: Parent): void {
    this.elements.splice(index, 0, element);
    this.tags.splice(index, 0, tag);
    this.parents.splice(index, 0, parent);
    if (tag === P) this.#paragraphs++;
  }

  setEnd(element: Parent, tag: HtmlTag): void {
    const { position } = element;
    if (element.type === "root" || position === undefined) return;
    if (this.tokenIsEnd && tag.name === this.tokenTag.name) {
      position.end = this.tokenEnd;
      if (this.#openEnded.size > 0) this.#openEnded.delete(element);
    } else {
      position.end = this.tokenStart;
      this.#openEnded.add(element);
    }
  }

  /** Elements that are still open end where the text ends; those without an end tag, where their last child does. */
  finish(end: Point): void {
    this.tokenIsEnd = false;
    this.tokenStart = end;
    this.shorten(1);
    this.settle();
  }

  /** The end of what has no end tag is that of its last child. */
  settle(): void {
    for (const element of this.#openEnded) this.#settle(element);
  }

  endWithContent(element: Parent): void {
    if (element.type !== "root") this.#openEnded.add(element);
  }

  #settle(element: Element): void {
    const chain: Element[] = [];
    for (let last: Element | undefined = element; last !== undefined; ) {
      if (!this.#openEnded.delete(last)) break;
      chain.push(last);
      const tail: Element["children"][number] | undefined = last.children.at(-1);
      last = tail?.type === "element" ? tail : undefined;
    }
    for (let at = chain.length - 1; at >= 0; at--) {
      const { position, children } = chain[at] as Element;
      const end = children.at(-1)?.position?.end;
      if (position !== undefined && end !== undefined) position.end = end;
    }
  }

  indexOf(element: Parent): number {
    return lastIndexOf(this.elements, element);
  }

  /** Of the topmost element with this tag; -1 for none. */
  topmost(tag: HtmlTag): number {
    return lastIndexOf(this.tags, tag);
  }

  /** Of the topmost HTML element that is one of these; -1 for none. */
  topmostOf(bits: number): number {
    for (let at = this.tags.length - 1; at >= 0; at--) {
      const tag = this.tags[at] as HtmlTag;
      if ((tag.is & bits) !== 0 && !tag.svg) return at;
    }
    return -1;
  }

  hasAbove(index: number, bits: number): boolean {
    for (let at = this.tags.length - 1; at > index; at--) {
      if (((this.tags[at] as HtmlTag).is & bits) !== 0) return true;
    }
    return false;
  }

  /** Whether the element with this tag, or this very element, is open above every border of a scope. */
  inScope(tag: HtmlTag, border: number = SCOPE, element?: Element): boolean {
    for (let at = this.tags.length - 1; at >= 0; at--) {
      const open = this.tags[at] as HtmlTag;
      if (open === tag && (element === undefined || this.elements[at] === element)) return true;
      if ((open.is & border) !== 0) return false;
    }
    return true;
  }

  /** The same for any HTML element of a kind. */
  kindInScope(bits: number, border: number): boolean {
    for (let at = this.tags.length - 1; at >= 0; at--) {
      const open = this.tags[at] as HtmlTag;
      if ((open.is & bits) !== 0 && !open.svg) return true;
      if ((open.is & border) !== 0) return false;
    }
    return true;
  }

  paragraphInButtonScope(): boolean {
    return this.#paragraphs > 0 && this.inScope(P, BUTTON_SCOPE);
  }

  inSelectScope(select: HtmlTag): boolean {
    for (let at = this.tags.length - 1; at >= 0; at--) {
      const open = this.tags[at] as HtmlTag;
      if (open === select) return true;
      if (!open.svg && (open.is & IN_SELECT_SCOPE) === 0) return false;
    }
    return true;
  }

  popUntil(tag: HtmlTag): void {
    this.shorten(Math.max(this.topmost(tag), 0));
  }

  imply(): void {
    while ((this.currentTag.is & IMPLIED_END) !== 0 && !this.currentTag.svg) this.pop();
  }

  implyBut(tag: HtmlTag): void {
    while ((this.currentTag.is & IMPLIED_END_THOROUGH) !== 0 && !this.currentTag.svg && this.currentTag !== tag)
      this.pop();
  }

  closeParagraph(): void {
    this.implyBut(P);
    this.popUntil(P);
  }

  isListItemBelowBorder(index: number): boolean {
    return this.hasAbove(index, LIST_ITEM_BOUNDARY);
  }

  hasSpecialAbove(index: number): boolean {
    return this.hasAbove(index, SPECIAL);
  }
}

/** What is looked for is mostly the last one or the one before, which is found before the built-in function of that name has begun. */
function lastIndexOf<T>(list: readonly T[], wanted: T): number {
  let at = list.length - 1;
  while (at >= 0 && list[at] !== wanted) at--;
  return at;
}
