import type { YamlFault } from "./yaml-cause.js";

/** What follows the key of a pair alone on its line, of such letters and digits. */
const VALUES = {
  /** `author: @name` */
  reserved: (letters: string) => String.raw`[@\x60][${letters}][${inside(letters)}]*`,
  /** `title: words: more words` */
  colon: (letters: string) => String.raw`[${letters}][${inside(letters)},]*: [${letters}][${inside(letters)},]*`,
  /** `tags: ["one", two` */
  bracket: (letters: string) => String.raw`\[(?:"[^"\\\s]*"|[${letters}]+)(?:, (?:"[^"\\\s]*"|[${letters}]+))*`,
};

/** Letters and digits, and marks that mean nothing to YAML wherever they stand inside a text, those of Chinese among them. */
function inside(letters: string): string {
  return String.raw`${letters} .!?'_/()\u2010-\u2026\u3000-\u303F\uFF01-\uFF5E-`;
}

const made = new Map<string, RegExp>();

/** Classes of Unicode take V8 some tenths of a millisecond: only who meets such a text pays for them. */
function isPair(entry: string, value: keyof typeof VALUES): boolean {
  const letters = /^[\0-\x7f]*$/.test(entry) ? "A-Za-z0-9" : String.raw`\p{L}\p{N}`;
  const key = `${value} ${letters}`;
  const pattern = made.get(key) ?? new RegExp(String.raw`^[A-Za-z]\w*: ${VALUES[value](letters)}(?:\r?\n)*$`, "u");
  made.set(key, pattern);
  return pattern.test(entry);
}

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
      return isPair(entry, "reserved") ? fault("BAD_SCALAR_START") : undefined;
    case "[":
      return isPair(entry, "bracket") ? fault("BAD_INDENT") : undefined;
    default:
      return isPair(entry, "colon") ? fault("BLOCK_AS_IMPLICIT_KEY") : undefined;
  }
}
