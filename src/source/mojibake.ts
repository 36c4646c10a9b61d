import type { Range } from "../edit.js";
import { holdsOddCharacters } from "./odd-characters.js";

/** Text that was read in the wrong encoding. */
export interface Mojibake {
  readonly range: Range;
  /** What the bytes say in UTF-8; undefined: they are lost. */
  readonly meant: string | undefined;
}

/** Characters that Windows-1252 has in place of the controls 0x80 to 0x9f. */
const WINDOWS_1252: ReadonlyMap<string, number> = new Map(
  [..."€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"].map((character, index) => [character, 0x80 + index]),
);

/**
 * A byte that begins a character of UTF-8, as Windows-1252 shows it, and at least one that goes on. Two bytes are too few
 * to tell from letters of Portuguese or Vietnamese unless the second is no letter.
 */
const RUN = /[Â-ô][\u0080-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}(?:[\u0080-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸÀ-ÿ]*)/g;

const LOST_OR_RUN = new RegExp(`\\ufffd+|${RUN.source}`, "g");

/** Whether a text holds what `findMojibake` would look at. */
export function mayHoldMojibake(text: string): boolean {
  return holdsOddCharacters(text) && text.search(LOST_OR_RUN) !== -1;
}

/** Finds misread text outside of code (in source order, asked for when needed). Linear. */
export function findMojibake(text: string, codeRanges: () => readonly Range[]): readonly Mojibake[] {
  const found: Mojibake[] = [];
  let code: readonly Range[] | undefined;
  let next = 0;
  const inCode = (code: readonly Range[], at: number): boolean => {
    while ((code[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next++;
    return (code[next]?.start ?? Number.POSITIVE_INFINITY) <= at;
  };
  for (const match of text.matchAll(LOST_OR_RUN)) {
    code ??= codeRanges();
    if (inCode(code, match.index)) continue;
    if (match[0].startsWith("\ufffd")) {
      found.push({ range: { start: match.index, end: match.index + match[0].length }, meant: undefined });
      continue;
    }
    const meant = decode(match[0]);
    if (meant === undefined) continue;
    found.push({ range: { start: match.index, end: match.index + match[0].length }, meant });
  }
  return found;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text whose bytes were read as Windows-1252; undefined when the bytes are no UTF-8, or their text is no likelier. */
function decode(written: string): string | undefined {
  const bytes = new Uint8Array(written.length);
  for (let index = 0; index < written.length; index++) {
    const character = written.charAt(index);
    const code = WINDOWS_1252.get(character) ?? written.charCodeAt(index);
    if (code > 0xff) return undefined;
    bytes[index] = code;
  }
  let meant: string;
  try {
    meant = utf8.decode(bytes);
  } catch {
    return undefined;
  }
  if (!likely().test(meant)) return undefined;
  // One letter beyond Latin can be chance: `é »` are the bytes of a Chinese one.
  const few = [...meant].length < 2;
  return few && !/^[\u00a0-\u00ff\u2010-\u203a\u20ac\u2122\u2026]$/.test(meant) ? undefined : meant;
}

let likelyText: RegExp | undefined;

/**
 * Letters, punctuation and symbols that people write; no controls and nothing unassigned. Made when it is asked for: the tables of
 * so many scripts take longer to build than a post takes to lint.
 */
function likely(): RegExp {
  likelyText ??=
    /^[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Greek}\p{P}\p{S}\p{Zs}\p{N}\p{M}]+$/u;
  return likelyText;
}
