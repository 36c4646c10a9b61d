import { RE2JS } from "re2js";

interface Pattern {
  test(text: string): boolean;
  /** ajv tells patterns apart by it. */
  toString(): string;
}

/** A regular expression that only a backtracking engine can run, in time that may double with each character. */
export class BacktrackingError extends Error {
  override readonly name = "BacktrackingError";
}

/**
 * Compiles the regular expression of a schema. RE2 runs it in linear time, whatever the text; it lacks lookaround and
 * back references. Lookaheads that stand at the very beginning are tested one after the other, which needs no backtracking.
 *
 * @throws SyntaxError for what is no regular expression with the `u` flag
 * @throws BacktrackingError for what RE2 cannot run
 */
export function compilePattern(pattern: string): Pattern {
  new RegExp(pattern, "u");
  const parts = leadingLookaheads(pattern).map(({ source, negative }) => ({ engine: linear(source), negative }));
  return {
    test: (text) => parts.every(({ engine, negative }) => engine.test(text) !== negative),
    toString: () => `/${pattern}/u`,
  };
}

function linear(source: string): RE2JS {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(inRE2Words(source)));
  } catch (error) {
    throw new BacktrackingError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** `^(?!a)(?=b)c` is: not `^(?:a)`, and `^(?:b)`, and `^c`. */
function leadingLookaheads(pattern: string): readonly { readonly source: string; readonly negative: boolean }[] {
  const parts: { source: string; negative: boolean }[] = [];
  if (!pattern.startsWith("^(?") || alternates(pattern)) return [{ source: pattern, negative: false }];
  let at = 1;
  while (pattern.startsWith("(?=", at) || pattern.startsWith("(?!", at)) {
    const end = closing(pattern, at);
    if (end === undefined) break;
    parts.push({ source: `^(?:${pattern.slice(at + 3, end)})`, negative: pattern[at + 2] === "!" });
    at = end + 1;
  }
  parts.push({ source: `^${pattern.slice(at)}`, negative: false });
  return parts;
}

/** The parenthesis that closes the one at `open`. */
function closing(pattern: string, open: number): number | undefined {
  let depth = 0;
  let inClass = false;
  for (let at = open; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === "\\") at++;
    else if (inClass) inClass = char !== "]";
    else if (char === "[") inClass = true;
    else if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return at;
  }
  return undefined;
}

/** Has a `|` outside all groups. */
function alternates(pattern: string): boolean {
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === "\\") at++;
    else if (char === "|") return true;
    else if (char === "(") at = closing(pattern, at) ?? pattern.length;
    else if (char === "[") at = classEnd(pattern, at);
  }
  return false;
}

function classEnd(pattern: string, open: number): number {
  for (let at = open + 1; at < pattern.length; at++) {
    if (pattern[at] === "\\") at++;
    else if (pattern[at] === "]") return at;
  }
  return pattern.length;
}

/** What ECMAScript's `\s` holds; RE2's knows ASCII alone, and texts in Chinese are full of U+3000. */
const SPACES = "\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";

/** Long names of Unicode's categories, of which RE2 knows the short ones. */
const categories: Readonly<Record<string, string>> = {
  Letter: "L",
  Uppercase_Letter: "Lu",
  Lowercase_Letter: "Ll",
  Mark: "M",
  Number: "N",
  Decimal_Number: "Nd",
  Punctuation: "P",
  Symbol: "S",
  Separator: "Z",
};

/** `\p{Script=Han}`, `\p{gc=Lu}` and `\p{Letter}` as RE2 has them: `\p{Han}`, `\p{Lu}`, `\p{L}`. */
function propertyName(written: string): string {
  const name = written.replace(/^(?:Script|sc|General_Category|gc)=/, "");
  return Object.hasOwn(categories, name) ? (categories[name] ?? name) : name;
}

/** The same pattern where RE2 has another word for a thing. */
function inRE2Words(source: string): string {
  let result = "";
  let inClass = false;
  for (let at = 0; at < source.length; at++) {
    const char = source.charAt(at);
    if (char === "\\") {
      const escaped = source.charAt(++at);
      if (escaped === "s") result += inClass ? SPACES : `[${SPACES}]`;
      else if (escaped === "S" && !inClass) result += `[^${SPACES}]`;
      else if (escaped === "b" && inClass) result += "\\x08";
      else if ((escaped === "p" || escaped === "P") && source[at + 1] === "{") {
        const end = source.indexOf("}", at);
        result += `\\${escaped}{${propertyName(source.slice(at + 2, end))}}`;
        at = end;
      } else result += char + escaped;
      continue;
    }
    if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    result += char;
  }
  return result;
}
