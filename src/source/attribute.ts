import type { Range } from "../edit.js";

/** One attribute as it stands in a start tag. */
export interface Attribute {
  /** Lower case. */
  readonly name: string;
  /** The value's characters as written, entities not decoded; undefined without `=`. */
  readonly raw: string | undefined;
  /** Name, `=`, quotes and value. */
  readonly range: Range;
  readonly nameRange: Range;
  /** Without quotes. */
  readonly valueRange: Range | undefined;
  readonly quote: '"' | "'" | undefined;
}

const SPACE = /[\t\n\f\r ]/;

/**
 * Reads the attributes of the start tag that begins at `start` as the HTML standard's tokenizer would.
 * `end` bounds the reading; the tag's own `>` usually comes first. Duplicates are all listed.
 */
export function readAttributes(text: string, start: number, end: number = text.length): readonly Attribute[] {
  let at = start + 1;
  while (at < end && !SPACE.test(text.charAt(at)) && text[at] !== ">" && text[at] !== "/") at++;
  const attributes: Attribute[] = [];
  while (at < end) {
    while (at < end && (SPACE.test(text.charAt(at)) || text[at] === "/")) at++;
    if (at >= end || text[at] === ">") break;
    const nameStart = at;
    at++; // a leading `=` belongs to the name
    while (at < end && !SPACE.test(text.charAt(at)) && !"/>=".includes(text.charAt(at))) at++;
    const nameRange = { start: nameStart, end: at };
    const name = text.slice(nameStart, at).toLowerCase();
    let next = at;
    while (next < end && SPACE.test(text.charAt(next))) next++;
    if (text[next] !== "=" || next >= end) {
      attributes.push({ name, raw: undefined, range: nameRange, nameRange, valueRange: undefined, quote: undefined });
      continue;
    }
    at = next + 1;
    while (at < end && SPACE.test(text.charAt(at))) at++;
    const first = text[at];
    const quote = first === '"' || first === "'" ? first : undefined;
    let valueRange: Range;
    if (quote === undefined) {
      const valueStart = at;
      while (at < end && !SPACE.test(text.charAt(at)) && text[at] !== ">") at++;
      valueRange = { start: valueStart, end: at };
    } else {
      const close = text.indexOf(quote, at + 1);
      const valueEnd = close === -1 || close > end ? end : close;
      valueRange = { start: at + 1, end: valueEnd };
      at = Math.min(valueEnd + 1, end);
    }
    attributes.push({
      name,
      raw: text.slice(valueRange.start, valueRange.end),
      range: { start: nameStart, end: at },
      nameRange,
      valueRange,
      quote,
    });
  }
  return attributes;
}
