import type { Edit, Range } from "../edit.js";
import type { Document, MarkdownBlock, Markup } from "./document.js";
import { lastFrom } from "./range-at.js";

/**
 * The edit that takes a comment or an element out of the body: with its lines when nothing else stands in them, else
 * with the white space that it leaves at the end of its line or twice between words. Where Markdown would join the
 * blocks before and behind, one empty line stays. Undefined where the rest would be read otherwise in any case.
 */
export function removalOf(document: Document, range: Range): Edit | undefined {
  const { source, body, markup } = document;
  const first = source.lineAt(range.start);
  const last = source.lineAt(Math.max(range.end - 1, range.start));
  const lineStart = Math.max(source.line(first).start, body.range.start);
  const lineEnd = Math.min(source.line(last).end, body.range.end);
  const before = source.text.slice(lineStart, range.start);
  const behind = source.text.slice(range.end, lineEnd);
  if (isPreformatted(markup, range.start)) {
    const alone = before.trim() === "" && behind.trim() === "";
    return alone && body.syntax === "markdown" ? undefined : { range, text: "" };
  }
  if (before.trim() !== "" || behind.trim() !== "") return inlineRemoval(document, range, before, behind);
  const nextLine = last < source.lineCount ? source.line(last + 1).start : lineEnd;
  const lines = { start: lineStart, end: Math.max(nextLine, lineEnd) };
  if (body.syntax !== "markdown") return { range: lines, text: "" };
  const joint = jointAt(document, range, { first, last, start: lineStart, end: lineEnd });
  if (joint === "apart") return { range: { start: lineStart, end: lineEnd }, text: "" };
  return joint === "close" ? { range: lines, text: "" } : undefined;
}

interface Lines extends Range {
  readonly first: number;
  readonly last: number;
}

/**
 * What Markdown makes of the lines before and behind when those between are gone. `close`: the same as before. `apart`:
 * the same if an empty line stays between them. `broken`: something else.
 */
function jointAt(document: Document, range: Range, lines: Lines): "close" | "apart" | "broken" {
  const { source, body, markup } = document;
  const { blocks } = markup;
  const index = lastFrom(blocks, range.start);
  const block = blocks[index];
  if (block === undefined || block.end < range.start) return "broken";
  const lineText = (number: number): string => {
    const { start, end } = source.line(number);
    return source.text.slice(Math.max(start, body.range.start), end);
  };
  const next = lines.last < source.lineCount ? lineText(lines.last + 1) : "";
  const nextIsBlank = next.trim() === "";
  if (block.end < range.end) {
    // Blank lines inside cut the piece into several blocks of HTML.
    const end = blocks[lastFrom(blocks, range.end - 1)];
    if (nextIsBlank) return "close";
    if (end?.kind !== "html" || block.kind !== "html" || block.start >= lines.start) return "broken";
    return end.end > lines.end ? "close" : "broken";
  }
  if (block.kind === "text") return block.start < lines.start || block.end > lines.end ? "close" : "broken";
  if (block.kind === "code") return staysTrapped(document, range) ? "close" : "broken";
  if (block.kind !== "html") return "broken";
  if (block.start < lines.start) return "close";
  if (block.end > lines.end) return "broken";
  const previous = lineBefore(document, lines.first);
  return jointAround(source.text, blocks, index, { block, next, nextIsBlank, previous });
}

/** The same for lines that are a block of HTML to themselves. */
function jointAround(
  text: string,
  blocks: readonly MarkdownBlock[],
  index: number,
  lines: {
    readonly block: MarkdownBlock;
    readonly next: string;
    readonly nextIsBlank: boolean;
    /** Undefined where the body begins. */
    readonly previous: (Range & { readonly blank: boolean }) | undefined;
  },
): "close" | "apart" | "broken" {
  const { block, next, nextIsBlank, previous } = lines;
  const above = blocks[index - 1];
  const below = blocks[index + 1];
  const inList = (one: MarkdownBlock | undefined): boolean => one?.containers.includes("list") ?? false;
  // Lists that meet become one, and so does indented code; an indented line joins the list above it.
  const indented = /^[ \t]+\S/.test(next) || (below !== undefined && /[ \t]/.test(text.charAt(below.start)));
  if (inList(above) && (inList(below) || indented)) {
    if (above?.containers !== block.containers || below?.containers !== block.containers) return "broken";
  }
  if (above?.kind === "code" && below?.kind === "code") return "broken";
  if (previous === undefined || previous.blank || nextIsBlank) return "close";
  const touching = above !== undefined && above.end >= previous.start ? above.kind : undefined;
  if (touching === "html" || touching === "heading") return "close";
  return inList(block) || inList(above) ? "broken" : "apart";
}

function lineBefore({ source, body }: Document, line: number): (Range & { readonly blank: boolean }) | undefined {
  if (line === 1) return undefined;
  const { start, end } = source.line(line - 1);
  if (end <= body.range.start && start < body.range.start) return undefined;
  return { start, end, blank: source.text.slice(start, end).trim() === "" };
}

/** Characters that Markdown may read otherwise when their neighbour changes. */
const DELIMITER = /[*_~`[\]()!\\&<>#+=|:^$"'.-]/;

function inlineRemoval(document: Document, range: Range, before: string, behind: string): Edit | undefined {
  const { body, markup } = document;
  const spaceBefore = before.length - before.trimEnd().length;
  const spaceBehind = behind.length - behind.trimStart().length;
  const atStart = before.trim() === "";
  const atEnd = behind.trim() === "";
  if (body.syntax === "markdown") {
    const block = markup.blocks[lastFrom(markup.blocks, range.start)];
    if (block === undefined || block.end < range.end) return undefined;
    if (block.kind === "code" && !staysTrapped(document, range)) return undefined;
    // The piece begins the block: what is left begins another one, or none.
    if (atStart && block.kind === "html" && block.start >= range.start - before.length) return undefined;
    if (atStart && block.kind === "code") return undefined;
    // Only markers of lists and quotes before it, and nothing behind: without it the line has no content.
    if (atEnd && /^[\s>*+\d.)-]*$/.test(before)) return undefined;
    if (onlyComments(before) && onlyComments(behind)) return undefined;
    if (block.kind === "text" || block.kind === "heading") {
      const left = before.at(-1) ?? " ";
      const right = behind.at(0) ?? " ";
      if (DELIMITER.test(left) || DELIMITER.test(right)) return undefined;
      if (left.trim() !== "" && right.trim() !== "") return undefined;
    }
  }
  if (atEnd) return { range: { start: range.start - spaceBefore, end: range.end + spaceBehind }, text: "" };
  if (atStart || spaceBefore > 0) return { range: { start: range.start, end: range.end + spaceBehind }, text: "" };
  return { range, text: "" };
}

/** Units of a line; bounds the look at it for each of many comments. */
const LONGEST_LOOK = 4000;

function onlyComments(text: string): boolean {
  return (
    text
      .slice(0, LONGEST_LOOK)
      .replace(/<!--.*?-->/g, "")
      .trim() === ""
  );
}

/** Whether a piece of trapped HTML leaves something behind that is still HTML by every sign, or nothing. */
function staysTrapped({ source, markup }: Document, range: Range): boolean {
  const trapped = markup.indentedHtml.find(({ start, end }) => start <= range.start && range.end <= end);
  if (trapped === undefined) return false;
  const { text } = source;
  const blank = (start: number, end: number): boolean => text.slice(start, end).trim() === "";
  const first = range.start === trapped.start ? firstBehind(text, range.end) : trapped.start;
  if (first >= trapped.end) return true;
  const tag = /<[A-Za-z/!]/g;
  tag.lastIndex = trapped.start;
  if (tag.exec(text)?.index === range.start) {
    tag.lastIndex = range.end;
    if ((tag.exec(text)?.index ?? trapped.end) >= trapped.end) return false;
  }
  const ends = text.lastIndexOf(">", trapped.end - 1) + 1;
  const whole = text[trapped.start] === "<" && blank(ends, trapped.end);
  const restEnd = ends === range.end ? text.slice(0, range.start).trimEnd().length : ends;
  return !whole || (text[first] === "<" && text[restEnd - 1] === ">");
}

function firstBehind(text: string, offset: number): number {
  const word = /\S/g;
  word.lastIndex = offset;
  return word.exec(text)?.index ?? text.length;
}

const PREFORMATTED: ReadonlySet<string> = new Set(["pre", "textarea", "listing", "xmp", "script", "style"]);
/** Those of the markup asked about last. */
let preformatted: { readonly markup: Markup; readonly ranges: readonly Range[] } | undefined;

/** Whether white space counts at an offset. */
export function isPreformatted(markup: Markup, offset: number): boolean {
  if (preformatted?.markup !== markup) preformatted = { markup, ranges: preformattedRanges(markup) };
  const { ranges } = preformatted;
  const range = ranges[lastFrom(ranges, offset - 1)];
  return range !== undefined && range.start < offset && offset < range.end;
}

/** From the end of each start tag to that of its end tag. */
function preformattedRanges({ tags, masked }: Markup): readonly Range[] {
  const ranges: Range[] = [];
  let open: { readonly name: string; readonly start: number } | undefined;
  for (const { name, closing, range } of tags) {
    if (!PREFORMATTED.has(name)) continue;
    if (open === undefined && !closing) open = { name, start: range.start };
    else if (open?.name === name && closing) {
      ranges.push({ start: open.start, end: range.end });
      open = undefined;
    }
  }
  if (open !== undefined) ranges.push({ start: open.start, end: masked.length });
  return ranges;
}
