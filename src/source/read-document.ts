import type { Diagnostic } from "../diagnostic.js";
import { bodyReferences, frontMatterImages } from "./collect-references.js";
import type { Body, Document } from "./document.js";
import type { GeneratorProfile } from "./generators.js";
import { LARGEST_TEXT } from "./limits.js";
import { type MarkupReading, readMarkup } from "./markup.js";
import { readFrontMatter } from "./read-front-matter.js";
import type { Reference } from "./references.js";
import { sourceText } from "./source-text.js";

/** A document, and the faults of the file as such that reading it has met so far. */
export interface DocumentReading {
  readonly document: Document;
  /** `source/…` diagnostics; the list grows when the markup is read. */
  readonly faults: readonly Diagnostic[];
}

/**
 * Reads one file. Never throws for what the text holds. `path` is relative to the project and decides the syntax:
 * `.html` and `.htm` are HTML, `.mdx` is MDX, all else Markdown.
 */
export function readDocument(text: string, path: string, generator: GeneratorProfile): DocumentReading {
  const source = sourceText(text);
  const faults: Diagnostic[] = [];
  const tooLarge = text.length > LARGEST_TEXT;
  if (tooLarge) faults.push(largeFault(text.length));

  const front = readFrontMatter(source, generator, path);
  const body: Body = {
    syntax: syntaxOf(path),
    range: { start: Math.max(front.bodyStart, source.bom ? 1 : 0), end: tooLarge ? front.bodyStart : text.length },
  };
  let reading: MarkupReading | undefined;
  const read = (): MarkupReading => {
    if (reading === undefined) {
      reading = readMarkup(source, body, generator);
      if (reading.fault !== undefined) faults.push(reading.fault);
    }
    return reading;
  };
  let references: readonly Reference[] | undefined;
  const images = new Map<readonly string[], readonly Reference[]>();
  const document: Document = {
    path,
    source,
    generator,
    frontMatter: front.frontMatter,
    body,
    problems: front.problems,
    get markup() {
      return read().markup;
    },
    get references() {
      references ??= bodyReferences(text, read().markup, read().references);
      return references;
    },
    imagesOf(keys) {
      if (front.frontMatter === undefined || keys.length === 0) return [];
      let known = images.get(keys);
      if (known === undefined) {
        known = frontMatterImages(front.frontMatter, keys);
        images.set(keys, known);
      }
      return known;
    },
  };
  return { document, faults };
}

function syntaxOf(path: string): Body["syntax"] {
  if (/\.html?$/i.test(path)) return "html";
  return /\.mdx$/i.test(path) ? "mdx" : "markdown";
}

function largeFault(length: number): Diagnostic {
  return {
    rule: "source/too-large",
    severity: "error",
    range: { start: 0, end: 0 },
    message: `The file has ${length.toLocaleString("en-US")} characters; galley reads bodies of up to ${LARGEST_TEXT.toLocaleString("en-US")}`,
    note: "Its body was not checked. If this is no post, add it to `ignore`.",
  };
}
