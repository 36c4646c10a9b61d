import matter from "gray-matter";
import type { Range } from "../edit.js";

/** Parses nothing: gray-matter only splits here. Its own engines run JavaScript and bend dates. */
const inert = { parse: (): object => ({}), stringify: (): string => "" };
const engines = {
  yaml: inert,
  yml: inert,
  json: inert,
  toml: inert,
  javascript: inert,
  js: inert,
  coffee: inert,
  coffeescript: inert,
  cson: inert,
};

/** gray-matter trims by a pattern that is quadratic in runs of white space. */
const MAX_BLANK_RUN = 256;
const openers = /^---(?:[ \t]*(?:yaml|yml|json|toml))?\r?\n/;

export interface GrayMatterSplit {
  readonly content: Range;
  readonly bodyStart: number;
}

/**
 * Splits a text whose front matter begins at its first character, by gray-matter. `undefined` where its answer is not
 * to be trusted: another opener than those of YAML, JSON and TOML, lone CR, no closing fence, a line that only begins
 * with `---`. Ranges are offsets of `text`.
 */
export function splitByGrayMatter(text: string): GrayMatterSplit | undefined {
  const opener = openers.exec(text)?.[0];
  if (opener === undefined || hasLoneCarriageReturn(text) || hasLongBlankRun(text)) return undefined;
  // Without options gray-matter answers from a cache, where a text that failed once is empty front matter.
  const file = matter(text, { engines });
  const closer = opener.trimEnd().length + file.matter.length + 1;
  if (!/^---(?:\r?\n|$)/.test(text.slice(closer, closer + 5))) return undefined;
  return { content: { start: opener.length, end: closer }, bodyStart: text.length - file.content.length };
}

function hasLoneCarriageReturn(text: string): boolean {
  return /\r(?!\n)/.test(text);
}

function hasLongBlankRun(text: string): boolean {
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    run = unit <= 32 || unit === 0xa0 || unit === 0xfeff || (unit >= 0x2000 && unit <= 0x3000) ? run + 1 : 0;
    if (run > MAX_BLANK_RUN) return true;
  }
  return false;
}
