import type { Root } from "hast";
import type { Range } from "../edit.js";
import type { FrontMatter } from "./front-matter.js";
import type { GeneratorProfile } from "./generators.js";
import type { SourceProblem } from "./problem.js";
import type { Reference } from "./references.js";
import type { SourceText } from "./source-text.js";

/** One file, read. Everything but the split into front matter and body is computed at the first question. */
export interface Document {
  /** Relative to the project, `/` between parts. */
  readonly path: string;
  readonly source: SourceText;
  readonly generator: GeneratorProfile;
  readonly frontMatter: FrontMatter | undefined;
  readonly body: Body;
  /** Faults met while reading, in source order. */
  readonly problems: readonly SourceProblem[];
  readonly markup: Markup;
  /** Images and links of the body, in source order. */
  readonly references: readonly Reference[];
  /** Images of the front matter under these keys (dotted paths). */
  imagesOf(keys: readonly string[]): readonly Reference[];
}

export interface Body {
  readonly syntax: "markdown" | "mdx" | "html";
  readonly range: Range;
}

/** What in the body is markup and what only looks like it. */
export interface Markup {
  /**
   * The file's text with everything that is no HTML blanked by the same number of characters, so that offsets agree:
   * front matter as spaces, template code, code, and other `<` as the private characters below. Line endings stay.
   */
  readonly masked: string;
  /** hast of `masked`: its offsets are offsets of the file. */
  readonly html: Root;
  readonly problems: readonly SourceProblem[];
  /** Code that no rule may look into: fences, indented code, code spans. */
  readonly code: readonly Range[];
  /** Template spans. */
  readonly templates: readonly Range[];
  /** HTML that a blank line and four spaces turned into code blocks; its inside is part of `html` nevertheless. */
  readonly indentedHtml: readonly Range[];
  /** In Markdown: what CommonMark calls raw HTML, in source order. In HTML: the whole body. */
  readonly rawHtml: readonly Range[];
  /** Start and end tags in source order. */
  readonly tags: readonly Tag[];
  /** In Markdown: paragraphs, headings, code and HTML blocks, in source order. */
  readonly blocks: readonly MarkdownBlock[];
}

/** A leaf block of Markdown: whole lines. */
export interface MarkdownBlock extends Range {
  readonly kind: "text" | "heading" | "code" | "html";
  /** The containers around it, outermost first: `blockquote`, `bullet_list list_item`. */
  readonly containers: string;
  /** What Markdown finds in its text besides text and HTML, in order: `em_open em_close link_open link_close`. */
  readonly inline: string;
}

/** A start or end tag as the scanner sees it. */
export interface Tag {
  /** Lower case. */
  readonly name: string;
  readonly range: Range;
  readonly closing: boolean;
  readonly selfClosing: boolean;
}

/** Stands for a character of template code in `Markup.masked`. */
export const TEMPLATE_CHARACTER = "\uE000";
const TEMPLATE_UNIT = 0xe000;

/** Whether template code stands in a range of a masked text. */
export function holdsTemplate(masked: string, { start, end }: Range): boolean {
  for (let at = start; at < end; at++) if (masked.charCodeAt(at) === TEMPLATE_UNIT) return true;
  return false;
}

/** Stands for a character of code. */
export const CODE_CHARACTER = "\uE001";
/** Stands for a `<` that is text. */
export const LITERAL_CHARACTER = "\uE002";
