import type { YamlFault } from "./yaml-cause.js";

/** Letters and digits, and marks that mean nothing to YAML wherever they stand inside a text, those of Chinese among them. */
const LETTER = String.raw`[\p{L}\p{N}]`;
const INSIDE = String.raw`\p{L}\p{N} .!?'_/()\u2010-\u2026\u3000-\u303F\uFF01-\uFF5E-`;

/** A pair alone on its line. */
const pair = (value: string): RegExp => new RegExp(String.raw`^[A-Za-z]\w*: ${value}(?:\r?\n)*$`, "u");

/** `author: @name` */
const RESERVED = pair(String.raw`[@\x60]${LETTER}[${INSIDE}]*`);
/** `title: words: more words` */
const COLON = pair(String.raw`${LETTER}[${INSIDE},]*: ${LETTER}[${INSIDE},]*`);
/** `tags: ["one", two` */
const BRACKET = pair(String.raw`\[(?:"[^"\\\s]*"|${LETTER}+)(?:, (?:"[^"\\\s]*"|${LETTER}+))*`);

/** A key has to stand nearer to its colon than the parser bears, or it says that first. */
const LONGEST = 900;

/**
 * The first fault of an entry that has one of the commonest, as the parser tells it at a hundred times the cost; undefined:
 * ask the parser. Here are only faults that the text of the entry explains: the message is never shown.
 */
export function knownFault(entry: string): YamlFault | undefined {
  if (entry.length > LONGEST) return undefined;
  const at = entry.indexOf(": ") + 2;
  const fault = (code: YamlFault["code"]): YamlFault => ({ code, pos: [at, at + 1], message: code });
  switch (entry.charAt(at)) {
    case "@":
    case "`":
      return RESERVED.test(entry) ? fault("BAD_SCALAR_START") : undefined;
    case "[":
      return BRACKET.test(entry) ? fault("BAD_INDENT") : undefined;
    default:
      return COLON.test(entry) ? fault("BLOCK_AS_IMPLICIT_KEY") : undefined;
  }
}
