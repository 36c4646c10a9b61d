import type { Range } from "../edit.js";
import type { MarkdownBlock } from "./document.js";
import { destinationEnd, normalizeLabel, titleEnd } from "./markdown-destination.js";
import { DOUBT } from "./markdown-doubt.js";
import { HTML_ENDS, type HtmlBlockKind, htmlBlockKind, isDigit, VERBATIM_END } from "./markdown-html.js";
import { HAS_LESS, type MarkdownLines } from "./markdown-lines.js";

const TAB = 9;
const SPACE = 32;
const HASH = 35;
const ASTERISK = 42;
const PLUS = 43;
const HYPHEN = 45;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const OPEN = 91;
const BACKSLASH = 92;
const CLOSE = 93;
const UNDERSCORE = 95;
const BACKTICK = 96;
const TILDE = 126;

/** The reference parser stops reading somewhat deeper, and counts a list twice. */
const DEEPEST_BLOCKS = 80;
/** Units of a label and of what stands before it, roughly. */
const LONGEST_LABEL = 900;

/** What the scanner makes of the blocks it finds. Lines are numbered from 0; `past` is the line behind the last. */
export interface BlockSink {
  block(kind: MarkdownBlock["kind"], first: number, past: number, containers: string): void;
  fence(start: number, first: number, past: number): void;
  indentedCode(first: number, past: number, indent: number): void;
  html(first: number, past: number, indent: number, nested: boolean): void;
  /** The text of a heading, or of a paragraph, which may run over several lines. */
  heading(line: number, start: number, end: number): void;
  paragraph(first: number, past: number, indent: number, nested: boolean): void;
  definition(label: string, lines: Range): void;
}

/** Finds the blocks of a Markdown text, containers inside each other, as the reference parser does. Linear. */
export class BlockScanner {
  readonly #text: string;
  readonly #units: Uint16Array;
  readonly #lines: MarkdownLines;
  readonly #html: boolean;
  readonly #indentedCode: boolean;
  readonly #sink: BlockSink;
  /** The next line to read. */
  #line = 0;
  /** Where the innermost block quote ends. */
  #lineMax = 0;
  /** Columns that belong to the list item around. */
  #indent = 0;
  /** The same of the list around, or -1. */
  #listIndent = -1;
  #level = 0;
  /** Where the next end of each kind of HTML block stands, from where it was last looked for. */
  readonly #htmlEnds: number[] = [];
  #containers = "";

  constructor(
    text: string,
    units: Uint16Array,
    lines: MarkdownLines,
    sink: BlockSink,
    options: { readonly html: boolean; readonly indentedCode: boolean },
  ) {
    this.#text = text;
    this.#units = units;
    this.#lines = lines;
    this.#sink = sink;
    this.#html = options.html;
    this.#indentedCode = options.indentedCode;
  }

  scan(): void {
    this.#lineMax = this.#lines.count;
    this.#scanBlocks(0, this.#lines.count);
  }

  #scanBlocks(first: number, past: number): void {
    const lines = this.#lines;
    let line = first;
    while (line < past) {
      while (line < this.#lineMax && lines.isEmpty(line)) line++;
      this.#line = line;
      if (line >= past || lines.columnOf(line) < this.#indent) break;
      if (this.#level >= DEEPEST_BLOCKS) throw DOUBT;
      this.#scanBlock(line, past);
      line = this.#line;
      if (line < past && lines.isEmpty(line)) this.#line = ++line;
    }
  }

  #scanBlock(line: number, past: number): void {
    const lines = this.#lines;
    if (lines.columnOf(line) - this.#indent >= 4) {
      if (this.#indentedCode) this.#codeBlock(line, past);
      else this.#paragraph(line, past, false);
      return;
    }
    const at = lines.contentOf(line);
    const end = lines.endOf(line);
    const unit = this.#units[at] ?? 0;
    let done = false;
    switch (unit) {
      case BACKTICK:
      case TILDE:
        done = this.#fence(line, past, at, end);
        break;
      case GREATER:
        this.#blockQuote(line, past);
        done = true;
        break;
      case ASTERISK:
      case HYPHEN:
      case UNDERSCORE:
        if (this.#isRule(at, end)) {
          this.#line = line + 1;
          done = true;
        } else if (unit !== UNDERSCORE) done = this.#list(line, past);
        break;
      case OPEN:
        done = this.#definition(line, at, end);
        break;
      case LESS:
        done = this.#html && this.#htmlBlock(line, past, at, end);
        break;
      case HASH:
        done = this.#heading(line, at, end);
        break;
      default:
        if (unit === PLUS || isDigit(unit)) done = this.#list(line, past);
    }
    if (!done) this.#paragraph(line, past, true);
  }

  #codeBlock(first: number, past: number): void {
    const lines = this.#lines;
    let end = first + 1;
    for (let line = end; line < past; line++) {
      if (lines.isEmpty(line)) continue;
      if (lines.columnOf(line) - this.#indent < 4) break;
      end = line + 1;
    }
    this.#line = end;
    this.#sink.block("code", first, end, this.#containers);
    this.#sink.indentedCode(first, end, this.#indent + 4);
  }

  #fence(first: number, past: number, at: number, end: number): boolean {
    if (!this.#isFence(at, end)) return false;
    const units = this.#units;
    const lines = this.#lines;
    const marker = units[at] ?? 0;
    const length = this.#run(at, marker) - at;
    let line = first + 1;
    let closed = 0;
    for (; line < past; line++) {
      const start = lines.contentOf(line);
      const lineEnd = lines.endOf(line);
      if (start < lineEnd && lines.columnOf(line) < this.#indent) break;
      if (start >= lineEnd || (units[start] ?? 0) !== marker) continue;
      if (lines.columnOf(line) - this.#indent >= 4) continue;
      const run = this.#run(start, marker);
      if (run - start < length || this.#blanks(run) < lineEnd) continue;
      closed = 1;
      break;
    }
    this.#line = line + closed;
    this.#sink.block("code", first, this.#line, this.#containers);
    this.#sink.fence(at, first, this.#line);
    return true;
  }

  #htmlBlock(first: number, past: number, at: number, end: number): boolean {
    const kind = htmlBlockKind(this.#text, this.#units, at, end);
    if (kind === 0) return false;
    const lines = this.#lines;
    const indent = this.#indent;
    let line = first + 1;
    if (kind >= 6) {
      while (line < past && !lines.isEmpty(line) && lines.columnOf(line) >= indent) line++;
    } else if (!this.#endsHtml(kind, first, at)) {
      for (; line < past; line++) {
        if (lines.isEmpty(line)) continue;
        if (lines.columnOf(line) < indent) break;
        if (this.#endsHtml(kind, line, lines.contentOf(line))) {
          line++;
          break;
        }
      }
    }
    this.#line = line;
    this.#sink.block("html", first, line, this.#containers);
    this.#sink.html(first, line, indent, this.#level > 0);
    return true;
  }

  /** Whether an HTML block of a kind that has an end ends in a line whose content begins at `from`. */
  #endsHtml(kind: HtmlBlockKind, line: number, from: number): boolean {
    const text = this.#text;
    const end = this.#lines.endOf(line);
    if (kind === 1) return (this.#lines.holdsOf(line) & HAS_LESS) !== 0 && VERBATIM_END.test(text.slice(from, end));
    const terminator = HTML_ENDS[kind] ?? "";
    let found = this.#htmlEnds[kind] ?? -1;
    if (found < from) {
      found = text.indexOf(terminator, from);
      if (found === -1) found = Number.MAX_SAFE_INTEGER;
      this.#htmlEnds[kind] = found;
    }
    return found < end;
  }

  #heading(line: number, at: number, end: number): boolean {
    if (!this.#isHeading(at, end)) return false;
    const units = this.#units;
    const start = this.#run(at, HASH);
    let stop = this.#blanksBack(end, start);
    let closing = stop;
    while (closing > start && (units[closing - 1] ?? 0) === HASH) closing--;
    if (closing > start && isBlank(units[closing - 1] ?? 0)) stop = closing;
    const from = Math.min(this.#blanks(start), end);
    this.#line = line + 1;
    this.#sink.block("heading", line, line + 1, this.#containers);
    this.#sink.heading(line, from, Math.max(this.#blanksBack(stop, from), from));
    return true;
  }

  #paragraph(first: number, past: number, setext: boolean): void {
    const units = this.#units;
    const lines = this.#lines;
    let line = first + 1;
    let underlined = false;
    for (; line < past; line++) {
      const at = lines.contentOf(line);
      const end = lines.endOf(line);
      if (at >= end) break;
      const column = lines.columnOf(line);
      if (column - this.#indent > 3) continue;
      const unit = units[at] ?? 0;
      if (setext && (unit === HYPHEN || unit === EQUALS) && column >= this.#indent) {
        underlined = this.#blanks(this.#run(at, unit)) >= end;
        if (underlined) break;
      }
      if (column >= 0 && this.#interrupts(line, at, end, true)) break;
    }
    this.#line = underlined ? line + 1 : line;
    this.#sink.block(underlined ? "heading" : "text", first, line, this.#containers);
    this.#sink.paragraph(first, line, this.#indent, this.#level > 0);
  }

  /** Whether a line begins a block that ends the paragraph, or the lazy part of the quote, before it. */
  #interrupts(line: number, at: number, end: number, paragraph: boolean): boolean {
    const unit = this.#units[at] ?? 0;
    switch (unit) {
      case BACKTICK:
      case TILDE:
        return this.#isFence(at, end);
      case GREATER:
        return true;
      case ASTERISK:
      case HYPHEN:
      case UNDERSCORE:
        return this.#isRule(at, end) || (unit !== UNDERSCORE && this.#beginsList(line, at, end, paragraph));
      case LESS: {
        if (!this.#html) return false;
        const kind = htmlBlockKind(this.#text, this.#units, at, end);
        return kind > 0 && kind < 7;
      }
      case HASH:
        return this.#isHeading(at, end);
      default:
        return (unit === PLUS || isDigit(unit)) && this.#beginsList(line, at, end, paragraph);
    }
  }

  #beginsList(line: number, at: number, end: number, paragraph: boolean): boolean {
    if (this.#isOutside(line)) return false;
    const inParagraph = paragraph && this.#lines.columnOf(line) >= this.#indent;
    const behind = this.#markerEnd(at, end);
    if (behind === -1) return false;
    if (!inParagraph) return true;
    if (isDigit(this.#units[at] ?? 0) && Number(this.#text.slice(at, behind - 1)) !== 1) return false;
    return this.#blanks(behind) < end;
  }

  /** Whether a line is too deep for a list item and not deep enough for what it would stand in. */
  #isOutside(line: number): boolean {
    const column = this.#lines.columnOf(line);
    return this.#listIndent >= 0 && column - this.#listIndent >= 4 && column < this.#indent;
  }

  /** Just behind the marker of a list item at `at`; -1 if there is none. */
  #markerEnd(at: number, end: number): number {
    const units = this.#units;
    let here = at;
    if (isDigit(units[at] ?? 0)) {
      while (here < end && isDigit(units[here] ?? 0)) here++;
      if (here - at > 9 || here >= end) return -1;
      const unit = units[here] ?? 0;
      if (unit !== 41 && unit !== 46) return -1;
    } else {
      const unit = units[at] ?? 0;
      if (unit !== ASTERISK && unit !== HYPHEN && unit !== PLUS) return -1;
    }
    here++;
    return here >= end || isBlank(units[here] ?? 0) ? here : -1;
  }

  #list(first: number, past: number): boolean {
    const units = this.#units;
    const lines = this.#lines;
    let line = first;
    let at = lines.contentOf(line);
    let end = lines.endOf(line);
    if (this.#isOutside(line)) return false;
    let behind = this.#markerEnd(at, end);
    if (behind === -1) return false;
    const marker = units[behind - 1] ?? 0;
    const outer = this.#containers;
    const kind = marker === 41 || marker === 46 ? "ordered_list" : "bullet_list";
    this.#containers = outer === "" ? `${kind} list_item` : `${outer} ${kind} list_item`;
    this.#level += 2;
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
      this.#listIndent = this.#indent;
      this.#indent = initial + blanks;
      lines.shift[line] = content - lines.markOf(line);
      lines.column[line] = column;
      if (content >= end && lines.isEmpty(line + 1)) this.#line = Math.min(this.#line + 2, past);
      else this.#scanBlocks(line, past);
      this.#indent = this.#listIndent;
      this.#listIndent = listIndent;
      lines.shift[line] = shift;
      lines.column[line] = outerColumn;
      line = this.#line;
      if (line >= past) break;
      const next = lines.columnOf(line);
      if (next < this.#indent || next - this.#indent >= 4) break;
      at = lines.contentOf(line);
      end = lines.endOf(line);
      if (at >= end || this.#endsList(at, end)) break;
      const nextBehind = this.#markerEnd(at, end);
      if (nextBehind === -1 || isDigit(units[at] ?? 0) !== (kind === "ordered_list")) break;
      behind = nextBehind;
      if ((units[behind - 1] ?? 0) !== marker) break;
    }
    this.#line = line;
    this.#containers = outer;
    this.#level -= 2;
    return true;
  }

  #endsList(at: number, end: number): boolean {
    const unit = this.#units[at] ?? 0;
    if (unit === BACKTICK || unit === TILDE) return this.#isFence(at, end);
    return unit === GREATER || this.#isRule(at, end);
  }

  #blockQuote(first: number, past: number): void {
    const units = this.#units;
    const lines = this.#lines;
    const outerMax = this.#lineMax;
    const saved: number[] = [];
    const save = (line: number): void => {
      saved.push(lines.markOf(line), lines.shift[line] ?? 0, lines.columnOf(line), lines.takenOf(line));
    };
    let lastIsEmpty = false;
    let line = first;
    for (; line < past; line++) {
      const column = lines.columnOf(line);
      let at = lines.contentOf(line);
      const end = lines.endOf(line);
      if (at >= end) break;
      if ((units[at] ?? 0) === GREATER && column >= this.#indent) {
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
        save(line);
        lines.mark[line] = at;
        lines.taken[line] = column + 1 + blank;
        lines.column[line] = offset - initial;
        lines.shift[line] = content - at;
        continue;
      }
      if (lastIsEmpty) break;
      if (column - this.#indent < 4 && this.#interrupts(line, at, end, false)) {
        this.#lineMax = line;
        if (this.#indent !== 0) {
          save(line);
          lines.column[line] = column - this.#indent;
        }
        break;
      }
      save(line);
      lines.column[line] = -1;
    }
    const indent = this.#indent;
    const outer = this.#containers;
    this.#indent = 0;
    this.#containers = outer === "" ? "blockquote" : `${outer} blockquote`;
    this.#level++;
    this.#scanBlocks(first, line);
    this.#level--;
    this.#containers = outer;
    this.#indent = indent;
    this.#lineMax = outerMax;
    for (let index = 0, restored = first; index < saved.length; index += 4, restored++) {
      lines.mark[restored] = saved[index] ?? 0;
      lines.shift[restored] = saved[index + 1] ?? 0;
      lines.column[restored] = saved[index + 2] ?? 0;
      lines.taken[restored] = saved[index + 3] ?? 0;
    }
  }

  /** A link reference definition in one line; those over several are left to the reference parser. */
  #definition(line: number, at: number, end: number): boolean {
    const units = this.#units;
    let close = at + 1;
    const limit = Math.min(close + LONGEST_LABEL, this.#lines.startOf(this.#lines.count));
    for (; close < limit; close++) {
      const unit = units[close] ?? 0;
      if (unit === OPEN) return false;
      if (unit === CLOSE) break;
      if (unit === BACKSLASH) close++;
    }
    if (close >= limit && close < this.#lines.startOf(this.#lines.count)) throw DOUBT;
    if (close >= limit || (units[close + 1] ?? 0) !== 58) return false;
    if (close >= end) throw DOUBT;
    const destination = this.#blanks(close + 2);
    const next = line + 1;
    const goesOn = next < this.#lineMax && !this.#lines.isEmpty(next);
    if (destination >= end) {
      if (goesOn) throw DOUBT;
      return false;
    }
    const behind = destinationEnd(units, destination, end);
    if ((units[end - 1] ?? 0) === BACKSLASH) throw DOUBT;
    if (behind === -1) return false;
    const title = this.#blanks(behind);
    if (title < end) {
      if (title === behind) return false;
      const quote = units[title] ?? 0;
      if (quote !== 34 && quote !== 39 && quote !== 40) return false;
      const titleStop = titleEnd(units, title, end);
      if (titleStop === -1) {
        if (goesOn) throw DOUBT;
        return false;
      }
      if (this.#blanks(titleStop) < end) return false;
    } else if (goesOn) {
      const quote = units[this.#lines.contentOf(next)] ?? 0;
      if (quote === 34 || quote === 39 || quote === 40) throw DOUBT;
    }
    const label = normalizeLabel(this.#text.slice(at + 1, close));
    if (label === "") return false;
    this.#sink.definition(label, { start: this.#lines.startOf(line), end });
    this.#line = next;
    return true;
  }

  #isFence(at: number, end: number): boolean {
    const marker = this.#units[at] ?? 0;
    const run = this.#run(at, marker);
    if (run - at < 3) return false;
    if (marker === TILDE) return true;
    for (let here = run; here < end; here++) if (this.#units[here] === BACKTICK) return false;
    return true;
  }

  #isHeading(at: number, end: number): boolean {
    const behind = this.#run(at, HASH);
    return behind - at <= 6 && (behind >= end || isBlank(this.#units[behind] ?? 0));
  }

  #isRule(at: number, end: number): boolean {
    const marker = this.#units[at] ?? 0;
    if (marker !== ASTERISK && marker !== HYPHEN && marker !== UNDERSCORE) return false;
    let count = 1;
    for (let here = at + 1; here < end; here++) {
      const unit = this.#units[here] ?? 0;
      if (unit === marker) count++;
      else if (!isBlank(unit)) return false;
    }
    return count >= 3;
  }

  #run(at: number, unit: number): number {
    let here = at;
    while ((this.#units[here] ?? 0) === unit) here++;
    return here;
  }

  #blanks(at: number): number {
    let here = at;
    while (isBlank(this.#units[here] ?? 0)) here++;
    return here;
  }

  #blanksBack(at: number, least: number): number {
    let here = at;
    while (here > least && isBlank(this.#units[here - 1] ?? 0)) here--;
    return here;
  }
}

function isBlank(unit: number): boolean {
  return unit === SPACE || unit === TAB;
}
