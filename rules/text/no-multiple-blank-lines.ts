import { defineRule, whiteSpaceCounts } from "../../src/rule.js";

export default defineRule({
  id: "text/no-multiple-blank-lines",
  summary: "Disallow several blank lines in a row",
  why: "One blank line parts two paragraphs; more of them part nothing and only stretch the source. Blank lines in code, preformatted text, comments and texts of the front matter are part of these and stay. The fix is safe: the page is the same.",
  recommended: "off",
  fixes: "safe",
  messages: { lines: "{{count}} blank lines in a row" },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      max: {
        type: "integer",
        minimum: 1,
        description: "How many blank lines in a row are right.",
        default: 1,
      },
    },
  },
  examples: [
    {
      bad: "The pier.\n\n«\n  \n»The bridge.\n\nThe boat.\n\n«\n»",
      says: ["3 blank lines in a row", "2 blank lines in a row"],
      safe: "The pier.\n\nThe bridge.\n\nThe boat.\n\n",
    },
    {
      bad: "---\ntitle: The pier\n\n«\n»tags: [sea]\ntext: |\n  one\n\n\n  two\n---\n\nText.",
      says: ["2 blank lines in a row"],
      safe: "---\ntitle: The pier\n\ntags: [sea]\ntext: |\n  one\n\n\n  two\n---\n\nText.",
    },
    {
      bad: "The pier.\n\n\n«\n»The bridge.",
      options: { max: 2 },
      says: ["3 blank lines in a row"],
      safe: "The pier.\n\n\nThe bridge.",
    },
    { good: "```\na\n\n\nb\n```\n\n    a\n\n\n    b\n\n<pre>\na\n\n\nb\n</pre>\n\n<!-- a\n\n\nb -->" },
  ],
  create: ({ document, options, report }) => ({
    end() {
      const { source } = document;
      let counts: ReturnType<typeof whiteSpaceCounts> | undefined;
      let first = 0;
      for (let number = 1; number <= source.lineCount; number++) {
        const line = source.line(number);
        const last = number === source.lineCount;
        if (/^[ \t]*$/.test(source.slice(line)) && !(last && line.start === line.end)) {
          if (first === 0) first = number;
          if (!last) continue;
        }
        const count = first === 0 ? 0 : number - first;
        if (count > options.max) {
          const range = { start: source.line(first + options.max).start, end: line.start };
          counts ??= whiteSpaceCounts(document);
          if (!counts({ start: source.line(first).start, end: line.start })) {
            report({
              range,
              message: "lines",
              data: { count },
              fix: { title: "Remove the blank lines", safety: "safe", edits: [{ range, text: "" }] },
            });
          }
        }
        first = 0;
      }
    },
  }),
});
