import type { Element, Root } from "hast";
import type { SourceProblem } from "../problem.js";
import type { TextKind } from "./body-builder.js";
import { decodeReferences } from "./character-references.js";
import type { StartTag } from "./formatting.js";
import { PageBuilder } from "./page-builder.js";
import { Points } from "./points.js";
import { type HtmlTag, htmlTag } from "./tag-table.js";
import { TreeBuilder } from "./tree-builder.js";
import { UNSURE } from "./unsure.js";

const LT = 60;
const GT = 62;
const SLASH = 47;
const EQUALS = 61;
const DOUBLE = 34;
const SINGLE = 39;
const BACKTICK = 96;
const NONE: readonly string[] = [];

/** Tab, line feed, form feed, carriage return and space. */
function isSpace(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 9 || unit === 13 || unit === 12;
}

function isLetter(unit: number): boolean {
  const lower = unit | 32;
  return lower >= 97 && lower <= 122;
}

/** Tags by the name as it is written, so that the usual ones cost one look-up. */
const written = new Map<string, HtmlTag>();
const MOST_WRITTEN = 4096;

function tagOf(name: string): HtmlTag {
  const found = written.get(name);
  if (found !== undefined) return found;
  const lower = asciiLower(name);
  // hastscript takes a name apart at these, and lowers letters outside ASCII, too.
  if (/[.#]/.test(lower) || lower !== lower.toLowerCase()) throw UNSURE;
  const tag = htmlTag(lower);
  if (written.size >= MOST_WRITTEN) written.clear();
  written.set(name, tag);
  return tag;
}

const SCRIPT_PARTS = /<!--|-->|<\/?script(?=[\t\n\f\r />])/gi;
const DOCTYPE = /<!doctype[\t\n\f\r ]+html[\t\n\f\r ]*>/iy;
const UPPER = /[A-Z]/;
const UPPERS = /[A-Z]+/g;

function asciiLower(name: string): string {
  return UPPER.test(name) ? name.replace(UPPERS, (letters) => letters.toLowerCase()) : name;
}

/** The tokenizer of the HTML standard, by leaps from one `<` to the next. Feeds a tree builder. */
export class Scanner {
  readonly root: Root = { type: "root", children: [], data: { quirksMode: false } };
  readonly problems: SourceProblem[] = [];
  readonly #text: string;
  readonly #points: Points;
  readonly #builder: TreeBuilder;
  readonly #hasReturns: boolean;

  /** Where the text that is not in the tree yet begins. */
  #textStart = 0;
  /** Its part up to the last `</>`, which is nothing. */
  #textBefore = "";
  #textFrom = 0;

  #names: string[] = [];
  #values: string[] = [];
  #selfClosing = false;

  constructor(text: string, isPage: boolean) {
    this.#text = text;
    this.#hasReturns = text.includes("\r");
    this.#points = new Points(text);
    const start = this.#points.at(0);
    this.#builder = isPage
      ? new PageBuilder(this.root, start, this.problems, text)
      : new TreeBuilder(this.root, start, this.problems);
  }

  /** @throws UNSURE at what is left to the reference. */
  run(): void {
    const text = this.#text;
    if (text.includes("\0")) throw UNSURE;
    let at = text.indexOf("<");
    while (at !== -1) at = text.indexOf("<", this.#open(at));
    this.#flush(text.length);
    const start = { line: 1, column: 1, offset: 0 };
    const end = this.#points.at(text.length);
    this.#builder.finish(end);
    if (isPlaced(this.root)) this.root.position = { start, end };
  }

  #problem(code: SourceProblem["code"], at: number): void {
    this.problems.push({ code, range: { start: at, end: at } });
  }

  /** Reads what a `<` opens; where to go on. */
  #open(at: number): number {
    const text = this.#text;
    const next = text.charCodeAt(at + 1);
    if (isLetter(next)) return this.#startTag(at);
    if (next === SLASH) {
      const third = text.charCodeAt(at + 2);
      if (isLetter(third)) return this.#endTag(at);
      if (third === GT) {
        this.#textBefore += this.#value(this.#textFrom, at);
        this.#textFrom = at + 3;
        return at + 3;
      }
      if (at + 2 < text.length) return this.#bogusComment(at, at + 2);
    } else if (next === 33) {
      return this.#declaration(at);
    } else if (next === 63) {
      return this.#bogusComment(at, at + 1);
    } else if (at + 1 < text.length) {
      return at + 1;
    }
    // In a page, it depends on the text before which of two faults comes first.
    if (this.#builder instanceof PageBuilder) throw UNSURE;
    this.#problem("html-eof-before-tag-name", text.length);
    return text.length;
  }

  /** Text of the source as the tree has it. */
  #value(from: number, to: number): string {
    const raw = this.#normal(this.#text.slice(from, to));
    return raw.includes("&") ? this.#decoded(raw, false) : raw;
  }

  #normal(raw: string): string {
    return this.#hasReturns && raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw;
  }

  #decoded(raw: string, inAttribute: boolean): string {
    const value = decodeReferences(raw, inAttribute);
    if (value === undefined) throw UNSURE;
    return value;
  }

  /** Hands over the text before a token that begins at `end`. */
  #flush(end: number): void {
    const builder = this.#builder;
    const skips = builder.takesSkip();
    if (end === this.#textFrom && this.#textBefore === "") return;
    let value = this.#textBefore + this.#value(this.#textFrom, end);
    if (value === "") return;
    let start = this.#textStart;
    if (skips && value.startsWith("\n")) {
      // A reference or a gap there is nothing that a post has.
      if (this.#textFrom !== start || this.#text.charCodeAt(start) === 38) throw UNSURE;
      value = value.slice(1);
      if (value === "") return;
      // White space is one token: the line break takes its place along unless it stands alone.
      if (!isSpace(value.charCodeAt(0))) start = this.#behindBreak(start);
    }
    const from = this.#points.at(start);
    builder.characters(value, from, this.#points.at(end));
  }

  /** A reference there has a place of its own in the reference parser. */
  #behindBreak(at: number): number {
    const next = at + (this.#text.startsWith("\r\n", at) ? 2 : 1);
    if (this.#text.charCodeAt(next) === 38) throw UNSURE;
    return next;
  }

  #goOn(at: number): number {
    this.#textStart = at;
    this.#textFrom = at;
    this.#textBefore = "";
    return at;
  }

  #startTag(at: number): number {
    const nameEnd = this.#nameEnd(at + 1);
    const tag = tagOf(this.#text.slice(at + 1, nameEnd));
    const end = this.#attributes(nameEnd);
    if (end === -1) return this.#dropped(at);
    this.#flush(at);
    const start = this.#points.at(at);
    const token: StartTag = { tag, names: this.#names, values: this.#values, start, end: this.#points.at(end) };
    const builder = this.#builder;
    builder.textKind = undefined;
    builder.startTag(token, this.#selfClosing);
    this.#goOn(end);
    return builder.textKind === undefined ? end : this.#textOf(token.tag, builder.textKind, end);
  }

  #endTag(at: number): number {
    const nameEnd = this.#nameEnd(at + 2);
    const tag = tagOf(this.#text.slice(at + 2, nameEnd));
    const end = this.#attributes(nameEnd);
    if (end === -1) return this.#dropped(at);
    this.#flush(at);
    this.#endProblems(end);
    const start = this.#points.at(at);
    this.#builder.endTag(tag, start, this.#points.at(end));
    return this.#goOn(end);
  }

  #endProblems(end: number): void {
    if (this.#names.length > 0) this.#problem("html-end-tag-with-attributes", end - 1);
    if (this.#selfClosing) this.#problem("html-end-tag-with-trailing-solidus", end - 1);
  }

  /** A tag that the end of the text cuts off is not there, and nothing is behind it. */
  #dropped(at: number): number {
    const { length } = this.#text;
    this.#problem("html-eof-in-tag", length);
    this.#flush(at);
    return this.#goOn(length);
  }

  #nameEnd(from: number): number {
    const text = this.#text;
    let at = from;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === GT || unit === SLASH || isSpace(unit)) break;
    }
    return at;
  }

  /** Reads attributes up to the `>`; the offset behind it, or -1 when there is none. */
  #attributes(from: number): number {
    const text = this.#text;
    const { length } = text;
    this.#selfClosing = false;
    if (text.charCodeAt(from) === GT) {
      this.#names = NONE as string[];
      this.#values = NONE as string[];
      return from + 1;
    }
    this.#names = [];
    this.#values = [];
    let known: Set<string> | undefined;
    let at = from;
    while (at < length) {
      let unit = text.charCodeAt(at);
      if (isSpace(unit)) {
        at++;
        continue;
      }
      if (unit === GT) return at + 1;
      if (unit === SLASH) {
        at++;
        if (at >= length) return -1;
        if (text.charCodeAt(at) === GT) {
          this.#selfClosing = true;
          return at + 1;
        }
        this.#problem("html-unexpected-solidus-in-tag", at);
        continue;
      }
      // A name; an equals sign at its beginning is part of it.
      const nameStart = at++;
      for (; at < length; at++) {
        unit = text.charCodeAt(at);
        if (unit === EQUALS || unit === GT || unit === SLASH || isSpace(unit)) break;
      }
      const name = asciiLower(text.slice(nameStart, at));
      known ??= this.#names.length > 16 ? new Set(this.#names) : undefined;
      const isNew = known === undefined ? !this.#names.includes(name) : !known.has(name);
      if (isNew) {
        this.#names.push(name);
        this.#values.push("");
        known?.add(name);
      } else {
        this.#problem("html-duplicate-attribute", at);
      }
      while (at < length && isSpace(text.charCodeAt(at))) at++;
      if (text.charCodeAt(at) !== EQUALS || at >= length) continue;
      at++;
      while (at < length && isSpace(text.charCodeAt(at))) at++;
      if (at >= length) return -1;
      const quote = text.charCodeAt(at);
      if (quote === GT) {
        this.#problem("html-missing-attribute-value", at);
        return at + 1;
      }
      if (quote === DOUBLE || quote === SINGLE) {
        const close = text.indexOf(quote === DOUBLE ? '"' : "'", at + 1);
        const value = this.#attributeValue(at + 1, close === -1 ? length : close);
        if (close === -1) return -1;
        if (isNew) this.#values[this.#values.length - 1] = value;
        at = close + 1;
        if (at >= length) return -1;
        unit = text.charCodeAt(at);
        if (!isSpace(unit) && unit !== SLASH && unit !== GT) {
          this.#problem("html-missing-whitespace-between-attributes", at);
        }
      } else {
        const start = at;
        for (; at < length; at++) {
          unit = text.charCodeAt(at);
          if (unit === GT || isSpace(unit)) break;
          if (unit === DOUBLE || unit === SINGLE || unit === LT || unit === EQUALS || unit === BACKTICK) {
            this.#problem("html-unexpected-character-in-unquoted-attribute-value", at);
          }
        }
        const value = this.#attributeValue(start, at);
        if (isNew) this.#values[this.#values.length - 1] = value;
      }
    }
    return -1;
  }

  #attributeValue(from: number, to: number): string {
    const raw = this.#normal(this.#text.slice(from, to));
    return raw.includes("&") ? this.#decoded(raw, true) : raw;
  }

  /** `<!…` */
  #declaration(at: number): number {
    const text = this.#text;
    if (text.startsWith("--", at + 2)) return this.#comment(at);
    const next = text.charCodeAt(at + 2) | 32;
    if (next === 100 && /^doctype/i.test(text.slice(at + 2, at + 9))) return this.#doctype(at);
    if (text.startsWith("[CDATA[", at + 2)) {
      if (this.#builder.inForeign) throw UNSURE;
      this.#problem("html-cdata-in-html-content", at + 8);
    } else {
      this.#problem("html-incorrectly-opened-comment", Math.min(at + 2, text.length));
    }
    return this.#bogusComment(at, at + 2);
  }

  /** The usual one alone: others come with parse errors and quirks. */
  #doctype(at: number): number {
    DOCTYPE.lastIndex = at;
    const written = DOCTYPE.exec(this.#text)?.[0];
    if (written === undefined) throw UNSURE;
    this.#flush(at);
    const end = at + written.length;
    const start = this.#points.at(at);
    this.#builder.doctype(start, this.#points.at(end));
    return this.#goOn(end);
  }

  #bogusComment(at: number, from: number): number {
    const close = this.#text.indexOf(">", from);
    return close === -1
      ? this.#unclosedComment(at, from, this.#text.length)
      : this.#emitComment(at, from, close, close + 1);
  }

  #comment(at: number): number {
    const text = this.#text;
    const from = at + 4;
    if (text.charCodeAt(from) === GT || text.startsWith("->", from)) {
      const end = text.charCodeAt(from) === GT ? from : from + 1;
      this.#problem("html-abrupt-closing-of-empty-comment", end);
      return this.#emitComment(at, from, from, end + 1);
    }
    const close = text.indexOf("-->", from);
    const limit = close === -1 ? text.length : close;
    const bang = this.#bangBefore(from, limit);
    if (bang !== -1) {
      this.#problem("html-incorrectly-closed-comment", bang + 3);
      return this.#emitComment(at, from, bang, bang + 4);
    }
    if (close !== -1) return this.#emitComment(at, from, close, close + 3);
    this.#problem("html-eof-in-comment", text.length);
    const rest = text.slice(from);
    const cut = rest.endsWith("--!") ? 3 : rest.endsWith("--") ? 2 : rest.endsWith("-") ? 1 : 0;
    return this.#unclosedComment(at, from, text.length - cut);
  }

  /** `--!>` ends a comment, too. */
  #bangBefore(from: number, limit: number): number {
    const found = this.#text.slice(from, limit).indexOf("--!>");
    return found === -1 ? -1 : from + found;
  }

  #emitComment(at: number, from: number, to: number, end: number): number {
    this.#flush(at);
    const start = this.#points.at(at);
    this.#builder.comment(this.#normal(this.#text.slice(from, to)), start, this.#points.at(end));
    return this.#goOn(end);
  }

  /** The end of the text counts as one more character there. */
  #unclosedComment(at: number, from: number, to: number): number {
    const { length } = this.#text;
    this.#flush(at);
    const start = this.#points.at(at);
    const last = this.#points.at(length);
    const end = { line: last.line, column: last.column + 1, offset: length + 1 };
    this.#builder.comment(this.#normal(this.#text.slice(from, to)), start, end);
    return this.#goOn(length);
  }

  /** The text of an element that holds nothing else, and its end tag; where to go on. */
  #textOf(tag: HtmlTag, kind: NonNullable<TextKind>, from: number): number {
    const text = this.#text;
    const close = kind === "script" ? this.#scriptEnd(from) : findEndTag(text, tag.name, from);
    if (close === -1) return this.#textToEnd(kind, from, text.length);
    const nameEnd = close + 2 + tag.name.length;
    const tagEnd = this.#attributes(nameEnd);
    if (tagEnd === -1) {
      this.#problem("html-eof-in-tag", text.length);
      return this.#textToEnd(kind, from, close);
    }
    this.#emitText(kind, from, close);
    this.#endProblems(tagEnd);
    const { open } = this.#builder;
    open.tokenTag = tag;
    open.tokenIsEnd = true;
    open.tokenStart = this.#points.at(close);
    open.tokenEnd = this.#points.at(tagEnd);
    this.#builder.endText();
    return this.#goOn(tagEnd);
  }

  /** Where the end tag of a script stands, or -1. Inside `<!--`, a `<script>` hides the next `</script>`. */
  #scriptEnd(from: number): number {
    const text = this.#text;
    let depth = 0;
    SCRIPT_PARTS.lastIndex = from;
    for (let part = SCRIPT_PARTS.exec(text); part !== null; part = SCRIPT_PARTS.exec(text)) {
      const [found] = part;
      if (found === "<!--") {
        if (depth === 0) depth = 1;
        // `<!-->` ends at once.
        SCRIPT_PARTS.lastIndex = part.index + 2;
      } else if (found === "-->") {
        depth = 0;
      } else if (found.length === 8) {
        if (depth < 2) return part.index;
        depth = 1;
      } else if (depth === 1) {
        depth = 2;
      }
    }
    if (depth > 0) this.#problem("html-eof-in-script-html-comment-like-text", text.length);
    return -1;
  }

  #textToEnd(kind: NonNullable<TextKind>, from: number, to: number): number {
    this.#emitText(kind, from, to);
    this.#builder.endInsideText(this.#text.length);
    return this.#goOn(this.#text.length);
  }

  #emitText(kind: NonNullable<TextKind>, from: number, to: number): void {
    const skips = this.#builder.takesSkip();
    const raw = this.#normal(this.#text.slice(from, to));
    let value = kind === "references" && raw.includes("&") ? this.#decoded(raw, false) : raw;
    let start = from;
    if (skips && value.startsWith("\n")) {
      if (this.#text.charCodeAt(from) === 38) throw UNSURE;
      value = value.slice(1);
      if (value !== "" && !isSpace(value.charCodeAt(0))) start = this.#behindBreak(from);
    }
    if (value === "") return;
    const first = this.#points.at(start);
    this.#builder.textOnly(value, first, this.#points.at(to));
  }
}

/** Whether any node stands for something in the source. */
function isPlaced({ children }: Root | Element): boolean {
  return children.some((node) => node.position !== undefined || (node.type === "element" && isPlaced(node)));
}

/** Where the end tag of a text element stands, or -1. */
function findEndTag(text: string, name: string, from: number): number {
  for (let at = text.indexOf("</", from); at !== -1; at = text.indexOf("</", at + 2)) {
    const end = at + 2 + name.length;
    const unit = text.charCodeAt(end);
    if (unit !== GT && unit !== SLASH && !isSpace(unit)) continue;
    if (text.slice(at + 2, end).toLowerCase() === name) return at;
  }
  return -1;
}
