import {
  defineRule,
  type FrontMatter,
  type GeneratorProfile,
  isComment,
  type Markup,
  unclosedRawText,
  walkTree,
} from "../../src/rule.js";

export default defineRule({
  id: "text/no-empty-body",
  summary: "Disallow posts that show nothing",
  why: "A post with a title and a date and nothing below it is an empty page in lists, feeds and searches. Most come from a script that did not find the article. Pages that a layout fills (sections, redirects, landing pages, link posts) have no body on purpose and are left alone.",
  recommended: "warn",
  fixes: "none",
  messages: {
    empty: "The post has no body",
    nothing: "The body of the post shows nothing",
    file: "The file is empty",
  },
  examples: [
    {
      bad: "---\ntitle: The pier\ndate: 2021-05-04\n«---»\n",
      says: ["The post has no body"],
      notes: ["Write the post"],
    },
    {
      bad: "---\ntitle: The pier\ndate: 2021-05-04 10:00:00\nlayout: post\n«---»\n\n<div>   \n   \n</div>\n<!-- text -->\n\n<p>&nbsp;</p>\n",
      says: ["The body of the post shows nothing"],
    },
    { bad: '+++\ntitle = "The pier"\ndate = 2021-05-04\n«+++»\n', says: ["The post has no body"] },
    { good: "---\ntitle: The pier\ndate: 2021-05-04\n---\n\n![](pier.jpg)\n" },
    { good: '---\ntitle: The pier\ndate: 2021-05-04\n---\n\n<div id="map"></div>\n' },
    { good: "---\ntitle: The pier\ndate: 2021-05-04\n---\n\n{% include gallery.html %}\n", generator: "jekyll" },
    {
      good: "---\ntitle: The pier\ndate: 2021-05-04\nredirect_to: https://example.com/pier\n---\n",
      shows: "A redirect has no body.",
    },
    {
      good: "---\ntitle: The pier\ndate: 2021-05-04\nlayout: gallery\n---\n",
      shows: "A layout of its own makes the page.",
    },
    { good: "---\ntitle: The pier\ndate: 2021-05-04\nspeakers:\n  - name: Ada\n---\n", shows: "So do data." },
    { good: "---\ntitle: Posts\ndate: 2021-05-04\n---\n", path: "content/posts/_index.md" },
    { good: "---\ntitle: About\n---\n", shows: "Without a date it is no post." },
    {
      bad: "«»",
      says: ["The file is empty"],
      notes: ["or delete the file"],
      path: "source/_posts/pier.md",
      generator: "hexo",
      variants: false,
    },
    { good: "", path: "pier.md", variants: false, shows: "Empty, but not clearly a post." },
    {
      good: "---\ntitle: The pier\ndate: 2021-05-04\n---\n\n<!-- The whole text\n",
      shows: "What swallows the text has a rule of its own.",
    },
  ],
  create: ({ document, generator, report }) => {
    const { frontMatter, source, body } = document;
    if (!/\S/.test(source.text)) {
      if (!isInPosts(document.path, generator)) return {};
      const note = "Somebody meant to write a post here. Write it, or delete the file.";
      return { end: () => report({ range: { start: 0, end: 0 }, message: "file", note }) };
    }
    if (frontMatter?.data === undefined) return {};
    let shows = false;
    let holdsMarkup = false;
    return {
      markup({ html }) {
        // Mostly the first text shows something, and the rest need not be looked at.
        for (const node of walkTree(html)) {
          if (node.type === "element") {
            const { tagName, properties } = node.element;
            shows = !SHOWS_NOTHING.has(tagName) || Object.keys(properties).some((name) => /^(?:id|data|is)/.test(name));
            holdsMarkup = true;
          } else if (node.type === "comment") holdsMarkup ||= isComment(source.text, node.range);
          else if (node.range.end > body.range.start) {
            const { value } = node.text;
            shows = /[^\s\u00A0\u200B-\u200F\u2060\uFEFF]/.test(value);
            holdsMarkup ||= node.range.start >= body.range.start && value.trim() !== "";
          }
          if (shows) return;
        }
      },
      end() {
        if (shows || document.markup.code.length > 0 || document.markup.templates.length > 0) return;
        const blank = source.text.slice(body.range.start, body.range.end).trim() === "";
        if (!blank && (!holdsMarkup || isSwallowed(document.markup))) return;
        if (!isPost(document.path, frontMatter)) return;
        const fence = source.line(source.lineAt(Math.max(frontMatter.block.end - 1, 0)));
        report({
          range: fence,
          message: holdsMarkup ? "nothing" : "empty",
          note: "Readers who open it find an empty page. Write the post, or take it off the site until it is written.",
        });
      },
    };
  },
});

/** Elements that show nothing but their text; all others may be filled by a browser, a script or a component. */
const SHOWS_NOTHING: ReadonlySet<string> = new Set(
  (
    "html head body div p span section article main aside header footer br b strong i em u s small big font center " +
    "a h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th blockquote figure figcaption pre code"
  ).split(" "),
);

/** Whether something unclosed takes the rest of the body along. */
function isSwallowed({ problems, tags }: Markup): boolean {
  return problems.some(({ code }) => code.startsWith("html-eof-in-")) || unclosedRawText(tags) !== undefined;
}

/** Folders of which the generator itself says that they hold posts. */
const POST_FOLDERS: Partial<Record<NonNullable<GeneratorProfile["name"]>, RegExp>> = {
  hexo: /(?:^|\/)source\/_posts\//,
  jekyll: /(?:^|\/)_posts\//,
};

function isInPosts(path: string, { name }: GeneratorProfile): boolean {
  return name !== undefined && /\.(?:md|markdown|mdx|html?)$/.test(path) && POST_FOLDERS[name]?.test(path) === true;
}

const DATE_KEYS = ["date", "published", "pubDate", "publishDate", "created"];
/** Layouts that show the body and little else. */
const POST_LAYOUT = /^(?:.*[/_-])?(?:posts?|articles?|blog|news|default|single|base)(?:\.\w+)?$/i;
/** Keys of pages that show something else than their body, or nothing yet. */
const FILLED_ELSEWHERE =
  /^(?:redirect|alias|url$|link$|external|canonical|type$|hero|sections?$|blocks?$|gallery|photos|video|audio|podcast|youtube|vimeo|slides|pdf|file|embed|template|component|script|draft$|published$|headless|content$|body$|text$|html$)/i;

function isPost(path: string, { data }: FrontMatter): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (data === undefined || /^(?:_?index|readme)\./i.test(name)) return false;
  if (/(?:^|\/)(?:_?layouts?|_?includes?|partials|themes|templates|archetypes|scaffolds|_?drafts)\//.test(path))
    return false;
  if (!DATE_KEYS.some((key) => typeof data[key] === "string")) return false;
  return Object.entries(data).every(([key, value]) => {
    if (key === "published") return value !== false;
    if (key === "draft") return value !== true && value !== "true";
    if (key === "layout") return value === null || POST_LAYOUT.test(String(value));
    if (FILLED_ELSEWHERE.test(key) && value !== null && value !== "") return false;
    return (
      typeof value !== "object" ||
      value === null ||
      (Array.isArray(value) && !value.some((item) => typeof item === "object"))
    );
  });
}
