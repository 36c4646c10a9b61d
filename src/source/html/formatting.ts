import type { Element } from "hast";
import type { Point } from "./points.js";
import type { HtmlTag } from "./tag-table.js";

/** A start tag, kept for the copies that the parser makes of formatting elements. */
export interface StartTag {
  readonly tag: HtmlTag;
  readonly names: readonly string[];
  readonly values: readonly string[];
  readonly start: Point;
  readonly end: Point;
}

export interface FormattingEntry {
  element: Element;
  readonly token: StartTag;
}

/** Of equal elements no more are kept ("Noah's Ark clause"). */
const MOST_EQUAL = 3;

/** The list of active formatting elements; `undefined` is a marker. */
export class FormattingElements {
  readonly entries: (FormattingEntry | undefined)[] = [];

  mark(): void {
    this.entries.push(undefined);
  }

  push(element: Element, token: StartTag): void {
    let equal = 0;
    let oldest = -1;
    for (let at = this.entries.length - 1; at >= 0; at--) {
      const entry = this.entries[at];
      if (entry === undefined) break;
      if (entry.token.tag !== token.tag || !sameAttributes(entry.token, token)) continue;
      equal++;
      oldest = at;
    }
    if (equal >= MOST_EQUAL) this.entries.splice(oldest, 1);
    this.entries.push({ element, token });
  }

  clearToMarker(): void {
    while (this.entries.length > 0 && this.entries.pop() !== undefined);
  }

  remove(entry: FormattingEntry): void {
    const at = this.entries.lastIndexOf(entry);
    if (at !== -1) this.entries.splice(at, 1);
  }

  /** The newest one behind the last marker with this tag. */
  newest(tag: HtmlTag): FormattingEntry | undefined {
    for (let at = this.entries.length - 1; at >= 0; at--) {
      const entry = this.entries[at];
      if (entry === undefined || entry.token.tag === tag) return entry;
    }
    return undefined;
  }

  of(element: Element): FormattingEntry | undefined {
    return this.entries.findLast((entry) => entry?.element === element);
  }
}

function sameAttributes(a: StartTag, b: StartTag): boolean {
  if (a.names.length !== b.names.length) return false;
  return a.names.every((name, index) => {
    const at = b.names.indexOf(name);
    return at !== -1 && a.values[index] === b.values[at];
  });
}
