import {
  commentKind,
  countFiles,
  defineRule,
  factsByKey,
  holdsTemplateCode,
  isKeptComment,
  keepCommentsOption,
  removalOf,
} from "../../src/rule.js";

export default defineRule({
  id: "html/no-commented-markup",
  summary: "Disallow markup that is commented out",
  why: [
    "An old link, a banner, a block of tags that somebody switched off: no reader sees it, yet it travels with every copy of the page, it is found by searches through the sources, and one day a stray `-->` in it shows half of it again. Version control remembers what was there.",
    "",
    'A comment counts when it is markup from its first to its last character: an HTML tag, a Markdown image, or a tag whose brackets the comment replaces (`<!-- div class="x"> … </div -->`). A note that mentions a tag is a note, which is the matter of `html/no-comments`. Comments with work to do are left alone: excerpt marks such as `<!-- more -->`, conditional comments, marks of block editors, table of contents marks, directives of tools, the edges of generated sections, licences, and server-side includes.',
    "",
    "The fix removes the comment, and its lines when nothing else stands there. It is safe because a browser shows nothing of a comment. It is left out where template code in the comment may run, and where Markdown would read the text around otherwise without it.",
  ].join("\n"),
  recommended: "warn",
  fixes: "safe",
  messages: { markup: "Commented-out `{{markup}}`", posts: "in {{count}} posts" },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      keep: keepCommentsOption,
    },
  },
  examples: [
    {
      bad: `<h1>\n  «<!-- <a href="#">Old headline</a> -->»\n  New headline\n</h1>`,
      says: ['Commented-out `<a href="#">`'],
      notes: ["version control"],
      safe: "<h1>\n  New headline\n</h1>",
    },
    {
      bad: `<div>\n«<!-- div class="tags">\n  <a href="">One</a>\n  <a href="">Two</a>\n</div -->»\n</div>`,
      says: ['Commented-out `<div class="tags">`'],
      safe: "<div>\n</div>",
      shows: "The comment's own dashes stand for the brackets of the outer tags.",
    },
    {
      bad: "Text.\n\n«<!-- ![A map](map.png) -->»\n",
      says: ["Commented-out `![A map](map.png)`"],
      safe: "Text.\n\n",
    },
    {
      bad: "One.\n«<!-- [<img src='a.png'>](a.png) -->»\nTwo.",
      says: ["Commented-out `[<img src='a.png'>`"],
      safe: "One.\n\nTwo.",
      path: "two.md",
      shows: "In Markdown an empty line stays where the comment kept two paragraphs apart.",
    },
    {
      bad: "<div>\nOne «<!-- </section> -->» two.\n</div>",
      says: ["Commented-out `</section>`"],
      safe: "<div>\nOne two.\n</div>",
    },
    {
      bad: "- one\n\n«<!-- <br> -->»\n\n- two",
      says: ["Commented-out `<br>`"],
      path: "lists.md",
      shows: "Without the comment the two lists would become one, so there is no fix.",
    },
    {
      bad: `«<!-- <p>{{ page.title }}</p> -->»`,
      says: ["Commented-out `<p>`"],
      notes: ["template code"],
      generator: "jekyll",
      shows: "Template code may run inside a comment, so the note asks for a second look.",
    },
    {
      bad: `<p>Text.</p>\n«<!-- <a href="/rss">Feed</a> -->»\n`,
      says: ['Commented-out `<a href="/rss">` in 3 posts'],
      notes: ["the program that imported"],
      safe: "<p>Text.</p>\n",
      path: "c.html",
      others: {
        "a.html": `<!-- <a href="/rss">Feed</a> -->\n`,
        "b.html": `<p>More.</p>\n<!--\n  <a href="/rss">Feed</a>\n-->\n`,
      },
      shows: "What stands in many posts has one cause.",
    },
    { good: `<!-- The <code> element keeps its spaces. -->`, shows: "Prose that mentions a tag." },
    { good: `Intro.\n\n<!-- more -->\n\nRest.`, shows: "An excerpt mark." },
    { good: `<!-- prettier-ignore -->\n<!--[if IE]><p>Old browser</p><![endif]-->\n<!-- wp:paragraph -->` },
    { good: "<!-- <https://example.com/a> -->", shows: "An address in angle brackets." },
    { good: '<!-- <ad slot="1"></ad> -->', options: { keep: ["<ad "] } },
    { good: "```html\n<!-- <a href='#'>x</a> -->\n```", path: "docs/code.md", shows: "Code is shown, not hidden." },
  ],
  needs: ["<!--"],
  create: ({ options, report, slice, generator, document, fact }) => ({
    comment(_node, range) {
      const content = slice(range).slice("<!--".length, -"-->".length);
      if (isKeptComment(content, options.keep) || commentKind(content) !== "markup") return;
      const note = holdsTemplateCode(content)
        ? `It holds template code, which ${generator.label} may run even inside a comment. See what it does before you delete it.`
        : "Readers never see it, but it stays in the page's source. Delete it: version control remembers it.";
      report({
        range,
        message: "markup",
        data: { markup: opening(content.trim()) },
        note,
        fix: () => {
          const edit = holdsTemplateCode(content) ? undefined : removalOf(document, range);
          return edit && { title: "Remove the comment", safety: "safe", edits: [edit] };
        },
      });
      fact({ range, key: content.replace(/\s+/g, " ").trim() });
    },
  }),
  weighs: "shared",
  across(facts, { amend }) {
    for (const same of factsByKey(facts).values()) {
      const count = countFiles(same);
      if (count < MANY) continue;
      const note =
        "It is the same in all of them: it may come from a template, or from the program that imported the posts.";
      for (const fact of same) amend({ fact, message: "posts", data: { count }, note });
    }
  },
});

/** Posts from which on it is no chance that a comment is the same. */
const MANY = 3;

/** The first tag or the Markdown image: enough to tell which comment is meant. */
function opening(text: string): string {
  if (text.startsWith("![")) return text.slice(0, text.indexOf(")") + 1 || undefined);
  const tag = text.slice(0, text.indexOf(">") + 1 || undefined);
  return /^\[?</.test(tag) ? tag : `<${tag}`;
}
