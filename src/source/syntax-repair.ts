import type { Edit, Fix, Range, Safety } from "../edit.js";
import type { SourceProblem } from "./problem.js";

/** Keys whose values are text: a bracket or a quote at their start belongs to the text. */
const TEXT_KEY = /^(?:.*title|.*description|summary|excerpt|abstract|name|caption|alt|label|author|slug)$/i;

type Repair = (problem: SourceProblem, text: string, hexo: boolean) => Fix | undefined;

/**
 * How a syntax fault of front matter is repaired. `safe`: no parser read the value before, or it read the same, and the
 * characters leave one reading alone. `unsafe`: the likeliest of several readings. `text` is the file's.
 *
 * @param hexo whether Hexo reads the file, which takes each tab of an indentation for two spaces
 */
export function syntaxRepair(problem: SourceProblem, text: string, hexo: boolean): Fix | undefined {
  return Object.hasOwn(repairs, problem.code) ? repairs[problem.code]?.(problem, text, hexo) : undefined;
}

/** A value in the quotes that need no escapes; where both kinds would, single ones, doubled inside. */
export function quoteText(value: string): string {
  if (!value.includes("'")) return `'${value}'`;
  return /["\\\p{Cc}]/u.test(value) ? `'${value.replaceAll("'", "''")}'` : `"${value}"`;
}

function replace(range: Range, text: string, title: string, safety: Safety): Fix {
  return { title, safety, edits: [{ range, text }] };
}

/** Quotes the value that a problem stands at; what may be a comment behind it leaves two readings. */
function quoteAt(safety: (value: string, data: NonNullable<SourceProblem["data"]>) => Safety | undefined): Repair {
  return ({ range, data = {}, repair, code }, text) => {
    const value = text.slice(range.start, range.end);
    const tier = safety(value, data);
    if (tier === undefined || /[\r\n]|\s#/.test(value)) return undefined;
    if (repair === undefined && code !== "syntax-unknown-alias") return undefined;
    return replace(range, quoteText(value), "Put quotes around the value", tier);
  };
}

/** Anchors, aliases and tags are one word; `*a word*`, `& more` and `! now` are text. */
function startsLikeText(value: string): boolean {
  return /^[&*!]\s/.test(value) || /^\*[^*\s][^*]*\*/.test(value) || value.startsWith("**");
}

const repairs: Readonly<Record<string, Repair>> = {
  "syntax-colon": quoteAt(() => "safe"),
  "syntax-reserved-character": quoteAt((value) =>
    "@`%".includes(value.charAt(0)) || startsLikeText(value) ? "safe" : "unsafe",
  ),
  "syntax-unknown-alias": quoteAt((value) => (startsLikeText(value) ? "safe" : "unsafe")),
  "syntax-text-after-bracket": quoteAt((_, { key = "" }) => (TEXT_KEY.test(key) ? "safe" : "unsafe")),
  "syntax-unclosed-bracket": quoteAt((_, { key = "" }) => (TEXT_KEY.test(key) ? "unsafe" : undefined)),
  "syntax-text-after-quote": ({ range, repair }, text) => {
    const value = text.slice(range.start, range.end);
    const mark = value.charAt(0);
    if (repair === undefined || /[\r\n]|\s#/.test(value)) return undefined;
    const inner = value.slice(1, -1);
    if (mark === "'" && value.endsWith(mark) && !/(?<![\p{L}\p{N}])'|'(?![\p{L}])/u.test(inner)) {
      return replace(range, quoteText(inner), "Quote the apostrophe", "safe");
    }
    const marks = value.split(mark).length - 1;
    const apart = mark === '"' || /^'[^']*'\s/.test(value);
    if (marks !== 2 || !apart || !/^.[^"']*["']\s*[\p{L}\p{N}]/u.test(value)) return undefined;
    return replace(range, quoteText(value), "Put quotes around the whole value", "safe");
  },
  "syntax-unclosed-quote": ({ range, repair }, text) => {
    const value = text.slice(range.start, range.end);
    const mark = value.charAt(0);
    // Apostrophes begin words, and a second quote inside may be the missing one.
    if (repair === undefined || value.length < 2 || /[\r\n\\]|\s#/.test(value) || value.slice(1).includes(mark)) {
      return undefined;
    }
    return replace(range, `${value}${mark}`, "Close the quote", "unsafe");
  },
  "syntax-grown-quotes": ({ range, repair, data = {} }) => {
    const { clean } = data;
    if (repair === undefined || clean === undefined) return undefined;
    return replace(range, quoteText(clean), "Keep one pair of quotes", "safe");
  },
  "syntax-tab": ({ repair }, text, hexo) => {
    const edits = repair ?? [];
    const pure = edits.every(({ range }) => /^\t*$/.test(text.slice(range.start, range.end)));
    return fixOf(edits, "Indent by spaces", hexo || pure ? "safe" : "unsafe");
  },
  "syntax-unindented": ({ repair }) => fixOf(repair?.map(twoSpaces) ?? [], "Indent the line", "unsafe"),
  "syntax-unindented-quoted": ({ repair }) => fixOf(repair?.map(twoSpaces) ?? [], "Indent the line", "safe"),
  "syntax-escape": ({ range, repair }, text) => {
    const line = /^.*/.exec(text.slice(range.start))?.[0] ?? "";
    const before = text.slice(Math.max(0, range.start - 1000), range.start);
    // Beside an escape that is one, it is unclear which of the two was meant.
    const all = line.split("\\").length - 1;
    return all === repair?.length && !/\\[^\r\n]*$/.test(before)
      ? fixOf(repair, "Double the backslash", "safe")
      : undefined;
  },
  "syntax-missing-space": ({ repair }) => fixOf(repair ?? [], "Put a space after the colon", "unsafe"),
  "syntax-json-trailing-comma": ({ range }) => replace(range, "", "Remove the comma", "safe"),
};

function fixOf(edits: readonly Edit[], title: string, safety: Safety): Fix | undefined {
  const [first, ...rest] = edits;
  return first === undefined ? undefined : { title, safety, edits: [first, ...rest] };
}

/** At the left edge: two spaces, as the lines around it are likely to have. */
function twoSpaces({ range, text }: Edit): Edit {
  return { range, text: text === " " ? "  " : text };
}
