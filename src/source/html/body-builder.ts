import type { Element, Root } from "hast";
import type { SourceProblem } from "../problem.js";
import { Insertion } from "./insertion.js";
import { A, BR, BUTTON, DD, DT, FONT, FORM, IMG, LI, NOBR, OPTION, P, RTC, RUBY } from "./known-tags.js";
import { IN_CELL, IN_COLUMN_GROUP, IN_SELECT, IN_SELECT_IN_TABLE, IN_TABLE, IN_TEMPLATE } from "./modes.js";
import type { Point } from "./points.js";
import type { HtmlTag } from "./tag-table.js";
import * as tags from "./tag-table.js";
import { UNSURE } from "./unsure.js";

/** How the text behind a start tag is to be read. */
export type TextKind = "raw" | "references" | "script" | undefined;

/** What tags do in a body, and in SVG inside it. */
export abstract class BodyBuilder extends Insertion {
  readonly problems: SourceProblem[];
  /** Set by a start tag whose element holds nothing but text. */
  textKind: TextKind;
  protected mode = IN_TEMPLATE;
  protected form: Element | undefined;
  protected skipsNewline = false;
  protected acknowledged = false;

  constructor(root: Root, start: Point, problems: SourceProblem[]) {
    super(root, start);
    this.problems = problems;
  }

  /** The start tag at hand, in the mode that holds now, where no foreign element is open. */
  protected abstract start(selfClosing: boolean): void;
  protected abstract end(read: HtmlTag): void;

  /** Whether `<![CDATA[` is one here. */
  get inForeign(): boolean {
    const { currentTag } = this.open;
    return currentTag.svg && (currentTag.is & tags.INTEGRATION_POINT) === 0;
  }

  /** The same start tag in the mode that holds now. */
  protected again(selfClosing: boolean): void {
    if (this.inForeign) this.startForeign(selfClosing);
    else this.start(selfClosing);
  }

  protected endAgain(read: HtmlTag): void {
    this.skipsNewline = false;
    if (this.open.currentTag.svg) this.endForeign(read);
    else this.end(read);
  }

  protected startForeign(selfClosing: boolean): void {
    const { tag: read, names } = this.token;
    const leaves =
      (read.is & tags.LEAVES_FOREIGN) !== 0 ||
      (read === FONT && names.some((name) => name === "color" || name === "size" || name === "face"));
    if (leaves) {
      while (this.inForeign) this.open.pop();
      this.start(selfClosing);
      return;
    }
    this.insertSvg(read.name, selfClosing);
  }

  protected insertSvg(name: string, selfClosing: boolean): void {
    if (selfClosing) this.append(tags.svgTag(name));
    else this.insert(tags.svgTag(name));
    this.acknowledged = true;
  }

  protected endForeign(read: HtmlTag): void {
    const { open } = this;
    if (read === P || read === BR) {
      while (this.inForeign) open.pop();
      this.end(read);
      return;
    }
    for (let at = open.top; at > 0; at--) {
      const found = open.tags[at] as HtmlTag;
      if (!found.svg) break;
      if (found.name !== read.name) continue;
      open.shorten(at);
      return;
    }
    this.end(read);
  }

  #block(): void {
    if (this.open.paragraphInButtonScope()) this.open.closeParagraph();
  }

  protected startInBody(selfClosing: boolean): void {
    const { open, token } = this;
    const read = token.tag;
    switch (read.start) {
      case tags.S_GENERIC:
        this.reconstruct();
        this.insert();
        return;
      case tags.S_BLOCK:
        this.#block();
        this.insert();
        return;
      case tags.S_FORMATTING:
        this.insertFormatting();
        return;
      case tags.S_LINK:
        this.#startLink();
        return;
      case tags.S_HEADING:
        this.#block();
        if ((open.currentTag.is & tags.HEADING) !== 0 && !open.currentTag.svg) open.pop();
        this.insert();
        return;
      case tags.S_LIST_ITEM:
        this.#startListItem();
        return;
      case tags.S_IMAGE:
        this.token = { ...token, tag: IMG };
        open.tokenTag = IMG;
        this.reconstruct();
        this.append();
        this.acknowledged = true;
        return;
      case tags.S_VOID:
      case tags.S_INPUT:
        this.reconstruct();
        this.append();
        this.acknowledged = true;
        return;
      case tags.S_RULE:
        this.#block();
        this.append();
        this.acknowledged = true;
        return;
      case tags.S_HEAD_VOID:
      case tags.S_PARAM:
        this.append();
        this.acknowledged = true;
        return;
      case tags.S_RUBY_BASE:
        if (open.inScope(RUBY)) open.imply();
        this.insert();
        return;
      case tags.S_RUBY_TEXT:
        if (open.inScope(RUBY)) open.implyBut(RTC);
        this.insert();
        return;
      case tags.S_PRE:
        this.#block();
        this.insert();
        this.skipsNewline = true;
        return;
      case tags.S_XMP:
        this.#block();
        this.reconstruct();
        this.insert();
        this.textKind = "raw";
        return;
      case tags.S_SVG:
        this.reconstruct();
        this.insertSvg("svg", selfClosing);
        return;
      case tags.S_RAW_TEXT:
        this.insert();
        this.textKind = "raw";
        return;
      case tags.S_TITLE:
        this.insert();
        this.textKind = "references";
        return;
      case tags.S_SCRIPT:
        this.insert();
        this.textKind = "script";
        return;
      case tags.S_TEXTAREA:
        this.insert();
        this.skipsNewline = true;
        this.textKind = "references";
        return;
      case tags.S_FORM:
        if (this.form !== undefined) return;
        this.#block();
        this.form = this.insert();
        return;
      case tags.S_NOBR:
        this.reconstruct();
        if (open.inScope(NOBR)) {
          this.adopt(NOBR);
          this.reconstruct();
        }
        this.formatting.push(this.insert(), token);
        return;
      case tags.S_TABLE:
        if (this.root.data?.quirksMode !== true) this.#block();
        this.insert();
        this.mode = IN_TABLE;
        return;
      case tags.S_BUTTON:
        if (open.inScope(BUTTON)) {
          open.imply();
          open.popUntil(BUTTON);
        }
        this.reconstruct();
        this.insert();
        return;
      case tags.S_OBJECT:
        this.reconstruct();
        this.insert();
        this.formatting.mark();
        return;
      case tags.S_SELECT:
        this.reconstruct();
        this.insert();
        this.mode =
          this.mode >= IN_TABLE && this.mode <= IN_CELL && this.mode !== IN_COLUMN_GROUP
            ? IN_SELECT_IN_TABLE
            : IN_SELECT;
        return;
      case tags.S_OPTION:
        if (open.currentTag === OPTION) open.pop();
        this.reconstruct();
        this.insert();
        return;
      case tags.S_PAGE:
        this.startPage(read);
        return;
      case tags.S_IGNORED:
      case tags.S_TABLE_PART:
        return;
      default:
        throw UNSURE;
    }
  }

  /** `<html>`, `<head>`, `<body>` and `<frameset>` inside a body are nothing in a fragment. */
  protected startPage(_read: HtmlTag): void {}

  /** `</html>` and `</body>` likewise. */
  protected endPage(_read: HtmlTag): void {}

  #startLink(): void {
    const entry = this.formatting.newest(A);
    if (entry !== undefined) {
      this.adopt(A);
      const at = this.open.indexOf(entry.element);
      if (at !== -1) this.open.removeAt(at);
      this.formatting.remove(entry);
    }
    this.insertFormatting();
  }

  #startListItem(): void {
    const { open } = this;
    const read = this.token.tag;
    const at = read === LI ? open.topmost(LI) : Math.max(open.topmost(DD), open.topmost(DT));
    if (at !== -1 && !open.isListItemBelowBorder(at)) {
      const item = open.tags[at] as HtmlTag;
      open.implyBut(item);
      open.popUntil(item);
    }
    this.#block();
    this.insert();
  }

  protected endInBody(read: HtmlTag): void {
    const { open } = this;
    switch (read.end) {
      case tags.E_GENERIC:
        this.endGeneric(read);
        return;
      case tags.E_BLOCK:
        if (open.inScope(read)) {
          open.imply();
          open.popUntil(read);
        }
        return;
      case tags.E_FORMATTING:
        this.adopt(read);
        return;
      case tags.E_P:
        if (!open.paragraphInButtonScope()) this.insertImplied(P);
        open.closeParagraph();
        return;
      case tags.E_LI:
        if (open.inScope(LI, tags.LIST_ITEM_SCOPE)) {
          open.implyBut(LI);
          open.popUntil(LI);
        }
        return;
      case tags.E_DEFINITION:
        if (open.inScope(read)) {
          open.implyBut(read);
          open.popUntil(read);
        }
        return;
      case tags.E_HEADING:
        if (open.kindInScope(tags.HEADING, tags.SCOPE)) {
          open.imply();
          open.shorten(Math.max(open.topmostOf(tags.HEADING), 0));
        }
        return;
      case tags.E_BR:
        this.reconstruct();
        this.insertImplied(BR);
        open.pop();
        return;
      case tags.E_FORM:
        this.#endForm();
        return;
      case tags.E_OBJECT:
        if (open.inScope(read)) {
          open.imply();
          open.popUntil(read);
          this.formatting.clearToMarker();
        }
        return;
      case tags.E_PAGE:
        this.endPage(read);
        return;
      default:
        throw UNSURE;
    }
  }

  #endForm(): void {
    const { open } = this;
    const form = this.form;
    this.form = undefined;
    if (form === undefined || !open.inScope(FORM)) return;
    open.imply();
    const at = open.elements.lastIndexOf(form);
    if (at !== -1) open.removeAt(at);
  }

  protected endGeneric(read: HtmlTag): void {
    const { open } = this;
    const at = open.topmost(read);
    if (at <= 0 || open.hasSpecialAbove(at)) return;
    if (read.known) open.implyBut(read);
    else while ((open.currentTag.is & tags.IMPLIED_END_THOROUGH) !== 0 && !open.currentTag.svg) open.pop();
    if (open.top >= at) open.shorten(at);
  }
}
