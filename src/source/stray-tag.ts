import type { Range } from "../edit.js";
import { type Document, LITERAL_CHARACTER, type MarkdownBlock, type Tag } from "./document.js";
import { rangeAt } from "./range-at.js";

/**
 * What an end tag is that closes nothing. `leftover`: nothing depends on it. `markdown`: it may close an element that Markdown made here.
 * `literal`: its start tag is missed more, since what it marks is no prose. `mention`: by what stands around it, text about the tag.
 */
export type StrayTag =
  | { readonly kind: "leftover" | "literal" | "mention" }
  | { readonly kind: "markdown"; readonly made: string }
  /** Markdown shows its start tag as text, for it is no complete tag. */
  | { readonly kind: "broken-start"; readonly start: Range };

const LITERAL: ReadonlySet<string> = new Set(["code", "kbd", "samp", "tt", "var", "pre"]);

export function strayTag(document: Document, { name, range }: Tag): StrayTag {
  const block = rangeAt(document.markup.blocks, range.start);
  if (block !== undefined) {
    const start = brokenStart(document, block, name, range.start);
    if (start !== undefined) return { kind: "broken-start", start };
    const made = madeByMarkdown(block, name);
    if (made !== undefined) return { kind: "markdown", made };
  }
  if (LITERAL.has(name)) return { kind: "literal" };
  return { kind: isMention(document, range) ? "mention" : "leftover" };
}

/** Elements that Markdown makes, with what it makes them of. */
const CONTAINERS: ReadonlyMap<string, readonly [container: string, made: string]> = new Map([
  ["ul", ["bullet_list", "list"]],
  ["ol", ["ordered_list", "list"]],
  ["li", ["list_item", "list"]],
  ["blockquote", ["blockquote", "quote"]],
]);
const INLINE: ReadonlyMap<string, readonly [inline: string, made: string]> = new Map([
  ["em", ["em_open", "emphasis"]],
  ["strong", ["strong_open", "emphasis"]],
  ["a", ["link_open", "link"]],
]);

function madeByMarkdown(block: MarkdownBlock, name: string): string | undefined {
  const [container, list] = CONTAINERS.get(name) ?? [];
  if (container !== undefined && block.containers.split(" ").includes(container)) return list;
  const [opening, made] = INLINE.get(name) ?? [];
  if (opening !== undefined && openingsOf(block).has(opening)) return made;
  return block.kind === "heading" && /^h[1-6]$/.test(name) ? "heading" : undefined;
}

/** Of the block asked about last: a hostile one holds as many end tags as openings. */
let last: { readonly block: MarkdownBlock; readonly openings: ReadonlySet<string> } | undefined;

function openingsOf(block: MarkdownBlock): ReadonlySet<string> {
  if (last?.block !== block) last = { block, openings: new Set(block.inline.split(" ")) };
  return last.openings;
}

/** Units of a block that are looked through for each tag. */
const FAR = 2000;

/** The opening, name included, of a tag before `end` that has a quote open or the like, so that Markdown takes it for text. */
function brokenStart(
  { source: { text }, markup: { masked } }: Document,
  block: Range,
  name: string,
  end: number,
): Range | undefined {
  const from = Math.max(block.start, end - FAR);
  // Mostly every `<` is one of a tag.
  if (!masked.slice(from, end).includes(LITERAL_CHARACTER)) return undefined;
  const before = text.slice(from, end).toLowerCase();
  for (
    let at = before.lastIndexOf(`<${name}`);
    at !== -1;
    at = at === 0 ? -1 : before.lastIndexOf(`<${name}`, at - 1)
  ) {
    const start = from + at;
    const past = start + 1 + name.length;
    if (masked.charAt(start) === LITERAL_CHARACTER && /[\t\n\r ]/.test(text.charAt(past))) return { start, end: past };
  }
  return undefined;
}

/** Units of a line on either side of a tag. */
const NEAR = 200;
const QUOTED_LEFT = /[\s"'“‘«「『(（|`]$/;
const QUOTED_RIGHT = /^[\s"'”’»」』)）|`.,;:!?，。；：、]/;
const SPOKEN_OF = /^[^\p{L}\p{N}<]{0,3}(?:tags?\b|elements?\b|标签|标记|元素)/iu;

/** Whether a tag stands between words as a word does, and beside no other tag. */
function isMention({ source, body }: Document, { start, end }: Range): boolean {
  const line = source.line(source.lineAt(start));
  const before = source.text.slice(Math.max(line.start, body.range.start, start - NEAR), start).replace(/^[\s>]+/, "");
  const behind = source.text.slice(end, Math.min(line.end, end + NEAR));
  const left = before.trimEnd();
  const right = behind.trimStart();
  if ((left === "" && right === "") || left.endsWith(">") || right.startsWith("<")) return false;
  if (SPOKEN_OF.test(behind)) return true;
  return (left === "" || QUOTED_LEFT.test(before)) && (right === "" || QUOTED_RIGHT.test(behind));
}
