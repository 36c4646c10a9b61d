import { defineRule, type Edit, type Fix, type Range, removalOf } from "../../src/rule.js";

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
      bad: "«<!-- galley-disable-next-line -->»\nThe pier.\n",
      says: ["`galley-disable-next-line` silences nothing"],
      notes: ["Remove"],
      safe: "The pier.\n",
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
    {
      bad: "The pier.\n\n«<!-- galley-enable -->»\nThe bridge.",
      says: ["`galley-enable` ends nothing"],
      safe: "The pier.\n\nThe bridge.",
    },
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
    const { source, body } = document;

    /** In front matter a comment is the rest of its line, or all of it. */
    const commentEdit = (range: Range): Edit => {
      const line = source.line(source.lineAt(range.start));
      const before = source.text.slice(line.start, range.start);
      if (before.trim() !== "")
        return { range: { start: line.start + before.trimEnd().length, end: range.end }, text: "" };
      return { range: { start: line.start, end: source.line(source.lineAt(range.end) + 1).start }, text: "" };
    };

    return {
      directive({ name, kind, range, rules, used }) {
        if (kind === undefined) return;
        const note = "What it stood for is gone. Remove it, so that it does not hide the next fault.";
        const unused = rules.filter((rule) => rule.known && !rule.used);
        if (rules.length === 0 ? !used : unused.length === rules.length) {
          const edit = range.start < body.range.start ? commentEdit(range) : removalOf(document, range);
          const message = kind === "enable" ? "enable" : "directive";
          const fix: Fix | undefined = edit && { title: "Remove the directive", safety: "safe", edits: [edit] };
          report({ range, message, data: { name }, note, ...(fix && { fix }) });
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
