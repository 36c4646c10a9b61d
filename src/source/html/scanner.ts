import type { Element, Root } from "hast";
import type { Tag } from "../document.js";
import type { SourceProblem } from "../problem.js";
import { AttributeReader } from "./attributes.js";
import type { TextKind } from "./body-builder.js";
import { findCommentEnd } from "./comments.js";
import type { StartTag } from "./formatting.js";
import { HtmlSource } from "./html-source.js";
import { PageBuilder } from "./page-builder.js";
import { Points } from "./points.js";
import { HOLDS_TEXT, type HtmlTag } from "./tag-table.js";
import { findEndTag, findScriptEnd } from "./text-elements.js";
import { TreeBuilder } from "./tree-builder.js";
import { GT, isLetter, isSpace, nameEnd, SLASH } from "./units.js";
import { UNSURE } from "./unsure.js";
import { tagAt } from "./written-tags.js";

const AMPERSAND = 38;
const DOCTYPE = /<!doctype[\t\n\f\r ]+html[\t\n\f\r ]*>/iy;

/** The tokenizer of the HTML standard, by leaps from one `<` to the next. Feeds a tree builder. */
export class Scanner {
  readonly root: Root = { type: "root", children: [], data: { quirksMode: false } };
  readonly #source: HtmlSource;
  readonly #text: string;
  readonly #attributes: AttributeReader;
  readonly #points: Points;
  readonly #builder: TreeBuilder;
  readonly #tags: Tag[] = [];
  /** Whether any reader of tags finds the same ones: false from the first odd token on. */
  #plain = true;

  /** Where the text that is not in the tree yet begins. */
  #textStart = 0;
  /** Its part up to the last `</>`, which is nothing. */
  #textBefore = "";
  #textFrom = 0;

  constructor(text: string, isPage: boolean, deepest: number) {
    this.#text = text;
    this.#source = new HtmlSource(text);
    this.#attributes = new AttributeReader(this.#source);
    this.#points = new Points(text);
    const start = this.#points.at(0);
    this.#builder = isPage
      ? new PageBuilder(this.root, start, this.problems, text)
      : new TreeBuilder(this.root, start, this.problems);
    this.#builder.open.deepest = deepest;
  }

  get problems(): SourceProblem[] {
    return this.#source.problems;
  }

  /** All tags in source order, as `scanTags` finds them; undefined where that might find others. */
  get tags(): readonly Tag[] | undefined {
    return this.#plain && this.#attributes.plain ? this.#tags : undefined;
  }

  /** @throws UNSURE at what is left to the reference; TOO_DEEP where more elements are open than may be. */
  run(): void {
    const text = this.#text;
    let at = text.indexOf("<");
    while (at !== -1) at = text.indexOf("<", this.#open(at));
    this.#flush(text.length);
    const start = { line: 1, column: 1, offset: 0 };
    const end = this.#points.at(text.length);
    this.#builder.finish(end);
    if (isPlaced(this.root)) this.root.position = { start, end };
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
        this.#textBefore += this.#source.value(this.#textFrom, at);
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
    this.#source.problem("html-eof-before-tag-name", text.length);
    return text.length;
  }

  /** Hands over the text before a token that begins at `end`. */
  #flush(end: number): void {
    const builder = this.#builder;
    const skips = builder.takesSkip();
    if (end === this.#textFrom && this.#textBefore === "") return;
    let value = this.#source.value(this.#textFrom, end);
    if (this.#textBefore !== "") value = this.#textBefore + value;
    if (value === "") return;
    let start = this.#textStart;
    if (skips && value.startsWith("\n")) {
      // A reference or a gap there is nothing that a post has.
      if (this.#textFrom !== start || this.#text.charCodeAt(start) === AMPERSAND) throw UNSURE;
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
    if (this.#text.charCodeAt(next) === AMPERSAND) throw UNSURE;
    return next;
  }

  #goOn(at: number): number {
    this.#textStart = at;
    this.#textFrom = at;
    this.#textBefore = "";
    return at;
  }

  #note({ name }: HtmlTag, start: number, end: number, closing: boolean): void {
    const selfClosing = this.#text.charCodeAt(end - 2) === SLASH;
    this.#tags.push({ name, range: { start, end }, closing, selfClosing });
  }

  #startTag(at: number): number {
    const attributes = this.#attributes;
    const behindName = nameEnd(this.#text, at + 1);
    const tag = tagAt(this.#text, at + 1, behindName);
    const end = attributes.read(behindName);
    if (end === -1) return this.#dropped(at);
    this.#flush(at);
    this.#note(tag, at, end, false);
    const { names, values } = attributes;
    const start = this.#points.at(at);
    const token: StartTag = { tag, names, values, start, end: this.#points.at(end) };
    const builder = this.#builder;
    builder.textKind = undefined;
    builder.startTag(token, attributes.selfClosing);
    this.#goOn(end);
    const holdsText = (tag.is & HOLDS_TEXT) !== 0;
    if (builder.textKind === undefined) {
      if (holdsText) this.#plain = false;
      return end;
    }
    if (!holdsText) this.#plain = false;
    return this.#textOf(tag, builder.textKind, end);
  }

  #endTag(at: number): number {
    const behindName = nameEnd(this.#text, at + 2);
    const tag = tagAt(this.#text, at + 2, behindName);
    const end = this.#attributes.read(behindName);
    if (end === -1) return this.#dropped(at);
    this.#flush(at);
    this.#note(tag, at, end, true);
    this.#endProblems(end);
    const start = this.#points.at(at);
    this.#builder.endTag(tag, start, this.#points.at(end));
    return this.#goOn(end);
  }

  #endProblems(end: number): void {
    const { names, selfClosing } = this.#attributes;
    if (names.length > 0) this.#source.problem("html-end-tag-with-attributes", end - 1);
    if (selfClosing) this.#source.problem("html-end-tag-with-trailing-solidus", end - 1);
  }

  /** A tag that the end of the text cuts off is not there, and nothing is behind it. */
  #dropped(at: number): number {
    const { length } = this.#text;
    this.#plain = false;
    this.#source.problem("html-eof-in-tag", length);
    this.#flush(at);
    return this.#goOn(length);
  }

  /** `<!…` */
  #declaration(at: number): number {
    const text = this.#text;
    if (text.startsWith("--", at + 2)) return this.#comment(at);
    const next = text.charCodeAt(at + 2) | 32;
    if (next === 100 && /^doctype/i.test(text.slice(at + 2, at + 9))) return this.#doctype(at);
    if (text.startsWith("[CDATA[", at + 2)) {
      if (this.#builder.inForeign) throw UNSURE;
      this.#source.problem("html-cdata-in-html-content", at + 8);
    } else {
      this.#source.problem("html-incorrectly-opened-comment", Math.min(at + 2, text.length));
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
    // Other readers go on behind its `<`.
    if (this.#plain) this.#plain = !this.#text.slice(from, close === -1 ? undefined : close).includes("<");
    return close === -1
      ? this.#unclosedComment(at, from, this.#text.length)
      : this.#emitComment(at, from, close, close + 1);
  }

  #comment(at: number): number {
    const from = at + 4;
    const { to, end } = findCommentEnd(this.#source, from);
    if (end !== to + 3 && end !== -1) this.#plain = false;
    return end === -1 ? this.#unclosedComment(at, from, to) : this.#emitComment(at, from, to, end);
  }

  #emitComment(at: number, from: number, to: number, end: number): number {
    this.#flush(at);
    const start = this.#points.at(at);
    this.#builder.comment(this.#source.piece(from, to), start, this.#points.at(end));
    return this.#goOn(end);
  }

  /** The end of the text counts as one more character there. */
  #unclosedComment(at: number, from: number, to: number): number {
    const { length } = this.#text;
    this.#flush(at);
    const start = this.#points.at(at);
    const last = this.#points.at(length);
    const end = { line: last.line, column: last.column + 1, offset: length + 1 };
    this.#builder.comment(this.#source.piece(from, to), start, end);
    return this.#goOn(length);
  }

  /** The text of an element that holds nothing else, and its end tag; where to go on. */
  #textOf(tag: HtmlTag, kind: NonNullable<TextKind>, from: number): number {
    const text = this.#text;
    const close = kind === "script" ? this.#scriptEnd(from) : findEndTag(text, tag.name, from);
    if (close === -1) {
      this.#plain = false;
      return this.#textToEnd(kind, from, text.length);
    }
    const end = this.#attributes.read(close + 2 + tag.name.length);
    if (end === -1) {
      this.#plain = false;
      this.#source.problem("html-eof-in-tag", text.length);
      return this.#textToEnd(kind, from, close);
    }
    this.#emitText(kind, from, close);
    this.#note(tag, close, end, true);
    this.#endProblems(end);
    const { open } = this.#builder;
    open.tokenTag = tag;
    open.tokenIsEnd = true;
    open.tokenStart = this.#points.at(close);
    open.tokenEnd = this.#points.at(end);
    this.#builder.endText();
    return this.#goOn(end);
  }

  #scriptEnd(from: number): number {
    const { at, met, open } = findScriptEnd(this.#text, from);
    if (met) this.#plain = false;
    if (open) this.#source.problem("html-eof-in-script-html-comment-like-text", this.#text.length);
    return at;
  }

  #textToEnd(kind: NonNullable<TextKind>, from: number, to: number): number {
    this.#emitText(kind, from, to);
    this.#builder.endInsideText(this.#text.length);
    return this.#goOn(this.#text.length);
  }

  #emitText(kind: NonNullable<TextKind>, from: number, to: number): void {
    const skips = this.#builder.takesSkip();
    let value = kind === "references" ? this.#source.value(from, to) : this.#source.piece(from, to);
    let start = from;
    if (skips && value.startsWith("\n")) {
      if (this.#text.charCodeAt(from) === AMPERSAND) throw UNSURE;
      value = value.slice(1);
      if (value !== "" && !isSpace(value.charCodeAt(0))) start = this.#behindBreak(from);
    }
    if (value === "") return;
    const first = this.#points.at(start);
    this.#builder.insertText(value, first, this.#points.at(to));
  }
}

/** Whether any node stands for something in the source. */
function isPlaced({ children }: Root | Element): boolean {
  return children.some((node) => node.position !== undefined || (node.type === "element" && isPlaced(node)));
}
