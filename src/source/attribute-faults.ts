import type { Range } from "../edit.js";
import { type Attribute, readAttributes } from "./attribute.js";
import { type Markup, type Tag, TEMPLATE_CHARACTER } from "./document.js";

/** What is wrong with the attributes of a start tag; the first cause alone, for the others follow from it. */
export interface AttributeFault {
  /**
   * `duplicate`: given before, so browsers ignore this one. `cut`: a quote inside the value ends it. `open-quote`: the
   * closing quote is missing, so the value runs to the next quote. `stray-quote`: a quote without its twin, or a
   * typographic one. `next-tag`: the tag's `>` is missing, so the next tag became an attribute.
   */
  readonly kind: "duplicate" | "cut" | "open-quote" | "stray-quote" | "next-tag";
  readonly name: string;
  readonly range: Range;
}

/** Reads a start tag of `masked`. Silent where template code stands among the attributes: nobody knows what it writes. */
export function attributeFault(masked: string, tag: Tag): AttributeFault | undefined {
  const nameEnd = tag.range.start + 1 + tag.name.length;
  if (nameEnd + 1 === tag.range.end) return undefined;
  ONE_SOUND.lastIndex = nameEnd;
  if (ONE_SOUND.test(masked) && ONE_SOUND.lastIndex === tag.range.end) return undefined;
  const attributes = readAttributes(masked, tag.range.start, tag.range.end);
  let torn = -1;
  for (let index = 0; index < attributes.length; index++) {
    const name = attributes[index]?.name ?? "";
    if (!ODD_NAME.test(name)) continue;
    if (name.includes(TEMPLATE_CHARACTER)) return undefined;
    if (torn === -1) torn = index;
  }
  const found = attributes[torn];
  if (found?.name.startsWith("<")) {
    return { kind: "next-tag", name: tag.name, range: { start: tag.range.start, end: nameEnd } };
  }
  if (found !== undefined) return tornFault(attributes, torn, found);
  const names = attributes.length === 1 ? undefined : new Set<string>();
  for (const attribute of attributes) {
    const { name, raw, quote, range } = attribute;
    if (names?.has(name)) return { kind: "duplicate", name, range };
    names?.add(name);
    if (raw !== undefined && quote === undefined && hasStrayQuote(raw)) return { kind: "stray-quote", name, range };
  }
  return undefined;
}

/** What most tags end with: one attribute as it should be. */
const ONE_SOUND = /[\t\n\f\r ]+[a-z][a-z\d:_-]*="[^"]*"[\t\n\f\r ]*\/?>/iy;
const ODD_NAME = new RegExp(`["'<${TEMPLATE_CHARACTER}]`);

/**
 * The attributes of a start tag that is as its author meant it: undefined when it is malformed, or when template code
 * stands between its attributes.
 */
export function soundAttributes(masked: string, tag: Tag): readonly Attribute[] | undefined {
  const fault = attributeFault(masked, tag);
  if (fault !== undefined && fault.kind !== "duplicate") return undefined;
  const attributes = readAttributes(masked, tag.range.start, tag.range.end);
  const odd = ({ name }: Attribute): boolean => name.startsWith("=") || name.includes(TEMPLATE_CHARACTER);
  return tag.name.includes(TEMPLATE_CHARACTER) || attributes.some(odd) ? undefined : attributes;
}

/** An attribute whose name holds a quote is the rest of a value that was cut off. */
function tornFault(attributes: readonly Attribute[], index: number, torn: Attribute): AttributeFault {
  // No white space behind the closing quote: there the value was cut.
  const before = attributes
    .slice(0, index)
    .findLast(({ quote, range }, at) => quote !== undefined && attributes[at + 1]?.range.start === range.end);
  if (before === undefined) return { kind: "stray-quote", name: torn.name, range: torn.range };
  let end = torn.range.end;
  for (const { name, range } of attributes) if (/["'<]/.test(name)) end = Math.max(end, range.end);
  const range = { start: before.range.start, end };
  const { name } = before;
  if (/^["']+$/.test(torn.name) && torn.range.start === before.range.end) return { kind: "stray-quote", name, range };
  return { kind: /[<>]/.test(before.raw ?? "") ? "open-quote" : "cut", name, range };
}

/** `a.html"`, and values between “typographic” quotes. */
function hasStrayQuote(value: string): boolean {
  if (/^[\u2018-\u201F]/.test(value)) return true;
  const last = value.at(-1);
  return (last === '"' || last === "'") && value.split(last).length % 2 === 0;
}

const TAG_START = /<\/?[A-Za-z][^\t\n\f\r />]*/g;

/** The opening of a tag that never ends, name included. */
export function endlessTag(markup: Markup, bodyStart: number): Range | undefined {
  if (!markup.problems.some(({ code }) => code === "html-eof-in-tag")) return undefined;
  // The list of tags ends where such a tag begins; complete comments may stand between.
  const { masked } = markup;
  let at = markup.tags.at(-1)?.range.end ?? bodyStart;
  TAG_START.lastIndex = at;
  for (let match = TAG_START.exec(masked); match !== null; match = TAG_START.exec(masked)) {
    const comment = masked.indexOf("<!--", at);
    if (comment === -1 || comment > match.index) return { start: match.index, end: match.index + match[0].length };
    at = masked.indexOf("-->", comment);
    if (at === -1) return undefined;
    TAG_START.lastIndex = at;
  }
  return undefined;
}
