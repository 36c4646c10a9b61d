import { type Document, defineRule, type Range, whiteSpaceCounts } from "../../src/rule.js";

export default defineRule({
  id: "text/no-trailing-spaces",
  summary: "Disallow spaces and tabs at the end of lines",
  why: "Nobody sees them, but they show up as changes in version control, and two of them in the wrong place break a line. The two spaces that Markdown takes for a line break stay, and so does everything in code, preformatted text and comments. The fix is safe: what is removed shows nowhere.",
  recommended: "off",
  fixes: "safe",
  messages: { spaces: "{{count}} at the end of the line", break: "Two spaces for a line break" },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      breaks: {
        type: "boolean",
        description: "Whether two or more spaces are right where Markdown takes them for a line break.",
        default: true,
      },
    },
  },
  examples: [
    {
      bad: "The pier«   »\n\nis open  \nfor all« »\nand free.«\t»\n\n- one« »\n",
      says: [
        "3 spaces at the end of the line",
        "A space at the end of the line",
        "A tab at the end of the line",
        "A space at the end of the line",
      ],
      safe: "The pier\n\nis open  \nfor all\nand free.\n\n- one\n",
      shows: "`is open` ends with a line break.",
    },
    {
      bad: "---\ntitle: The pier«  »\ntext: |\n  one  \n  two\n---\n\n<div>« »\n<pre>\na  \n</pre>\n</div>« »\n",
      says: ["2 spaces at the end of the line", "A space at the end of the line", "A space at the end of the line"],
      safe: "---\ntitle: The pier\ntext: |\n  one  \n  two\n---\n\n<div>\n<pre>\na  \n</pre>\n</div>\n",
    },
    {
      bad: "The pier«  »\nis open.",
      options: { breaks: false },
      says: ["Two spaces for a line break"],
      notes: ["<br>"],
      shows: "Without them the lines would run together, so there is no fix.",
    },
    { good: "```\ncode  \n```\n\n    code  \n\n`a  \nb` and a backslash\\ \n\n<!-- note  \n -->" },
  ],
  create: ({ document, options, report }) => ({
    end() {
      const { source } = document;
      if (!/[ \t](?:[\r\n]|$)/.test(source.text)) return;
      const counts = whiteSpaceCounts(document);
      const isBreak = lineBreaks(document);
      for (let number = 1; number <= source.lineCount; number++) {
        const line = source.line(number);
        const { text } = source;
        let start = line.end;
        while (start > line.start && (text[start - 1] === " " || text[start - 1] === "\t")) start--;
        const range = { start, end: line.end };
        // Right behind a backslash the line would end in a break.
        if (start === line.end || text[start - 1] === "\\" || counts(range)) continue;
        if (isBreak(range)) {
          if (!options.breaks) report({ range, message: "break", note: NOTE });
          continue;
        }
        report({
          range,
          message: "spaces",
          data: { count: countOf(text.slice(start, line.end)) },
          fix: { title: "Remove them", safety: "safe", edits: [{ range, text: "" }] },
        });
      }
    },
  }),
});

const NOTE = "Nobody sees them, and editors remove them. Write `<br>` or a backslash at the end of the line.";

function countOf(spaces: string): string {
  const name = spaces.includes(" ") ? "space" : "tab";
  return spaces.length === 1 ? `A ${name}` : `${spaces.length} ${name}s`;
}

/** Whether spaces at the end of a line are a line break of Markdown: two or more, and the paragraph goes on. */
function lineBreaks({ markup, source, body }: Document): (range: Range) => boolean {
  const blocks = markup.blocks.filter(({ kind }) => kind === "text" || kind === "heading");
  let next = 0;
  return ({ start, end }) => {
    if (body.syntax === "html" || !source.text.slice(start, end).endsWith("  ")) return false;
    while ((blocks[next]?.end ?? Number.POSITIVE_INFINITY) < end) next++;
    const block = blocks[next];
    return block !== undefined && block.start < start && end < block.end;
  };
}
