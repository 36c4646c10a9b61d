import { defineRule } from "../../src/rule.js";

export default defineRule({
  id: "front-matter/no-leading-content",
  summary: "Disallow blank lines and byte order marks before front matter",
  why: "Front matter counts only when it begins at the first character of the file. Eleventy, VitePress, Docusaurus and most editors see none otherwise: the page shows the block as text and has neither title nor date. Hexo and Hugo are lenient, so the fault stays hidden until the posts move. Text above a fence is another matter: then the fences are lines of the page, and nothing is said.",
  recommended: "error",
  fixes: "none",
  messages: {
    lines: "Blank lines before the front matter",
    bom: "Byte order mark before the front matter",
    both: "Byte order mark and blank lines before the front matter",
  },
  examples: [
    {
      bad: `«\n»---\ntitle: Harbor lights\n---\nText.\n`,
      says: ["Blank lines before the front matter"],
      notes: ["see no front matter"],
      variants: false,
    },
    {
      bad: `«\uFEFF»---\ntitle: Harbor lights\n---\nText.\n`,
      says: ["Byte order mark before the front matter"],
      variants: false,
    },
    {
      bad: `«\uFEFF\n  \n»+++\ntitle = "Harbor lights"\n+++\nText.\n`,
      says: ["Byte order mark and blank lines before the front matter"],
      variants: false,
    },
    { good: `---\ntitle: Harbor lights\n---\nText.\n`, variants: false },
    { good: `\nText.\n\n---\nNote: this rule draws a line\n---\n`, variants: false },
    {
      good: `\n---\n\nA page that opens with a line.\n`,
      variants: false,
      shows: "A line across the page is no fence.",
    },
  ],
  create: ({ generator, report }) => {
    const lenient = generator.name === "hexo" || generator.name === "hugo";
    const others = "Eleventy, VitePress, Docusaurus and many editors";
    const note = lenient
      ? `${generator.label} skips it, but ${others} see no front matter here: the post has no title and no date. Delete everything above the opening fence.`
      : `${others} see no front matter here: the post has no title and no date, and the block shows as text. Delete everything above the opening fence.`;
    const messages = {
      "leading-blank-lines": "lines",
      "leading-bom": "bom",
      "leading-bom-and-blank-lines": "both",
    } as const;
    return {
      problem({ code, range }) {
        if (Object.hasOwn(messages, code)) report({ range, message: messages[code as keyof typeof messages], note });
      },
    };
  },
});
