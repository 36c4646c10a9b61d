import { BodyBuilder } from "./body-builder.js";
import {
  BODY,
  CAPTION,
  COL,
  COLGROUP,
  FORM,
  HTML,
  INPUT,
  SCRIPT,
  STYLE,
  TABLE,
  TBODY,
  TD,
  TFOOT,
  TH,
  THEAD,
  TR,
} from "./known-tags.js";
import { IN_CAPTION, IN_CELL, IN_COLUMN_GROUP, IN_ROW, IN_TABLE, IN_TABLE_BODY } from "./modes.js";
import type { OpenElements } from "./open-elements.js";
import type { Point } from "./points.js";
import type { HtmlTag } from "./tag-table.js";
import * as tags from "./tag-table.js";
import { UNSURE } from "./unsure.js";

/** Parts of a table that close a caption or a cell. */
const TABLE_PARTS: ReadonlySet<HtmlTag> = new Set([CAPTION, COL, COLGROUP, TBODY, TD, TFOOT, TH, THEAD, TR]);

/** Tags of a table or a page: an end tag of theirs that ends nothing is passed over. */
const STRUCTURE: ReadonlySet<HtmlTag> = new Set([...TABLE_PARTS, BODY, HTML]);

/** What tags and text do between a table and its cells. */
export abstract class TableBuilder extends BodyBuilder {
  /** Finds the mode by the elements that are open. */
  protected abstract resetMode(): void;

  protected charactersInTable(value: string, start: Point, end: Point): void {
    const { currentTag } = this.open;
    const inStructure = (currentTag.is & tags.TABLE_STRUCTURE) !== 0 && !currentTag.svg;
    if (inStructure && !/[^ \t\n\f\r]/.test(value)) {
      this.insertText(value, start, end);
      return;
    }
    const before = this.fosters;
    this.fosters = true;
    this.reconstruct();
    this.insertText(value, start, end);
    this.fosters = before;
  }

  /** In the body, with what is misplaced moved before the table. */
  #startFostered(selfClosing: boolean): void {
    const before = this.fosters;
    this.fosters = true;
    this.startInBody(selfClosing);
    this.fosters = before;
  }

  protected startInTable(selfClosing: boolean): void {
    const { open } = this;
    const read = this.token.tag;
    switch (read) {
      case CAPTION:
        backTo(open, tags.TABLE_CONTEXT);
        this.formatting.mark();
        this.insert();
        this.mode = IN_CAPTION;
        return;
      case COLGROUP:
        backTo(open, tags.TABLE_CONTEXT);
        this.insert();
        this.mode = IN_COLUMN_GROUP;
        return;
      case COL:
        backTo(open, tags.TABLE_CONTEXT);
        this.insertImplied(COLGROUP);
        this.mode = IN_COLUMN_GROUP;
        this.startInColumnGroup(selfClosing);
        return;
      case TBODY:
      case TFOOT:
      case THEAD:
        backTo(open, tags.TABLE_CONTEXT);
        this.insert();
        this.mode = IN_TABLE_BODY;
        return;
      case TD:
      case TH:
      case TR:
        backTo(open, tags.TABLE_CONTEXT);
        this.insertImplied(TBODY);
        this.mode = IN_TABLE_BODY;
        this.startInTableBody(selfClosing);
        return;
      case TABLE:
        if (open.inScope(TABLE, tags.TABLE_SCOPE)) {
          open.popUntil(TABLE);
          this.resetMode();
          this.again(selfClosing);
        }
        return;
      case STYLE:
      case SCRIPT:
        this.startInBody(selfClosing);
        return;
      case INPUT: {
        const at = this.token.names.indexOf("type");
        if (at !== -1 && this.token.values[at]?.toLowerCase() === "hidden") this.append();
        else this.#startFostered(selfClosing);
        this.acknowledged = true;
        return;
      }
      case FORM:
        if (this.form !== undefined) return;
        this.form = this.insert();
        open.pop();
        return;
      default:
        this.#startFostered(selfClosing);
    }
  }

  protected endInTable(read: HtmlTag): void {
    const { open } = this;
    switch (read) {
      case TABLE:
        if (open.inScope(TABLE, tags.TABLE_SCOPE)) {
          open.popUntil(TABLE);
          this.resetMode();
        }
        return;
      default: {
        if (STRUCTURE.has(read)) return;
        const before = this.fosters;
        this.fosters = true;
        this.endInBody(read);
        this.fosters = before;
      }
    }
  }

  #closeCaption(): boolean {
    const { open } = this;
    if (!open.inScope(CAPTION, tags.TABLE_SCOPE)) return false;
    open.imply();
    open.popUntil(CAPTION);
    this.formatting.clearToMarker();
    this.mode = IN_TABLE;
    return true;
  }

  protected startInCaption(selfClosing: boolean): void {
    if (!TABLE_PARTS.has(this.token.tag)) this.startInBody(selfClosing);
    else if (this.#closeCaption()) this.startInTable(selfClosing);
  }

  protected endInCaption(read: HtmlTag): void {
    if (read === CAPTION || read === TABLE) {
      if (this.#closeCaption() && read === TABLE) this.endInTable(read);
    } else if (!STRUCTURE.has(read)) {
      this.endInBody(read);
    }
  }

  protected startInColumnGroup(selfClosing: boolean): void {
    const read = this.token.tag;
    if (read === HTML) {
      this.startPage(read);
    } else if (read === COL) {
      this.append();
      this.acknowledged = true;
    } else if (read.start === tags.S_UNSURE) {
      throw UNSURE;
    } else if (this.#leaveColumnGroup()) {
      this.again(selfClosing);
    }
  }

  #leaveColumnGroup(): boolean {
    if (this.open.currentTag !== COLGROUP) return false;
    this.open.pop();
    this.mode = IN_TABLE;
    return true;
  }

  protected endInColumnGroup(read: HtmlTag): void {
    if (read === COLGROUP) this.#leaveColumnGroup();
    else if (read.end === tags.E_UNSURE) throw UNSURE;
    else if (read !== COL && this.#leaveColumnGroup()) this.endAgain(read);
  }

  protected startInTableBody(selfClosing: boolean): void {
    const { open } = this;
    const read = this.token.tag;
    if (read === TR) {
      backTo(open, tags.TABLE_BODY_CONTEXT);
      this.insert();
      this.mode = IN_ROW;
    } else if (read === TD || read === TH) {
      backTo(open, tags.TABLE_BODY_CONTEXT);
      this.insertImplied(TR);
      this.mode = IN_ROW;
      this.startInRow(selfClosing);
    } else if (TABLE_PARTS.has(read)) {
      if (this.#leaveTableBody()) this.startInTable(selfClosing);
    } else {
      this.startInTable(selfClosing);
    }
  }

  #leaveTableBody(): boolean {
    const { open } = this;
    if (!this.#bodyInTableScope()) return false;
    backTo(open, tags.TABLE_BODY_CONTEXT);
    open.pop();
    this.mode = IN_TABLE;
    return true;
  }

  #bodyInTableScope(): boolean {
    const { open } = this;
    for (let at = open.top; at >= 0; at--) {
      const found = open.tags[at] as HtmlTag;
      if (found === TBODY || found === TFOOT || found === THEAD) return true;
      if ((found.is & tags.TABLE_SCOPE) !== 0) return false;
    }
    return true;
  }

  protected endInTableBody(read: HtmlTag): void {
    const { open } = this;
    switch (read) {
      case TBODY:
      case TFOOT:
      case THEAD:
        if (open.inScope(read, tags.TABLE_SCOPE)) {
          backTo(open, tags.TABLE_BODY_CONTEXT);
          open.pop();
          this.mode = IN_TABLE;
        }
        return;
      case TABLE:
        if (this.#leaveTableBody()) this.endInTable(read);
        return;
      default:
        if (!STRUCTURE.has(read)) this.endInTable(read);
    }
  }

  #leaveRow(): boolean {
    const { open } = this;
    if (!open.inScope(TR, tags.TABLE_SCOPE)) return false;
    this.#popRow();
    return true;
  }

  #popRow(): void {
    backTo(this.open, tags.TABLE_ROW_CONTEXT);
    this.open.pop();
    this.mode = IN_TABLE_BODY;
  }

  protected startInRow(selfClosing: boolean): void {
    const read = this.token.tag;
    if (read === TD || read === TH) {
      backTo(this.open, tags.TABLE_ROW_CONTEXT);
      this.insert();
      this.mode = IN_CELL;
      this.formatting.mark();
    } else if (TABLE_PARTS.has(read)) {
      if (this.#leaveRow()) this.startInTableBody(selfClosing);
    } else {
      this.startInTable(selfClosing);
    }
  }

  protected endInRow(read: HtmlTag): void {
    switch (read) {
      case TR:
        this.#leaveRow();
        return;
      case TABLE:
        if (this.#leaveRow()) this.endInTableBody(read);
        return;
      case TBODY:
      case TFOOT:
      case THEAD:
        if (this.open.inScope(read, tags.TABLE_SCOPE) || this.open.inScope(TR, tags.TABLE_SCOPE)) {
          this.#popRow();
          this.endInTableBody(read);
        }
        return;
      default:
        if (!STRUCTURE.has(read)) this.endInTable(read);
    }
  }

  #closeCell(): void {
    const { open } = this;
    open.imply();
    open.shorten(Math.max(open.topmost(TD), open.topmost(TH), 0));
    this.formatting.clearToMarker();
    this.mode = IN_ROW;
  }

  protected startInCell(selfClosing: boolean): void {
    const { open } = this;
    if (!TABLE_PARTS.has(this.token.tag)) {
      this.startInBody(selfClosing);
    } else if (open.inScope(TD, tags.TABLE_SCOPE) || open.inScope(TH, tags.TABLE_SCOPE)) {
      this.#closeCell();
      this.startInRow(selfClosing);
    }
  }

  protected endInCell(read: HtmlTag): void {
    const { open } = this;
    switch (read) {
      case TD:
      case TH:
        if (open.inScope(read, tags.TABLE_SCOPE)) {
          open.imply();
          open.popUntil(read);
          this.formatting.clearToMarker();
          this.mode = IN_ROW;
        }
        return;
      case TABLE:
      case TBODY:
      case TFOOT:
      case THEAD:
      case TR:
        if (open.inScope(read, tags.TABLE_SCOPE)) {
          this.#closeCell();
          this.endInRow(read);
        }
        return;
      default:
        if (!STRUCTURE.has(read)) this.endInBody(read);
    }
  }
}

/** Leaves what is open above the innermost part of a table that may hold the next one. */
function backTo(open: OpenElements, context: number): void {
  open.shorten(open.topmostOf(context) + 1);
}
