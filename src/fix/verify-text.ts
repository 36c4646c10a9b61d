import type { Safety } from "../edit.js";
import {
  CODE_CHARACTER,
  type Document,
  LITERAL_CHARACTER,
  type MarkdownBlock,
  TEMPLATE_CHARACTER,
} from "../source/document.js";
import type { Reference } from "../source/references.js";
import { indexAt, isSpace, lineOf, rangeAt, type Side, sameBorder, trimRange } from "./verify-side.js";

/** A character outside the edits that would be read as front matter, code, template or markup, and was not, or was. */
export function movedBorder(side: Side): string | undefined {
  const { from, to, shift } = side;
  const { text } = from.source;
  for (const piece of shift.untouched({ start: 0, end: text.length })) {
    const by = shift.start(piece.start) - piece.start;
    const here = from.markup.masked.slice(piece.start, piece.end);
    const there = to.markup.masked.slice(piece.start + by, piece.end + by);
    if (here === there) continue;
    for (let at = 0; at < here.length; at++) {
      if (here[at] === there[at] || isSpace(text.charCodeAt(piece.start + at))) continue;
      const seen = [here[at], there[at]];
      const kind = KINDS.find(([character]) => seen.includes(character))?.[1] ?? "front matter, or no longer";
      return `text in ${lineOf(side, piece.start + at)} would be read as ${kind}`;
    }
  }
  return undefined;
}

const KINDS: readonly (readonly [string, string])[] = [
  [CODE_CHARACTER, "code, or code as text"],
  [TEMPLATE_CHARACTER, "template code, or template code as text"],
  [LITERAL_CHARACTER, "a tag, or a tag as text"],
];

/** A Markdown block, link or image outside the edits that is read as something else, or cut otherwise. */
export function lostBlock(side: Side, tier: Exclude<Safety, "manual">): string | undefined {
  const { from, to, shift, way } = side;
  const { blocks } = to.markup;
  for (const block of from.markup.blocks) {
    const kind = kindOf(from, block);
    const pieces = [...shift.untouched(block)].flatMap((piece) => trimRange(from.source.text, piece) ?? []);
    let only: MarkdownBlock | undefined;
    for (const piece of pieces) {
      const found = blocksAt(blocks, shift.start(piece.start), shift.end(piece.end));
      const same = found.every(
        (one) =>
          one.containers === block.containers &&
          (way === "there"
            ? isTrapped(from, block) || !isTrapped(to, one)
            : isTrapped(to, one) || !isTrapped(from, block)) &&
          (kindOf(to, one) === kind || (tier === "unsafe" && isFreed(from, block, to, one))),
      );
      // HTML blocks may meet or part: their elements are compared.
      const joined =
        kind === "html" ||
        found.some((one) => isTrapped(to, one)) ||
        (found.length === 1 && (only ?? found[0]) === found[0]);
      if (found.length === 0 || !same || !joined) {
        return `the ${BLOCK_WORDS[kind]} in ${lineOf(side, piece.start)} would be read differently`;
      }
      only = found[0];
    }
    if (only === undefined || kind === "html" || kindOf(to, only) !== kind) continue;
    const whole = !shift.touches(block);
    // What the edits took from the ends of a block was part of it.
    const rest = way === "back" ? [...side.back.untouched(only)] : [only];
    const kept = rest.filter((piece) => trimRange(to.source.text, piece) !== undefined);
    const borders =
      sameBorder(shift, block.start, kept[0]?.start ?? only.start) &&
      sameBorder(shift, block.end, kept.at(-1)?.end ?? only.end);
    if (whole && !borders) {
      return `the ${BLOCK_WORDS[kind]} in ${lineOf(side, block.start)} would begin or end elsewhere`;
    }
    if ((whole || tier === "safe") && only.inline !== block.inline) {
      return `emphasis, links or line breaks in ${lineOf(side, block.start)} would change`;
    }
  }
  return lostReference(side);
}

/** The blocks that hold a range from its start to its end; empty when they do not. */
function blocksAt(blocks: readonly MarkdownBlock[], start: number, end: number): readonly MarkdownBlock[] {
  const found: MarkdownBlock[] = [];
  for (let index = indexAt(blocks, start); ; index++) {
    const block = blocks[index];
    if (block === undefined || (found.length > 0 && block.start >= end)) return [];
    found.push(block);
    if (block.end >= end) return found;
  }
}

const BLOCK_WORDS = { text: "paragraph", heading: "heading", code: "code block", html: "HTML block" } as const;

/** HTML that Markdown shows as code is the HTML that it was meant to be. */
function kindOf(document: Document, block: MarkdownBlock): MarkdownBlock["kind"] {
  return isTrapped(document, block) ? "html" : block.kind;
}

function isTrapped({ markup }: Document, block: MarkdownBlock): boolean {
  return block.kind === "code" && rangeAt(markup.indentedHtml, Math.max(block.start, block.end - 1)) !== undefined;
}

/** Without its indentation, HTML that was shown as code is an HTML block, or stands in a paragraph. */
function isFreed(from: Document, block: MarkdownBlock, to: Document, other: MarkdownBlock): boolean {
  return (isTrapped(from, block) && other.kind === "text") || (isTrapped(to, other) && block.kind === "text");
}

function lostReference(side: Side): string | undefined {
  const { from, to, shift } = side;
  const key = ({ kind, url, from: source }: Reference, start: number, urlStart: number): string =>
    `${source} ${kind} ${start} ${urlStart} ${url}`;
  const there = new Set(to.references.map((found) => key(found, found.range.start, found.urlRange.start)));
  for (const reference of from.references) {
    const { range, urlRange } = reference;
    if (shift.touches(range) || shift.touches(urlRange)) continue;
    if (there.has(key(reference, shift.start(range.start), shift.start(urlRange.start)))) continue;
    return `the ${reference.kind} in ${lineOf(side, range.start)} would lead elsewhere`;
  }
  return undefined;
}
