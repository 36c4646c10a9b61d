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
  let at = 0;
  for (const blank of sorted) {
    const start = Math.max(blank.start, at);
    if (blank.end <= start) continue;
    pieces.push(text.slice(at, start), fill(text, start, blank.end, blank.fill));
    at = blank.end;
  }
  if (at === 0) return text;
  pieces.push(text.slice(at));
  return pieces.join("");
}

function fill(text: string, start: number, end: number, character: string): string {
  if (end - start === 1) {
    const unit = text.charAt(start);
    return unit === "\n" || unit === "\r" ? unit : character;
  }
  return text.slice(start, end).replace(/[^\r\n]+/g, (run) => character.repeat(run.length));
}
