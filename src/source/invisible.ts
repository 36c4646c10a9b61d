import type { Range } from "../edit.js";
import { isLetter } from "../letters.js";
import { holdsOddCharacters } from "./odd-characters.js";
import type { SourceText } from "./source-text.js";

const INVISIBLE =
  /[\x00-\x08\x0B\x0E-\x1F\x7F-\x9F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u2064\u2066-\u206F\u3164\uFEFF\uFFF9-\uFFFB]|\uDB40[\uDC00-\uDC7F]/g;
/** Controls of writing direction. */
const DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
/** Marks change no direction by themselves; Hebrew and Arabic texts need them anywhere. */
const MARK = /[\u061C\u200E\u200F]/;
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
/** Scripts whose letters joiners shape: Arabic to N'Ko, Mongolian, and those of India and its neighbours. */
const JOINING =
  /[\u0600-\u08FF\u0900-\u0DFF\u0F00-\u109F\u1780-\u17FF\u1800-\u18AF\uA840-\uA8FF\uFB50-\uFDFF\uFE70-\uFEFC]/;
/** Scripts without spaces, in which a zero-width space says where a line may break. */
const UNSPACED = /[\u0E00-\u0EFF\u0F00-\u109F\u1780-\u17FF\u19E0-\u19FF]/;
const JOINERS = "\u200C\u200D\u180E";

/** A character that nobody sees, and that no script, emoji or Markdown needs where it stands. */
export interface InvisibleCharacter {
  readonly character: string;
  readonly range: Range;
  /** Without it readers see the same, letter by letter. */
  readonly traceless: boolean;
}

/** Characters that may show, part lines or words, or stand for one that was lost: NUL, VT, C1, U+2028, U+2029, U+3164. */
const TRACE = /[\0\x0B\x7F-\x9F\u2028\u2029\u3164]/;
/** What turns the characters behind it round, and the marks that a neighbour takes its direction from. */
const TURNS = /[\u061C\u200F\u202B\u202E\u2067]/;

/** Finds them in source order. Linear. */
export function findInvisible(source: SourceText): readonly InvisibleCharacter[] {
  const { text } = source;
  if (!holdsOddCharacters(text)) return [];
  const found: { character: string; range: Range }[] = [];
  let line = -1;
  /** Where the run of such characters began that goes on here. */
  let from = 0;
  let rightToLeft = false;
  let rightToLeftText: boolean | undefined;
  for (const match of text.matchAll(INVISIBLE)) {
    const character = match[0];
    const start = match.index;
    const end = start + character.length;
    if (start === 0 && character === "\uFEFF") continue;
    // What else goes does not part it from its neighbours.
    if (found.at(-1)?.range.end !== start) from = start;
    const [before, after] = [text.charAt(from - 1), nextVisible(text, end)];
    if (character === "\u200D" && endsWithEmoji(text.slice(Math.max(from - 2, 0), from))) continue;
    if (JOINERS.includes(character) && (JOINING.test(before) || JOINING.test(after))) continue;
    // CJK emphasis needs one where a punctuation mark meets a letter.
    if (
      /[\u200B\u2060]/.test(character) &&
      (UNSPACED.test(before) || UNSPACED.test(after) || /[*_~`]/.test(before + after))
    )
      continue;
    if (
      character.length === 2 &&
      /^(?:\uD83C\uDFF4|\uDB40[\uDC00-\uDC7F])$/.test(text.slice(Math.max(from - 2, 0), from))
    )
      continue;
    if (character === "\u200B" && keepsFromMarkdown(text, start, end)) continue;
    // Between letters it does its work: it says where a long word may break.
    if (character === "\u00AD" && isLetter(before.charCodeAt(0)) && isLetter(after.charCodeAt(0))) continue;
    if (MARK.test(character)) {
      rightToLeftText ??= RIGHT_TO_LEFT.test(text);
      if (rightToLeftText) continue;
    } else if (DIRECTION.test(character)) {
      const number = source.lineAt(start);
      if (number !== line) {
        line = number;
        rightToLeft = RIGHT_TO_LEFT.test(source.slice(source.line(number)));
      }
      if (rightToLeft) continue;
    }
    found.push({ character, range: { start, end } });
  }
  // Where something turns, even the end of a turn is seen.
  const turns = found.some(({ character }) => TURNS.test(character));
  return found.map((one) => ({
    ...one,
    traceless: !TRACE.test(one.character) && !(turns && DIRECTION.test(one.character)),
  }));
}

/** A few invisible characters may stand before it. */
function nextVisible(text: string, offset: number): string {
  return (
    /^[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]{0,9}([\s\S]?)/.exec(
      text.slice(offset, offset + 10),
    )?.[1] ?? ""
  );
}

/** At the start of a line it keeps Markdown from making a list, a heading or a quotation of what follows. */
function keepsFromMarkdown(text: string, start: number, end: number): boolean {
  if (!/^(?:\d{1,9}[.)]|[-+#>|=])/.test(text.slice(end, end + 10))) return false;
  return /(?:^|[\r\n\uFEFF])[ \t>]*$/.test(text.slice(Math.max(start - 20, 0), start));
}

function endsWithEmoji(text: string): boolean {
  return /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|\u20E3)$/u.test(text);
}
