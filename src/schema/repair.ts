import type { Fix, Range } from "../edit.js";
import { type FrontMatter, pointerKeys, pointerSegment, type Scalar } from "../source/front-matter.js";
import { quoteText } from "../source/syntax-repair.js";
import type { SchemaFault } from "./fault.js";

type Language = FrontMatter["language"];

/**
 * The edit after which front matter fits its schema at a fault, where one is likely meant: a key or value misspelt, a
 * value of the wrong kind. `text` is the file's. Always `unsafe`: templates read another key, or another kind of value, afterwards.
 */
export function schemaRepair(fault: SchemaFault, frontMatter: FrontMatter, text: string): Fix | undefined {
  if (fault.key !== undefined) return renamedKey(fault, fault.key, frontMatter);
  const scalar = frontMatter.scalar(fault.pointer);
  if (scalar === undefined || scalar.block || scalar.range.start !== fault.range.start) return undefined;
  const value = valueAt(frontMatter.data, fault.pointer);
  const { language } = frontMatter;
  if (fault.suggestion !== undefined) {
    const meant = scalar.quoted || language !== "yaml" ? JSON.stringify(fault.suggestion) : bare(fault.suggestion);
    return replace(scalar.range, meant, `Write \`${fault.suggestion}\``);
  }
  const expected = new Set(fault.expected ?? []);
  if (typeof value === "string") return ofText(scalar, value, expected, language);
  if (typeof value !== "number" && typeof value !== "boolean") return undefined;
  // An alias has the text of its anchor.
  if (text.slice(scalar.range.start, scalar.range.end) !== scalar.text) return undefined;
  if (expected.has("text")) return replace(scalar.range, `"${scalar.text}"`, "Put quotes around the value");
  return expected.has("texts") ? replace(scalar.range, `["${scalar.text}"]`, "Make it a list of one") : undefined;
}

function ofText(
  { range, text: written, quoted }: Scalar,
  value: string,
  expected: ReadonlySet<string>,
  language: Language,
): Fix | undefined {
  const text = value.trim();
  if (expected.has("boolean")) {
    const meant = /^(?:true|y|yes|on)$/i.test(text) ? "true" : /^(?:false|n|no|off)$/i.test(text) ? "false" : undefined;
    if (meant !== undefined) return replace(range, meant, `Write \`${meant}\``);
  }
  const number = expected.has("number") ? /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/ : /^-?(?:0|[1-9]\d{0,14})$/;
  if (quoted && (expected.has("number") || expected.has("integer")) && number.test(text)) {
    return replace(range, text, "Remove the quotes");
  }
  // Longer text, or text in several lines, is no name of a thing.
  if (!expected.has("texts") || text === "" || text.length > 60 || /[\r\n]/.test(written)) return undefined;
  const items = text.split(/[,，、]/).flatMap((item) => (item.trim() === "" ? [] : [item.trim()]));
  const list = items.map((item) => (language === "yaml" ? bare(item) : JSON.stringify(item))).join(", ");
  return replace(range, `[${list}]`, items.length === 1 ? "Make it a list of one" : "Make it a list");
}

/** A text as YAML has it in any place, quoted where the bare characters would read as something else. */
function bare(text: string): string {
  const plain =
    /^[\p{L}][\p{L}\p{M}\p{N}_ .+-]*$/u.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return plain ? text : quoteText(text);
}

/** Renames a key to the one that was meant, when that is not there already. */
function renamedKey(fault: SchemaFault, key: string, frontMatter: FrontMatter): Fix | undefined {
  const { suggestion, pointer } = fault;
  const parent = valueAt(frontMatter.data, pointer);
  const range = frontMatter.locate(`${pointer}/${pointerSegment(key)}`, "key");
  if (suggestion === undefined || range === undefined || !/^[\w-]+$/.test(suggestion)) return undefined;
  if (typeof parent !== "object" || parent === null || Object.hasOwn(parent, suggestion)) return undefined;
  const width = range.end - range.start;
  // A quoted key keeps its quotes.
  const quote = width === key.length ? 0 : width === key.length + 2 ? 1 : undefined;
  if (quote === undefined || range.start !== fault.range.start) return undefined;
  return replace({ start: range.start + quote, end: range.end - quote }, suggestion, `Rename to \`${suggestion}\``);
}

function replace(range: Range, text: string, title: string): Fix {
  return { title, safety: "unsafe", edits: [{ range, text }] };
}

function valueAt(data: unknown, pointer: string): unknown {
  let value = data;
  for (const key of pointerKeys(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}
