import { decodeHTML, decodeHTMLAttribute } from "entities/decode";

/** References that posts are full of. */
const COMMON: ReadonlyMap<string, string> = new Map([
  ["amp;", "&"],
  ["lt;", "<"],
  ["gt;", ">"],
  ["quot;", '"'],
  ["nbsp;", "\u00A0"],
  ["#39;", "'"],
  ["#34;", '"'],
  ["#123;", "{"],
  ["#125;", "}"],
]);

const LONGEST_COMMON = 7;

/** The character references of a text or an attribute value resolved; undefined when one of them is a reported parse error. */
export function decodeReferences(raw: string, inAttribute: boolean): string | undefined {
  let decoded = "";
  let from = 0;
  for (let at = raw.indexOf("&"); at !== -1; ) {
    const next = raw.indexOf("&", at + 1);
    const end = next === -1 ? raw.length : next;
    const limit = Math.min(at + LONGEST_COMMON, raw.length);
    let semicolon = at + 1;
    while (semicolon < limit && raw.charCodeAt(semicolon) !== 59) semicolon++;
    const common = semicolon < limit ? COMMON.get(raw.slice(at + 1, semicolon + 1)) : undefined;
    decoded += raw.slice(from, at);
    if (common !== undefined) {
      decoded += common;
      from = semicolon + 1;
    } else {
      const piece = raw.slice(at, end);
      if (isReported(piece)) return undefined;
      decoded += inAttribute ? decodeHTMLAttribute(piece) : decodeHTML(piece);
      from = end;
    }
    at = next;
  }
  return decoded + raw.slice(from);
}

const NUMERIC = /^&#(?:[xX]([0-9a-fA-F]+)|([0-9]+))/;

/** Null, surrogates, noncharacters and what lies outside Unicode (HTML standard, numeric character reference end state). */
function isReported(piece: string): boolean {
  const match = NUMERIC.exec(piece);
  if (match === null) return false;
  const code = match[1] === undefined ? Number.parseInt(match[2] ?? "", 10) : Number.parseInt(match[1], 16);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return true;
  return (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe;
}
