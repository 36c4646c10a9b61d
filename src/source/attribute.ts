import type { Range } from "../edit.js";
import { EQUALS, GT, isSpace, SLASH } from "./html/units.js";

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

/** Those of the text read last: each tag is asked for by several rules. */
const memory = { text: "", tags: new Map<number, Known>() };

interface Known {
  /** Where reading was to end, */
  readonly end: number;
  /** and the offset of the `>` that ended it; -1 when none did. */
  readonly stop: number;
  readonly attributes: readonly Attribute[];
}

/**
 * Reads the attributes of the start tag that begins at `start` as the HTML standard's tokenizer would.
 * `end` bounds the reading; the tag's own `>` usually comes first. Duplicates are all listed.
 */
export function readAttributes(text: string, start: number, end: number = text.length): readonly Attribute[] {
  if (text !== memory.text) {
    memory.text = text;
    // Not `clear`: the storage of a cleared map leads to its next one, so that what is long dead keeps it alive.
    memory.tags = new Map();
  }
  const known = memory.tags.get(start);
  if (known !== undefined && (known.end === end || (known.stop !== -1 && end > known.stop))) return known.attributes;
  const read = tokenize(text, start, end);
  memory.tags.set(start, read);
  return read.attributes;
}

/** The first attribute of a name, which is the one that counts. */
export function attributeNamed(attributes: readonly Attribute[], name: string): Attribute | undefined {
  for (const attribute of attributes) if (attribute.name === name) return attribute;
  return undefined;
}

const NONE: readonly Attribute[] = [];
function tokenize(text: string, start: number, end: number): Known {
  let at = start + 1;
  for (let unit = text.charCodeAt(at); at < end && unit !== GT && unit !== SLASH && !isSpace(unit); ) {
    unit = text.charCodeAt(++at);
  }
  let attributes: Attribute[] | undefined;
  while (at < end) {
    for (let unit = text.charCodeAt(at); at < end && (unit === SLASH || isSpace(unit)); ) unit = text.charCodeAt(++at);
    if (at >= end) break;
    if (text.charCodeAt(at) === GT) return { end, stop: at, attributes: attributes ?? NONE };
    attributes ??= [];
    const attribute = readAttribute(text, at, end);
    attributes.push(attribute);
    at = attribute.range.end;
  }
  return { end, stop: -1, attributes: attributes ?? NONE };
}

function readAttribute(text: string, nameStart: number, end: number): Attribute {
  let at = nameStart + 1; // a leading `=` belongs to the name
  for (let unit = text.charCodeAt(at); at < end && !endsName(unit); ) unit = text.charCodeAt(++at);
  const nameRange = { start: nameStart, end: at };
  const name = text.slice(nameStart, at).toLowerCase();
  let next = at;
  while (next < end && isSpace(text.charCodeAt(next))) next++;
  if (next >= end || text.charCodeAt(next) !== EQUALS) {
    return { name, raw: undefined, range: nameRange, nameRange, valueRange: undefined, quote: undefined };
  }
  at = next + 1;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  const first = text[at];
  const quote = first === '"' || first === "'" ? first : undefined;
  let valueRange: Range;
  if (quote === undefined) {
    const valueStart = at;
    for (let unit = text.charCodeAt(at); at < end && unit !== GT && !isSpace(unit); ) unit = text.charCodeAt(++at);
    valueRange = { start: valueStart, end: at };
  } else {
    const close = text.indexOf(quote, at + 1);
    const valueEnd = close === -1 || close > end ? end : close;
    valueRange = { start: at + 1, end: valueEnd };
    at = Math.min(valueEnd + 1, end);
  }
  const raw = text.slice(valueRange.start, valueRange.end);
  return { name, raw, range: { start: nameStart, end: at }, nameRange, valueRange, quote };
}

function endsName(unit: number): boolean {
  return unit === SLASH || unit === GT || unit === EQUALS || isSpace(unit);
}
