/**
 * The one sink for whatever comes from content (paths, messages, excerpts): after it nothing can move the cursor, recolor
 * the terminal, reorder a line or speak to a CI runner.
 */

/** C0, DEL, C1, soft hyphen, zero-width and bidi controls, line and paragraph separators, lone surrogates. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]/gu;

/** Nearly every text has nothing of it, and this asks faster. */
const PERHAPS_UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]|##/;

/** `##[command]`, which GitHub's runner obeys anywhere in a line; `##vso[` and `##teamcity[` are other runners' forms. */
const RUNNER_COMMAND = /##([A-Za-z]{0,16})\[/g;

/** `\u{202e}`, as in JavaScript. */
export function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Text that is safe within a line. Where a line begins with it, use `lineStart`. */
export function visible(text: string): string {
  if (!PERHAPS_UNSEEN.test(text)) return text;
  return text.replace(UNSEEN, escapeCharacter).replace(RUNNER_COMMAND, "##$1\\u{5b}");
}

/** Text that is safe at the beginning of a line too, where runners look for `::command`. */
export function lineStart(text: string): string {
  return visible(text).replace(/^(\s*):(?=:)/, "$1\\u{3a}");
}

/** A text of lines, safe at the beginning of each. */
export function visibleLines(text: string): string {
  return text.split("\n").map(lineStart).join("\n");
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", "\r": "\\r" };

/**
 * A path for a line of its own that a program reads, too: as it is; in quotes with C's escapes, as git writes it, when it holds
 * what would end or disguise the line, or speak to a CI runner.
 */
export function quotedPath(path: string): string {
  if (lineStart(path) === path && !/["\\]/.test(path)) return path;
  const octal = (character: string): string =>
    SHORT_ESCAPES[character] ??
    [...utf8.encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
  const inner = path.replace(/["\\]/g, "\\$&").replace(UNSEEN, octal);
  return `"${inner.replace(RUNNER_COMMAND, (command) => command.slice(0, -1) + octal("["))}"`;
}

const utf8 = new TextEncoder();

const NO_OFFSETS: ReadonlySet<number> = new Set();

/** Offsets of the brackets that would make a runner command. */
export function commandBrackets(text: string): ReadonlySet<number> {
  if (!text.includes("##")) return NO_OFFSETS;
  const offsets = new Set<number>();
  for (const match of text.matchAll(RUNNER_COMMAND)) offsets.add(match.index + match[0].length - 1);
  return offsets;
}

/** The first `length` units, with `…` where something was cut; a pair of surrogates is never split. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return `${text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length)}…`;
}

/** Escapes in JSON text what JSON itself leaves raw; the values stay the same. */
export function safeJson(json: string): string {
  const plain = json.replace(
    /[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return plain.includes("##") ? plain.replace(RUNNER_COMMAND, "##$1\\u005b") : plain;
}
