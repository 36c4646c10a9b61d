/** Looks at single lines of a text: where they end, and whether they read like front matter. */

const LF = 10;
const CR = 13;

/** Offset of the line ending (or of the text's end) at or after `from`. */
export function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === LF || unit === CR) break;
    at++;
  }
  return at;
}

/** Offset after the line ending that stands at `end`. */
export function afterLineEnding(text: string, end: number): number {
  if (end >= text.length) return text.length;
  return text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF ? end + 2 : end + 1;
}

/** `key:` at the beginning of a line; the key is a word, or quoted. URLs (`https://…`) have no space after the colon. */
function isPairOfAnyScript(line: string): boolean {
  return /^(?:[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,63}|"[^"\\]{1,64}"|'[^']{1,64}')[ \t]{0,8}:(?:[ \t]|$)/u.test(line);
}

/** Keys that nearly every post has: one of them is evidence enough. */
const usualKey =
  /^["']?(?:title|date|layout|tags?|categories|category|slug|permalink|author|draft|description)["']?[ \t]*:/i;

/** Letters, digits and `_` of ASCII are 1, what else may follow in a key is 2. */
const inKey = new Uint8Array(128);
for (const letter of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") inKey[letter.charCodeAt(0)] = 1;
for (const letter of ".-") inKey[letter.charCodeAt(0)] = 2;
const LONGEST_KEY = 64;

export function isKeyLine(line: string): boolean {
  if (inKey[line.charCodeAt(0)] === 1) {
    let at = 1;
    while (at < LONGEST_KEY && (inKey[line.charCodeAt(at)] ?? 0) > 0) at++;
    if (line.charCodeAt(at) === 58) return isBlank(line, at + 1);
  }
  return isPairOfAnyScript(line);
}

function isBlank(line: string, at: number): boolean {
  return at >= line.length || line.charCodeAt(at) === 32 || line.charCodeAt(at) === 9;
}

function isUsualKeyLine(line: string): boolean {
  return usualKey.test(line);
}

/** A line that YAML front matter may hold: a pair, a list item, a comment, anything indented. */
export function isYamlLine(line: string): boolean {
  return isPairOfAnyScript(line) || /^(?:[ \t]+\S|#|- |-$|[\]}],?[ \t]*$)/.test(line);
}

/** Evidence that lines are a mapping although a fence is missing: two pairs, or one under a usual key. */
export function isMappingEvidence(lines: readonly string[]): boolean {
  let pairs = 0;
  for (const line of lines) {
    if (isUsualKeyLine(line)) return true;
    if (isKeyLine(line) && ++pairs === 2) return true;
  }
  return false;
}

/**
 * Whether the text between two `---` lines is meant as a mapping. Nothing but blank lines and comments is an empty one;
 * prose between two thematic breaks is none. Markdown puts a blank line under a thematic break, front matter hardly
 * ever: then one usual key must be there, or nothing but pairs.
 */
export function looksLikeMapping(content: string): boolean {
  return beginsWithPair(content) || isMostlyPairs(content);
}

/** The first line that is no comment is a pair, and no blank line stands above it: nearly every front matter. */
function beginsWithPair(content: string): boolean {
  for (let at = 0; at < content.length; ) {
    const end = lineEnd(content, at);
    if (content.charCodeAt(at) !== 35) return isKeyLine(content.slice(at, Math.min(end, at + 200)));
    at = afterLineEnding(content, end);
  }
  return false;
}

function isMostlyPairs(content: string): boolean {
  let pairs = 0;
  let others = 0;
  let blanks = 0;
  let usual = false;
  let first: string | undefined;
  for (let at = 0; at < content.length; ) {
    const end = lineEnd(content, at);
    const line = content.slice(at, Math.min(end, at + 200));
    at = afterLineEnding(content, end);
    if (line.trim() === "") blanks++;
    if (line.trim() === "" || /^[ \t]*#/.test(line)) continue;
    if (first === undefined && blanks > 0) blanks = 0;
    first ??= line;
    if (/^[ \t]/.test(line) || /^- /.test(line)) continue;
    if (isKeyLine(line)) pairs++;
    else others++;
    usual ||= isUsualKeyLine(line);
  }
  // Headings look like comments.
  if (first === undefined) return !/^#{1,6} /m.test(content) || !/^[ \t]*[\r\n]/.test(content);
  if (/^[ \t]*[\r\n]/.test(content) && !usual && (blanks > 0 || others > 0)) return false;
  return isKeyLine(first.trimStart()) || /^(?:\{[ \t]*["'\w]|\? )/.test(first) || (pairs > 0 && pairs >= others);
}
