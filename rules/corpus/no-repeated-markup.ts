import { commentKind, countFiles, defineRule, factsByKey, isPublished } from "../../src/rule.js";

const wrapped = (text: string): string => `---\ntitle: A post\n---\n\n<div class="rich_media">\n${text}\n</div>\n`;

export default defineRule({
  id: "corpus/no-repeated-markup",
  summary: "Disallow markup that many posts have in common",
  why: [
    'A `<div class="rich_media">` round the body of every post, the same remark at the end of each: that is no part of the posts, but of the page or the program that they were taken from. What all posts share belongs in a layout, where it can be changed once; a wrapper without purpose can go.',
    "",
    "Two things count: an element that holds the whole body of a post, and a comment that is prose. Comments that hold markup are the matter of `html/no-commented-markup`, which says in how many posts it found the same one. Headings of link definitions are left alone. The rule is off by default, since some layouts rely on a wrapper.",
  ].join("\n"),
  recommended: "off",
  fixes: "none",
  messages: {
    wrapper: "`{{tag}}` holds the whole text of this and {{others}} other posts",
    comment: "The comment `{{comment}}` stands in this and {{others}} other posts",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      least: {
        type: "integer",
        minimum: 2,
        default: 10,
        description: "How many posts must have it in common; a tenth of all at least.",
      },
    },
  },
  examples: [
    {
      bad: '---\ntitle: The pier\n---\n\n«<div class="rich_media">»\nThe pier is closed.\n</div>\n',
      says: ['`<div class="rich_media">` holds the whole text of this and 2 other posts'],
      notes: ["layout"],
      path: "c.md",
      options: { least: 3 },
      others: { "a.md": wrapped("One."), "b.md": wrapped("Two.") },
    },
    {
      bad: "<p>One.</p>\n«<!-- end of main -->»\n",
      says: ["The comment `end of main` stands in this and 1 other posts"],
      path: "b.html",
      options: { least: 2 },
      others: { "a.html": "---\ntitle: Two\n---\n<p>Two.</p>\n<!-- end of main -->\n" },
      variants: false,
    },
    {
      good: '---\ntitle: The pier\n---\n\n<div class="rich_media">\nThe pier is closed.\n</div>\n',
      path: "c.md",
      others: { "a.md": wrapped("One."), "b.md": wrapped("Two.") },
      shows: "Three posts are not many.",
    },
    {
      good: "---\ntitle: The pier\n---\n\nThe [pier].\n\n<!-- links -->\n[pier]: /pier/\n",
      path: "b.md",
      options: { least: 2 },
      others: { "a.md": "---\ntitle: The rope\n---\n\nThe [rope].\n\n<!-- links -->\n\n[rope]: /rope/\n" },
    },
    {
      good: '---\ntitle: The pier\n---\n\n<div class="rich_media">\nThe pier is closed.\n</div>\n\nOn Sundays, too.\n',
      path: "b.md",
      options: { least: 2 },
      others: { "a.md": wrapped("One.") },
    },
  ],
  create({ document, slice, fact }) {
    const { body, source, frontMatter } = document;
    if (frontMatter !== undefined && !isPublished(document)) return {};
    fact({ range: { start: 0, end: 0 }, key: POST });
    const text = source.text.slice(body.range.start, body.range.end);
    const start = body.range.start + text.length - text.trimStart().length;
    const end = body.range.start + text.trimEnd().length;
    return {
      element: {
        "*": (_element, range) => {
          if (range.start !== start || range.end !== end) return;
          const tag = document.markup.tags.find((one) => one.range.start === start && !one.closing);
          if (tag !== undefined)
            fact({ range: tag.range, key: `wrapper ${slice(tag.range)}`, value: slice(tag.range) });
        },
      },
      comment(_node, range) {
        if (LABEL.test(source.text.slice(range.end, range.end + LONGEST))) return;
        const content = slice(range).slice("<!--".length, -"-->".length).replace(/\s+/g, " ").trim();
        if (commentKind(content) === "note")
          fact({ range, key: `comment ${content}`, value: content.slice(0, LONGEST) });
      },
    };
  },
  weighs: "shared",
  across(facts, { report }) {
    const groups = factsByKey(facts);
    const posts = groups.get(POST)?.length ?? 0;
    for (const [key, same] of groups) {
      const count = countFiles(same);
      if (key === POST || count * SHARE < posts) continue;
      for (const fact of same) {
        if (count < fact.options.least) continue;
        const value = typeof fact.value === "string" ? fact.value : "";
        const others = count - 1;
        if (value.startsWith("<")) report({ fact, message: "wrapper", data: { tag: value, others }, note: WRAPPER });
        else report({ fact, message: "comment", data: { comment: value, others }, note: COMMENT });
      }
    }
  },
});

/** The key of a fact for each post. */
const POST = "post";
/** One post of so many must have it. */
const SHARE = 10;
/** A comment right above link definitions is their heading. */
const LABEL = /^\s*\[[^\]\n]+\]:/;
/** Enough to know a comment by. */
const LONGEST = 120;
const WRAPPER =
  "What all posts share belongs in the layout of the site. If nothing there relies on it, take the element away and keep what it holds.";
const COMMENT =
  "It came with a template or an import, and tells readers of the source nothing about this post. Delete it.";
