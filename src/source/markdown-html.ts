import { isLetter } from "./html/units.js";
import { DOUBT } from "./markdown-doubt.js";

const SLASH = 47;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;

/** Kinds of HTML blocks as CommonMark numbers them; 0: none. */
export type HtmlBlockKind = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

const VERBATIM: ReadonlySet<string> = new Set(["script", "pre", "style", "textarea"]);

const BLOCK_ELEMENTS: ReadonlySet<string> = new Set(
  (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt " +
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li " +
    "link main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th " +
    "thead title tr track ul"
  ).split(" "),
);

/** What ends an HTML block of kind 1. */
export const VERBATIM_END = /<\/(?:script|pre|style|textarea)>/i;

/** Which HTML block the `<` at `at` begins, in a line that ends at `end`. */
export function htmlBlockKind(text: string, units: Uint16Array, at: number, end: number): HtmlBlockKind {
  const next = at + 1 < end ? (units[at + 1] ?? 0) : 0;
  if (next === 33) {
    if (units[at + 2] === 45 && units[at + 3] === 45) return 2;
    if (at + 2 < end && isLetter(units[at + 2] ?? 0)) return 4;
    return text.startsWith("[CDATA[", at + 2) ? 5 : 0;
  }
  if (next === 63) return 3;
  const nameStart = next === SLASH ? at + 2 : at + 1;
  let nameEnd = nameStart;
  while (nameEnd < end && isAlphanumeric(units[nameEnd] ?? 0)) nameEnd++;
  if (nameEnd === nameStart || !isLetter(units[nameStart] ?? 0)) return 0;
  if (nameEnd - nameStart <= 10) {
    const name = text.slice(nameStart, nameEnd).toLowerCase();
    const after = nameEnd < end ? (units[nameEnd] ?? 0) : -1;
    const ends = after === -1 || after === GREATER || isAnySpace(after);
    if (ends && next !== SLASH && VERBATIM.has(name)) return 1;
    const closed = after === SLASH && nameEnd + 1 < end && (units[nameEnd + 1] ?? 0) === GREATER;
    if ((ends || closed) && BLOCK_ELEMENTS.has(name)) return 6;
  }
  let rest = tagEnd(units, at, end);
  if (rest === -1) return 0;
  while (rest < end && isAnySpace(units[rest] ?? 0)) rest++;
  return rest === end ? 7 : 0;
}

/** What ends an HTML block of the kinds 2 to 5. */
export const HTML_ENDS: readonly string[] = ["", "", "-->", "?>", ">", "]]>"];

/** Just behind the HTML tag that begins at `at` and ends before `limit`; -1 if there is none. */
export function tagEnd(units: Uint16Array, at: number, limit: number): number {
  const closing = (units[at + 1] ?? 0) === SLASH;
  let here = closing ? at + 2 : at + 1;
  if (here >= limit || !isLetter(units[here] ?? 0)) return -1;
  while (here < limit && isNameUnit(units[here] ?? 0)) here++;
  if (closing) {
    here = skipAnySpace(units, here, limit);
    return here < limit && (units[here] ?? 0) === GREATER ? here + 1 : -1;
  }
  for (;;) {
    const next = skipAnySpace(units, here, limit);
    if (next >= limit) return -1;
    const unit = units[next] ?? 0;
    if (unit === GREATER) return next + 1;
    if (unit === SLASH) return next + 1 < limit && (units[next + 1] ?? 0) === GREATER ? next + 2 : -1;
    if (next === here || !(isLetter(unit) || unit === 95 || unit === 58)) return -1;
    here = next + 1;
    while (here < limit && isAttributeUnit(units[here] ?? 0)) here++;
    const equals = skipAnySpace(units, here, limit);
    if (equals >= limit || (units[equals] ?? 0) !== EQUALS) continue;
    here = valueEnd(units, skipAnySpace(units, equals + 1, limit), limit);
    if (here === -1) return -1;
  }
}

function valueEnd(units: Uint16Array, at: number, limit: number): number {
  if (at >= limit) return -1;
  const quote = units[at] ?? 0;
  if (quote === 34 || quote === 39) {
    for (let close = at + 1; close < limit; close++) if (units[close] === quote) return close + 1;
    return -1;
  }
  let here = at;
  for (; here < limit; here++) {
    const unit = units[here] ?? 0;
    if (unit <= 32 || unit === 34 || unit === 39 || unit === LESS || unit === EQUALS || unit === GREATER || unit === 96)
      break;
    // Wide spaces are part of such a value, unless the tag is none without them.
    if (unit > 127 && isAnySpace(unit)) throw DOUBT;
  }
  return here === at ? -1 : here;
}

function skipAnySpace(units: Uint16Array, at: number, limit: number): number {
  let here = at;
  while (here < limit && isAnySpace(units[here] ?? 0)) here++;
  return here;
}

/** What `\s` of a regular expression matches. */
function isAnySpace(unit: number): boolean {
  if (unit <= 127) return unit === 32 || (unit >= 9 && unit <= 13);
  if (unit < 0x1680) return unit === 0xa0;
  return (
    unit === 0x3000 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x1680 ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0xfeff
  );
}

export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function isAlphanumeric(unit: number): boolean {
  return isLetter(unit) || isDigit(unit);
}

function isNameUnit(unit: number): boolean {
  return isLetter(unit) || isDigit(unit) || unit === 45;
}

function isAttributeUnit(unit: number): boolean {
  return isLetter(unit) || isDigit(unit) || unit === 45 || unit === 46 || unit === 58 || unit === 95;
}
