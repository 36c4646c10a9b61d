import { defineRule, type Fix, type FrontMatter, pointerKeys, type Range } from "../../src/rule.js";

const NEEDED: ReadonlySet<string> = new Set(["/title", "/date"]);
const NOTE = "Give it a value, or remove the line.";

export default defineRule({
  id: "front-matter/no-empty-values",
  summary: "Disallow keys without a value",
  why: "`tags:` with nothing behind it is a leftover of a scaffold: it looks as if somebody still has to fill it in, and templates that ask whether the key is there get a different answer than those that ask for its value. Removing the line is unsafe: an empty key may be there to switch off a default of the site.",
  recommended: "off",
  fixes: "unsafe",
  messages: { empty: "Key `{{key}}` has no value" },
  examples: [
    {
      bad: "---\ntitle: Low tide\n«tags»:\ndraft: true\n---\n",
      says: ["Key `tags` has no value"],
      notes: ["remove the line"],
      unsafe: "---\ntitle: Low tide\ndraft: true\n---\n",
    },
    {
      shows: "A mapping goes with its only key.",
      bad: "---\ntitle: Low tide\nseo:\n  «image»:\nmap:\n  zoom: 3\n  «pan»:\n---\n",
      says: ["Key `image` has no value", "Key `pan` has no value"],
      unsafe: "---\ntitle: Low tide\nmap:\n  zoom: 3\n---\n",
    },
    {
      shows: "A comment is never removed with its line, and neither is the first key of an item.",
      bad: "---\n«tags»: # later\nphotos:\n  - «alt»:\n    src: a.png\n---\n",
      says: ["Key `tags` has no value", "Key `alt` has no value"],
    },
    {
      bad: "---\n«title»:\n---\n",
      says: ["Key `title` has no value"],
      shows: "A title is not removed: it wants a value.",
    },
    { good: '---\ntitle: ""\ntags: []\nlayout: ~\ndraft: null\nphotos:\n  -\n---\n' },
  ],
  create: ({ document, report }) => ({
    frontMatter(frontMatter) {
      if (frontMatter.language !== "yaml" || frontMatter.data === undefined) return;
      // Without its closing fence the block may be text for everybody else.
      if (document.problems.some(({ code }) => code === "fence-missing-closing")) return;
      // Of two pairs with one key, the other would count once one is gone.
      const twice = document.problems.some(({ code }) => code === "syntax-duplicate-key");
      const { text } = document.source;
      for (const { pointer, range, quoted, block } of frontMatter.scalars) {
        const key = frontMatter.locate(pointer, "key");
        if (quoted || block || range.start !== range.end || key === undefined || key.start === range.start) continue;
        const name = pointerKeys(pointer).at(-1) ?? "";
        // A post without its title or its date is no better off.
        const lines = twice || NEEDED.has(pointer) ? undefined : removable(text, pointer, key, frontMatter);
        const title = `Remove \`${name}\``;
        const fix: Fix | undefined =
          lines === undefined ? undefined : { title, safety: "unsafe", edits: [{ range: lines, text: "" }] };
        report({
          range: key,
          message: "empty",
          data: { key: name },
          note: NOTE,
          ...(fix === undefined ? {} : { fix }),
        });
      }
    },
  }),
});

/** The lines of an empty pair, with those of the mappings that hold nothing else; undefined when more stands there. */
function removable(text: string, pointer: string, key: Range, frontMatter: FrontMatter): Range | undefined {
  const rest = /^["']?[ \t]*:[ \t]*(?:\r\n|\n|\r|$)/.exec(text.slice(key.end, key.end + 200));
  if (rest === null) return undefined;
  const end = key.end + rest[0].length;
  let start = lineStart(text, key.start);
  for (let at = pointer; start !== undefined; ) {
    const parent = at.slice(0, at.lastIndexOf("/"));
    // An empty block is no mapping to some parsers.
    if (parent === "") return Object.keys(frontMatter.data ?? {}).length > 1 ? { start, end } : undefined;
    const siblings = valueAt(frontMatter.data, parent);
    if (Array.isArray(siblings)) return undefined;
    if (Object.keys(siblings ?? {}).length > 1) return { start, end };
    const above = frontMatter.locate(parent, "key");
    const next = above === undefined ? undefined : lineStart(text, above.start);
    // Between a key and its only child stands its colon alone.
    if (above === undefined || !/^["']?[ \t]*:[ \t]*[\r\n]+$/.test(text.slice(above.end, start))) return undefined;
    start = next;
    at = parent;
  }
  return undefined;
}

/** Where the line of a key begins that stands first on it. */
function lineStart(text: string, key: number): number | undefined {
  let at = key;
  while (at > 0 && text.charAt(at - 1) === " ") at--;
  return at === 0 || "\r\n\uFEFF".includes(text.charAt(at - 1)) ? at : undefined;
}

function valueAt(data: unknown, pointer: string): unknown {
  let value = data;
  for (const key of pointerKeys(pointer)) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}
