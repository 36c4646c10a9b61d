import type { StartTag } from "./formatting.js";
import {
  CAPTION,
  COL,
  COLGROUP,
  FRAMESET,
  HEAD,
  HR,
  HTML,
  INPUT,
  KEYGEN,
  OPTGROUP,
  OPTION,
  SCRIPT,
  SELECT,
  STYLE,
  TABLE,
  TBODY,
  TD,
  TEXTAREA,
  TFOOT,
  TH,
  THEAD,
  TR,
} from "./known-tags.js";
import {
  IN_BODY,
  IN_CAPTION,
  IN_CELL,
  IN_COLUMN_GROUP,
  IN_ROW,
  IN_SELECT,
  IN_SELECT_IN_TABLE,
  IN_TABLE,
  IN_TABLE_BODY,
  IN_TEMPLATE,
} from "./modes.js";
import type { Point } from "./points.js";
import { TableBuilder } from "./table-builder.js";
import type { HtmlTag } from "./tag-table.js";
import * as tags from "./tag-table.js";
import { UNSURE } from "./unsure.js";

/** What closes a `select` inside a table. */
const SELECT_BREAKERS: ReadonlySet<HtmlTag> = new Set([CAPTION, TABLE, TBODY, TFOOT, THEAD, TR, TD, TH]);

/** Tree construction of the HTML standard, for a fragment in a `template`, as rehype-parse reads one. */
export class TreeBuilder extends TableBuilder {
  /** To which a fragment comes back when no open element says otherwise. */
  protected baseMode = IN_TEMPLATE;

  startTag(token: StartTag, selfClosing: boolean): void {
    const { open } = this;
    this.skipsNewline = false;
    this.acknowledged = false;
    this.token = token;
    open.tokenTag = token.tag;
    open.tokenIsEnd = false;
    open.tokenStart = token.start;
    open.tokenEnd = token.end;
    if (this.inForeign) this.startForeign(selfClosing);
    else this.start(selfClosing);
    if (selfClosing && !this.acknowledged) {
      this.problems.push({
        code: "html-non-void-html-element-start-tag-with-trailing-solidus",
        range: { start: token.start.offset ?? 0, end: token.end.offset ?? 0 },
      });
    }
  }

  endTag(tagRead: HtmlTag, start: Point, end: Point): void {
    const { open } = this;
    this.skipsNewline = false;
    open.tokenTag = tagRead;
    open.tokenIsEnd = true;
    open.tokenStart = start;
    open.tokenEnd = end;
    if (open.currentTag.svg) this.endForeign(tagRead);
    else this.end(tagRead);
  }

  /** The end of an element that holds nothing but text. */
  endText(): void {
    this.open.pop();
  }

  comment(value: string, start: Point, end: Point): void {
    this.skipsNewline = false;
    this.insertComment(value, start, end);
  }

  /** `<!doctype html>`: in a fragment, it is nothing. */
  doctype(_start: Point, _end: Point): void {
    this.skipsNewline = false;
  }

  /** The end of the text. */
  finish(end: Point): void {
    this.open.finish(end);
  }

  /** Whether a line break right behind the tag is not part of the text. */
  takesSkip(): boolean {
    const skips = this.skipsNewline;
    this.skipsNewline = false;
    return skips;
  }

  characters(value: string, start: Point, end: Point): void {
    if (this.inForeign) {
      this.insertText(value, start, end);
      return;
    }
    switch (this.mode) {
      case IN_SELECT:
      case IN_SELECT_IN_TABLE:
        this.insertText(value, start, end);
        return;
      case IN_TABLE:
      case IN_TABLE_BODY:
      case IN_ROW:
        this.charactersInTable(value, start, end);
        return;
      case IN_COLUMN_GROUP:
        if (/[^ \t\n\f\r]/.test(value)) throw UNSURE;
        this.insertText(value, start, end);
        return;
      default:
        this.reconstruct();
        this.insertText(value, start, end);
    }
  }

  /** The end of a text inside such an element. */
  endInsideText(at: number): void {
    this.problems.push({
      code: "html-eof-in-element-that-can-contain-only-text",
      range: { start: at, end: at },
    });
    this.open.pop();
  }

  protected start(selfClosing: boolean): void {
    switch (this.mode) {
      case IN_BODY:
        this.startInBody(selfClosing);
        return;
      case IN_TEMPLATE:
        this.#startInTemplate(selfClosing);
        return;
      case IN_TABLE:
        this.startInTable(selfClosing);
        return;
      case IN_CAPTION:
        this.startInCaption(selfClosing);
        return;
      case IN_COLUMN_GROUP:
        this.startInColumnGroup(selfClosing);
        return;
      case IN_TABLE_BODY:
        this.startInTableBody(selfClosing);
        return;
      case IN_ROW:
        this.startInRow(selfClosing);
        return;
      case IN_CELL:
        this.startInCell(selfClosing);
        return;
      case IN_SELECT:
        this.#startInSelect(selfClosing);
        return;
      default:
        this.#startInSelectInTable(selfClosing);
    }
  }

  protected end(read: HtmlTag): void {
    switch (this.mode) {
      case IN_BODY:
        this.endInBody(read);
        return;
      case IN_TEMPLATE:
        if (read.end === tags.E_UNSURE) throw UNSURE;
        return;
      case IN_TABLE:
        this.endInTable(read);
        return;
      case IN_CAPTION:
        this.endInCaption(read);
        return;
      case IN_COLUMN_GROUP:
        this.endInColumnGroup(read);
        return;
      case IN_TABLE_BODY:
        this.endInTableBody(read);
        return;
      case IN_ROW:
        this.endInRow(read);
        return;
      case IN_CELL:
        this.endInCell(read);
        return;
      case IN_SELECT:
        this.#endInSelect(read);
        return;
      default:
        this.#endInSelectInTable(read);
    }
  }

  #startInTemplate(selfClosing: boolean): void {
    const { tag: read } = this.token;
    switch (read.start) {
      case tags.S_HEAD_VOID:
      case tags.S_TITLE:
      case tags.S_SCRIPT:
        this.startInBody(selfClosing);
        return;
      case tags.S_RAW_TEXT:
        if (read === STYLE || read.name === "noframes") {
          this.startInBody(selfClosing);
          return;
        }
        break;
      case tags.S_TABLE_PART: {
        const mode =
          read === COL ? IN_COLUMN_GROUP : read === TR ? IN_TABLE_BODY : read === TD || read === TH ? IN_ROW : IN_TABLE;
        this.baseMode = mode;
        this.mode = mode;
        this.start(selfClosing);
        return;
      }
    }
    this.baseMode = IN_BODY;
    this.mode = IN_BODY;
    this.startInBody(selfClosing);
  }

  #startInSelect(selfClosing: boolean): void {
    const { open } = this;
    const read = this.token.tag;
    switch (read) {
      case OPTION:
        if (open.currentTag === OPTION) open.pop();
        this.insert();
        return;
      case OPTGROUP:
      case HR:
        if (open.currentTag === OPTION) open.pop();
        if (open.currentTag === OPTGROUP) open.pop();
        if (read === OPTGROUP) {
          this.insert();
        } else {
          this.append();
          this.acknowledged = true;
        }
        return;
      case INPUT:
      case KEYGEN:
      case TEXTAREA:
      case SELECT:
        if (open.inSelectScope(SELECT)) {
          open.popUntil(SELECT);
          this.resetMode();
          if (read !== SELECT) this.again(selfClosing);
        }
        return;
      case SCRIPT:
        this.startInBody(selfClosing);
        return;
      case HTML:
        this.startPage(read);
        return;
      default:
        if (read.name === "template") throw UNSURE;
    }
  }

  #endInSelect(read: HtmlTag): void {
    const { open } = this;
    switch (read) {
      case OPTGROUP:
        if (open.top > 0 && open.currentTag === OPTION && open.tags[open.top - 1] === OPTGROUP) open.pop();
        if (open.currentTag === OPTGROUP) open.pop();
        return;
      case OPTION:
        if (open.currentTag === OPTION) open.pop();
        return;
      case SELECT:
        if (open.inSelectScope(SELECT)) {
          open.popUntil(SELECT);
          this.resetMode();
        }
        return;
      default:
        if (read.end === tags.E_UNSURE) throw UNSURE;
    }
  }

  #startInSelectInTable(selfClosing: boolean): void {
    if (!SELECT_BREAKERS.has(this.token.tag)) {
      this.#startInSelect(selfClosing);
      return;
    }
    this.open.popUntil(SELECT);
    this.resetMode();
    this.again(selfClosing);
  }

  #endInSelectInTable(read: HtmlTag): void {
    if (!SELECT_BREAKERS.has(read)) {
      this.#endInSelect(read);
    } else if (this.open.inScope(read, tags.TABLE_SCOPE)) {
      this.open.popUntil(SELECT);
      this.resetMode();
      this.endAgain(read);
    }
  }

  protected resetMode(): void {
    const { open } = this;
    const at = open.topmostOf(tags.SELECTS_MODE);
    if (at <= 0) {
      this.mode = this.baseMode;
      return;
    }
    switch (open.tags[at]) {
      case TR:
        this.mode = IN_ROW;
        return;
      case TBODY:
      case THEAD:
      case TFOOT:
        this.mode = IN_TABLE_BODY;
        return;
      case CAPTION:
        this.mode = IN_CAPTION;
        return;
      case COLGROUP:
        this.mode = IN_COLUMN_GROUP;
        return;
      case TABLE:
        this.mode = IN_TABLE;
        return;
      case SELECT:
        this.mode = open.topmost(TABLE) > 0 ? IN_SELECT_IN_TABLE : IN_SELECT;
        return;
      case TD:
      case TH:
        this.mode = IN_CELL;
        return;
      case HTML:
      case HEAD:
      case FRAMESET:
        throw UNSURE;
      default:
        this.mode = IN_BODY;
    }
  }
}
