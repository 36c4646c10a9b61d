import { plainColumns, plainWidth } from "./plain.js";
import { NO_LINE_END, NO_LINE_START, type Paint, type Span } from "./spans.js";
import { visible } from "./visible.js";

const SPACE = 32;
const WIDE = 2;

/**
 * What `wrap` makes of spans in which every unit is a grapheme of its own; undefined for all others. Nearly every line of a report is
 * such, and needs no object for each of its characters.
 */
export function wrapPlain(spans: readonly Span[], width: number): readonly string[] | undefined {
  let text = "";
  let all = 0;
  const pieces: Piece[] = [];
  for (const { text: raw, paint } of spans) {
    const more = visible(raw);
    if (more === "") continue;
    const columns = plainColumns(more);
    if (columns === undefined) return undefined;
    all += columns;
    text += more;
    const last = pieces.at(-1);
    if (last?.paint === paint) last.end = text.length;
    else pieces.push({ end: text.length, paint });
  }
  const lines: string[] = [];
  let start = 0;
  let breakAt = 0;
  let used = 0;
  let before = 0;
  for (let at = 0; all > width && at < text.length; at++) {
    const columns = plainWidth(text, at);
    const isSpace = text.charCodeAt(at) === SPACE;
    if (at > 0 && !isSpace && mayBreak(text, at, before === WIDE || columns === WIDE)) breakAt = at;
    if (used + columns > width && !isSpace && at > start) {
      const next = breakAt > start ? breakAt : at;
      lines.push(paintLine(text, start, next, pieces));
      start = next;
      used = 0;
      for (let kept = start; kept < at; kept++) used += plainWidth(text, kept);
    }
    used += columns;
    before = columns;
  }
  lines.push(paintLine(text, start, text.length, pieces));
  return lines;
}

/** A run of one paint, from the end of the one before. */
interface Piece {
  end: number;
  readonly paint: Paint;
}

function mayBreak(text: string, at: number, wide: boolean): boolean {
  if (text.charCodeAt(at - 1) === SPACE) return true;
  if (!wide) return false;
  return !NO_LINE_START.has(text.charAt(at)) && !NO_LINE_END.has(text.charAt(at - 1));
}

function paintLine(text: string, from: number, to: number, pieces: readonly Piece[]): string {
  let end = to;
  while (end > from && text.charCodeAt(end - 1) === SPACE) end--;
  let command = from;
  while (command < to && text.charAt(command).trim() === "") command++;
  if (command + 1 >= to || text[command] !== ":" || text[command + 1] !== ":") command = -1;
  let line = "";
  let at = from;
  for (const piece of pieces) {
    if (piece.end <= at) continue;
    if (at >= end) break;
    const stop = Math.min(piece.end, end);
    const run =
      command >= at && command < stop
        ? `${text.slice(at, command)}\\u{3a}${text.slice(command + 1, stop)}`
        : text.slice(at, stop);
    line += piece.paint(run);
    at = stop;
  }
  return line;
}
