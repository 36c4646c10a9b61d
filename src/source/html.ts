import type { Root } from "hast";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import { VFile } from "vfile";
import type { Range } from "../edit.js";
import type { Tag } from "./document.js";
import { fastHtml, fastHtmlUpTo } from "./html/fast-html.js";
import { tooDeep } from "./limits.js";
import type { SourceProblem } from "./problem.js";
import { prefersReference } from "./reference.js";
import { scanTags } from "./tags.js";

/**
 * Parse errors that a hostile text can raise at every character: each costs an object, and no rule reads them. The
 * others are reported.
 */
const quiet = {
  absenceOfDigitsInNumericCharacterReference: false,
  controlCharacterInInputStream: false,
  controlCharacterReference: false,
  invalidFirstCharacterOfTagName: false,
  missingEndTagName: false,
  missingSemicolonAfterCharacterReference: false,
  nestedComment: false,
  noncharacterInInputStream: false,
  surrogateInInputStream: false,
  unexpectedCharacterInAttributeName: false,
  unexpectedEqualsSignBeforeAttributeName: false,
  unexpectedNullCharacter: false,
  unexpectedQuestionMarkInsteadOfTagName: false,
  unknownNamedCharacterReference: false,
} as const;

type Parser = ReturnType<typeof createParser>;

function createParser(fragment: boolean) {
  return unified()
    .use(rehypeParse, { ...quiet, fragment, emitParseErrors: true })
    .freeze();
}

/** Made at their first use: what they are made of is loaded then, too. */
const parsers = new Map<boolean, Parser>();

function parserOf(fragment: boolean): Parser {
  const parser = parsers.get(fragment) ?? createParser(fragment);
  parsers.set(fragment, parser);
  return parser;
}

const PAGE_START = /<(?:!doctype|html|head|body)[\s>]/iy;

/** Whether a text begins as a page does, white space and comments aside. */
function isPage(text: string): boolean {
  let at = text.search(/\S/);
  while (at !== -1 && text.startsWith("<!--", at)) {
    const close = text.indexOf("-->", at);
    if (close === -1) return false;
    const next = text.slice(close + 3).search(/\S/);
    at = next === -1 ? -1 : close + 3 + next;
  }
  PAGE_START.lastIndex = Math.max(at, 0);
  return at !== -1 && PAGE_START.test(text);
}

/** A tree and the parse errors that the HTML standard names, in offsets of the text that was parsed. */
export interface ParsedHtml {
  readonly root: Root;
  readonly problems: readonly SourceProblem[];
}

/**
 * More elements are not read inside each other: far more than what `tooDeep` lets pass has open, unless elements that
 * close by themselves are made to nest, and little enough for any text to be read in no time.
 */
const DEEPEST_TREE = 1024;

/** What is read of a masked text. */
export interface HtmlReading {
  /** Of the body, in source order. */
  readonly tags: readonly Tag[];
  /** Undefined: the tags nest deeper than a parser can bear. */
  readonly parsed: ParsedHtml | undefined;
  /** The tag that goes too deep, if one is known. */
  readonly deep: Tag | undefined;
}

/**
 * Reads a masked text. A fragment loses <html>, <head> and <body> with their attributes; a page is read as one.
 *
 * @param byReference by rehype-parse alone: for a text that holds a NUL, or when that is asked for
 */
export function readHtml(masked: string, body: Range, byReference: boolean): HtmlReading {
  if (!masked.includes("<")) return { tags: [], parsed: parseHtml(masked), deep: undefined };
  const page = isPage(masked);
  const fast = byReference ? undefined : fastHtmlUpTo(DEEPEST_TREE, masked, page);
  const met = fast === undefined || fast === "deep" || body.end < masked.length ? undefined : fast.tags;
  const tags = met ?? scanTags(masked, body);
  const deep = tooDeep(tags);
  if (deep !== undefined || fast === "deep") return { tags: [], parsed: undefined, deep };
  return { tags, parsed: fast ?? guardedReference(masked, page), deep };
}

/** The caps make an overflow unlikely, not impossible: the stack that is left depends on the caller. */
function guardedReference(masked: string, page: boolean): ParsedHtml | undefined {
  try {
    return referenceHtml(masked, page);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** hast of a masked text that does not nest too deeply. */
export function parseHtml(masked: string): ParsedHtml {
  if (!masked.includes("<")) {
    return {
      root: { type: "root", children: [{ type: "text", value: masked, position: whole(masked) }] },
      problems: [],
    };
  }
  const page = isPage(masked);
  const fast = prefersReference() ? undefined : fastHtml(masked, page);
  return fast ?? referenceHtml(masked, page);
}

/** The same by rehype-parse: what the fast parser is measured against, and what reads the texts that it leaves alone. */
export function referenceHtml(text: string, page: boolean): ParsedHtml {
  const file = new VFile(text);
  const root = parserOf(!page).parse(file);
  const problems: SourceProblem[] = [];
  for (const message of file.messages) {
    const place = message.place;
    if (place === undefined || message.ruleId === undefined) continue;
    const start = "start" in place ? place.start.offset : place.offset;
    const end = "end" in place ? place.end.offset : start;
    if (start === undefined) continue;
    problems.push({ code: `html-${message.ruleId}`, range: { start, end: end ?? start } });
  }
  return { root, problems };
}

/** Lines and columns of hast are never read: galley derives them from offsets. */
function whole(text: string) {
  return { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: text.length } };
}
