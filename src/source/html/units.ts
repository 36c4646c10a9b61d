export const LT = 60;
export const GT = 62;
export const SLASH = 47;
export const EQUALS = 61;
export const DOUBLE = 34;
export const SINGLE = 39;
export const BACKTICK = 96;

/** Tab, line feed, form feed, carriage return and space. */
export function isSpace(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 9 || unit === 13 || unit === 12;
}

export function isLetter(unit: number): boolean {
  const lower = unit | 32;
  return lower >= 97 && lower <= 122;
}

const UPPER = /[A-Z]/;
const UPPERS = /[A-Z]+/g;

export function asciiLower(name: string): string {
  return UPPER.test(name) ? name.replace(UPPERS, (letters) => letters.toLowerCase()) : name;
}

/** Just behind the name of a tag that begins at `from`. */
export function nameEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === GT || unit === SLASH || isSpace(unit)) break;
  }
  return at;
}
