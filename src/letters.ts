/*
 * Letters and numbers as Unicode has them. V8 needs a millisecond to make a pattern with `\p{L}` and `\p{N}`, as long as it takes to
 * lint a post: here such a pattern is asked only about scripts that few posts are in.
 */

/** Hiragana, Katakana, ideographs and Hangul: first and last code points of blocks that are letters throughout. */
const LETTERS = [0x3041, 0x3096, 0x30a1, 0x30fa, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xac00, 0xd7a3];
/** The punctuation of the scripts above, and that of Latin. */
const NEITHER = [0x2000, 0x206f, 0x3000, 0x3004, 0x3008, 0x3020, 0xff01, 0xff0f, 0xff1a, 0xff20];

/** Whether a code point is a letter (`\p{L}`). NaN, for the character beyond an end of a text, is none. */
export function isLetter(point: number): boolean {
  if (point < 128) return isAsciiLetter(point);
  if (isWithin(LETTERS, point)) return true;
  return point > 0 && !isWithin(NEITHER, point) && /\p{L}/u.test(String.fromCodePoint(point));
}

/** Whether a code point is a number (`\p{N}`): a digit of any script, and the like. */
export function isNumber(point: number): boolean {
  if (point < 128) return point >= 48 && point <= 57;
  if (isWithin(LETTERS, point)) return false;
  return point > 0 && !isWithin(NEITHER, point) && /\p{N}/u.test(String.fromCodePoint(point));
}

export function isLetterOrNumber(point: number): boolean {
  return isLetter(point) || isNumber(point);
}

/** The code point before an offset; NaN at the beginning. */
export function pointBefore(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  const isPair = unit >= 0xdc00 && unit <= 0xdfff && at > 1;
  const point = isPair ? (text.codePointAt(at - 2) ?? unit) : unit;
  return point > 0xffff ? point : unit;
}

function isAsciiLetter(point: number): boolean {
  const lower = point | 32;
  return lower >= 97 && lower <= 122;
}

function isWithin(blocks: readonly number[], point: number): boolean {
  for (let at = 0; at < blocks.length; at += 2) {
    if (point >= (blocks[at] as number) && point <= (blocks[at + 1] as number)) return true;
  }
  return false;
}
