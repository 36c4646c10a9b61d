import type { Diagnostic } from "../diagnostic.js";
import { bodyReferences, frontMatterImages } from "./collect-references.js";
import type { Body, Document, Markup } from "./document.js";
import type { FrontMatter } from "./front-matter.js";
import type { GeneratorProfile } from "./generators.js";
import { LARGEST_TEXT } from "./limits.js";
import { type MarkupReading, readMarkup } from "./markup.js";
import type { SourceProblem } from "./problem.js";
import { type FrontMatterReading, readFrontMatter } from "./read-front-matter.js";
import type { Reference } from "./references.js";
import { type SourceText, sourceText } from "./source-text.js";

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
  const document = new ReadDocument(path, source, generator, front, body, faults);
  return { document, faults };
}

/** Reads markup and references when they are asked for. */
class ReadDocument implements Document {
  readonly path: string;
  readonly source: SourceText;
  readonly generator: GeneratorProfile;
  readonly frontMatter: FrontMatter | undefined;
  readonly body: Body;
  readonly problems: readonly SourceProblem[];
  readonly #faults: Diagnostic[];
  #reading: MarkupReading | undefined;
  #references: readonly Reference[] | undefined;
  #images: Map<readonly string[], readonly Reference[]> | undefined;

  constructor(
    path: string,
    source: SourceText,
    generator: GeneratorProfile,
    front: FrontMatterReading,
    body: Body,
    faults: Diagnostic[],
  ) {
    this.path = path;
    this.source = source;
    this.generator = generator;
    this.frontMatter = front.frontMatter;
    this.body = body;
    this.problems = front.problems;
    this.#faults = faults;
  }

  #read(): MarkupReading {
    if (this.#reading === undefined) {
      this.#reading = readMarkup(this.source, this.body, this.generator);
      if (this.#reading.fault !== undefined) this.#faults.push(this.#reading.fault);
    }
    return this.#reading;
  }

  get markup(): Markup {
    return this.#read().markup;
  }

  get references(): readonly Reference[] {
    this.#references ??= bodyReferences(this.source.text, this.markup, this.#read().references);
    return this.#references;
  }

  imagesOf(keys: readonly string[]): readonly Reference[] {
    if (this.frontMatter === undefined || keys.length === 0) return [];
    this.#images ??= new Map();
    let known = this.#images.get(keys);
    if (known === undefined) {
      known = frontMatterImages(this.frontMatter, keys);
      this.#images.set(keys, known);
    }
    return known;
  }
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
