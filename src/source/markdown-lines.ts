const TAB = 9;
const LF = 10;
const SPACE = 32;

/** Lines that a table has room for at first, and the most it keeps room for between two texts. */
const ROOM = 1024;
const MOST_ROOM = 1 << 16;

/**
 * The lines of a text and what containers have taken of them. All offsets are offsets of the text. Columns count from
 * what containers left of a line; tabs stop at every fourth. One table serves one text after the other.
 */
export class MarkdownLines {
  /** Blanks behind the last line ending are no line. */
  count = 0;
  /** Where a line begins. */
  start = new Int32Array(ROOM);
  /** Where it ends, without its line ending. */
  end = new Int32Array(ROOM);
  /** Where what block quotes left of it begins. */
  mark = new Int32Array(ROOM);
  /** Units between `mark` and its content: white space, or markers of lists. */
  shift = new Int32Array(ROOM);
  /** The column of its content; -1 where a paragraph runs on into it without the markers of its quote. */
  column = new Int32Array(ROOM);
  /** Columns that block quotes took: what tab stops are counted from. */
  taken = new Int32Array(ROOM);

  /** Splits a text from `from` to `to`. */
  fill(text: string, from: number, to: number): void {
    const firstCr = text.indexOf("\r", from);
    let cr = firstCr === -1 ? to : firstCr;
    let lf = -1;
    let count = 0;
    let at = from;
    while (at < to) {
      if (count + 2 > this.start.length) this.#grow();
      if (lf < at) {
        lf = text.indexOf("\n", at);
        if (lf === -1 || lf > to) lf = to;
      }
      let end = lf;
      let next = lf + 1;
      if (cr < at) {
        cr = text.indexOf("\r", at);
        if (cr === -1) cr = to;
      }
      if (cr < end) {
        end = cr;
        next = text.charCodeAt(cr + 1) === LF ? cr + 2 : cr + 1;
      }
      let content = at;
      let column = 0;
      for (; content < end; content++) {
        const unit = text.charCodeAt(content);
        if (unit === SPACE) column++;
        else if (unit === TAB) column += 4 - (column % 4);
        else break;
      }
      if (content >= to) break;
      this.start[count] = at;
      this.end[count] = end;
      this.mark[count] = at;
      this.shift[count] = content - at;
      this.column[count] = column;
      this.taken[count] = 0;
      count++;
      at = next;
    }
    // One empty line more, for questions about the line behind the last.
    this.start[count] = to;
    this.end[count] = to;
    this.mark[count] = to;
    this.shift[count] = 0;
    this.column[count] = 0;
    this.taken[count] = 0;
    this.count = count;
  }

  startOf(line: number): number {
    return this.start[line] ?? 0;
  }

  endOf(line: number): number {
    return this.end[line] ?? 0;
  }

  markOf(line: number): number {
    return this.mark[line] ?? 0;
  }

  /** Where the content of a line begins. */
  contentOf(line: number): number {
    return (this.mark[line] ?? 0) + (this.shift[line] ?? 0);
  }

  columnOf(line: number): number {
    return this.column[line] ?? 0;
  }

  takenOf(line: number): number {
    return this.taken[line] ?? 0;
  }

  isEmpty(line: number): boolean {
    return (this.mark[line] ?? 0) + (this.shift[line] ?? 0) >= (this.end[line] ?? 0);
  }

  /** Gives back the room that a monstrous text took. */
  release(): void {
    if (this.start.length <= MOST_ROOM) return;
    this.start = new Int32Array(ROOM);
    this.end = new Int32Array(ROOM);
    this.mark = new Int32Array(ROOM);
    this.shift = new Int32Array(ROOM);
    this.column = new Int32Array(ROOM);
    this.taken = new Int32Array(ROOM);
  }

  #grow(): void {
    this.start = doubled(this.start);
    this.end = doubled(this.end);
    this.mark = doubled(this.mark);
    this.shift = doubled(this.shift);
    this.column = doubled(this.column);
    this.taken = doubled(this.taken);
  }
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
