import type { Range } from "../edit.js";

/** A range to blank, and the one character that takes the place of each of its units. */
export interface Blank extends Range {
  readonly fill: string;
}

/**
 * Replaces every unit of the blanked ranges but line endings by their fill, so that offsets stay.
 * Where ranges overlap, the one that starts first wins and the rest of the other follows it.
 */
export function mask(text: string, blanks: readonly Blank[]): string {
  const sorted = [...blanks].sort((a, b) => a.start - b.start || b.end - a.end);
  const pieces: string[] = [];
  const breaks = new LineBreaks(text);
  let at = 0;
  for (const blank of sorted) {
    const start = Math.max(blank.start, at);
    if (blank.end <= start) continue;
    if (start > at) pieces.push(text.slice(at, start));
    fill(pieces, breaks, start, blank.end, blank.fill);
    at = blank.end;
  }
  if (at === 0) return text;
  pieces.push(text.slice(at));
  return pieces.join("");
}

const CR = 13;

/** Line breaks behind ascending offsets: each is searched for once, since a search leaps where a loop walks. */
class LineBreaks {
  readonly text: string;
  #feed = -1;
  #return = -1;

  constructor(text: string) {
    this.text = text;
  }

  /** The first line feed or carriage return from an offset on; infinity when there is none. */
  next(from: number): number {
    if (this.#feed < from) this.#feed = found(this.text.indexOf("\n", from));
    if (this.#return < from) this.#return = found(this.text.indexOf("\r", from));
    return Math.min(this.#feed, this.#return);
  }
}

function found(offset: number): number {
  return offset === -1 ? Number.POSITIVE_INFINITY : offset;
}

/** Lines are shorter than this, nearly all of them: their fillings are cut from one. */
const LONGEST_CUT = 1024;
const fillings = new Map<string, string>();

function fill(pieces: string[], breaks: LineBreaks, start: number, end: number, character: string): void {
  let from = start;
  for (let at = breaks.next(start); at < end; at = breaks.next(from)) {
    if (at > from) pieces.push(filling(character, at - from));
    pieces.push(breaks.text.charCodeAt(at) === CR ? "\r" : "\n");
    from = at + 1;
  }
  if (end > from) pieces.push(filling(character, end - from));
}

function filling(character: string, length: number): string {
  if (length > LONGEST_CUT) return character.repeat(length);
  let whole = fillings.get(character);
  if (whole === undefined) {
    whole = character.repeat(LONGEST_CUT);
    fillings.set(character, whole);
  }
  return whole.slice(0, length);
}
