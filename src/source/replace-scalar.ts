import type { Edit } from "../edit.js";
import { isLetterOrNumber } from "../letters.js";
import type { FrontMatter, Scalar } from "./front-matter.js";
import type { SourceText } from "./source-text.js";

/** TOML 1.0 takes these without quotes. */
const tomlDate = /^\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?$/;

/**
 * The edit that gives a front matter scalar another text of one line. Quotes stay, and are added only where the text
 * needs them. Undefined for block scalars and for text that would have to be escaped.
 */
export function replaceScalar(
  { language }: FrontMatter,
  source: SourceText,
  { range, text: old, quoted, block }: Pick<Scalar, "range" | "text" | "quoted" | "block">,
  text: string,
): Edit | undefined {
  if (block || /["'\\\r\n]/.test(text) || text !== text.trim()) return undefined;
  if (quoted) return { range: { start: range.start + 1, end: range.end - 1 }, text };
  const plain =
    language === "yaml"
      ? isYamlPlain(text) && (!text.includes(",") || beginsLine(source, range.start))
      : language === "toml" && tomlDate.test(text);
  const written = plain ? text : `"${text}"`;
  if (language !== "yaml" || old !== "" || range.start !== range.end) return { range, text: written };
  // An empty value stands right behind its colon.
  return { range, text: ` ${written}` };
}

/** `key: ` is all that stands before it on its line. */
function beginsLine({ text }: SourceText, start: number): boolean {
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return /^[\w.-]+: *$/.test(before);
}

/** Whether every parser takes a text as it stands for a plain scalar of YAML; one with a comma only where no flow mapping ends at it. */
function isYamlPlain(text: string): boolean {
  if (!isLetterOrNumber(text.codePointAt(0) ?? Number.NaN) || /:(?: |$)| [# ]/.test(text)) return false;
  return [...text].every((one) => isLetterOrNumber(one.codePointAt(0) as number) || "+-./_,: ".includes(one));
}
