import { defineRule, type Fix, type FrontMatterPair, frontMatterPairs } from "../../src/rule.js";

export default defineRule({
  id: "front-matter/consistent-key-order",
  summary: "Enforce one order of front matter keys",
  why: "When the title stands first in every post, and the date below it, eyes find them without looking, and two people who add a key add it at the same place. Keys that the order does not name keep their places, and so do the groups that blank lines make. Moving whole pairs is safe: the order of keys means nothing to any generator, and each pair takes its comments along. Pairs are left where they are when they hold anchors or aliases, when a key stands there twice, and in TOML with tables.",
  recommended: "off",
  fixes: "safe",
  messages: { order: "Key `{{key}}` stands before `{{after}}`" },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      order: {
        type: "array",
        items: { type: "string" },
        default: ["layout", "title", "subtitle", "description", "author", "date", "updated", "categories", "tags"],
        description: "Keys in the order wanted. Keys that are not named keep their places.",
      },
    },
  },
  examples: [
    {
      bad: "---\n«date»: 2024-05-01\nslug: tides\ntitle: Tides\n---\n",
      says: ["Key `date` stands before `title`"],
      notes: ["`title`, `date`"],
      safe: "---\ntitle: Tides\nslug: tides\ndate: 2024-05-01\n---\n",
    },
    {
      shows: "Pairs move with their comments.",
      bad: "---\n# for the index\n«tags»: # at most three\n  - sea\n  # rare\n  - ebb\ntitle: Tides # short\ndraft: true\n# no more keys\n---\n",
      says: ["Key `tags` stands before `title`"],
      safe: "---\ntitle: Tides # short\n# for the index\ntags: # at most three\n  - sea\n  # rare\n  - ebb\ndraft: true\n# no more keys\n---\n",
    },
    {
      bad: '+++\n«tags» = ["sea"]\ntitle = "Tides"\n+++\n',
      says: ["Key `tags` stands before `title`"],
      safe: '+++\ntitle = "Tides"\ntags = ["sea"]\n+++\n',
    },
    {
      options: { order: ["date", "title"] },
      bad: "---\n«title»: Tides\ndate: 2024-05-01\n---\n",
      says: ["Key `title` stands before `date`"],
      safe: "---\ndate: 2024-05-01\ntitle: Tides\n---\n",
    },
    { good: "---\ndate: 2024-05-01\n\ntitle: Tides\n---\n", shows: "A blank line makes two groups." },
    { good: "---\ntags: &words [sea]\ntitle: Tides\n---\n", shows: "An anchor must stand before its aliases." },
    { good: '+++\ndate = 2024-05-01\ntitle = "Tides"\n[menu]\nmain = 1\n+++\n' },
  ],
  create: ({ document, options, report, slice }) => ({
    frontMatter() {
      const ranks = new Map(options.order.map((key, index) => [key, index]));
      for (const group of frontMatterPairs(document)) {
        const named = group.filter(({ key }) => ranks.has(key));
        const rank = ({ key }: FrontMatterPair): number => ranks.get(key) ?? 0;
        const wanted = [...named].sort((a, b) => rank(a) - rank(b));
        const first = named.findIndex((pair, index) => pair !== wanted[index]);
        const [found, instead] = [named[first], wanted[first]];
        if (found === undefined || instead === undefined) continue;
        report({
          range: found.keyRange,
          message: "order",
          data: { key: found.key, after: instead.key },
          note: `The order here is ${wanted.map(({ key }) => `\`${key}\``).join(", ")}.`,
          fix: reordered(group, named, wanted, slice),
        });
      }
    },
  }),
});

/** One edit from the first pair that moves to the last; each pair keeps its characters. */
function reordered(
  group: readonly FrontMatterPair[],
  named: readonly FrontMatterPair[],
  wanted: readonly FrontMatterPair[],
  slice: (range: FrontMatterPair["lines"]) => string,
): Fix {
  const target = new Map(named.map((pair, index) => [pair, wanted[index] ?? pair]));
  const moving = group.filter((pair) => (target.get(pair) ?? pair) !== pair);
  const start = moving[0]?.lines.start ?? 0;
  const end = moving.at(-1)?.lines.end ?? start;
  const text = group
    .filter(({ lines }) => lines.start >= start && lines.end <= end)
    .map((pair) => slice((target.get(pair) ?? pair).lines))
    .join("");
  return { title: "Put the keys in order", safety: "safe", edits: [{ range: { start, end }, text }] };
}
