import { defineRule, editionOf, factsByKey, isPublished, type PlacedFact, publishedAddresses } from "../../src/rule.js";

export default defineRule({
  id: "corpus/no-duplicate-permalinks",
  summary: "Disallow two posts at one address",
  why: [
    "When two posts claim one address, the generator writes one page over the other, most without a word: one post is not on the site, and which one may change from build to build. It happens when a post begins as a copy of another and keeps its `permalink` or `slug`.",
    "",
    "What counts is what the post itself says: `permalink` in Hexo, Jekyll and Eleventy, `url`, `slug` (in one section, on one day) and `aliases` in Hugo, `redirect_from` in Jekyll, `slug` in Astro's collections and in Docusaurus; and in Hexo and Jekyll two files of which both names give the same address. Permalinks with templates (`/:year/:title/`) are not judged. Translations and versions (by folder, file name, or keys such as `lang`) live at addresses of their own. Drafts claim none.",
  ].join("\n"),
  recommended: "error",
  fixes: "none",
  messages: {
    page: "`{{address}}` is the address of `{{other}}`, too",
    name: "The file name gives the same address as that of `{{other}}`",
    alias: "The alias `{{address}}` belongs to `{{other}}`, too",
  },
  examples: [
    {
      bad: "---\ntitle: The pier\npermalink: «/harbour/»\n---\nText.\n",
      says: ["`/harbour` is the address of `_posts/2024-01-01-harbour.md`, too"],
      notes: ["`permalink`"],
      path: "_posts/2024-03-01-pier.md",
      generator: "jekyll",
      others: {
        "_posts/2024-01-01-harbour.md": "---\ntitle: The harbour\npermalink: /harbour/index.html\n---\nText.\n",
      },
    },
    {
      bad: "«---»\ntitle: The pier\n---\nText.\n",
      says: ["The file name gives the same address as that of `_posts/2024-03-01-pier.html`"],
      path: "_posts/2024-03-01-pier.md",
      generator: "jekyll",
      others: { "_posts/2024-03-01-pier.html": "---\ntitle: The pier\n---\n<p>Text.</p>\n" },
    },
    {
      bad: '+++\ntitle = "The pier"\naliases = ["/old-pier/", «"/jetty/"»]\n+++\nText.\n',
      says: ["The alias `/jetty` belongs to `content/posts/jetty.md`, too"],
      notes: ["`aliases`"],
      path: "content/posts/pier.md",
      generator: "hugo",
      others: { "content/posts/jetty.md": '+++\ntitle = "The jetty"\nurl = "/jetty/"\n+++\nText.\n' },
    },
    {
      bad: "---\ntitle: The pier\nslug: «harbour»\n---\nText.\n",
      says: ["`harbour` is the address of `src/content/blog/harbour.md`, too"],
      path: "src/content/blog/pier.md",
      generator: "astro",
      others: { "src/content/blog/harbour.md": "---\ntitle: The harbour\nslug: harbour\n---\nText.\n" },
    },
    {
      bad: "---\nslug: «./pier»\n---\nText.\n",
      says: ["`./pier` is the address of `docs/harbour/a.md`, too"],
      path: "docs/harbour/b.md",
      generator: "docusaurus",
      others: { "docs/harbour/a.md": "---\nslug: /harbour/pier\n---\nText.\n", "docs/c.md": "---\nslug: pier\n---\n" },
      shows: "A slug without a slash at its start begins at the folder of its file.",
    },
    {
      good: "---\ntitle: 码头\npermalink: /harbour/\nlang: zh\n---\nText.\n",
      path: "_posts/2024-03-01-pier.md",
      generator: "jekyll",
      others: {
        "_posts/2024-01-01-harbour.md": "---\ntitle: The harbour\npermalink: /harbour/\nlang: en\n---\nText.\n",
      },
      shows: "A translation.",
    },
    {
      good: "---\npermalink: /:year/:title/\n---\nText.\n",
      path: "source/_posts/b.md",
      generator: "hexo",
      others: { "source/_posts/a.md": "---\npermalink: /:year/:title/\n---\nText.\n" },
      shows: "A template gives each post an address of its own.",
    },
    {
      good: "---\npermalink: /pier/\ndraft: true\n---\nText.\n",
      path: "b.md",
      generator: "eleventy",
      others: { "a.md": "---\npermalink: /pier/\n---\nText.\n" },
    },
    {
      good: "---\nslug: pier\ndate: 2024-03-01\n---\nText.\n",
      path: "content/posts/b.md",
      generator: "hugo",
      others: { "content/posts/a.md": "---\nslug: pier\ndate: 2023-03-01\n---\nText.\n" },
      shows: "Where addresses hold the year, these are two.",
    },
  ],
  create({ document, capabilities, fact }) {
    if (!isPublished(document)) return {};
    return {
      frontMatter() {
        const edition = editionOf(document, capabilities.listFolder);
        for (const { key, shown, range, kind } of publishedAddresses(document))
          fact({ range, key: `${edition}\n${key}`, value: [kind, shown] });
      },
    };
  },
  weighs: "shared",
  across(facts, { report }) {
    for (const claims of factsByKey(facts).values()) {
      // The page itself has the better right, then the first file.
      const owner = claims.find((claim) => kindOf(claim) !== "alias") ?? claims[0];
      if (owner === undefined) continue;
      for (const fact of claims) {
        if (fact.path === owner.path) continue;
        const kind = kindOf(fact);
        const address = Array.isArray(fact.value) ? String(fact.value[1]) : "";
        const said = { fact, message: kind, data: { address, other: owner.path }, note: NOTES[kind] };
        // A page that is lost is worse than an old address that leads elsewhere.
        report(kind === "alias" ? { ...said, severity: "warn" } : said);
      }
    }
  },
});

type Kind = "page" | "name" | "alias";

const NOTES: Readonly<Record<Kind, string>> = {
  page: "One page is written over the other, so one of the two posts is not on the site. Give this one an address of its own; if it is a copy, its `permalink`, `url` or `slug` came along.",
  name: "One page is written over the other, so one of the two posts is not on the site. Rename one of the files, or delete it.",
  alias:
    "Only one of them can answer there. Take the address out of the `aliases` or `redirect_from` of one of the two.",
};

function kindOf({ value }: PlacedFact): Kind {
  const kind: unknown = Array.isArray(value) ? value[0] : undefined;
  return kind === "alias" || kind === "name" ? kind : "page";
}
