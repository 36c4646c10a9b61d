import {
  type Document,
  defineRule,
  type Fix,
  type FrontMatter,
  type GeneratorName,
  type GeneratorProfile,
  type Range,
  type SourceProblem,
} from "../../src/rule.js";

/** How far below the last pair the body is looked at. */
const FAR = 4096;
/** A line that cannot belong to the data: a heading, or no pair, item, comment, bracket or indented line. */
const PROSE = /^(?:#{1,6} |(?![\s#\]}]|- |-$|[\w"'.-]+[ \t]*[:=]|\[))/;

type Message = "space" | "long" | "dots" | "mismatch" | "closing" | "opening" | "semicolons";

interface Fault {
  readonly message: Message;
  readonly note: string;
  /** For these the fence is good enough, so the finding is a warning. */
  readonly readers?: readonly GeneratorName[];
  /** For these it is a fence like any other. */
  readonly legalIn?: readonly GeneratorName[];
}

const faults: Readonly<Record<string, Fault>> = {
  "fence-trailing-space": {
    message: "space",
    legalIn: ["jekyll", "hugo"],
    note: "Some generators take only the bare characters for a fence, others leave the spaces in the page. Delete them.",
  },
  "fence-too-long": {
    message: "long",
    readers: ["hexo"],
    note: "A fence has exactly three characters. Hexo reads longer ones, most others see no front matter, or leave the rest in the page.",
  },
  "fence-dots": {
    message: "dots",
    note: "Jekyll ends front matter at three dots; Hexo, Hugo and everything built on gray-matter read on to the next `---`. Write `---`.",
  },
  "fence-mismatch": {
    message: "mismatch",
    note: "Both fences must be the same: `---` for YAML, `+++` for TOML.",
  },
  "fence-missing-closing": {
    message: "closing",
    note: "Without it a generator reads the whole page as data, or sees no data at all. Put the fence on a line of its own after the last key.",
  },
  "fence-missing-opening": {
    message: "opening",
    readers: ["hexo"],
    note: "Hexo reads the lines above the fence as data; every other tool shows them as text. Put a line `---` at the top.",
  },
  "fence-semicolons": {
    message: "semicolons",
    note: "Hexo alone reads JSON between lines of semicolons. Use YAML between `---` lines.",
  },
};

export default defineRule({
  id: "front-matter/valid-fences",
  summary: "Require fences that every generator reads",
  why: "Front matter stands between two lines of exactly three dashes (YAML) or three plus signs (TOML). What is nearly a fence works in one generator and turns the post into a page of raw data in the next. A fence is mended where the lines above and below it leave one reading alone, and then the fix is safe: keys, values and text stay what they are. Where the end of the data is a guess, the fix is only shown.",
  recommended: "error",
  fixes: "safe",
  messages: {
    space: "Spaces after the {{which}} fence `{{fence}}`",
    long: "The {{which}} fence is `{{fence}}`, not `{{expected}}`",
    dots: "Front matter closed by `...`, not `---`",
    mismatch: "Front matter closed by `{{fence}}`, but opened by `{{expected}}`",
    closing: "Front matter without its closing fence `{{expected}}`",
    opening: "Front matter without its opening fence `---`",
    semicolons: "Fence `;;;` is read by Hexo alone",
  },
  examples: [
    {
      bad: `---«  »\ntitle: Tides\n---\n`,
      says: ["Spaces after the opening fence `---`"],
      safe: `---\ntitle: Tides\n---\n`,
    },
    {
      bad: `---\ntitle: Tides\n---«\t»\nText.\n`,
      says: ["Spaces after the closing fence `---`"],
      safe: `---\ntitle: Tides\n---\nText.\n`,
    },
    { good: `---\ntitle: Tides\n---  \nText.\n`, generator: "hugo", shows: "Hugo and Jekyll take it for a fence." },
    {
      good: `---  \ntitle: Tides\n---\nText.\n`,
      generator: "eleventy",
      shows: "So does Eleventy behind the opening fence.",
    },
    { good: `+++\ntitle = "Tides"\n+++  \nText.\n`, shows: "Hugo and Zola, which read TOML, take it for a fence." },
    {
      bad: `«-----»\ntitle: Tides\n---\n`,
      says: ["The opening fence is `-----`, not `---`"],
      safe: `---\ntitle: Tides\n---\n`,
    },
    {
      bad: `---\ntitle: Tides\n«----»\n\nText.\n`,
      says: ["The closing fence is `----`, not `---`"],
      safe: `---\ntitle: Tides\n---\n\nText.\n`,
    },
    {
      bad: `---\ntitle: Tides\n«...»\n\nText.\n`,
      says: ["Front matter closed by `...`, not `---`"],
      notes: ["read on to the next `---`"],
      safe: `---\ntitle: Tides\n---\n\nText.\n`,
    },
    { good: `---\ntitle: Tides\n...\n\nText.\n`, generator: "jekyll" },
    {
      bad: `---\ntitle: Tides\n«+++»\n\nText.\n`,
      says: ["Front matter closed by `+++`, but opened by `---`"],
      safe: `---\ntitle: Tides\n---\n\nText.\n`,
    },
    {
      bad: `+++\ntitle = Tides\n«---»\n\nText.\n`,
      says: ["Front matter closed by `---`, but opened by `+++`"],
      shows: "Data that cannot be read may be in the other language, so nothing is fixed.",
    },
    {
      bad: `«---»\ntitle: Tides\ndate: 2024-05-01\n\nThe water rises.\n\n---\n\nIt falls.\n`,
      says: ["Front matter without its closing fence `---`"],
      safe: `---\ntitle: Tides\ndate: 2024-05-01\n---\n\nThe water rises.\n\n---\n\nIt falls.\n`,
    },
    {
      bad: `«---»\ntitle: Tides\nThe water rises.\n`,
      says: ["Front matter without its closing fence `---`"],
      shown: ["Add the closing fence `---`"],
      shows: "The line may belong to the title: the fix is only shown.",
    },
    {
      bad: `«title: Tides»\ndate: 2024-05-01\n---\nText.\n`,
      says: ["Front matter without its opening fence `---`"],
      generator: "hexo",
      safe: `---\ntitle: Tides\ndate: 2024-05-01\n---\nText.\n`,
    },
    { bad: `«;;;»\n"title": "Tides"\n;;;\nText.\n`, says: ["Fence `;;;` is read by Hexo alone"] },
    { good: `;;;\n"title": "Tides"\n;;;\nText.\n`, generator: "hexo" },
    { good: `---\ntitle: Tides\n---\n\nText.\n` },
    { good: `---\n\nA page that opens with a line.\n\n---\n\nAnd another.\n`, shows: "Lines across the page." },
    { good: `Note: high water\n----\n\nText.\n`, generator: "hexo", shows: "A heading underlined with dashes." },
  ],
  create: ({ document, generator, report }) => ({
    problem(problem) {
      const { code, range, data = {} } = problem;
      const fault = Object.hasOwn(faults, code) ? faults[code] : undefined;
      if (fault === undefined) return;
      const { name } = generator;
      if (name !== undefined && fault.legalIn?.includes(name)) return;
      if (code === "fence-trailing-space" && isRead(document, generator, data["which"])) return;
      const isGood = name !== undefined && fault.readers?.includes(name);
      const fix = repair(problem, document);
      report({
        range,
        message: fault.message,
        note: fault.note,
        data,
        ...(isGood ? { severity: "warn" } : {}),
        ...(fix === undefined ? {} : { fix }),
      });
    },
  }),
});

/** Spaces behind an opening fence are the name of a language to gray-matter, and those who read TOML (Hugo, Zola) skip them behind any. */
function isRead(
  { frontMatter }: Document,
  { name, frontMatter: { parser } }: GeneratorProfile,
  which?: string,
): boolean {
  if (name === undefined) return frontMatter?.language === "toml";
  return parser === "gray-matter" && which === "opening";
}

/** Nothing is mended around lines that are no readable data: there the fence may be a line across the page. */
function repair({ code, range, data = {} }: SourceProblem, document: Document): Fix | undefined {
  const { frontMatter } = document;
  if (frontMatter?.data === undefined) return undefined;
  const { lineEnding } = document.source;
  switch (code) {
    case "fence-trailing-space":
      return { title: "Remove the spaces", safety: "safe", edits: [{ range, text: "" }] };
    case "fence-too-long":
    case "fence-mismatch":
      return replaceFence(range, data["expected"] ?? "---");
    case "fence-dots":
      return replaceFence(range, "---");
    case "fence-missing-opening": {
      const start = { start: range.start, end: range.start };
      return { title: "Add the opening fence", safety: "safe", edits: [{ range: start, text: `---${lineEnding}` }] };
    }
    case "fence-missing-closing":
      return closingFence(document, frontMatter, data["expected"] ?? "---");
    default:
      // What stands between semicolons has no equal that every generator reads.
      return undefined;
  }
}

function replaceFence(range: Range, expected: string): Fix {
  return { title: `Write \`${expected}\``, safety: "safe", edits: [{ range, text: expected }] };
}

/** Behind the last pair; sure when a blank line and then prose, a heading or nothing follows it. */
function closingFence({ source }: Document, { content }: FrontMatter, expected: string): Fix {
  const at = content.end;
  const rest = source.text.slice(at, at + FAR);
  const endsLine = "\r\n".includes(source.text.charAt(at - 1));
  const text = endsLine ? `${expected}${source.lineEnding}` : `${source.lineEnding}${expected}`;
  const first = rest.split(/[\r\n]+/).find((line) => line.trim() !== "");
  const sure = first === undefined || (/^[ \t]*[\r\n]/.test(rest) && PROSE.test(first));
  return {
    title: `Add the closing fence \`${expected}\``,
    safety: sure ? "safe" : "manual",
    edits: [{ range: { start: at, end: at }, text }],
  };
}
