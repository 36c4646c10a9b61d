import type { Range } from "../edit.js";
import type { Document } from "./document.js";
import { afterLineEnding, lineEnd } from "./fence-lines.js";
import { pointerSegment } from "./front-matter.js";

/** A pair of the outermost mapping with the whole lines that belong to it. */
export interface FrontMatterPair {
  readonly key: string;
  readonly keyRange: Range;
  /** From the first comment line above the key to the line ending of its value. */
  readonly lines: Range;
}

/** Regions that a directive opens or closes reach over several pairs. */
const REGION = /galley-(?:disable|enable)(?!-)/i;

/**
 * The outermost pairs of YAML and TOML front matter in groups that blank lines, or lines that belong to no pair, keep
 * apart. No groups where whole lines cannot be told apart for sure: front matter with faults, anchors, TOML tables, pairs
 * in braces, values that keep their trailing blank lines.
 */
export function frontMatterPairs(document: Document): readonly (readonly FrontMatterPair[])[] {
  const { frontMatter, source, problems } = document;
  if (frontMatter?.data === undefined || frontMatter.language === "json") return [];
  if (problems.some(({ code }) => code.startsWith("syntax-") || code === "fence-missing-closing")) return [];
  const { text } = source;
  const { content, comments } = frontMatter;
  if (comments.some((range) => REGION.test(source.slice(range)))) return [];
  const starts: { readonly key: string; readonly keyRange: Range; readonly valueEnd: number }[] = [];
  for (const key of Object.keys(frontMatter.data)) {
    const pointer = `/${pointerSegment(key)}`;
    const keyRange = frontMatter.locate(pointer, "key");
    const pair = frontMatter.locate(pointer, "pair");
    // What a merge key brings in has no place of its own.
    if (keyRange === undefined || pair === undefined) return [];
    starts.push({ key, keyRange, valueEnd: pair.end });
  }
  starts.sort((a, b) => a.keyRange.start - b.keyRange.start);
  const groups: FrontMatterPair[][] = [];
  let group: FrontMatterPair[] = [];
  let next = 0;
  let above: number | undefined;
  for (let at = content.start; at < content.end; ) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    const own = starts[next];
    if (own !== undefined && own.keyRange.start <= end) {
      if (own.keyRange.start !== at) return [];
      const last = afterLineEnding(text, lineEnd(text, own.valueEnd));
      const following = starts[next + 1];
      if (following !== undefined && following.keyRange.start < last) return [];
      const lines = { start: above ?? at, end: withDeeper(text, last, content.end) };
      if (!isPlain(text.slice(at, lines.end), frontMatter.language)) return [];
      group.push({ key: own.key, keyRange: own.keyRange, lines });
      above = undefined;
      at = lines.end;
      next++;
      continue;
    }
    if (line.startsWith("#")) above ??= at;
    else {
      above = undefined;
      groups.push(group);
      group = [];
    }
    at = afterLineEnding(text, end);
  }
  groups.push(group);
  return next === starts.length ? groups.filter(({ length }) => length > 0) : [];
}

/** Comments that stand deeper than the keys belong to the value above them. */
function withDeeper(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && /^[ \t]+#/.test(text.slice(at, at + 200))) at = afterLineEnding(text, lineEnd(text, at));
  return at;
}

/** Nothing in the lines of a pair that ties it to its place. */
function isPlain(lines: string, language: "yaml" | "toml"): boolean {
  if (language === "toml") return !/^[ \t]*\[/.test(lines) && !/^[^=\n"']*\./.test(lines);
  return !/(?:^|[\s:,[{-])[&*][^\s,[\]{}]/.test(lines) && !/[|>][0-9]?\+/.test(lines) && !/^[?]/.test(lines);
}
