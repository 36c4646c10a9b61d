import { isPlain, plainWidth } from "./cells.js";
import { NO_LINE_END, NO_LINE_START, type Paint, type Span } from "./spans.js";

const SPACE = 32;
const WIDE = 0x3000;

/**
 * What `wrap` makes of spans in which every unit is a grapheme of its own and shown as it is; undefined for all others. Nearly every
 * line of a report is such, and needs no object for each of its characters.
 */
export function wrapPlain(spans: readonly Span[], width: number): readonly string[] | undefined {
  let text = "";
  const pieces: Piece[] = [];
  for (const { text: more, paint } of spans) {
    if (more === "") continue;
    if (!isPlain(more) || more.includes("\t")) return undefined;
    text += more;
    const last = pieces.at(-1);
    if (last?.paint === paint) last.end = text.length;
    else pieces.push({ end: text.length, paint });
  }
  const lines: string[] = [];
  let start = 0;
  let breakAt = 0;
  let used = 0;
  let before = SPACE;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (at > 0 && unit !== SPACE && mayBreak(text, at, before, unit)) breakAt = at;
    const columns = plainWidth(unit);
    if (used + columns > width && unit !== SPACE && at > start) {
      const next = breakAt > start ? breakAt : at;
      lines.push(paintLine(text, start, next, pieces));
      start = next;
      used = 0;
      for (let kept = start; kept < at; kept++) used += plainWidth(text.charCodeAt(kept));
    }
    used += columns;
    before = unit;
  }
  lines.push(paintLine(text, start, text.length, pieces));
  return lines;
}

/** A run of one paint, from the end of the one before. */
interface Piece {
  end: number;
  readonly paint: Paint;
}

function mayBreak(text: string, at: number, before: number, after: number): boolean {
  if (before === SPACE) return true;
  if (before < WIDE && after < WIDE) return false;
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
