import type { Range } from "../edit.js";
import type { MarkdownBlock } from "./document.js";
import { definedLabel } from "./markdown-definition.js";
import { HTML_ENDS, type HtmlBlockKind, htmlBlockKind, VERBATIM_END } from "./markdown-html.js";
import { HAS_LESS, type MarkdownLines } from "./markdown-lines.js";
import { EQUALS, HASH, HYPHEN, isBlank, isFence, isHeading, runEnd, skipBlanks, trimBlanks } from "./markdown-marks.js";

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

/** Reads the blocks of a Markdown text that hold no others. */
export abstract class LeafBlocks {
  protected readonly text: string;
  protected readonly units: Uint16Array;
  protected readonly lines: MarkdownLines;
  protected readonly html: boolean;
  protected readonly indentedCode: boolean;
  protected readonly sink: BlockSink;
  /** The next line to read. */
  protected line = 0;
  /** Where the innermost block quote ends. */
  protected lineMax = 0;
  /** Columns that belong to the list item around. */
  protected indent = 0;
  protected level = 0;
  /** Where the next end of each kind of HTML block stands, from where it was last looked for. */
  readonly #htmlEnds: number[] = [];
  protected containers = "";

  constructor(
    text: string,
    units: Uint16Array,
    lines: MarkdownLines,
    sink: BlockSink,
    options: { readonly html: boolean; readonly indentedCode: boolean },
  ) {
    this.text = text;
    this.units = units;
    this.lines = lines;
    this.sink = sink;
    this.html = options.html;
    this.indentedCode = options.indentedCode;
  }

  /** Whether a line begins a block that ends the paragraph, or the lazy part of the quote, before it. */
  protected abstract interrupts(line: number, at: number, end: number, paragraph: boolean): boolean;

  protected codeBlock(first: number, past: number): void {
    const lines = this.lines;
    let end = first + 1;
    for (let line = end; line < past; line++) {
      if (lines.isEmpty(line)) continue;
      if (lines.columnOf(line) - this.indent < 4) break;
      end = line + 1;
    }
    this.line = end;
    this.sink.block("code", first, end, this.containers);
    this.sink.indentedCode(first, end, this.indent + 4);
  }

  protected fence(first: number, past: number, at: number, end: number): boolean {
    const units = this.units;
    if (!isFence(units, at, end)) return false;
    const lines = this.lines;
    const marker = units[at] ?? 0;
    const length = runEnd(units, at, marker) - at;
    let line = first + 1;
    let closed = 0;
    for (; line < past; line++) {
      const start = lines.contentOf(line);
      const lineEnd = lines.endOf(line);
      if (start < lineEnd && lines.columnOf(line) < this.indent) break;
      if (start >= lineEnd || (units[start] ?? 0) !== marker) continue;
      if (lines.columnOf(line) - this.indent >= 4) continue;
      const run = runEnd(units, start, marker);
      if (run - start < length || skipBlanks(units, run) < lineEnd) continue;
      closed = 1;
      break;
    }
    this.line = line + closed;
    this.sink.block("code", first, this.line, this.containers);
    this.sink.fence(at, first, this.line);
    return true;
  }

  protected htmlBlock(first: number, past: number, at: number, end: number): boolean {
    const kind = htmlBlockKind(this.text, this.units, at, end);
    if (kind === 0) return false;
    const lines = this.lines;
    const indent = this.indent;
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
    this.line = line;
    this.sink.block("html", first, line, this.containers);
    this.sink.html(first, line, indent, this.level > 0);
    return true;
  }

  /** Whether an HTML block of a kind that has an end ends in a line whose content begins at `from`. */
  #endsHtml(kind: HtmlBlockKind, line: number, from: number): boolean {
    const text = this.text;
    const end = this.lines.endOf(line);
    if (kind === 1) return (this.lines.holdsOf(line) & HAS_LESS) !== 0 && VERBATIM_END.test(text.slice(from, end));
    const terminator = HTML_ENDS[kind] ?? "";
    let found = this.#htmlEnds[kind] ?? -1;
    if (found < from) {
      found = text.indexOf(terminator, from);
      if (found === -1) found = Number.MAX_SAFE_INTEGER;
      this.#htmlEnds[kind] = found;
    }
    return found < end;
  }

  protected heading(line: number, at: number, end: number): boolean {
    const units = this.units;
    if (!isHeading(units, at, end)) return false;
    const start = runEnd(units, at, HASH);
    let stop = trimBlanks(units, end, start);
    let closing = stop;
    while (closing > start && (units[closing - 1] ?? 0) === HASH) closing--;
    if (closing > start && isBlank(units[closing - 1] ?? 0)) stop = closing;
    const from = Math.min(skipBlanks(units, start), end);
    this.line = line + 1;
    this.sink.block("heading", line, line + 1, this.containers);
    this.sink.heading(line, from, Math.max(trimBlanks(units, stop, from), from));
    return true;
  }

  protected paragraph(first: number, past: number, setext: boolean): void {
    const units = this.units;
    const lines = this.lines;
    let line = first + 1;
    let underlined = false;
    for (; line < past; line++) {
      const at = lines.contentOf(line);
      const end = lines.endOf(line);
      if (at >= end) break;
      const column = lines.columnOf(line);
      if (column - this.indent > 3) continue;
      const unit = units[at] ?? 0;
      if (setext && (unit === HYPHEN || unit === EQUALS) && column >= this.indent) {
        underlined = skipBlanks(units, runEnd(units, at, unit)) >= end;
        if (underlined) break;
      }
      if (column >= 0 && this.interrupts(line, at, end, true)) break;
    }
    this.line = underlined ? line + 1 : line;
    this.sink.block(underlined ? "heading" : "text", first, line, this.containers);
    this.sink.paragraph(first, line, this.indent, this.level > 0);
  }

  protected definition(line: number): boolean {
    const lines = this.lines;
    const label = definedLabel(this.text, this.units, lines, line, this.lineMax);
    if (label === undefined) return false;
    this.sink.definition(label, { start: lines.startOf(line), end: lines.endOf(line) });
    this.line = line + 1;
    return true;
  }
}
