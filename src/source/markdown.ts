import type { Range } from "../edit.js";
import type { MarkdownBlock } from "./document.js";
import type { MarkdownDialect } from "./generators.js";
import { readByMarkdownIt } from "./markdown-reference.js";
import { scanMarkdown } from "./markdown-scanner.js";
import type { SourceText } from "./source-text.js";

/** What CommonMark makes of a body, in offsets of the file. */
export interface MarkdownReading {
  /** Raw HTML, line by line where a container's prefix stands between, in source order. */
  readonly rawHtml: readonly Range[];
  /** Fenced code, indented code and code spans. */
  readonly code: readonly MarkdownCode[];
  /** Prefixes of containers (`> `) inside raw HTML: no part of the HTML. */
  readonly prefixes: readonly Range[];
  readonly references: readonly MarkdownReference[];
  readonly blocks: readonly MarkdownBlock[];
  /** Whether anything stands in the body but HTML and indented code. */
  readonly prose: boolean;
}

export interface MarkdownCode extends Range {
  /** A block made by four spaces, which may be HTML that nobody meant as code. */
  readonly indented: boolean;
}

/** A Markdown image or link. */
export interface MarkdownReference {
  readonly kind: "image" | "link";
  readonly url: string;
  readonly urlRange: Range;
  readonly range: Range;
}

/**
 * Reads a Markdown body: by a scanner of its own where that is certain, else by markdown-it. `text` is the file's text
 * with template code blanked; `body` begins at the start of a line. Linear but for markdown-it's own bounds.
 *
 * @param byReference by markdown-it alone: for a text that holds a NUL, or when that is asked for
 */
export function readMarkdown(
  text: string,
  source: SourceText,
  body: Range,
  dialect: MarkdownDialect,
  byReference: boolean,
): MarkdownReading {
  let reference: MarkdownReading | undefined;
  const read = (): MarkdownReading => {
    reference ??= readByMarkdownIt(text, source, body, dialect);
    return reference;
  };
  if (byReference) return read();
  return scanMarkdown(text, body, dialect, (index) => read().blocks[index]?.inline ?? "") ?? read();
}
