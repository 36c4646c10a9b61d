import type { Env } from "markdown-it";
import type { Range } from "../edit.js";
import type { MarkdownBlock } from "./document.js";
import type { MarkdownDialect } from "./generators.js";
import type { MarkdownCode, MarkdownReading, MarkdownReference } from "./markdown.js";
import { definedDestination } from "./markdown-destination.js";
import { type Environment, type InlineSpan, parserFor } from "./markdown-parser.js";
import { placeLine } from "./markdown-placing.js";
import type { SourceText } from "./source-text.js";

const BLOCK_KINDS: Readonly<Record<string, MarkdownBlock["kind"]>> = {
  inline: "text",
  fence: "code",
  code_block: "code",
  html_block: "html",
};

/** Reads a Markdown body by markdown-it, within its own bounds. The arguments are those of `readMarkdown`. */
export function readByMarkdownIt(
  text: string,
  source: SourceText,
  body: Range,
  dialect: MarkdownDialect,
): MarkdownReading {
  const parser = parserFor(dialect);
  const environment: Environment = { spans: new Map(), definitions: new Map() };
  const content = text.slice(body.start, body.end);
  const firstLine = source.lineAt(body.start);
  const lineRange = (line: number): Range => {
    const range = source.line(firstLine + line);
    return { start: Math.max(range.start, body.start), end: Math.max(Math.min(range.end, body.end), body.start) };
  };
  const linesRange = (first: number, past: number): Range => ({
    start: lineRange(first).start,
    end: lineRange(Math.max(past - 1, first)).end,
  });

  const rawHtml: Range[] = [];
  const code: MarkdownCode[] = [];
  const prefixes: Range[] = [];
  const references: MarkdownReference[] = [];
  let prose = false;

  const blocks: MarkdownBlock[] = [];
  const containers: string[] = [];
  const tokens = parser.parse(content, environment as unknown as Env);
  for (const token of tokens) {
    if (token.nesting === 1) containers.push(token.type.slice(0, -"_open".length));
    else if (token.nesting === -1) containers.pop();
    if (token.map === null) continue;
    const [first, past] = token.map;
    const kind = BLOCK_KINDS[token.type];
    if (kind !== undefined) {
      const heading = kind === "text" && containers.at(-1) === "heading";
      blocks.push({
        ...linesRange(first, past),
        kind: heading ? "heading" : kind,
        containers: (kind === "text" ? containers.slice(0, -1) : containers).join(" "),
        inline: inlineOf(token.children ?? []),
      });
    }
    if (token.type === "fence") {
      prose = true;
      const lines = linesRange(first, past);
      const fence = text.indexOf(token.markup, lines.start);
      code.push({ start: Math.max(fence, lines.start), end: lines.end, indented: false });
    } else if (token.type === "code_block") {
      const lines = linesRange(first, past);
      const [line] = placeLines(text, token.content, first, lineRange);
      code.push({ start: line?.start ?? lines.start, end: lines.end, indented: true });
    } else if (token.type === "html_block") {
      let block: { start: number; end: number } | undefined;
      for (const [index, line] of placeLines(text, token.content, first, lineRange).entries()) {
        const { start: lineStart, end } = lineRange(first + index);
        if (line.prefixed && index > 0) prefixes.push({ start: lineStart, end: line.start });
        if (block !== undefined && !line.prefixed) {
          block.end = Math.max(end, block.end);
        } else if (end > line.start) {
          block = { start: line.start, end };
          rawHtml.push(block);
        }
      }
    } else if (token.type === "inline") {
      prose = true;
      const spans = environment.spans.get(token.children ?? undefined) ?? [];
      if (spans.length === 0) continue;
      const lines = placeLines(text, token.content, first, lineRange);
      const toFile = (offset: number): number => {
        let line = lines[0];
        for (const candidate of lines) {
          if (candidate.offset > offset) break;
          line = candidate;
        }
        return line === undefined ? body.start : line.start + offset - line.offset;
      };
      for (const [index, line] of lines.entries()) {
        if (index > 0 && line.prefixed) prefixes.push({ start: lineRange(first + index).start, end: line.start });
      }
      for (const span of spans) {
        const range = { start: toFile(span.start), end: toFile(span.end) };
        if (span.kind === "html") rawHtml.push(range);
        else if (span.kind === "code") code.push({ ...range, indented: false });
        else {
          const url = span.url === undefined ? undefined : locateUrl(span.url, toFile);
          if (url !== undefined) references.push({ kind: span.kind, range, ...url });
        }
      }
    }
  }

  /** A destination in place, or that of the definition which a label names. */
  function locateUrl(
    url: NonNullable<InlineSpan["url"]>,
    toFile: (offset: number) => number,
  ): { readonly url: string; readonly urlRange: Range } | undefined {
    if ("text" in url) return { url: url.text, urlRange: { start: toFile(url.start), end: toFile(url.end) } };
    const definition = environment.definitions.get(url.label);
    if (definition === undefined) return undefined;
    const urlRange = definedDestination(text, linesRange(definition.firstLine, definition.lastLine));
    return { url: parser.utils.unescapeAll(text.slice(urlRange.start, urlRange.end)), urlRange };
  }

  const byStart = (a: Range, b: Range): number => a.start - b.start;
  return {
    rawHtml: rawHtml.sort(byStart),
    code: code.sort(byStart),
    prefixes: prefixes.sort(byStart),
    blocks,
    references: references.sort((a, b) => byStart(a.range, b.range)),
    prose,
  };
}

const PLAIN_INLINE: ReadonlySet<string> = new Set(["text", "text_special", "softbreak", "html_inline"]);

function inlineOf(tokens: readonly { readonly type: string }[]): string {
  return tokens
    .filter(({ type }) => !PLAIN_INLINE.has(type))
    .map(({ type }) => type)
    .join(" ");
}

interface PlacedLine {
  /** Where the line begins in the block's content and in the file. */
  readonly offset: number;
  readonly start: number;
  /** A container's prefix (more than white space) stands before it in its line. */
  readonly prefixed: boolean;
}

/** markdown-it hands out blocks without container prefixes and indentation: finds each of their lines in the file. */
function placeLines(
  text: string,
  content: string,
  firstLine: number,
  lineRange: (line: number) => Range,
): readonly PlacedLine[] {
  const placed: PlacedLine[] = [];
  let offset = 0;
  // The content of some blocks ends with a line ending that opens no further line.
  for (const [index, line] of content.replace(/\n$/, "").split("\n").entries()) {
    const range = lineRange(firstLine + index);
    const whole = text.slice(range.start, range.end).replaceAll("\0", "\uFFFD");
    const { at, made } = placeLine(whole, line);
    placed.push({ offset: offset + made, start: range.start + at, prefixed: whole.slice(0, at).trim() !== "" });
    offset += line.length + 1;
  }
  return placed;
}
