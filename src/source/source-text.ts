import type { Range } from "../edit.js";

/** A place in a text. Both count from 1; columns in UTF-16 units, a BOM takes none. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type LineEnding = "\n" | "\r\n" | "\r";

/** The text of a file and the way between offsets and lines. Lines end at LF, CR LF or a lone CR. */
export interface SourceText {
  /** The whole text, BOM included, line endings as they are. */
  readonly text: string;
  /** Present when the text is read only when it is asked for: its length, which is known before. */
  readonly lazyLength?: number;
  readonly bom: boolean;
  /** How many lines there are; a text that ends with a line ending has an empty last line. */
  readonly lineCount: number;
  /** The commonest line ending; LF when there is none. */
  readonly lineEnding: LineEnding;
  position(offset: number): Position;
  /** Offset of a position, clamped to its line. */
  offset(position: Position): number;
  /** Range of a line (from 1) without its ending; an empty range past the last line. */
  line(number: number): Range;
  /** The line number (from 1) of an offset. */
  lineAt(offset: number): number;
  slice(range: Range): string;
}

const BOM = 0xfeff;
const LF = 10;
const CR = 13;

/** Wraps a text. Lines are found at the first question about them. */
export function sourceText(text: string): SourceText {
  return new StoredText(text);
}

class StoredText implements SourceText {
  readonly text: string;
  readonly bom: boolean;
  #starts: readonly number[] | undefined;

  constructor(text: string) {
    this.text = text;
    this.bom = text.charCodeAt(0) === BOM;
  }

  #lineStarts(): readonly number[] {
    this.#starts ??= findLineStarts(this.text);
    return this.#starts;
  }

  get lineCount(): number {
    return this.#lineStarts().length;
  }

  get lineEnding(): LineEnding {
    return commonestLineEnding(this.text);
  }

  position(offset: number): Position {
    const number = this.lineAt(offset);
    const start = this.#lineStarts()[number - 1] ?? 0;
    const shift = this.bom && number === 1 && offset > 0 ? 1 : 0;
    return { line: number, column: offset - start + 1 - shift };
  }

  offset(position: Position): number {
    const range = this.line(position.line);
    const shift = this.bom && position.line === 1 ? 1 : 0;
    return Math.min(range.start + position.column - 1 + shift, range.end);
  }

  line(number: number): Range {
    const { text } = this;
    const table = this.#lineStarts();
    const start = table[number - 1] ?? text.length;
    let end = table[number] ?? text.length;
    if (number < table.length) {
      if (text.charCodeAt(end - 1) === LF && text.charCodeAt(end - 2) === CR) end -= 2;
      else end -= 1;
    }
    return { start, end };
  }

  lineAt(offset: number): number {
    const table = this.#lineStarts();
    let low = 0;
    let high = table.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((table[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  slice(range: Range): string {
    return this.text.slice(range.start, range.end);
  }
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  // indexOf leaps over lines far faster than a look at every unit; a lone CR is rare enough for a second pass.
  if (!text.includes("\r")) {
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LF || (unit === CR && text.charCodeAt(at + 1) !== LF)) starts.push(at + 1);
  }
  return starts;
}

function commonestLineEnding(text: string): LineEnding {
  const crlf = text.split("\r\n").length - 1;
  const lf = text.split("\n").length - 1 - crlf;
  const cr = text.split("\r").length - 1 - crlf;
  if (crlf > lf && crlf >= cr) return "\r\n";
  return cr > lf ? "\r" : "\n";
}
