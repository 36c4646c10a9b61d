import { defineRule } from "../../src/rule.js";

export default defineRule({
  id: "front-matter/no-missing",
  summary: "Require front matter",
  why: "A post without front matter has no title and no date, so lists, feeds and archives show it empty or not at all. Off by default: many folders hold pages that need none.",
  recommended: "off",
  fixes: "none",
  messages: { missing: "This post has no front matter" },
  examples: [
    {
      bad: `«»Just text.\n`,
      says: ["This post has no front matter"],
      notes: ["Begin the file with"],
      variants: false,
    },
    {
      shows: "Text before the first fence makes the block part of the page.",
      bad: `«»Draft\n---\ntitle: Evening\n---\n`,
      says: ["This post has no front matter"],
    },
    { good: `---\ntitle: Evening\n---\nJust text.\n` },
    { good: `---\n---\nJust text.\n`, shows: "Empty front matter is front matter." },
    { good: `+++\ntitle = "Evening"\n+++\n` },
  ],
  create: ({ document, report }) => ({
    end() {
      if (document.frontMatter !== undefined) return;
      if (document.problems.some(({ code }) => code === "syntax-language")) return;
      const start = document.source.bom ? 1 : 0;
      report({
        range: { start, end: start },
        message: "missing",
        note: "Begin the file with a line `---`, then `title:` and `date:` lines, then a line `---`. Nothing may stand above the first line.",
      });
    },
  }),
});
