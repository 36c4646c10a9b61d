import {
  type Document,
  defineRule,
  type Edit,
  type Fix,
  inGroups,
  LITERAL_CHARACTER,
  type Markup,
} from "../../src/rule.js";

export default defineRule({
  id: "html/no-unclosed-comment",
  summary: "Disallow `<!--` without `-->`",
  why: "A comment that is never closed runs to the end of the page: all that follows is in the file and nowhere else. Inside a line of Markdown the opposite happens: the comment is no comment, and readers see what was meant to be hidden. Nobody but its author knows where the comment should end, so the fix is a proposal: `-->` at the end of its paragraph.",
  recommended: "error",
  fixes: "manual",
  messages: {
    swallows: "`<!--` is never closed and hides the rest of the post: {{count}} characters",
    last: "`<!--` is never closed and hides what your layout puts behind the post",
    shown: "`<!--` has no `-->` in this paragraph, so readers see it as text",
  },
  examples: [
    {
      bad: `<p>Shown.</p>\n\n«<!--» <p>Hidden.</p>\n\n<p>Hidden, too.</p>`,
      says: ["`<!--` is never closed and hides the rest of the post: 34 characters"],
      notes: ["-->"],
      shown: ["Write `-->` at the end of the paragraph"],
    },
    {
      bad: `<p>Shown.</p>\n\n«<!--»\n`,
      says: ["`<!--` is never closed and hides what your layout puts behind the post"],
    },
    {
      bad: `A quote «<!--» with a remark (not for readers)\n\nMore text.`,
      says: ["`<!--` has no `-->` in this paragraph, so readers see it as text"],
      notes: ["same paragraph"],
      shown: ["Write `-->` at the end of the paragraph"],
      path: "quote.md",
      shows: "Markdown ends an inline comment at the end of its paragraph at the latest.",
    },
    { good: `<!-- one --><p>x</p>\n<!--\ntwo\n\nlines\n-->` },
    { good: "Write `<!--` to open a comment, or \\<!-- outside code.", path: "escaped.md" },
    { good: `<script>\n<!--\nlet a = 1;\n</script>`, shows: "Scripts are no place for comments." },
  ],
  needs: ["<!--"],
  create: ({ report, document }) => ({
    markup(markup) {
      const start = openComment(markup, document.body.range.start);
      if (start !== undefined) {
        const count = markup.masked
          .slice(start + "<!--".length, document.body.range.end)
          .replace(/\s+/g, " ")
          .trim().length;
        report({
          range: { start, end: start + "<!--".length },
          message: count === 0 ? "last" : "swallows",
          data: { count: inGroups(count) },
          note: "Write `-->` where the comment should end.",
          fix: () => closing(document, start),
        });
      }
      if (document.body.syntax !== "markdown" || document.generator.markdown.flavour === "mdx") return;
      const { text } = document.source;
      for (let at = text.indexOf("<!--"); at !== -1; at = text.indexOf("<!--", at + 1)) {
        if (!markup.masked.startsWith(`${LITERAL_CHARACTER}!--`, at) || text[at - 1] === "\\") continue;
        report({
          range: { start: at, end: at + "<!--".length },
          message: "shown",
          note: "Write `-->` in the same paragraph, or begin the comment on a line of its own. If readers should see the characters, put them between backticks.",
          fix: () => closing(document, at),
        });
      }
    },
  }),
});

/** Lines; bounds the search for each of many comments. */
const LONGEST_PARAGRAPH = 100;

/** A comment that ends with its paragraph. */
function closing({ source, body }: Document, start: number): Fix {
  let number = source.lineAt(start);
  const most = Math.min(source.lineCount, number + LONGEST_PARAGRAPH);
  while (number < most && source.slice(source.line(number + 1)).trim() !== "") number++;
  const line = source.line(number);
  const text = source.text.slice(Math.max(line.start, body.range.start), line.end);
  const end = line.end - (text.length - text.trimEnd().length);
  const edit: Edit = { range: { start: end, end }, text: " -->" };
  return { title: "Write `-->` at the end of the paragraph", safety: "manual", edits: [edit] };
}

/** Where the comment begins that the parser found open at the end of the text. */
function openComment(markup: Markup, bodyStart: number): number | undefined {
  if (!markup.problems.some((problem) => problem.code === "html-eof-in-comment")) return undefined;
  // Tags end where such a comment begins, so only complete comments stand between the last tag and it.
  let at = markup.masked.indexOf("<!--", markup.tags.at(-1)?.range.end ?? bodyStart);
  while (at !== -1) {
    const close = markup.masked.indexOf("-->", at + "<!--".length);
    if (close === -1) return at;
    at = markup.masked.indexOf("<!--", close);
  }
  return undefined;
}
