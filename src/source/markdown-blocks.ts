import { DOUBT } from "./markdown-doubt.js";
import { htmlBlockKind, isDigit } from "./markdown-html.js";
import { LeafBlocks } from "./markdown-leaves.js";
import {
  ASTERISK,
  BACKTICK,
  GREATER,
  HASH,
  HYPHEN,
  isFence,
  isHeading,
  isRule,
  LESS,
  markerEnd,
  OPEN,
  PLUS,
  SPACE,
  skipBlanks,
  TAB,
  TILDE,
  UNDERSCORE,
} from "./markdown-marks.js";

/** The reference parser stops reading somewhat deeper, and counts a list twice. */
const DEEPEST_BLOCKS = 80;

/** Finds the blocks of a Markdown text, containers inside each other, as the reference parser does. Linear. */
export class BlockScanner extends LeafBlocks {
  /** Columns that belong to the list around, or -1. */
  #listIndent = -1;

  scan(): void {
    this.lineMax = this.lines.count;
    this.#scanBlocks(0, this.lines.count);
  }

  #scanBlocks(first: number, past: number): void {
    const lines = this.lines;
    let line = first;
    while (line < past) {
      while (line < this.lineMax && lines.isEmpty(line)) line++;
      this.line = line;
      if (line >= past || lines.columnOf(line) < this.indent) break;
      if (this.level >= DEEPEST_BLOCKS) throw DOUBT;
      this.#scanBlock(line, past);
      line = this.line;
      if (line < past && lines.isEmpty(line)) this.line = ++line;
    }
  }

  #scanBlock(line: number, past: number): void {
    const lines = this.lines;
    if (lines.columnOf(line) - this.indent >= 4) {
      if (this.indentedCode) this.codeBlock(line, past);
      else this.paragraph(line, past, false);
      return;
    }
    const at = lines.contentOf(line);
    const end = lines.endOf(line);
    const unit = this.units[at] ?? 0;
    let done = false;
    switch (unit) {
      case BACKTICK:
      case TILDE:
        done = this.fence(line, past, at, end);
        break;
      case GREATER:
        this.#blockQuote(line, past);
        done = true;
        break;
      case ASTERISK:
      case HYPHEN:
      case UNDERSCORE:
        if (isRule(this.units, at, end)) {
          this.line = line + 1;
          done = true;
        } else if (unit !== UNDERSCORE) done = this.#list(line, past);
        break;
      case OPEN:
        done = this.definition(line);
        break;
      case LESS:
        done = this.html && this.htmlBlock(line, past, at, end);
        break;
      case HASH:
        done = this.heading(line, at, end);
        break;
      default:
        if (unit === PLUS || isDigit(unit)) done = this.#list(line, past);
    }
    if (!done) this.paragraph(line, past, true);
  }

  /** Whether a line begins a block that ends the paragraph, or the lazy part of the quote, before it. */
  protected interrupts(line: number, at: number, end: number, paragraph: boolean): boolean {
    const unit = this.units[at] ?? 0;
    switch (unit) {
      case BACKTICK:
      case TILDE:
        return isFence(this.units, at, end);
      case GREATER:
        return true;
      case ASTERISK:
      case HYPHEN:
      case UNDERSCORE:
        return isRule(this.units, at, end) || (unit !== UNDERSCORE && this.#beginsList(line, at, end, paragraph));
      case LESS: {
        if (!this.html) return false;
        const kind = htmlBlockKind(this.text, this.units, at, end);
        return kind > 0 && kind < 7;
      }
      case HASH:
        return isHeading(this.units, at, end);
      default:
        return (unit === PLUS || isDigit(unit)) && this.#beginsList(line, at, end, paragraph);
    }
  }

  #beginsList(line: number, at: number, end: number, paragraph: boolean): boolean {
    if (this.#isOutside(line)) return false;
    const inParagraph = paragraph && this.lines.columnOf(line) >= this.indent;
    const behind = markerEnd(this.units, at, end);
    if (behind === -1) return false;
    if (!inParagraph) return true;
    if (isDigit(this.units[at] ?? 0) && Number(this.text.slice(at, behind - 1)) !== 1) return false;
    return skipBlanks(this.units, behind) < end;
  }

  /** Whether a line is too deep for a list item and not deep enough for what it would stand in. */
  #isOutside(line: number): boolean {
    const column = this.lines.columnOf(line);
    return this.#listIndent >= 0 && column - this.#listIndent >= 4 && column < this.indent;
  }

  #list(first: number, past: number): boolean {
    const units = this.units;
    const lines = this.lines;
    let line = first;
    let at = lines.contentOf(line);
    let end = lines.endOf(line);
    if (this.#isOutside(line)) return false;
    let behind = markerEnd(units, at, end);
    if (behind === -1) return false;
    const marker = units[behind - 1] ?? 0;
    const outer = this.containers;
    const kind = marker === 41 || marker === 46 ? "ordered_list" : "bullet_list";
    this.containers = outer === "" ? `${kind} list_item` : `${outer} ${kind} list_item`;
    this.level += 2;
    while (line < past) {
      const initial = lines.columnOf(line) + behind - at;
      let column = initial;
      let content = behind;
      for (; content < end; content++) {
        const unit = units[content] ?? 0;
        if (unit === TAB) column += 4 - ((column + lines.takenOf(line)) % 4);
        else if (unit === SPACE) column++;
        else break;
      }
      const blanks = content >= end || column - initial > 4 ? 1 : column - initial;
      const shift = lines.shift[line] ?? 0;
      const outerColumn = lines.columnOf(line);
      const listIndent = this.#listIndent;
      this.#listIndent = this.indent;
      this.indent = initial + blanks;
      lines.shift[line] = content - lines.markOf(line);
      lines.column[line] = column;
      if (content >= end && lines.isEmpty(line + 1)) this.line = Math.min(this.line + 2, past);
      else this.#scanBlocks(line, past);
      this.indent = this.#listIndent;
      this.#listIndent = listIndent;
      lines.shift[line] = shift;
      lines.column[line] = outerColumn;
      line = this.line;
      if (line >= past) break;
      const next = lines.columnOf(line);
      if (next < this.indent || next - this.indent >= 4) break;
      at = lines.contentOf(line);
      end = lines.endOf(line);
      if (at >= end || this.#endsList(at, end)) break;
      const nextBehind = markerEnd(units, at, end);
      if (nextBehind === -1 || isDigit(units[at] ?? 0) !== (kind === "ordered_list")) break;
      behind = nextBehind;
      if ((units[behind - 1] ?? 0) !== marker) break;
    }
    this.line = line;
    this.containers = outer;
    this.level -= 2;
    return true;
  }

  #endsList(at: number, end: number): boolean {
    const unit = this.units[at] ?? 0;
    if (unit === BACKTICK || unit === TILDE) return isFence(this.units, at, end);
    return unit === GREATER || isRule(this.units, at, end);
  }

  #blockQuote(first: number, past: number): void {
    const units = this.units;
    const lines = this.lines;
    const outerMax = this.lineMax;
    const saved: number[] = [];
    let lastIsEmpty = false;
    let line = first;
    for (; line < past; line++) {
      const column = lines.columnOf(line);
      let at = lines.contentOf(line);
      const end = lines.endOf(line);
      if (at >= end) break;
      if ((units[at] ?? 0) === GREATER && column >= this.indent) {
        at++;
        const taken = lines.takenOf(line);
        let initial = column + 1;
        let blank = 0;
        let half = 0;
        const unit = at < end ? (units[at] ?? 0) : 0;
        if (unit === SPACE) {
          at++;
          initial++;
          blank = 1;
        } else if (unit === TAB) {
          blank = 1;
          if ((taken + initial) % 4 === 3) {
            at++;
            initial++;
          } else half = 1;
        }
        let offset = initial;
        let content = at;
        for (; content < end; content++) {
          const unit = units[content] ?? 0;
          if (unit === TAB) offset += 4 - ((offset + taken + half) % 4);
          else if (unit === SPACE) offset++;
          else break;
        }
        lastIsEmpty = content >= end;
        lines.save(line, saved);
        lines.mark[line] = at;
        lines.taken[line] = column + 1 + blank;
        lines.column[line] = offset - initial;
        lines.shift[line] = content - at;
        continue;
      }
      if (lastIsEmpty) break;
      if (column - this.indent < 4 && this.interrupts(line, at, end, false)) {
        this.lineMax = line;
        if (this.indent !== 0) {
          lines.save(line, saved);
          lines.column[line] = column - this.indent;
        }
        break;
      }
      lines.save(line, saved);
      lines.column[line] = -1;
    }
    const indent = this.indent;
    const outer = this.containers;
    this.indent = 0;
    this.containers = outer === "" ? "blockquote" : `${outer} blockquote`;
    this.level++;
    this.#scanBlocks(first, line);
    this.level--;
    this.containers = outer;
    this.indent = indent;
    this.lineMax = outerMax;
    lines.restore(first, saved);
  }
}
