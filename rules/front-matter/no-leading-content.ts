import { defineRule, type Fix, type Range } from "../../src/rule.js";

export default defineRule({
  id: "front-matter/no-leading-content",
  summary: "Disallow blank lines and byte order marks before front matter",
  why: "Front matter counts only when it begins at the first character of the file. Eleventy, VitePress, Docusaurus and most editors see none below a blank line: the page shows the block as text and has neither title nor date, and formatters turn its fence into a line across the page. Hexo is lenient, so the fault stays hidden until the posts move. Hugo skips what stands there by design, and so does Zola, so nothing is said for Hugo, nor about TOML where no generator is known. Text above a fence is another matter: then the fences are lines of the page. The fix is safe: blank lines and the mark show nowhere, and not a character of the data or of the page changes.",
  recommended: "error",
  fixes: "safe",
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
      safe: `---\ntitle: Harbor lights\n---\nText.\n`,
      variants: false,
    },
    {
      bad: `«\uFEFF»---\ntitle: Harbor lights\n---\nText.\n`,
      says: ["Byte order mark before the front matter"],
      safe: `---\ntitle: Harbor lights\n---\nText.\n`,
      variants: false,
    },
    {
      bad: `«\uFEFF\n  \n»+++\ntitle = "Harbor lights"\n+++\nText.\n`,
      says: ["Byte order mark and blank lines before the front matter"],
      safe: `+++\ntitle = "Harbor lights"\n+++\nText.\n`,
      variants: false,
    },
    { good: `---\ntitle: Harbor lights\n---\nText.\n`, variants: false },
    { good: `\n---\ntitle: Harbor lights\n---\nText.\n`, generator: "hugo", variants: false },
    {
      good: `\n+++\ntitle = "Harbor lights"\n+++\nText.\n`,
      variants: false,
      shows: "Hugo and Zola, which read TOML, skip the line.",
    },
    { good: `\nText.\n\n---\nNote: this rule draws a line\n---\n`, variants: false },
    {
      good: `\n---\n\nA page that opens with a line.\n`,
      variants: false,
      shows: "A line across the page is no fence.",
    },
  ],
  create: ({ generator, report, document }) => {
    if (generator.name === "hugo") return {};
    // Who reads TOML, Hugo and Zola, skips them.
    const isToml = generator.name === undefined && document.frontMatter?.language === "toml";
    const lead = generator.name === "hexo" ? "Hexo skips them, but " : "";
    const lines = `${lead}Eleventy, VitePress, Docusaurus and many editors see no front matter here: the post has no title and no date. Delete everything above the opening fence.`;
    const bom =
      "Some tools skip the mark; others, formatters such as Prettier among them, take the fence below it for text. Save the file as UTF-8 without a byte order mark.";
    const remove = (range: Range, title: string): Fix => ({ title, safety: "safe", edits: [{ range, text: "" }] });
    return {
      problem({ code, range }) {
        if (code === "leading-blank-lines") {
          if (isToml) return;
          report({ range, message: "lines", note: lines, fix: remove(range, "Remove the blank lines") });
        } else if (code === "leading-bom") {
          report({ range, message: "bom", note: bom, fix: remove(range, "Remove the byte order mark") });
        } else if (code === "leading-bom-and-blank-lines") {
          report({ range, message: "both", note: lines, fix: remove(range, "Remove the mark and the blank lines") });
        }
      },
    };
  },
});
