import type { Range } from "../edit.js";
import type { MarkdownBlock } from "./document.js";
import type { MarkdownDialect } from "./generators.js";
import type { MarkdownCode, MarkdownReading, MarkdownReference } from "./markdown.js";
import { BlockScanner, type BlockSink } from "./markdown-blocks.js";
import { DOUBT } from "./markdown-doubt.js";
import { InlineScanner } from "./markdown-inline.js";
import { MarkdownLines } from "./markdown-lines.js";
import { placeLine } from "./markdown-placing.js";

/** The lines of the text that is being read: one text at a time, so one table serves all. */
const lines = new MarkdownLines();

/**
 * Reads a Markdown body as the reference parser does, or says that it is not certain: undefined. `inlineOf` asks that
 * parser for `inline` of a block, which is needed while fixing alone. Linear.
 */
export function scanMarkdown(
  text: string,
  body: Range,
  dialect: MarkdownDialect,
  inlineOf: (index: number) => string,
): MarkdownReading | undefined {
  const nul = text.indexOf("\0", body.start);
  if (nul !== -1 && nul < body.end) return undefined;
  try {
    lines.fill(text, body.start, body.end);
    const collector = new Collector(text, body, dialect, inlineOf);
    new BlockScanner(text, lines, collector, {
      html: dialect.flavour !== "mdx",
      indentedCode: dialect.indentedCode,
    }).scan();
    return collector.finish();
  } catch (error) {
    if (error === DOUBT) return undefined;
    throw error;
  } finally {
    lines.release();
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
  readonly place?: (offset: number) => number;
  readonly prefixes?: readonly Range[];
}

class Collector implements BlockSink {
  readonly #text: string;
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
  readonly #html: boolean;
  /** The next of each unit that makes a paragraph worth a look, from where it was last looked for. */
  #backtick = -1;
  #bracket = -1;
  #less = -1;

  constructor(text: string, body: Range, dialect: MarkdownDialect, inlineOf: (index: number) => string) {
    this.#text = text;
    this.#inlineOf = inlineOf;
    this.#html = dialect.flavour !== "mdx";
    if (!this.#html) this.#less = Number.POSITIVE_INFINITY;
    this.#inline = new InlineScanner(
      text,
      this.#html,
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
      for (const job of this.#jobs) this.#read(job);
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

  heading(_line: number, start: number, end: number): void {
    this.#prose = true;
    const from = this.#firstSpecial(start, end);
    if (from < end) this.#take({ text: this.#text, from, to: end });
  }

  paragraph(first: number, past: number, indent: number, nested: boolean): void {
    this.#prose = true;
    const start = lines.contentOf(first);
    let end = lines.endOf(past - 1);
    const from = this.#firstSpecial(start, end);
    if (from >= end) return;
    const text = this.#text;
    while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
    if (nested) {
      for (let line = first + 1; line < past; line++) {
        if (lines.markOf(line) === lines.startOf(line)) continue;
        this.#take(this.#joined(first, past, indent, end));
        return;
      }
    }
    this.#take({ text, from, to: end });
  }

  /** A paragraph in a block quote as the reference parser sees it: without the prefixes of its lines. */
  #joined(first: number, past: number, indent: number, end: number): Job {
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
    return { text: content, from: 0, to: content.length, place, prefixes };
  }

  #take(job: Job): void {
    if (this.#jobs === undefined) this.#read(job);
    else this.#jobs.push(job);
  }

  #read(job: Job): void {
    const found = this.#inline.scan(job.text, job.from, job.to, job.place);
    if (found && job.prefixes !== undefined) this.#prefixes.push(...job.prefixes);
  }

  /** Where a look at the text from `start` to `end` has to begin; `end` or more: nowhere. */
  #firstSpecial(start: number, end: number): number {
    const text = this.#text;
    if (this.#backtick < start) this.#backtick = next(text, "`", start);
    if (this.#bracket < start) this.#bracket = next(text, "[", start);
    if (this.#less < start) this.#less = next(text, "<", start);
    let from = Math.min(this.#backtick, this.#bracket, this.#less);
    if (from >= end) return from;
    // What stands right before it may escape it, or make an image of it.
    while (from > start && (text.charCodeAt(from - 1) === 92 || text.charCodeAt(from - 1) === 33)) from--;
    return from;
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
      const unit = this.#text.charCodeAt(at);
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
      if (text.charCodeAt(at) === 9) column += 4 - ((column + lines.takenOf(line)) % 4);
      else column++;
      at++;
    }
    const start = lines.startOf(line);
    const end = lines.endOf(line);
    return start + placeLine(text.slice(start, end), " ".repeat(column - indent) + text.slice(at, end)).at;
  }
}

function next(text: string, unit: string, from: number): number {
  const at = text.indexOf(unit, from);
  return at === -1 ? Number.POSITIVE_INFINITY : at;
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9;
}

function byStart(a: Range, b: Range): number {
  return a.start - b.start;
}
