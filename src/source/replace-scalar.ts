import type { Edit } from "../edit.js";
import type { FrontMatter, Scalar } from "./front-matter.js";
import type { SourceText } from "./source-text.js";

/** TOML 1.0 takes these without quotes. */
const tomlDate = /^\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?$/;
/** A plain scalar of YAML that every parser takes as it stands; a comma only where no flow mapping ends at it. */
const yamlPlain = /^[\p{L}\p{N}](?:[\p{L}\p{N}+\-./_,]|:(?! |$)| (?![# ]))*$/u;

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
      ? yamlPlain.test(text) && (!text.includes(",") || beginsLine(source, range.start))
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
