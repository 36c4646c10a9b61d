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

const VERBATIM_END = /<\/(?:script|pre|style|textarea)>/i;

/** Which HTML block the `<` at `at` begins, in a line that ends at `end`. */
export function htmlBlockKind(text: string, at: number, end: number): HtmlBlockKind {
  const next = at + 1 < end ? text.charCodeAt(at + 1) : 0;
  if (next === 33) {
    if (text.startsWith("--", at + 2)) return 2;
    if (at + 2 < end && isLetter(text.charCodeAt(at + 2))) return 4;
    return text.startsWith("[CDATA[", at + 2) ? 5 : 0;
  }
  if (next === 63) return 3;
  const nameStart = next === SLASH ? at + 2 : at + 1;
  let nameEnd = nameStart;
  while (nameEnd < end && isAlphanumeric(text.charCodeAt(nameEnd))) nameEnd++;
  if (nameEnd === nameStart || !isLetter(text.charCodeAt(nameStart))) return 0;
  if (nameEnd - nameStart <= 10) {
    const name = text.slice(nameStart, nameEnd).toLowerCase();
    const after = nameEnd < end ? text.charCodeAt(nameEnd) : -1;
    const ends = after === -1 || after === GREATER || isAnySpace(after);
    if (ends && next !== SLASH && VERBATIM.has(name)) return 1;
    const closed = after === SLASH && nameEnd + 1 < end && text.charCodeAt(nameEnd + 1) === GREATER;
    if ((ends || closed) && BLOCK_ELEMENTS.has(name)) return 6;
  }
  let rest = tagEnd(text, at, end);
  if (rest === -1) return 0;
  while (rest < end && isAnySpace(text.charCodeAt(rest))) rest++;
  return rest === end ? 7 : 0;
}

const ENDS: readonly string[] = ["", "", "-->", "?>", ">", "]]>"];

/** Whether an HTML block of a kind that has an end (1 to 5) ends in the text from `from` to `end`, a line's. */
export function endsHtmlBlock(text: string, kind: HtmlBlockKind, from: number, end: number): boolean {
  const line = text.slice(from, end);
  return kind === 1 ? VERBATIM_END.test(line) : line.includes(ENDS[kind] ?? "");
}

/** Just behind the HTML tag that begins at `at` and ends before `limit`; -1 if there is none. */
export function tagEnd(text: string, at: number, limit: number): number {
  const closing = text.charCodeAt(at + 1) === SLASH;
  let here = closing ? at + 2 : at + 1;
  if (here >= limit || !isLetter(text.charCodeAt(here))) return -1;
  while (here < limit && isNameUnit(text.charCodeAt(here))) here++;
  if (closing) {
    here = skipAnySpace(text, here, limit);
    return here < limit && text.charCodeAt(here) === GREATER ? here + 1 : -1;
  }
  for (;;) {
    const next = skipAnySpace(text, here, limit);
    if (next >= limit) return -1;
    const unit = text.charCodeAt(next);
    if (unit === GREATER) return next + 1;
    if (unit === SLASH) return next + 1 < limit && text.charCodeAt(next + 1) === GREATER ? next + 2 : -1;
    if (next === here || !(isLetter(unit) || unit === 95 || unit === 58)) return -1;
    here = next + 1;
    while (here < limit && isAttributeUnit(text.charCodeAt(here))) here++;
    const equals = skipAnySpace(text, here, limit);
    if (equals >= limit || text.charCodeAt(equals) !== EQUALS) continue;
    here = valueEnd(text, skipAnySpace(text, equals + 1, limit), limit);
    if (here === -1) return -1;
  }
}

function valueEnd(text: string, at: number, limit: number): number {
  if (at >= limit) return -1;
  const quote = text.charCodeAt(at);
  if (quote === 34 || quote === 39) {
    const close = text.indexOf(quote === 34 ? '"' : "'", at + 1);
    return close === -1 || close >= limit ? -1 : close + 1;
  }
  let here = at;
  for (; here < limit; here++) {
    const unit = text.charCodeAt(here);
    if (unit <= 32 || unit === 34 || unit === 39 || unit === LESS || unit === EQUALS || unit === GREATER || unit === 96)
      break;
    // Wide spaces are part of such a value, unless the tag is none without them.
    if (unit > 127 && isAnySpace(unit)) throw DOUBT;
  }
  return here === at ? -1 : here;
}

function skipAnySpace(text: string, at: number, limit: number): number {
  let here = at;
  while (here < limit && isAnySpace(text.charCodeAt(here))) here++;
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

export function isLetter(unit: number): boolean {
  const lower = unit | 32;
  return lower >= 97 && lower <= 122;
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
