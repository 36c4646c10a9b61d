import { defineRule, factsByKey } from "../../src/rule.js";

export default defineRule({
  id: "corpus/no-unreferenced-images",
  summary: "Disallow images beside a post that no post shows",
  why: [
    "Images that a post no longer shows stay in its folder, are copied to the site, and are downloaded with every clone. In a folder that belongs to one post nobody else is likely to need them.",
    "",
    "Such folders are Hugo's page bundles, folders with an `index.md` in Astro and Docusaurus, and Hexo's asset folders (`pier/` beside `pier.md`). An image counts as used when any post names it, in whatever way. Names that themes look for (`cover`, `featured`, `thumbnail` and the like) are left alone, and so are posts with template code about images, such as a gallery. Folders for all posts (`static/`, `source/images/`) are not looked into: layouts, style sheets and other sites may use what lies there. For the same reason the rule is off by default, and nothing is deleted for you. The finding stands at the head of the post that the folder belongs to.",
  ].join("\n"),
  recommended: "off",
  fixes: "none",
  messages: { image: "No post shows `{{image}}`" },
  examples: [
    {
      bad: "«---»\ntitle: The pier\n---\n\n![The pier](pier.jpg)\n",
      says: ["No post shows `content/pier/old-pier.jpg`"],
      notes: ["layout"],
      path: "content/pier/index.md",
      generator: "hugo",
      files: ["content/pier/pier.jpg", "content/pier/old-pier.jpg", "content/pier/cover.png", "content/pier/notes.pdf"],
    },
    {
      bad: "«---»\ntitle: The pier\n---\n\nClosed.\n",
      says: ["No post shows `source/_posts/pier/b.png`"],
      path: "source/_posts/pier.md",
      generator: "hexo",
      files: ["source/_posts/pier/a.png", "source/_posts/pier/b.png"],
      others: { "source/_posts/harbour.md": "---\ntitle: The harbour\n---\n\n![](/pier/a.png)\n" },
      shows: "Another post may show it.",
    },
    {
      good: "---\ntitle: The pier\n---\n\n{{< gallery >}}\n",
      path: "content/pier/index.md",
      generator: "hugo",
      files: ["content/pier/a.jpg", "content/pier/b.jpg"],
    },
    {
      good: "---\ntitle: The pier\n---\n\n![](/img/a.jpg)\n",
      path: "content/pier.md",
      generator: "hugo",
      files: ["content/b.jpg", "static/img/c.jpg"],
      shows: "Folders that belong to no single post.",
    },
  ],
  create: ({ document, capabilities, fact }) => ({
    source({ text }) {
      const names = namesIn(text);
      for (const name of names) fact({ range: { start: 0, end: 0 }, key: name });
      const folder = assetFolder(document.path, document.generator.name);
      if (folder === undefined || document.frontMatter === undefined || SHOWS_FOLDER.test(text)) return;
      for (const file of [...(capabilities.listFolder?.(folder) ?? [])].sort()) {
        if (!IMAGE.test(file) || FOR_THEMES.test(file) || names.has(file.normalize().toLowerCase())) continue;
        fact({
          range: document.frontMatter.openingFence,
          key: file.normalize().toLowerCase(),
          value: `${folder}/${file}`,
        });
      }
    },
  }),
  across(facts, { report }) {
    for (const same of factsByKey(facts).values()) {
      if (same.some(({ value }) => value === undefined)) continue;
      for (const fact of same) {
        const image = typeof fact.value === "string" ? fact.value : "";
        report({
          fact,
          message: "image",
          data: { image },
          note: "Delete the file, unless a layout or another site uses it.",
        });
      }
    }
  },
});

const IMAGE = /\.(?:jpe?g|png|gif|webp|avif|svg|bmp)$/i;
/** In URLs a Chinese character takes nine. */
const LONGEST_NAME = 2500;
/** What themes pick by its name. */
const FOR_THEMES =
  /^(?:.*[-_.])?(?:cover|featured?|thumb(?:nail)?|banner|hero|background|og|social|share|card|icon|logo|avatar|poster|header)(?:[-_.].*)?$/i;
/** Template code that may show whatever lies in the folder. */
const SHOWS_FOLDER =
  /(?:\{\{|\{%|<[A-Z])[^}>]{0,200}(?:galler|image|photo|album|slide|resource|carousel|glob)|import\.meta\.glob|^\s*(?:-\s*)?src\s*[:=].*\*/im;

/** Generators for which a folder with an `index` belongs to that page. */
const BUNDLES: ReadonlySet<string> = new Set(["hugo", "astro", "docusaurus"]);

/** The folder that belongs to one post. */
function assetFolder(path: string, generator: string | undefined): string | undefined {
  const bundle = /^(.+)\/index\.\w+$/.exec(path)?.[1];
  if (bundle !== undefined) return generator !== undefined && BUNDLES.has(generator) ? bundle : undefined;
  return generator === "hexo" ? /^(.*\/_posts\/.+)\.\w+$/.exec(path)?.[1] : undefined;
}

/** Everything in a text that may be the name of an image, in lower case. */
function namesIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const piece of text.split(/[\s/\\"'`()<>[\]{}|?#,;=]+/)) {
    if (piece.length > LONGEST_NAME || !IMAGE.test(piece)) continue;
    let name = piece;
    try {
      name = decodeURIComponent(piece);
    } catch {
      // A stray `%` is part of the name.
    }
    names.add(name.normalize().toLowerCase());
  }
  return names;
}
