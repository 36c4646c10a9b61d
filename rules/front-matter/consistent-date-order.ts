import { defineRule, type FrontMatterDate, frontMatterDates, localDay, perOptions } from "../../src/rule.js";

export default defineRule({
  id: "front-matter/consistent-date-order",
  summary: "Disallow posts that were changed before they were written",
  why: "A date of change that lies before the date of publication makes feeds and search engines take the post for older than it is, or drop it. Mostly one of the two was not touched when the other was. Where one of them has no time of day, days are compared, and days alone; where one has an offset and the other has none, they may be a day apart. There is no fix: only you know which of them is right.",
  recommended: "warn",
  fixes: "none",
  messages: {
    changed: "`{{key}}` is `{{value}}`, before `{{first}}`, which is `{{start}}`",
    expired: "`{{key}}` is `{{value}}`, so the post expires before `{{first}}`, which is `{{start}}`",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      publication: {
        type: "array",
        items: { type: "string" },
        description: "Keys of publication; the first that is there counts.",
        default: ["date", "published", "pubDate", "publishDate", "created"],
      },
      change: {
        type: "array",
        items: { type: "string" },
        description: "Keys of changes.",
        default: ["updated", "modified", "lastmod", "last_modified_at", "updatedDate", "last_update.date"],
      },
    },
  },
  examples: [
    {
      bad: "---\ndate: 2023-05-04\nupdated: «2022-05-04»\n---\n",
      says: ["`updated` is `2022-05-04`, before `date`, which is `2023-05-04`"],
      notes: ["Correct"],
    },
    {
      bad: "---\ndate: 2023-05-04T10:00:00+08:00\nlastmod: «2023-05-04T01:00:00Z»\nexpiryDate: «2020-01-01»\n---\n",
      says: [
        "`lastmod` is `2023-05-04T01:00:00Z`, before `date`, which is `2023-05-04T10:00:00+08:00`",
        "`expiryDate` is `2020-01-01`, so the post expires before `date`, which is `2023-05-04T10:00:00+08:00`",
      ],
    },
    {
      bad: "---\nmade: 2023-05-04\ntouched: «2022-05-04»\n---\n",
      options: { publication: ["made"], change: ["touched"] },
      says: ["`touched` is `2022-05-04`, before `made`, which is `2023-05-04`"],
    },
    {
      good: "---\ndate: 2023-05-04 20:00:00\nupdated: 2023-05-04\nmodified: 2023-05-05T01:00:00Z\n---\n",
      timezone: "Asia/Shanghai",
      shows: "The same day, and a day with an offset.",
    },
    {
      good: "---\ndate: 2023-05-04 20:00:00\nupdated: 2023-05-04T18:00:00Z\n---\n",
      shows: "Without an offset nobody knows.",
    },
    { good: "---\ndate: Invalid Date\nupdated: 2022-05-04\n---\n" },
  ],
  create: ({ options, generator, timezone, report }) => ({
    frontMatter(frontMatter) {
      const [first] = frontMatterDates(frontMatter, options.publication, generator, timezone);
      if (first === undefined) return;
      for (const one of frontMatterDates(frontMatter, laterKeys(options), generator, timezone)) {
        if (!isBefore(one, first, timezone)) continue;
        const data = { key: one.key, value: one.scalar.text, first: first.key, start: first.scalar.text };
        report({
          range: one.scalar.range,
          message: one.key === "expiryDate" ? "expired" : "changed",
          data,
          note: "Correct the one that is wrong.",
        });
      }
    },
  }),
});

const laterKeys = perOptions(({ change }: { readonly change: readonly string[] }) => [...change, "expiryDate"]);

const DAY_MS = 86_400_000;

/** Whether a date lies before another in any case. */
function isBefore({ reading: one }: FrontMatterDate, { reading: other }: FrontMatterDate, timezone: string): boolean {
  if (one.hour === undefined || other.hour === undefined) {
    return (
      localDay({ fields: one, instant: one.instant }, timezone) <
      localDay({ fields: other, instant: other.instant }, timezone)
    );
  }
  const slack = (one.offsetMinutes === undefined) === (other.offsetMinutes === undefined) ? 0 : DAY_MS;
  return one.instant + slack < other.instant;
}
