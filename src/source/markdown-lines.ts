const TAB = 9;
const SPACE = 32;
/** What a line may hold, by bits. */
export const HAS_BACKTICK = 1;
export const HAS_LESS = 2;
export const HAS_BRACKET = 4;

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

  /** What a line holds: `HAS_BACKTICK` and the like, combined. */
  holds = new Uint8Array(ROOM);

  /** Splits a text, whose units are given as well, from `from` to `to`. */
  fill(text: string, units: Uint16Array, from: number, to: number): void {
    const find = (what: string, at: number): number => {
      const found = text.indexOf(what, at);
      return found === -1 || found > to ? to : found;
    };
    // Searching leaps over a text far faster than a look at every unit: each finding is kept until it is passed.
    let lf = find("\n", from);
    let cr = find("\r", from);
    let backtick = find("`", from);
    let less = find("<", from);
    let bracket = find("[", from);
    let count = 0;
    for (let start = from; start < to; ) {
      if (count + 2 > this.start.length) this.#grow();
      if (lf < start) lf = find("\n", start);
      if (cr < start) cr = find("\r", start);
      const end = Math.min(lf, cr);
      let content = start;
      let column = 0;
      for (; content < end; content++) {
        const unit = units[content];
        if (unit === SPACE) column++;
        else if (unit === TAB) column += 4 - (column % 4);
        else break;
      }
      if (content >= to) break;
      if (backtick < start) backtick = find("`", start);
      if (less < start) less = find("<", start);
      if (bracket < start) bracket = find("[", start);
      this.start[count] = start;
      this.end[count] = end;
      this.mark[count] = start;
      this.shift[count] = content - start;
      this.column[count] = column;
      this.taken[count] = 0;
      this.holds[count] =
        (backtick < end ? HAS_BACKTICK : 0) | (less < end ? HAS_LESS : 0) | (bracket < end ? HAS_BRACKET : 0);
      count++;
      start = end === cr && lf === cr + 1 ? end + 2 : end + 1;
    }
    // One empty line more, for questions about the line behind the last.
    this.start[count] = to;
    this.end[count] = to;
    this.mark[count] = to;
    this.shift[count] = 0;
    this.column[count] = 0;
    this.taken[count] = 0;
    this.holds[count] = 0;
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

  holdsOf(line: number): number {
    return this.holds[line] ?? 0;
  }

  takenOf(line: number): number {
    return this.taken[line] ?? 0;
  }

  isEmpty(line: number): boolean {
    return (this.mark[line] ?? 0) + (this.shift[line] ?? 0) >= (this.end[line] ?? 0);
  }

  /** Notes what containers have taken of a line so far, for `restore`. */
  save(line: number, saved: number[]): void {
    saved.push(this.markOf(line), this.shift[line] ?? 0, this.columnOf(line), this.takenOf(line));
  }

  /** Gives lines from `first` on what they had when they were saved, one after the other. */
  restore(first: number, saved: readonly number[]): void {
    for (let index = 0, line = first; index < saved.length; index += 4, line++) {
      this.mark[line] = saved[index] ?? 0;
      this.shift[line] = saved[index + 1] ?? 0;
      this.column[line] = saved[index + 2] ?? 0;
      this.taken[line] = saved[index + 3] ?? 0;
    }
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
    this.holds = new Uint8Array(ROOM);
  }

  #grow(): void {
    this.start = doubled(this.start);
    this.end = doubled(this.end);
    this.mark = doubled(this.mark);
    this.shift = doubled(this.shift);
    this.column = doubled(this.column);
    this.taken = doubled(this.taken);
    const holds = new Uint8Array(this.holds.length * 2);
    holds.set(this.holds);
    this.holds = holds;
  }
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
