import {
  countFiles,
  defineRule,
  editionOf,
  factsByKey,
  isPublished,
  type LooseText,
  looseText,
  type Range,
} from "../../src/rule.js";

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
  create({ document, options, fact, capabilities }) {
    const { frontMatter, body, source } = document;
    if (frontMatter === undefined || !isPublished(document)) return {};
    const places: Range[] = [];
    return {
      text(_node, range) {
        // The first text of a body begins in the front matter, which is blank for the HTML parser.
        const isFirst = range.start < body.range.start;
        places.push(isFirst ? { start: body.range.start, end: range.end } : range);
      },
      end() {
        const text = looseText(source.text, places);
        if (!isLongEnough(text, options.least)) return;
        const title = frontMatter.scalar("/title");
        const range = title === undefined || title.text === "" ? frontMatter.openingFence : title.range;
        const key = text.digest(`${editionOf(document, capabilities.listFolder)}\n`);
        fact({ range, key: `#${key}` });
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

/** Beginnings that are looked at before the whole, in characters that are wanted: mostly the first lines tell. */
const BEGINNINGS = [2, 8];
/** No longer beginning is judged by itself. */
const MOST_LEAST = 1000;

/** Whether readers see so many characters. */
function isLongEnough(text: LooseText, least: number): boolean {
  if (text.length < least) return false;
  for (const times of BEGINNINGS) {
    const most = times * least;
    if (least > MOST_LEAST || text.length <= most) break;
    if (text.beginning(most).replace(UNSEEN, "").replace(CUT_OFF, "").length >= least) return true;
  }
  return text.beginning(text.length).replace(UNSEEN, "").length >= least;
}

/** Template code, addresses of Markdown links and images. */
const UNSEEN = /\{[{%][^{}]*[}%]\}|<%[^<>]*%>|\]\([^()]*\)|https?:[^\s()<>"'\]]*/g;
/** The same where the end of a beginning cuts it off. */
const CUT_OFF = /(?:\{[{%][^{}]*|<%[^<>]*|\]\([^()]*|[{<\]]|h(?:t(?:t(?:ps?)?)?)?)$/;
