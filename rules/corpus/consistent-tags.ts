import {
  countFiles,
  defineRule,
  editionOf,
  factsByKey,
  isLetterOrNumber,
  isNumber,
  isPublished,
  type PlacedFact,
  pointBefore,
} from "../../src/rule.js";

export default defineRule({
  id: "corpus/consistent-tags",
  summary: "Require one spelling for each tag and category",
  why: [
    "`Node.js`, `nodejs` and `node-js` are three tags for a generator, and three pages for readers, each with a part of the posts. Spellings count as one tag when they differ in case, in full-width and half-width letters, or in spaces, hyphens, underscores and dots between letters; `C`, `C#` and `C++` are three tags, and so are `.NET` and `net`.",
    "",
    "The finding stands at the spelling that fewer posts have. Tags and categories are told apart, and so are languages.",
  ].join("\n"),
  recommended: "warn",
  fixes: "none",
  messages: {
    tag: "The tag `{{tag}}` is written `{{other}}` in {{posts}}",
    category: "The category `{{tag}}` is written `{{other}}` in {{posts}}",
    hidden: "`{{tag}}` holds a space or a character that nobody sees, unlike in {{posts}}",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      allow: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Tags and categories that are right as they are, whatever others are like them.",
      },
    },
  },
  examples: [
    {
      bad: "---\ntags: [sea, «nodejs»]\ncategories: «Web Dev»\n---\nText.\n",
      says: [
        "The tag `nodejs` is written `Node.js` in 2 posts",
        "The category `Web Dev` is written `web-dev` in 2 posts",
      ],
      notes: ["a page of its own"],
      path: "c.md",
      generator: "hexo",
      others: {
        "a.md": "---\ntags: [Node.js]\ncategories: web-dev\n---\nText.\n",
        "b.md": "---\ntags:\n  - Node.js\ncategories: web-dev\n---\nText.\n",
      },
    },
    {
      bad: '---\ntags: ["«ＪＳ»"]\n---\nText.\n',
      says: ["The tag `ＪＳ` is written `JS` in 1 post"],
      path: "b.md",
      others: { "a.md": "---\ntags: [JS]\n---\nText.\n" },
      shows: "Full-width letters.",
    },
    {
      bad: "---\ntags: [«go»]\n---\nText.\n",
      says: ["The tag `go` is written `Go` in 1 post"],
      notes: ["Hugo"],
      path: "content/b.md",
      generator: "hugo",
      others: { "content/a.md": "---\ntags: [Go]\n---\nText.\n" },
    },
    {
      bad: '---\ntags: ["«the pier »"]\n---\nText.\n',
      says: ["`the pier` holds a space or a character that nobody sees, unlike in 1 post"],
      path: "b.md",
      others: { "a.md": "---\ntags: [the pier]\n---\nText.\n" },
    },
    {
      good: "---\ntags: [C, C++, .NET, web 1.0]\n---\nText.\n",
      path: "b.md",
      others: { "a.md": '---\ntags: ["C#", net, web 10]\n---\nText.\n' },
    },
    {
      good: "---\ntags: [pier]\n---\nText.\n",
      path: "b.md",
      others: { "a.md": "---\ncategories: [Pier]\n---\nText.\n" },
    },
    {
      good: "---\ntags: [it]\n---\nText.\n",
      path: "b.md",
      options: { allow: ["it"] },
      others: { "a.md": "---\ntags: [IT]\n---\nText.\n" },
    },
  ],
  create: ({ document, generator, options, capabilities, fact }) => ({
    frontMatter({ scalars }) {
      if (!isPublished(document)) return;
      const edition = editionOf(document, capabilities.listFolder);
      for (const { pointer, text, range, quoted } of scalars) {
        if (!IS_TAG.test(pointer) || text.length > LONGEST || /[,\n]|\{[{%]/.test(text)) continue;
        const kind = pointer.includes("categor") ? "category" : "tag";
        // Jekyll takes a text for a list with spaces between its items.
        const isList = generator.name === "jekyll" && !/\/\d+$/.test(pointer);
        const inner = quoted ? { start: range.start + 1, end: range.end - 1 } : range;
        for (const tag of isList ? text.split(/\s+/) : [text]) {
          const key = fold(tag);
          if (key === "" || options.allow.includes(tag)) continue;
          fact({ range: inner, key: `${kind} ${edition}\n${key}`, value: [kind, tag, generator.name ?? ""] });
        }
      }
    },
  }),
  weighs: "differing",
  across(facts, { report }) {
    for (const same of factsByKey(facts).values()) {
      const spellings = [...factsByKey(same.map((fact) => ({ path: fact.path, fact, key: part(fact, 1) })))].map(
        ([tag, group]) => ({ group, posts: countFiles(group), tag }),
      );
      // Of two that are as common, the first in order of path.
      const commonest = spellings.reduce((best, one) => (one.posts > best.posts ? one : best), spellings[0] ?? NONE);
      for (const { group, tag } of spellings) {
        if (tag === commonest.tag) continue;
        for (const { fact } of group) {
          const posts = commonest.posts === 1 ? "1 post" : `${commonest.posts} posts`;
          const onePage = part(fact, 2) === "hugo" && hugoName(tag) === hugoName(commonest.tag);
          const alike = shown(tag) === shown(commonest.tag);
          const message = alike ? "hidden" : part(fact, 0) === "tag" ? "tag" : "category";
          const said = {
            fact,
            message,
            data: { tag, other: commonest.tag, posts },
            note: onePage ? HUGO : NOTE,
          } as const;
          report(onePage ? { ...said, severity: "info" } : said);
        }
      }
    }
  },
});

const IS_TAG = /^\/(?:taxonomies\/)?(?:tag|categor)(?:s|y|ies)?(?:\/\d+)*$/;
/** Longer values are no tags. */
const LONGEST = 60;
const NONE = { posts: 0, tag: "" };
const NOTE = "Each spelling gets a page of its own, with a part of the posts. Choose one.";
const HUGO = "Hugo lists both on one page, under whichever name it meets first. Choose one.";

/** The name of a tag's page in Hugo. */
function hugoName(tag: string): string {
  return tag
    .toLowerCase()
    .trim()
    .replace(/[\s-]+/g, "-");
}

/** What spellings of one tag have in common. Separators count between digits (`1.0`), a dot at the start too (`.NET`). */
function fold(tag: string): string {
  let folded = known.get(tag);
  if (folded === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    folded = withoutSeparators(tag);
    known.set(tag, folded);
  }
  return folded;
}

/** A site has few tags, and each stands in many posts. */
const known = new Map<string, string>();
const MOST_KNOWN = 2000;

function withoutSeparators(tag: string): string {
  const text = tag.normalize("NFKC").toLowerCase().trim();
  return text.replace(/[\s._-]+/g, (run, at: number) => {
    const [before, after] = [pointBefore(text, at), text.codePointAt(at + run.length) ?? Number.NaN];
    const joins = (isLetterOrNumber(before) || /[+#]/.test(text.charAt(at - 1))) && isLetterOrNumber(after);
    return joins && !(isNumber(before) && isNumber(after)) ? "" : run;
  });
}

/** As it looks on a page. */
function shown(tag: string): string {
  return tag.replace(/[\s\p{Cf}]+/gu, " ").trim();
}

function part(fact: Pick<PlacedFact, "value"> | undefined, index: number): string {
  return Array.isArray(fact?.value) ? String(fact.value[index]) : "";
}
