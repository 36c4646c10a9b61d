import type { Range } from "../edit.js";
import type { MarkdownBlock } from "./document.js";
import type { MarkdownDialect } from "./generators.js";
import type { MarkdownCode, MarkdownReading, MarkdownReference } from "./markdown.js";
import { BlockScanner } from "./markdown-blocks.js";
import { DOUBT } from "./markdown-doubt.js";
import { InlineScanner } from "./markdown-inline.js";
import type { BlockSink } from "./markdown-leaves.js";
import { HAS_BACKTICK, HAS_BRACKET, HAS_LESS, MarkdownLines } from "./markdown-lines.js";
import { placeLine } from "./markdown-placing.js";
import { TextUnits } from "./markdown-units.js";

/** The units and lines of the text that is being read: one text at a time, so one table serves all. */
const textUnits = new TextUnits();
const joinedUnits = new TextUnits();
const lines = new MarkdownLines();

/**
 * Reads a Markdown body as the reference parser does, or says that it is not certain: undefined. `inlineOf` asks that
 * parser for `inline` of a block, which is needed while fixing alone. Linear. The text holds no NUL.
 */
export function scanMarkdown(
  text: string,
  body: Range,
  dialect: MarkdownDialect,
  inlineOf: (index: number) => string,
): MarkdownReading | undefined {
  try {
    const units = textUnits.fill(text);
    lines.fill(text, units, body.start, body.end);
    const collector = new Collector(text, units, body, dialect, inlineOf);
    new BlockScanner(text, units, lines, collector, {
      html: dialect.flavour !== "mdx",
      indentedCode: dialect.indentedCode,
    }).scan();
    return collector.finish();
  } catch (error) {
    if (error === DOUBT) return undefined;
    throw error;
  } finally {
    lines.release();
    textUnits.release();
    joinedUnits.release();
  }
}

/** A block whose `inline` is looked up when asked for. */
class ScannedBlock implements MarkdownBlock {
  readonly start: number;
  readonly end: number;
  readonly kind: MarkdownBlock["kind"];
  readonly containers: string;
  readonly #index: number;
  readonly #inlineOf: (index: number) => string;

  constructor(
    range: Range,
    kind: MarkdownBlock["kind"],
    containers: string,
    index: number,
    inlineOf: (index: number) => string,
  ) {
    this.start = range.start;
    this.end = range.end;
    this.kind = kind;
    this.containers = containers;
    this.#index = index;
    this.#inlineOf = inlineOf;
  }

  get inline(): string {
    return this.kind === "text" || this.kind === "heading" ? this.#inlineOf(this.#index) : "";
  }
}

/** The text of a paragraph or heading that is read when all definitions are known. */
interface Job {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** In a block quote: the way from the text to the file, and the prefixes in between. */
  readonly place: ((offset: number) => number) | undefined;
  readonly prefixes: readonly Range[];
}

const NONE: readonly Range[] = [];

class Collector implements BlockSink {
  readonly #text: string;
  readonly #units: Uint16Array;
  readonly #inlineOf: (index: number) => string;
  readonly #rawHtml: Range[] = [];
  readonly #code: MarkdownCode[] = [];
  readonly #prefixes: Range[] = [];
  readonly #references: MarkdownReference[] = [];
  readonly #blocks: MarkdownBlock[] = [];
  #prose = false;
  readonly #definitions = new Map<string, Range>();
  readonly #inline: InlineScanner;
  /** Undefined while there can be no definitions, and paragraphs are read at once. */
  readonly #jobs: Job[] | undefined;
  /** What makes a line worth a look. */
  readonly #telling: number;

  constructor(
    text: string,
    units: Uint16Array,
    body: Range,
    dialect: MarkdownDialect,
    inlineOf: (index: number) => string,
  ) {
    this.#text = text;
    this.#units = units;
    this.#inlineOf = inlineOf;
    const html = dialect.flavour !== "mdx";
    this.#telling = HAS_BACKTICK | HAS_BRACKET | (html ? HAS_LESS : 0);
    this.#inline = new InlineScanner(
      text,
      html,
      { rawHtml: this.#rawHtml, code: this.#code, references: this.#references },
      this.#definitions,
    );
    this.#jobs = text.indexOf("]:", body.start) === -1 ? undefined : [];
  }

  finish(): MarkdownReading {
    const rawHtml = this.#rawHtml;
    const code = this.#code;
    const prefixes = this.#prefixes;
    if (this.#jobs !== undefined) {
      for (const { text, from, to, place, prefixes } of this.#jobs) this.#read(text, from, to, place, prefixes);
      rawHtml.sort(byStart);
      code.sort(byStart);
      prefixes.sort(byStart);
    }
    return { rawHtml, code, prefixes, references: this.#references, blocks: this.#blocks, prose: this.#prose };
  }

  block(kind: MarkdownBlock["kind"], first: number, past: number, containers: string): void {
    const range = { start: lines.startOf(first), end: lines.endOf(past - 1) };
    this.#blocks.push(new ScannedBlock(range, kind, containers, this.#blocks.length, this.#inlineOf));
  }

  definition(label: string, range: Range): void {
    if (!this.#definitions.has(label)) this.#definitions.set(label, range);
  }

  fence(start: number, _first: number, past: number): void {
    this.#prose = true;
    this.#code.push({ start, end: lines.endOf(past - 1), indented: false });
  }

  indentedCode(first: number, past: number, indent: number): void {
    this.#code.push({ start: this.#placed(first, indent), end: lines.endOf(past - 1), indented: true });
  }

  html(first: number, past: number, indent: number, nested: boolean): void {
    if (!nested) {
      this.#rawHtml.push({ start: lines.startOf(first), end: lines.endOf(past - 1) });
      return;
    }
    let block: { start: number; end: number } | undefined;
    for (let line = first; line < past; line++) {
      const start = this.#placed(line, indent);
      const end = lines.endOf(line);
      const prefixed = line > first && lines.markOf(line) > lines.startOf(line);
      // Nothing at the end of the text, not even a line ending: the reference parser does not count it as a line.
      if (start === end && end === lines.startOf(lines.count)) break;
      if (prefixed) this.#prefixes.push({ start: lines.startOf(line), end: start });
      if (block !== undefined && !prefixed) {
        block.end = end;
      } else if (end > start) {
        block = { start, end };
        this.#rawHtml.push(block);
      }
    }
  }

  heading(line: number, start: number, end: number): void {
    this.#prose = true;
    if ((lines.holdsOf(line) & this.#telling) !== 0) this.#take(this.#text, start, end);
  }

  paragraph(first: number, past: number, indent: number, nested: boolean): void {
    this.#prose = true;
    let holds = 0;
    for (let line = first; line < past; line++) holds |= lines.holdsOf(line);
    if ((holds & this.#telling) === 0) return;
    const start = lines.contentOf(first);
    let end = lines.endOf(past - 1);
    while (end > start && isBlank(this.#units[end - 1])) end--;
    if (nested) {
      for (let line = first + 1; line < past; line++) {
        if (lines.markOf(line) === lines.startOf(line)) continue;
        this.#takeJoined(first, past, indent, end);
        return;
      }
    }
    this.#take(this.#text, start, end);
  }

  /** A paragraph in a block quote as the reference parser sees it: without the prefixes of its lines. */
  #takeJoined(first: number, past: number, indent: number, end: number): void {
    const text = this.#text;
    const prefixes: Range[] = [];
    const offsets: number[] = [];
    const starts: number[] = [];
    let content = "";
    for (let line = first; line < past; line++) {
      const start = line === first ? lines.contentOf(line) : this.#stripped(line, indent);
      if (start === -1) throw DOUBT;
      if (line > first) {
        content += "\n";
        if (lines.markOf(line) > lines.startOf(line)) prefixes.push({ start: lines.startOf(line), end: start });
      }
      offsets.push(content.length);
      starts.push(start);
      content += text.slice(start, line === past - 1 ? end : lines.endOf(line));
    }
    let known = 0;
    const place = (offset: number): number => {
      if ((offsets[known] ?? 0) > offset) known = 0;
      while (known + 1 < offsets.length && (offsets[known + 1] ?? 0) <= offset) known++;
      return (starts[known] ?? 0) + offset - (offsets[known] ?? 0);
    };
    this.#take(content, 0, content.length, place, prefixes);
  }

  #take(
    text: string,
    from: number,
    to: number,
    place?: (offset: number) => number,
    prefixes: readonly Range[] = NONE,
  ): void {
    if (this.#jobs === undefined) this.#read(text, from, to, place, prefixes);
    else this.#jobs.push({ text, from, to, place, prefixes });
  }

  #read(
    text: string,
    from: number,
    to: number,
    place: ((offset: number) => number) | undefined,
    prefixes: readonly Range[],
  ): void {
    const units = place === undefined ? this.#units : joinedUnits.fill(text);
    if (!this.#inline.scan(text, units, from, to, place)) return;
    for (const prefix of prefixes) this.#prefixes.push(prefix);
  }

  /** Where the content of a line begins for the reference parser, which takes `indent` columns away. */
  #placed(line: number, indent: number): number {
    const start = this.#stripped(line, indent);
    return start === -1 ? this.#placedInTab(line, indent) : start;
  }

  /** The same; -1 where a tab belongs to the content in part. */
  #stripped(line: number, indent: number): number {
    const mark = lines.markOf(line);
    const end = lines.endOf(line);
    const marker = mark + (lines.shift[line] ?? 0);
    let at = mark;
    let column = 0;
    while (at < end && column < indent) {
      const unit = this.#units[at] ?? 0;
      if (unit === 9) column += 4 - ((column + lines.takenOf(line)) % 4);
      else if (unit === 32 || at < marker) column++;
      else break;
      at++;
    }
    return column > indent ? -1 : at;
  }

  #placedInTab(line: number, indent: number): number {
    const text = this.#text;
    let at = lines.markOf(line);
    let column = 0;
    while (column < indent) {
      if (this.#units[at] === 9) column += 4 - ((column + lines.takenOf(line)) % 4);
      else column++;
      at++;
    }
    const start = lines.startOf(line);
    const end = lines.endOf(line);
    return start + placeLine(text.slice(start, end), " ".repeat(column - indent) + text.slice(at, end)).at;
  }
}

function isBlank(unit: number | undefined): boolean {
  return unit === 32 || unit === 9;
}

function byStart(a: Range, b: Range): number {
  return a.start - b.start;
}
