import { defineRule, type Fix, linesOf, type Range, withSpaces } from "../../src/rule.js";

export default defineRule({
  id: "galley/no-unused-directive",
  summary: "Disallow directives that silence nothing",
  why: "When the text that needed an exception is gone, the exception stays behind: it puzzles the next reader, and it will hide the next fault in that place. The fix is safe: readers never see a directive, and this one changes no finding.",
  recommended: "warn",
  fixes: "safe",
  messages: {
    directive: "`galley-{{name}}` silences nothing",
    rule: "`{{rule}}` has nothing to silence here",
    enable: "`galley-enable` ends nothing",
  },
  examples: [
    {
      bad: "«<!-- galley-disable-next-line -->»\n\nThe pier.",
      says: ["`galley-disable-next-line` silences nothing"],
      notes: ["Remove"],
      safe: "The pier.",
    },
    {
      bad: "---\ntitle: The pier «# galley-disable-line galley/no-unused-directive -- it was late»\n---\n",
      says: ["`galley-disable-line` silences nothing"],
      safe: "---\ntitle: The pier\n---\n",
    },
    {
      bad: "<!-- galley-disable lunch/no-fish, «galley/no-unused-directive» -->\n\nThe pier.",
      says: ["`galley/no-unused-directive` has nothing to silence here"],
      safe: "<!-- galley-disable lunch/no-fish -->\n\nThe pier.",
      shows: "The rest of the directive stays.",
    },
    { bad: "The pier.\n\n«<!-- galley-enable -->»", says: ["`galley-enable` ends nothing"], safe: "The pier." },
    {
      bad: "The pier\n«<!-- galley-disable-next-line galley/no-unused-directive -->»\nis open «<!-- galley-disable-line galley/no-unused-directive -->» on Sundays.",
      says: ["`galley-disable-next-line` silences nothing", "`galley-disable-line` silences nothing"],
      safe: "The pier\n\nis open on Sundays.",
      shows: "A comment between two lines of text parts them: the blank line keeps them apart.",
    },
    {
      bad: "«<!-- galley-disable-line galley/no-unused-directive -->» The *pier*.\n",
      says: ["`galley-disable-line` silences nothing"],
      shows: "Without the comment at its start, Markdown would read this line as a paragraph.",
    },
    {
      good: "<!-- galley-disable-next-line lunch/no-fish -->\n\nThe pier.",
      shows: "A rule that does not exist is the subject of `galley/valid-directive`.",
    },
    { good: "`<!-- galley-disable-file -->`" },
  ],
  create: ({ document, report }) => {
    const { source, markup, body } = document;
    /** Every space in them is seen. */
    const literal: Range[] = [];
    const keep = (_: unknown, range: Range): unknown => literal.push(range);

    const removal = (range: Range): Fix | undefined => {
      const fix = (edited: Range, text = ""): Fix => ({
        title: "Remove the directive",
        safety: "safe",
        edits: [{ range: edited, text }],
      });
      const lines = linesOf(source, range);
      if (range.start < body.range.start) {
        return fix(lines === undefined ? withSpaces(source, range) : ownLine(range));
      }
      if (literal.some(({ start, end }) => start < range.start && range.end <= end)) return fix(range);
      if (body.syntax !== "markdown") return fix(lines ?? withSpaces(source, range));
      const from = Math.max(source.line(source.lineAt(range.start)).start, body.range.start);
      const at = markup.blocks.findIndex(({ kind, start }) => kind === "html" && start === from);
      if (lines === undefined) return at === -1 ? fix(withSpaces(source, range)) : undefined;
      const before = markup.blocks[at - 1];
      const parts = before?.kind === "text" && source.lineAt(before.end) === source.lineAt(range.start) - 1;
      const next = source.slice(source.line(source.lineAt(range.end) + 1)).trim();
      return parts && next !== "" ? fix(range) : fix(lines);
    };
    /** In front matter blank lines are left as they are. */
    const ownLine = (range: Range): Range => ({
      start: source.line(source.lineAt(range.start)).start,
      end: source.line(source.lineAt(range.end) + 1).start,
    });

    return {
      element: { pre: keep, textarea: keep },
      directive({ name, kind, range, rules, used }) {
        if (kind === undefined) return;
        const note = "What it stood for is gone. Remove it, so that it does not hide the next fault.";
        const unused = rules.filter((rule) => rule.known && !rule.used);
        if (rules.length === 0 ? !used : unused.length === rules.length) {
          const fix = removal(range);
          const message = kind === "enable" ? "enable" : "directive";
          report({ range, message, data: { name }, note, ...(fix === undefined ? {} : { fix }) });
          return;
        }
        for (const rule of unused) {
          const at = rules.indexOf(rule);
          const next = rules[at + 1];
          const edited =
            next === undefined
              ? { start: rules[at - 1]?.range.end ?? rule.range.start, end: rule.range.end }
              : { start: rule.range.start, end: next.range.start };
          report({
            range: rule.range,
            message: "rule",
            data: { rule: rule.name },
            note,
            fix: { title: `Remove \`${rule.name}\``, safety: "safe", edits: [{ range: edited, text: "" }] },
          });
        }
      },
    };
  },
});
