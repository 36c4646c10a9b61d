import { defineRule, frontMatterDates, type GeneratorName, hasCome } from "../../src/rule.js";

export default defineRule({
  id: "front-matter/no-future-date",
  summary: "Disallow posts from the future",
  why: "A post whose date is still to come is mostly a slip: the wrong year, or a day and a month that changed places. Jekyll and Hugo leave such a post out without a word, Hexo shows it with its odd date. Sites that plan their posts ahead turn this rule off. A date without an offset is read in the configured time zone. For the same result every time, say what `now` is: `galley lint --now 2024-05-04`.",
  recommended: "off",
  fixes: "none",
  messages: { future: "`{{key}}` is `{{value}}`, which is still to come" },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      keys: {
        type: "array",
        items: { type: "string" },
        description: "Keys that hold the date of publication.",
        default: ["date", "created", "published", "pubDate", "publishDate"],
      },
    },
  },
  examples: [
    {
      bad: "---\ndate: «2033-05-04»\n---\n",
      now: "2023-05-04T12:00:00Z",
      generator: "jekyll",
      says: ["`date` is `2033-05-04`, which is still to come"],
      notes: ["Jekyll leaves the post out"],
    },
    {
      bad: "+++\ndate = «2023-05-04T14:00:00+01:00»\n+++\n",
      now: "2023-05-04T12:00:00Z",
      generator: "hugo",
      says: ["`date` is `2023-05-04T14:00:00+01:00`, which is still to come"],
      notes: ["Hugo leaves the post out"],
    },
    {
      bad: "---\nday: «2023-05-05»\n---\n",
      now: "2023-05-04T12:00:00Z",
      options: { keys: ["day"] },
      says: ["`day` is `2023-05-05`, which is still to come"],
    },
    {
      good: "---\ndate: 2023-05-04 20:00:00\nexpiryDate: 2033-01-01\n---\n",
      now: "2023-05-04T12:00:00Z",
      generator: "hexo",
      timezone: "Asia/Shanghai",
      shows: "In Shanghai it is 20:00 already; and a post may expire when it likes.",
    },
    { good: "---\ndate: 2033-05-04\n---\n", shows: "Nobody said what the present is." },
  ],
  create: ({ capabilities, options, generator, timezone, report }) => ({
    frontMatter(frontMatter) {
      for (const { key, scalar, reading } of frontMatterDates(frontMatter, options.keys, generator, timezone)) {
        if (hasCome(capabilities, reading.instant) !== false) continue;
        const what = generator.name === undefined ? undefined : CONSEQUENCES[generator.name];
        const note = `${what === undefined ? "" : `${what} `}See whether year, month and day are right.`;
        report({ range: scalar.range, message: "future", data: { key, value: scalar.text }, note });
      }
    },
  }),
});

const CONSEQUENCES: Partial<Record<GeneratorName, string>> = {
  jekyll: "Jekyll leaves the post out until then, unless `future` is true.",
  hugo: "Hugo leaves the post out until it is built after that, unless `buildFuture` is true.",
  hexo: "Hexo publishes it with this date, unless `future` is false.",
  docusaurus: "Docusaurus publishes it at once, with this date.",
};
