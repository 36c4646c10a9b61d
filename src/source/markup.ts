import type { Root } from "hast";
import type { Diagnostic } from "../diagnostic.js";
import type { Range } from "../edit.js";
import { type Body, CODE_CHARACTER, LITERAL_CHARACTER, type Markup, TEMPLATE_CHARACTER } from "./document.js";
import type { GeneratorProfile } from "./generators.js";
import { readHtml } from "./html.js";
import { indentedHtml } from "./indented-html.js";
import { maskJsx } from "./jsx.js";
import { type MarkdownReading, readMarkdown } from "./markdown.js";
import { type Blank, mask } from "./mask.js";
import { mergeRanges } from "./ranges.js";
import { prefersReference } from "./reference.js";
import type { SourceText } from "./source-text.js";
import { findTemplates } from "./templates.js";

/** The markup of a body, the Markdown references found on the way, and the fault that kept it from being parsed. */
export interface MarkupReading {
  readonly markup: Markup;
  readonly references: MarkdownReading["references"];
  readonly fault: Diagnostic | undefined;
}

const EMPTY: Root = { type: "root", children: [] };

/** Reads a body: templates first (generators run them first), then Markdown, then HTML over what is left. */
export function readMarkup(source: SourceText, body: Body, generator: GeneratorProfile): MarkupReading {
  const { text } = source;
  const { range } = body;
  const spans = findTemplates(text, range.start, range.end, generator.templates);
  // The fast readers leave such a text alone. It is asked once: in a text of two bytes a unit, every second byte of ASCII is a NUL.
  const byReference = prefersReference() || text.includes("\0");
  const front: Blank = { start: 0, end: range.start, fill: " " };
  let code: readonly Range[] = spans.code;
  let rawHtml: readonly Range[] = [range];
  let trapped: readonly Range[] = [];
  let references: MarkdownReading["references"] = [];
  let blocks: MarkdownReading["blocks"] = [];

  // What stands before the body is blanked in the same go as the rest: only templates must be gone before.
  let masked = text;
  if (spans.templates.length > 0 || spans.code.length > 0) {
    masked = mask(text, [...fillAll(spans.templates, TEMPLATE_CHARACTER), ...fillAll(spans.code, CODE_CHARACTER)]);
  }
  if (body.syntax === "html") {
    masked = mask(masked, [front]);
  } else {
    if (body.syntax === "mdx") masked = maskJsx(masked, range);
    const mdx = body.syntax === "mdx" || generator.markdown.flavour === "mdx";
    const dialect = mdx ? { ...generator.markdown, flavour: "mdx" as const, indentedCode: false } : generator.markdown;
    const reading = readMarkdown(masked, source, range, dialect, byReference);
    references = reading.references;
    blocks = reading.blocks;
    const split = indentedHtml(masked, source, reading, range);
    trapped = generator.markdown.indentedHtmlIsCode ? split.trapped : [];
    rawHtml = mergeRanges([...reading.rawHtml, ...split.trapped]);
    code = [...code, ...split.code];
    masked = mask(masked, [
      front,
      ...fillAll(split.code, CODE_CHARACTER),
      ...fillAll(reading.prefixes, " "),
      ...literals(masked, range, rawHtml),
    ]);
  }

  if (body.syntax === "markdown" && generator.markdown.codeInHtml === true) {
    const spans = codeInHtml(masked, blocks);
    code = [...code, ...spans];
    masked = mask(masked, fillAll(spans, CODE_CHARACTER));
  }
  const { tags, parsed, deep } = readHtml(masked, range, byReference);
  return {
    markup: {
      masked,
      html: parsed?.root ?? EMPTY,
      problems: parsed?.problems ?? [],
      code: code.toSorted((a, b) => a.start - b.start),
      templates: spans.templates,
      indentedHtml: trapped,
      rawHtml,
      tags,
      blocks,
    },
    references,
    fault: parsed === undefined ? deepFault(deep?.range ?? range) : undefined,
  };
}

/** Code spans in blocks of HTML, as older renderers read them there. */
function codeInHtml(text: string, blocks: MarkdownReading["blocks"]): readonly Range[] {
  return blocks
    .filter(({ kind }) => kind === "html")
    .flatMap((block) =>
      [...text.slice(block.start, block.end).matchAll(/`[^`\r\n]+`/g)].map((span) => {
        const start = block.start + span.index;
        return { start, end: start + span[0].length };
      }),
    );
}

function deepFault(range: Range): Diagnostic {
  return {
    rule: "source/too-deep",
    severity: "error",
    range,
    message: "The tags nest too deeply here, so the markup of this file was not checked",
    note: "Tags that are never closed add up. Close them, or move the generated part out of the post.",
  };
}

function fillAll(ranges: readonly Range[], fill: string): readonly Blank[] {
  return ranges.map(({ start, end }) => ({ start, end, fill }));
}

/** Every `<` of the body outside raw HTML, whose ranges do not overlap. */
function literals(text: string, body: Range, rawHtml: readonly Range[]): readonly Blank[] {
  const blanks: Blank[] = [];
  const behind = { start: body.end, end: body.end };
  let at = text.indexOf("<", body.start);
  for (const raw of [...rawHtml, behind]) {
    for (; at !== -1 && at < raw.start; at = text.indexOf("<", at + 1)) {
      blanks.push({ start: at, end: at + 1, fill: LITERAL_CHARACTER });
    }
    if (at !== -1 && at < raw.end) at = text.indexOf("<", raw.end);
  }
  return blanks;
}
