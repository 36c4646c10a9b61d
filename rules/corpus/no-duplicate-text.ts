import { countFiles, defineRule, editionOf, factsByKey, isPublished } from "../../src/rule.js";

const TEXT =
  "The tide went out at four and took the pier's last rope with it. Nobody saw it go but the harbour master's dog, who barked once, thought better of it, and lay down again beside the crates. By six the children had found the rope on the far side of the bay, and by seven it was a swing.";

export default defineRule({
  id: "corpus/no-duplicate-text",
  summary: "Disallow posts with the same text",
  why: [
    "Two posts with one text are mostly one post that was saved twice: imported again, copied as a start for another, renamed while the old file stayed. Readers meet it twice in lists and feeds, a correction reaches one of them, and search engines choose which to show.",
    "",
    "The text is what readers see of the body; white space does not count, the front matter neither. Posts in other languages or versions (by folder, file name or front matter), drafts, redirects and short texts are left alone. The finding stands at the later file in order of path and names the first.",
  ].join("\n"),
  recommended: "warn",
  fixes: "none",
  messages: {
    text: "The same text as in `{{first}}`",
    more: "The same text as in `{{first}}` and {{count}} more",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      least: {
        type: "integer",
        minimum: 1,
        default: 200,
        description: "How many characters a text must have, without white space, template code and addresses of links.",
      },
    },
  },
  examples: [
    {
      bad: `---\ntitle: «The rope again»\n---\n\n${TEXT}\n`,
      says: ["The same text as in `posts/rope.md`"],
      notes: ["Keep one"],
      path: "posts/the-rope.md",
      others: { "posts/rope.md": `---\ntitle: The rope\n---\n${TEXT.replaceAll(". ", ".\n")}\n` },
      shows: "Line breaks make no other text.",
    },
    {
      bad: `«---»\ndate: 2024-03-01\n---\n${TEXT}`,
      says: ["The same text as in `a.md` and 1 more"],
      path: "c.md",
      others: { "b.md": `---\ntitle: The rope\n---\n${TEXT}`, "a.md": `---\ntitle: The rope\n---\n${TEXT}` },
    },
    {
      bad: "---\ntitle: «Low tide»\n---\nThe pier is closed.\n",
      says: ["The same text as in `a.md`"],
      path: "b.md",
      options: { least: 10 },
      others: { "a.md": "---\ntitle: The pier\n---\nThe pier is closed.\n" },
    },
    {
      good: "---\ntitle: Low tide\n---\nThe pier is closed.\n",
      path: "b.md",
      others: { "a.md": "---\ntitle: The pier\n---\nThe pier is closed.\n" },
      shows: "A short text says little about where it came from.",
    },
    {
      good: `---\ntitle: The rope\n---\n${TEXT}\n`,
      path: "zh/rope.md",
      others: { "en/rope.md": `---\ntitle: The rope\n---\n${TEXT}\n` },
      shows: "A page that waits for its translation.",
    },
    {
      good: `---\ntitle: The rope\ndraft: true\n---\n${TEXT}\n`,
      path: "posts/rope-2.md",
      others: { "posts/rope.md": `---\ntitle: The rope\n---\n${TEXT}\n` },
      shows: "A draft is not published.",
    },
  ],
  create({ document, options, slice, fact, capabilities }) {
    const pieces: string[] = [];
    if (!isPublished(document)) return {};
    return {
      text: (_node, { start, end }) => {
        // The first text of a body begins in the front matter, which is blank for the HTML parser.
        pieces.push(slice({ start: Math.max(start, document.body.range.start), end }));
      },
      end() {
        const { frontMatter } = document;
        const text = pieces.join("").normalize().replace(/\s+/g, "");
        if (frontMatter === undefined || visibleLength(text) < options.least) return;
        const title = frontMatter.scalar("/title");
        const range = title === undefined || title.text === "" ? frontMatter.openingFence : title.range;
        fact({ range, key: `${editionOf(document, capabilities.listFolder)}\n${text}` });
      },
    };
  },
  weighs: "shared",
  across(facts, { report }) {
    for (const same of factsByKey(facts).values()) {
      const [first, ...later] = same;
      if (first === undefined) continue;
      const count = countFiles(same) - 2;
      for (const fact of later) {
        report({
          fact,
          message: count > 0 ? "more" : "text",
          data: { first: first.path, count },
          note: "Keep one of them, and let the address of the other lead to it.",
        });
      }
    }
  },
});

/** Characters that readers see: no template code, no addresses of Markdown links and images. */
function visibleLength(text: string): number {
  return text.replace(/\{[{%][^{}]*[}%]\}|<%[^<>]*%>|\]\([^()]*\)|https?:[^\s()<>"'\]]*/g, "").length;
}
