import type { MarkdownDialect } from "../../src/source/generators.js";
import type { MarkdownReading } from "../../src/source/markdown.js";
import { readByMarkdownIt } from "../../src/source/markdown-reference.js";
import { scanMarkdown } from "../../src/source/markdown-scanner.js";
import { sourceText } from "../../src/source/source-text.js";

/** Every way in which generators read Markdown, as far as the scanner can tell them apart. */
export const dialects: readonly MarkdownDialect[] = [
  { flavour: "commonmark", indentedHtmlIsCode: true, indentedCode: true },
  { flavour: "commonmark", indentedHtmlIsCode: false, indentedCode: false },
  { flavour: "mdx", indentedHtmlIsCode: false, indentedCode: false },
];

export interface Comparison {
  /** Undefined where the scanner was not certain. */
  readonly scanned: MarkdownReading | undefined;
  readonly expected: MarkdownReading;
}

/** A text read by the scanner and by markdown-it, `inline` of all blocks looked up. `start`: where the body begins. */
export function compareMarkdown(text: string, dialect: MarkdownDialect, start = 0): Comparison {
  const body = { start, end: text.length };
  const expected = readByMarkdownIt(text, sourceText(text), body, dialect);
  const inlineOf = (index: number): string => expected.blocks[index]?.inline ?? "none";
  const scanned = text.includes("\0") ? undefined : scanMarkdown(text, body, dialect, inlineOf);
  return { scanned: scanned === undefined ? undefined : plain(scanned), expected: plain(expected) };
}

function plain(reading: MarkdownReading): MarkdownReading {
  const { blocks } = reading;
  return {
    ...reading,
    blocks: blocks.map(({ start, end, kind, containers, inline }) => ({ start, end, kind, containers, inline })),
  };
}
