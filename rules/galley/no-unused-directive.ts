import { defineRule } from "../../src/rule.js";

export default defineRule({
  id: "galley/no-unused-directive",
  summary: "Disallow directives that silence nothing",
  why: "When the text that needed an exception is gone, the exception stays behind: it puzzles the next reader, and it will hide the next fault in that place.",
  recommended: "warn",
  fixes: "none",
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
    },
    {
      bad: "---\ntitle: The pier «# galley-disable-line galley/no-unused-directive -- it was late»\n---\n",
      says: ["`galley-disable-line` silences nothing"],
    },
    {
      bad: "<!-- galley-disable lunch/no-fish, «galley/no-unused-directive» -->\n\nThe pier.",
      says: ["`galley/no-unused-directive` has nothing to silence here"],
      shows: "The rest of the directive stays.",
    },
    { bad: "The pier.\n\n«<!-- galley-enable -->»", says: ["`galley-enable` ends nothing"] },
    {
      good: "<!-- galley-disable-next-line lunch/no-fish -->\n\nThe pier.",
      shows: "A rule that does not exist is the subject of `galley/valid-directive`.",
    },
    { good: "`<!-- galley-disable-file -->`" },
  ],
  create: ({ report }) => ({
    directive({ name, kind, range, rules, used }) {
      if (kind === undefined) return;
      const note = "What it stood for is gone. Remove it, so that it does not hide the next fault.";
      const unused = rules.filter((rule) => rule.known && !rule.used);
      if (rules.length === 0 ? !used : unused.length === rules.length) {
        report({ range, message: kind === "enable" ? "enable" : "directive", data: { name }, note });
        return;
      }
      for (const rule of unused) report({ range: rule.range, message: "rule", data: { rule: rule.name }, note });
    },
  }),
});
