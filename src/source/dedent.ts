import type { Edit, Range } from "../edit.js";
import { isLetter } from "../letters.js";
import { readAttributes } from "./attribute.js";
import type { Document } from "./document.js";
import { lastFrom } from "./range-at.js";
import { isPreformatted } from "./removal.js";

/** CommonMark's sixth kind of HTML block: it goes on to the next blank line, whatever stands in it. */
const BLOCK_TAG =
  /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[\s/>]|$)/i;
/** A line that leaves a paragraph or a block of HTML open: the next one is no code, however far it is indented. */
const OPENING_TAG = /^<(?!\/?(?:pre|script|style|textarea)\b)[a-z/]/i;
/** What may begin a quote, a list, a heading, a rule or a fence. */
const INTERRUPTS = /^(?:[>#*+=_~`-]|\d{1,9}[.)])/;
const MOST_SPACES = 3;
const TAB = 4;

interface Line extends Range {
  readonly columns: number;
  readonly indentation: string;
  readonly content: string;
  /** Its white space counts. */
  readonly fixed: boolean;
}

/**
 * The edits that take so much indentation from trapped HTML (a range of `Markup.indentedHtml`) that Markdown reads all
 * of it as HTML: its lines lose what they have in common, and no line that may begin a block keeps more than three
 * spaces. White space that counts stays. Empty where nothing can be done so.
 */
export function dedentHtml(document: Document, range: Range): readonly Edit[] {
  const { source, body, markup } = document;
  const block = markup.blocks[lastFrom(markup.blocks, range.start)];
  if (block === undefined || block.end <= range.start || block.containers !== "") return [];
  const last = source.lineAt(range.end);
  const lines: Line[] = [];
  const values = brokenValues(document, range);
  for (let number = source.lineAt(range.start); number <= last; number++) {
    const { start, end } = source.line(number);
    const text = source.text.slice(Math.max(start, body.range.start), end);
    const indentation = /^[ \t]*/.exec(text)?.[0] ?? "";
    const inValue = values.some((value) => value.start <= start && start <= value.end);
    lines.push({
      start: end - text.length,
      end,
      indentation,
      columns: columnsOf(indentation),
      content: text.slice(indentation.length),
      fixed: inValue || isPreformatted(markup, start),
    });
  }
  const edits: Edit[] = [];
  const { html, open } = moveLines(lines, edits);
  const lastLine = lines.at(-1);
  if (lastLine !== undefined && lastLine.content.trim() !== "" && last < source.lineCount) {
    const isBlank = (line: number): boolean => source.slice(source.line(line)).trim() === "";
    const { start: nextStart } = source.line(last + 1);
    const below = markup.blocks[lastFrom(markup.blocks, nextStart)];
    const next = below?.kind === "html" && below.start === nextStart && below.containers === "" ? below : undefined;
    // HTML may join it, unless more than HTML follows there without a blank line.
    const joins = next !== undefined && (html || !open) && isBlank(source.lineAt(next.end) + 1);
    if (!isBlank(last + 1) && !joins) {
      edits.push({ range: { start: lastLine.end, end: lastLine.end }, text: source.lineEnding });
    }
  }
  return edits.some(({ text }) => !/[\r\n]/.test(text)) ? edits : [];
}

/** Writes the edits; says whether the last line belongs to a block of HTML, and whether anything is open behind it. */
function moveLines(lines: readonly Line[], edits: Edit[]): { readonly html: boolean; readonly open: boolean } {
  const common = Math.min(
    ...lines.filter(({ content, fixed }) => content.trim() !== "" && !fixed).map(({ columns }) => columns),
  );
  let shift = common;
  let html = false;
  let open = false;
  let comment = false;
  for (const line of lines) {
    const { content, columns, fixed, start, indentation } = line;
    if (content.trim() === "" && !comment) {
      html = false;
      open = false;
      shift = common;
      continue;
    }
    if (fixed) {
      html = false;
      open = false;
      continue;
    }
    let wanted = Math.max(columns - shift, 0);
    if (!open && !comment) {
      wanted = Math.min(wanted, MOST_SPACES);
      html = BLOCK_TAG.test(content);
      open = OPENING_TAG.test(content) || isLetter(content.codePointAt(0) ?? Number.NaN);
      shift = columns - wanted;
      comment = content.startsWith("<!--");
    } else if (open && !html && INTERRUPTS.test(content)) {
      // In a paragraph such a line is its continuation only as long as it is indented.
      wanted = Math.max(wanted, Math.min(columns, MOST_SPACES + 1));
    }
    if (comment && content.includes("-->")) comment = false;
    if (wanted < columns) edits.push(indent(start, indentation, columns, wanted));
  }
  return { html, open };
}

/** Takes leading spaces away; writes the indentation anew where tabs stand in it. */
function indent(start: number, indentation: string, columns: number, wanted: number): Edit {
  if (indentation.includes("\t")) {
    return { range: { start, end: start + indentation.length }, text: " ".repeat(wanted) };
  }
  return { range: { start, end: start + columns - wanted }, text: "" };
}

function columnsOf(indentation: string): number {
  let columns = 0;
  for (const character of indentation) columns += character === "\t" ? TAB - (columns % TAB) : 1;
  return columns;
}

/** Values of attributes that run over the end of a line. */
function brokenValues({ source, markup }: Document, range: Range): readonly Range[] {
  const values: Range[] = [];
  // Tags are in source order: the first that ends behind the start of the range.
  let low = 0;
  let high = markup.tags.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((markup.tags[middle]?.range.end ?? 0) <= range.start) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < markup.tags.length; index++) {
    const tag = markup.tags[index];
    if (tag === undefined || tag.range.start >= range.end) break;
    if (!/[\r\n]/.test(source.slice(tag.range))) continue;
    for (const { valueRange } of readAttributes(markup.masked, tag.range.start, tag.range.end)) {
      if (valueRange !== undefined && /[\r\n]/.test(source.slice(valueRange))) values.push(valueRange);
    }
  }
  return values;
}
