import type { Element, Root } from "hast";
import type { SourceProblem } from "../problem.js";
import { BODY, BR, FRAMESET, HEAD, HTML, IFRAME, NOEMBED, NOSCRIPT } from "./known-tags.js";
import {
  AFTER_AFTER_BODY,
  AFTER_BODY,
  AFTER_HEAD,
  BEFORE_HEAD,
  BEFORE_HTML,
  IN_BODY,
  IN_HEAD,
  INITIAL,
} from "./modes.js";
import type { Parent } from "./open-elements.js";
import type { Point } from "./points.js";
import type { HtmlTag } from "./tag-table.js";
import * as tags from "./tag-table.js";
import { TreeBuilder } from "./tree-builder.js";
import { UNSURE } from "./unsure.js";

/** Below `<html>` stands the document, which is no element. */
const DOCUMENT: HtmlTag = { ...HTML, name: "#document", tagName: "#document", is: 0 };
const WHITE = /^[ \t\n\f\r]+/;

/** Tree construction of the HTML standard for a whole page, scripting off. */
export class PageBuilder extends TreeBuilder {
  readonly #text: string;
  #html: Parent | undefined;
  #body: Parent | undefined;
  #htmlHasEnd = false;
  #bodyHasEnd = false;

  constructor(root: Root, start: Point, problems: SourceProblem[], text: string) {
    super(root, start, problems);
    this.#text = text;
    this.open.tags[0] = DOCUMENT;
    this.mode = INITIAL;
    this.baseMode = IN_BODY;
  }

  override doctype(start: Point, end: Point): void {
    this.skipsNewline = false;
    if (this.mode === INITIAL) {
      this.root.children.push({ type: "doctype", position: { start, end } });
      this.mode = BEFORE_HTML;
    } else if (this.mode >= BEFORE_HEAD && this.mode <= AFTER_HEAD) {
      this.#problem("html-misplaced-doctype", start, end);
    }
  }

  override comment(value: string, start: Point, end: Point): void {
    this.skipsNewline = false;
    const parent = this.open.currentTag.svg
      ? undefined
      : this.mode === AFTER_AFTER_BODY
        ? this.root
        : this.mode === AFTER_BODY
          ? this.open.elements[1]
          : undefined;
    if (parent === undefined) this.insertComment(value, start, end);
    else parent.children.push({ type: "comment", value, position: { start, end } });
  }

  override characters(value: string, start: Point, end: Point): void {
    if (this.mode < INITIAL) {
      super.characters(value, start, end);
      return;
    }
    const white = WHITE.exec(value)?.[0] ?? "";
    const rest = value.slice(white.length);
    // A reference or a `</>` there has a place of its own in the reference parser.
    if (white !== "" && !WHITE.test(this.#text.charAt(start.offset ?? 0))) throw UNSURE;
    const from = rest === "" ? end : this.#behindWhite(start);
    if (white !== "") this.#whiteSpace(white, start, from);
    if (rest === "") return;
    this.#toBody();
    super.characters(rest, from, end);
  }

  #behindWhite(start: Point): Point {
    const text = this.#text;
    let at = start.offset ?? 0;
    let { line, column } = start;
    for (; WHITE.test(text.charAt(at)); at++) {
      const unit = text.charCodeAt(at);
      if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    if (text.charCodeAt(at) === 38 || text.startsWith("</>", at)) throw UNSURE;
    return at === start.offset ? start : { line, column, offset: at };
  }

  #whiteSpace(value: string, start: Point, end: Point): void {
    if (this.mode === IN_HEAD || this.mode === AFTER_HEAD) this.insertText(value, start, end);
    else if (this.mode > AFTER_HEAD) {
      this.reconstruct();
      this.insertText(value, start, end);
    }
  }

  /** What is no part of a head opens the body. */
  #toBody(): void {
    // No page begins with text; where its fault stands among others depends on the tokens of the reference parser.
    if (this.mode === INITIAL) throw UNSURE;
    if (this.mode === BEFORE_HTML) this.#implyHtml();
    if (this.mode === BEFORE_HEAD) this.#implyHead();
    if (this.mode === IN_HEAD) this.#leaveHead();
    if (this.mode === AFTER_HEAD) this.#implyBody();
    this.mode = IN_BODY;
  }

  #withoutDoctype(at: Point): void {
    this.#problem("html-missing-doctype", at, at);
    this.root.data = { quirksMode: true };
    this.mode = BEFORE_HTML;
  }

  #implyHtml(): void {
    const html: Element = { type: "element", tagName: "html", properties: {}, children: [] };
    this.root.children.push(html);
    this.open.push(html, HTML, this.root);
    this.#html = html;
    this.mode = BEFORE_HEAD;
  }

  #implyHead(): void {
    this.insertImplied(HEAD);
    this.mode = IN_HEAD;
  }

  #leaveHead(): void {
    this.open.pop();
    this.mode = AFTER_HEAD;
  }

  #implyBody(): void {
    this.insertImplied(BODY);
    this.#body = this.open.current;
    this.mode = IN_BODY;
  }

  protected override start(selfClosing: boolean): void {
    if (this.mode < INITIAL) {
      super.start(selfClosing);
      return;
    }
    const { tag: read, start } = this.token;
    if (this.mode === INITIAL) this.#withoutDoctype(start);
    if (this.mode === BEFORE_HTML) {
      if (read === HTML) {
        this.#html = this.insert();
        this.mode = BEFORE_HEAD;
        return;
      }
      this.#implyHtml();
    }
    if (read === HTML) {
      this.startPage(read);
      return;
    }
    if (this.mode === BEFORE_HEAD) {
      if (read === HEAD) {
        this.insert();
        this.mode = IN_HEAD;
        return;
      }
      this.#implyHead();
    }
    if (this.mode === IN_HEAD && this.#startInHead(read, selfClosing)) return;
    if (this.mode === AFTER_HEAD && this.#startAfterHead(read)) return;
    this.mode = IN_BODY;
    this.startInBody(selfClosing);
  }

  /** Whether the head keeps it. */
  #startInHead(read: HtmlTag, selfClosing: boolean): boolean {
    switch (read.start) {
      case tags.S_HEAD_VOID:
      case tags.S_TITLE:
      case tags.S_SCRIPT:
        this.startInBody(selfClosing);
        return true;
      case tags.S_RAW_TEXT:
        if (read === IFRAME || read === NOEMBED) break;
        this.startInBody(selfClosing);
        return true;
      case tags.S_UNSURE:
        throw UNSURE;
    }
    if (read === NOSCRIPT) throw UNSURE;
    if (read === HEAD) {
      this.#problem("html-misplaced-start-tag-for-head-element", this.token.start, this.token.end);
      return true;
    }
    this.#leaveHead();
    return false;
  }

  /** Whether nothing is left for the body. */
  #startAfterHead(read: HtmlTag): boolean {
    if (read === BODY) {
      this.#body = this.insert();
      this.mode = IN_BODY;
      return true;
    }
    if (read === HEAD) {
      this.#problem("html-misplaced-start-tag-for-head-element", this.token.start, this.token.end);
      return true;
    }
    const ofHead = read.start === tags.S_HEAD_VOID || read.start === tags.S_TITLE || read.start === tags.S_SCRIPT;
    const raw = read.start === tags.S_RAW_TEXT && read !== IFRAME && read !== NOEMBED;
    if (ofHead || raw || read.start === tags.S_UNSURE || read.start === tags.S_PAGE) throw UNSURE;
    this.#implyBody();
    return false;
  }

  /** Later `<html>` and `<body>` lend their attributes to the first ones. */
  protected override startPage(read: HtmlTag): void {
    if (this.token.names.length > 0 || read === FRAMESET) throw UNSURE;
  }

  protected override end(read: HtmlTag): void {
    if (this.mode < INITIAL) {
      super.end(read);
      return;
    }
    const { tokenStart, tokenEnd } = this.open;
    const opens = read === HTML || read === BODY || read === BR;
    if (this.mode === INITIAL) this.#withoutDoctype(tokenStart);
    if (this.mode === BEFORE_HTML) {
      if (!opens && read !== HEAD) return;
      this.#implyHtml();
    }
    if (this.mode <= AFTER_HEAD) {
      if (read.end === tags.E_UNSURE) throw UNSURE;
      if (this.mode === BEFORE_HEAD && (opens || read === HEAD)) this.#implyHead();
      if (this.mode === IN_HEAD && (opens || read === HEAD)) this.#leaveHead();
      else if (!opens) this.#problem("html-end-tag-without-matching-open-element", tokenStart, tokenEnd);
      if (!opens) return;
      this.#implyBody();
    } else if (this.mode === AFTER_BODY && read === HTML) {
      this.#endHtml();
      return;
    } else {
      this.mode = IN_BODY;
    }
    this.endInBody(read);
  }

  protected override endPage(read: HtmlTag): void {
    const { open } = this;
    if (!open.inScope(BODY)) return;
    this.mode = AFTER_BODY;
    if (read === BODY) {
      if (open.tags[2] !== BODY) return;
      open.setEnd(open.elements[2] as Parent, BODY);
      this.#bodyHasEnd = true;
    } else {
      this.#endHtml();
    }
  }

  #endHtml(): void {
    const { open } = this;
    this.mode = AFTER_AFTER_BODY;
    open.setEnd(open.elements[1] as Parent, HTML);
    this.#htmlHasEnd = true;
    const body = open.elements[2];
    if (body !== undefined && !this.#bodyHasEnd) open.setEnd(body, open.tags[2] as HtmlTag);
  }

  override finish(end: Point): void {
    if (this.mode >= INITIAL && this.mode <= AFTER_HEAD) this.#toBody();
    const { open } = this;
    open.tokenIsEnd = false;
    open.tokenStart = end;
    open.shorten(3);
    // Where the document has no `<html>`, its body ends with what it holds.
    const html = this.#html;
    const body = this.#body;
    if (html?.position !== undefined && !this.#htmlHasEnd) {
      open.setEnd(html, HTML);
      if (body !== undefined && !this.#bodyHasEnd) open.setEnd(body, BODY);
    } else if (body !== undefined && !this.#bodyHasEnd) {
      open.endWithContent(body);
    }
    open.settle();
  }

  #problem(code: SourceProblem["code"], start: Point, end: Point): void {
    this.problems.push({ code, range: { start: start.offset ?? 0, end: end.offset ?? 0 } });
  }
}
