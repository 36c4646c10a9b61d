import type { Range } from "../edit.js";
import type { Tag } from "./document.js";
import type { MarkdownReading } from "./markdown.js";
import type { SourceText } from "./source-text.js";
import { scanTags } from "./tags.js";

/** Elements that lay out a page: Markdown between their tags is still meant as their content. */
const CONTAINERS: ReadonlySet<string> = new Set(
  "div section article main aside header footer nav figure table tbody thead tr td th ul ol dl center form".split(" "),
);

const COMPLETE_TAG = /<\/?[A-Za-z][^<>]*>|<!--/;

/**
 * Splits code into what its author meant as code and the HTML that a blank line and four spaces turned into code
 * blocks: an indented block with tags inside an open element, or in a body that is HTML and nothing else.
 */
export function indentedHtml(
  text: string,
  source: SourceText,
  reading: MarkdownReading,
  body: Range,
): { readonly code: readonly Range[]; readonly trapped: readonly Range[] } {
  const code: Range[] = [];
  const trapped: Range[] = [];
  const open: string[] = [];
  let raw = 0;
  for (const block of reading.code) {
    if (!block.indented) {
      code.push({ start: block.start, end: block.end });
      continue;
    }
    for (; raw < reading.rawHtml.length; raw++) {
      const range = reading.rawHtml[raw];
      if (range === undefined || range.start >= block.start) break;
      follow(open, scanTags(text, range));
    }
    const content = text.slice(block.start, block.end).trim();
    const insideElement = open.length > 0 && COMPLETE_TAG.test(content);
    const onlyHtml = !reading.prose && content.startsWith("<") && content.endsWith(">");
    if (insideElement || onlyHtml) {
      trapped.push(withBlankEnd(text, source, block, body));
      follow(open, scanTags(text, block));
    } else {
      code.push({ start: block.start, end: block.end });
    }
  }
  return { code, trapped };
}

function follow(open: string[], tags: readonly Tag[]): void {
  for (const tag of tags) {
    if (!CONTAINERS.has(tag.name)) continue;
    if (!tag.closing) {
      open.push(tag.name);
      continue;
    }
    // Unclosed containers are few: the search ends at the nearest of the same name.
    const at = open.lastIndexOf(tag.name);
    if (at !== -1) open.length = at;
  }
}

/** A block's range, from its first character on, with the lines of spaces that follow it: they are indented code too. */
function withBlankEnd(text: string, source: SourceText, block: Range, body: Range): Range {
  let { end } = block;
  for (let number = source.lineAt(end) + 1; number <= source.lineCount; number++) {
    const line = source.line(number);
    if (line.end > body.end || !/^(?: {4}|\t)[ \t]*$/.test(text.slice(line.start, line.end))) break;
    end = line.end;
  }
  const start = block.start + (text.slice(block.start, end).search(/\S/) ?? 0);
  return { start, end };
}
