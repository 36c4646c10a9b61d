const isBoolean = /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/;
const isInteger = /^[-+]?[0-9]+$/;
const isOctal = /^0o[0-7]+$/;
const isHexadecimal = /^0x[0-9a-fA-F]+$/;
const isFloat = /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+)$/;
const isInfinite = /^[-+]?\.(?:inf|Inf|INF)$/;
const isNotANumber = /^\.(?:nan|NaN|NAN)$/;

const LETTERS = "~nNtTfF.+-0123456789";
/** 1 for characters that something else than text may begin with. */
const mayBeOther = new Uint8Array(128);
for (const letter of LETTERS) mayBeOther[letter.charCodeAt(0)] = 1;

/** What a plain scalar of some characters is by YAML 1.2's core schema; what is nothing else is text. */
export function plainValue(text: string): string | number | boolean | null {
  const first = text.charCodeAt(0);
  if (first >= 128 || mayBeOther[first] !== 1) return text;
  if (first === 126 || first === 110 || first === 78) {
    return text === "~" || text === "null" || text === "Null" || text === "NULL" ? null : text;
  }
  if (first > 64) return isBoolean.test(text) ? first === 116 || first === 84 : text;
  if (isInteger.test(text)) return Number.parseInt(text, 10);
  if (isFloat.test(text)) return Number.parseFloat(text);
  if (isOctal.test(text)) return Number.parseInt(text.slice(2), 8);
  if (isHexadecimal.test(text)) return Number.parseInt(text.slice(2), 16);
  if (isInfinite.test(text)) return first === 45 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return isNotANumber.test(text) ? Number.NaN : text;
}
