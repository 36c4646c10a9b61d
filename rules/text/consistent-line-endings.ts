import { defineRule, type Edit, type SourceText } from "../../src/rule.js";

export default defineRule({
  id: "text/consistent-line-endings",
  summary: "Enforce one kind of line ending in a file",
  why: "Lines that end in different ways come from editing one file on several systems. Version control then shows whole files as changed, and some tools lose count of the lines. The fix is safe: readers see no line ending, whichever it is.",
  recommended: "off",
  fixes: "safe",
  messages: {
    one: "A line ends with {{found}} instead of {{wanted}}",
    several: "{{count}} lines end with something else than {{wanted}}, the first with {{found}}",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      style: {
        type: "string",
        enum: ["auto", "lf", "crlf"],
        description: "`lf` or `crlf` for every file; `auto`: the one that most lines of the file have.",
        default: "auto",
      },
    },
  },
  examples: [
    {
      bad: "---\r\ntitle: The pier«\n»---\r\n\r\nText.\r\n",
      says: ["A line ends with LF instead of CR LF"],
      safe: "---\r\ntitle: The pier\r\n---\r\n\r\nText.\r\n",
      variants: false,
    },
    {
      bad: "One«\r\n»two\rthree\r\nfour",
      options: { style: "lf" },
      says: ["3 lines end with something else than LF, the first with CR LF"],
      safe: "One\ntwo\nthree\nfour",
      variants: false,
    },
    {
      bad: "One\r\ntwo«\r»three\r\nfour\n",
      options: { style: "crlf" },
      says: ["2 lines end with something else than CR LF, the first with CR"],
      safe: "One\r\ntwo\r\nthree\r\nfour\r\n",
      variants: false,
    },
    { good: "One\r\ntwo\r\n", variants: false },
    { good: "One\ntwo\n" },
  ],
  create: ({ options, report }) => ({
    source(source) {
      const wanted = { auto: source.lineEnding, lf: "\n", crlf: "\r\n" }[options.style];
      const deviating = endings(source).filter(({ ending }) => ending !== wanted);
      const [first, ...others] = deviating.map(({ at, ending }) => editTo(wanted, at, ending));
      const [start] = deviating;
      if (first === undefined || start === undefined) return;
      report({
        range: { start: start.at, end: start.at + start.ending.length },
        message: others.length === 0 ? "one" : "several",
        data: { count: deviating.length, found: nameOf(start.ending), wanted: nameOf(wanted) },
        fix: { title: `End every line with ${nameOf(wanted)}`, safety: "safe", edits: [first, ...others] },
      });
    },
  }),
});

interface Ending {
  readonly at: number;
  readonly ending: string;
}

function endings({ text }: SourceText): readonly Ending[] {
  return Array.from(text.matchAll(/\r\n?|\n/g), (match) => ({ at: match.index, ending: match[0] }));
}

/** No more than the characters that differ. */
function editTo(wanted: string, at: number, ending: string): Edit {
  if (ending === "\r\n") {
    return wanted === "\n"
      ? { range: { start: at, end: at + 1 }, text: "" }
      : { range: { start: at + 1, end: at + 2 }, text: "" };
  }
  if (wanted !== "\r\n") return { range: { start: at, end: at + 1 }, text: wanted };
  const place = ending === "\n" ? at : at + 1;
  return { range: { start: place, end: place }, text: ending === "\n" ? "\r" : "\n" };
}

function nameOf(ending: string): string {
  return ending === "\r\n" ? "CR LF" : ending === "\n" ? "LF" : "CR";
}
