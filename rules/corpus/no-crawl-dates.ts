import {
  defineRule,
  factsByKey,
  frontMatterDates,
  isPublished,
  type PlacedFact,
  publicationKeys,
} from "../../src/rule.js";

const SECONDS = ["02", "09", "17", "23", "31", "36", "42", "48", "54", "59"];
const IMPORTED = Object.fromEntries(
  SECONDS.map((second) => [`posts/${second}.md`, `---\ndate: 2024-03-01 16:41:${second}\n---\nText.\n`]),
);

const KEYS = [...publicationKeys];
const MINUTE = 60_000;
const LONGEST_GAP = 3 * MINUTE;

export default defineRule({
  id: "corpus/no-crawl-dates",
  summary: "Disallow dates of an import in place of those of the posts",
  why: [
    "Ten posts published within minutes of each other were not written then: a program that fetched or converted them put its own clock into `date`. Each date is valid, so nothing but their crowd gives them away; readers see old posts as new, all of one day, in an order that means nothing.",
    "",
    "Dates count when they have a time with seconds and each follows the one before within three minutes. Many posts of one day, or of one full minute, are none: people and scripts write such dates on purpose. The true date is often in the post: `front-matter/valid-date` shows where galley looks for it.",
  ].join("\n"),
  recommended: "warn",
  fixes: "none",
  messages: { crowd: "This date and those of {{others}} other posts lie within {{span}}" },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      least: {
        type: "integer",
        minimum: 2,
        default: 8,
        description: "How many posts make a crowd.",
      },
    },
  },
  examples: [
    {
      bad: "---\ndate: «2024-03-01 16:42:40»\n---\nText.\n",
      says: ["This date and those of 10 other posts lie within 2 minutes"],
      notes: ["import"],
      path: "posts/pier.md",
      others: IMPORTED,
    },
    {
      bad: '---\ndate: «"2024-03-01T16:41:30Z"»\n---\nText.\n',
      says: ["This date and those of 1 other posts lie within 1 minute"],
      path: "b.md",
      options: { least: 2 },
      others: { "a.md": "---\ndate: 2024-03-01 16:41:02\n---\nText.\n" },
    },
    { good: "---\ndate: 2024-03-01 19:00:07\n---\nText.\n", path: "posts/pier.md", others: IMPORTED },
    {
      good: "---\ndate: 2024-03-01 12:00:00\n---\nText.\n",
      path: "posts/pier.md",
      options: { least: 2 },
      others: {
        "posts/a.md": "---\ndate: 2024-03-01 12:00:00\n---\nText.\n",
        "posts/b.md": "---\ndate: 2024-03-01\n---\n",
      },
    },
  ],
  create: ({ document, generator, timezone, fact }) => ({
    frontMatter(frontMatter) {
      if (!isPublished(document)) return;
      for (const { key, scalar, reading } of frontMatterDates(frontMatter, KEYS, generator, timezone)) {
        // A minute without seconds was typed, or rounded.
        if (reading.instant % MINUTE === 0 || !/:\d\d:\d\d/.test(scalar.text)) continue;
        fact({ range: scalar.range, key, value: reading.instant });
      }
    },
  }),
  weighs: { within: LONGEST_GAP },
  across(facts, { report }) {
    for (const same of factsByKey(facts).values()) {
      const sorted = [...same].sort((a, b) => instantOf(a) - instantOf(b));
      for (const crowd of crowds(sorted)) {
        const instants = crowd.map(instantOf);
        const [first = 0] = instants;
        const minutes = Math.max(1, Math.ceil(((instants.at(-1) ?? first) - first) / MINUTE));
        // One instant for all is a choice of somebody, not a clock that went on.
        if (new Set(instants).size * 2 < crowd.length) continue;
        for (const fact of crowd) {
          if (crowd.length < fact.options.least) continue;
          const span = minutes === 1 ? "1 minute" : `${minutes} minutes`;
          report({ fact, message: "crowd", data: { others: crowd.length - 1, span }, note: NOTE });
        }
      }
    }
  },
});

const NOTE =
  "Nobody publishes that fast: it is when an import or a crawl ran, not when the post was published. Write the date of the post, or take the key out.";

function instantOf({ value }: PlacedFact): number {
  return typeof value === "number" ? value : 0;
}

/** Runs in which each date follows the one before closely. */
function crowds<F extends PlacedFact>(sorted: readonly F[]): readonly (readonly F[])[] {
  const runs: F[][] = [];
  for (const [index, fact] of sorted.entries()) {
    const before = sorted[index - 1];
    const run = runs.at(-1);
    if (run !== undefined && before !== undefined && instantOf(fact) - instantOf(before) <= LONGEST_GAP) run.push(fact);
    else runs.push([fact]);
  }
  return runs;
}
