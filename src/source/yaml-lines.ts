import type { Range } from "../edit.js";

export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const HASH = 35;
export const DASH = 45;
export const COLON = 58;

/** White space after an indicator, or the end of a line. */
export function isBlank(unit: number): boolean {
  return unit === SPACE || unit === LF || unit === CR || unit === 9;
}

/** Line separators of other standards, control characters and byte order marks: nothing to be read in passing. */
export function isOdd(unit: number): boolean {
  if (unit < 127) return unit < SPACE;
  return unit < 0xa0 || unit === 0x2028 || unit === 0x2029 || unit === 0xfeff;
}

/** Goes over the lines of a range, past blank ones and comments. Whoever meets something doubtful sets `failed`. */
export class YamlLines {
  readonly comments: Range[] = [];
  failed = false;
  /** Column of the first character of this line; -1 behind the last one, or after a failure. */
  indent = -1;
  /** Offset of that character. */
  first: number;
  /** Where the next line begins. */
  protected at: number;
  protected readonly text: string;
  protected readonly end: number;

  constructor(text: string, { start, end }: Range) {
    this.text = text;
    this.at = start;
    this.first = start;
    this.end = end;
  }

  /** The UTF-16 unit at an offset; the end of the range ends a line. */
  protected unit(at: number): number {
    return at < this.end ? this.text.charCodeAt(at) : LF;
  }

  protected afterSpaces(from: number): number {
    let at = from;
    while (this.unit(at) === SPACE) at++;
    return at;
  }

  /** Goes to the next line that holds more than a comment. */
  protected nextLine(): void {
    let at = this.at;
    while (at < this.end && !this.failed) {
      const first = this.afterSpaces(at);
      const unit = this.unit(first);
      if (unit !== LF && unit !== CR && unit !== HASH) {
        this.indent = first - at;
        this.first = first;
        return;
      }
      this.finishLine(first);
      at = this.at;
    }
    this.indent = -1;
  }

  /** Nothing but spaces and a comment may follow on this line. */
  protected finishLine(from: number): void {
    let at = this.afterSpaces(from);
    if (this.unit(at) === HASH) {
      const start = at;
      for (let unit = HASH; unit !== LF && unit !== CR; unit = this.unit(++at)) {
        if (isOdd(unit) && unit !== 9) this.failed = true;
      }
      this.comments.push({ start, end: at });
    }
    if (this.unit(at) === CR) at++;
    // A lone CR ends a line elsewhere.
    if (this.unit(at) !== LF) this.failed = true;
    this.at = at + 1;
  }
}
