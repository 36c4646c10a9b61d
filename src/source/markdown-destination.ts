import type { Range } from "../edit.js";
import { DOUBT } from "./markdown-doubt.js";

const BACKSLASH = 92;
/** Open parentheses that a destination may hold at once. */
const MOST_PARENTHESES = 32;

/** Just behind the destination that begins at `at`, angle brackets included; -1 if there is none before `limit`. */
export function destinationEnd(units: Uint16Array, at: number, limit: number): number {
  return (units[at] ?? 0) === 60 && at < limit ? angleEnd(units, at, limit) : bareEnd(units, at, limit);
}

function angleEnd(units: Uint16Array, at: number, limit: number): number {
  for (let here = at + 1; here < limit; here++) {
    const unit = units[here] ?? 0;
    if (unit === 10 || unit === 13 || unit === 60) return -1;
    if (unit === 62) return here + 1;
    if (unit === BACKSLASH && here + 1 < limit) here = escaped(units, here);
  }
  return -1;
}

function bareEnd(units: Uint16Array, at: number, limit: number): number {
  let open = 0;
  let here = at;
  for (; here < limit; here++) {
    const unit = units[here] ?? 0;
    if (unit <= 32 || unit === 127) break;
    if (unit === BACKSLASH) {
      if (here + 1 < limit && (units[here + 1] ?? 0) !== 32) here = escaped(units, here);
    } else if (unit === 40) {
      if (++open > MOST_PARENTHESES) return -1;
    } else if (unit === 41 && open-- === 0) {
      return here === at ? -1 : here;
    }
  }
  return here === at || open !== 0 ? -1 : here;
}

/** The reference parser runs over a line ending behind a backslash, whatever its length. */
function escaped(units: Uint16Array, backslash: number): number {
  const unit = units[backslash + 1] ?? 0;
  if (unit === 10 || unit === 13) throw DOUBT;
  return backslash + 1;
}

/** Just behind the title that begins at `at`; -1 if there is none that ends before `limit`. */
export function titleEnd(units: Uint16Array, at: number, limit: number): number {
  if (at >= limit) return -1;
  const open = units[at] ?? 0;
  if (open !== 34 && open !== 39 && open !== 40) return -1;
  const close = open === 40 ? 41 : open;
  for (let here = at + 1; here < limit; here++) {
    const unit = units[here] ?? 0;
    if (unit === close) return here + 1;
    if (unit === 40 && close === 41) return -1;
    if (unit === BACKSLASH) here++;
  }
  return -1;
}

/** The offset of the first unit from `at` on that is neither blank nor part of a line ending. */
export function skipBlank(units: Uint16Array, at: number, limit: number): number {
  let here = at;
  while (here < limit) {
    const unit = units[here] ?? 0;
    if (unit !== 32 && unit !== 10 && unit !== 9 && unit !== 13) break;
    here++;
  }
  return here;
}

const ENTITY = /&[a-z#][a-z0-9]{1,31};/i;

/** A destination without its escapes; entities but the commonest are for the reference parser to know. */
export function unescaped(destination: string): string {
  if (destination.includes("&") && ENTITY.test(destination)) {
    const plain = destination.replaceAll("&amp;", "");
    if (plain.includes("\\") || ENTITY.test(plain)) throw DOUBT;
    return destination.replaceAll("&amp;", "&");
  }
  return destination.includes("\\") ? destination.replace(/\\([!-/:-@[-`{-~])/g, "$1") : destination;
}

/** ASCII words with single spaces between: only case tells two of them apart. */
const PLAIN_LABEL = /^[!-~]+(?: [!-~]+)*$/;

/** Labels are the same if they differ in case and white space alone. */
export function normalizeLabel(label: string): string {
  if (PLAIN_LABEL.test(label)) return label.toUpperCase();
  return label.trim().replace(/\s+/g, " ").toLowerCase().toUpperCase();
}

const DEFINED = /\]:[ \t\r\n>]*(?:<([^<>\r\n]*)>|(\S+))/d;

/** Where the destination stands in the lines of a definition. */
export function definedDestination(text: string, lines: Range): Range {
  const match = DEFINED.exec(text.slice(lines.start, lines.end));
  const [from, to] = match?.indices?.[1] ?? match?.indices?.[2] ?? [0, 0];
  return { start: lines.start + from, end: lines.start + to };
}
