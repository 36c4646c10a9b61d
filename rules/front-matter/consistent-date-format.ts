import {
  DATE_KEYS,
  defineRule,
  type FrontMatter,
  keyPointers,
  replaceScalar,
  rewriteDate,
  type Scalar,
} from "../../src/rule.js";

export default defineRule({
  id: "front-matter/consistent-date-format",
  summary: "Enforce one form of dates",
  why: `Dates in one form sort as text, and nobody has to know which of seven forms a generator takes.
An offset says what otherwise the machine decides on which the site is built.

The fix is safe: old and new text, read by the calendar of the generator at hand, are the same instant, or the date is
left alone. A date without a time of day stays one, an offset stays as it is written where the form has one.`,
  recommended: "off",
  fixes: "safe",
  messages: {
    form: "`{{key}}` is `{{value}}`, not in the form `{{form}}`",
    time: "`{{key}}` is `{{value}}`, without the time of day of the form `{{form}}`",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      format: {
        description:
          "`iso`: ISO 8601, with an offset where there is a time of day. Or tokens: `YYYY MMM MM M DD D ddd HH H mm ss SSS ZZ Z`.",
        type: "string",
        default: "iso",
      },
      keys: {
        description: "Front matter keys that hold dates; a dot leads into a nested key.",
        type: "array",
        items: { type: "string" },
        default: DATE_KEYS,
      },
    },
  },
  examples: [
    {
      bad: "---\ndate: «2021-09-25 20:43:23»\n---\n",
      timezone: "Asia/Shanghai",
      says: ["`date` is `2021-09-25 20:43:23`, not in the form `YYYY-MM-DDTHH:mm:ss±hh:mm`"],
      notes: ["Write it as `2021-09-25T20:43:23+08:00`."],
      safe: "---\ndate: 2021-09-25T20:43:23+08:00\n---\n",
    },
    {
      bad: "---\ndate: «'2021-9-5'»\nupdated: «Sat, 25 Sep 2021 20:43:23 GMT»\n---\n",
      says: [
        "`date` is `2021-9-5`, not in the form `YYYY-MM-DD`",
        "`updated` is `Sat, 25 Sep 2021 20:43:23 GMT`, not in the form `YYYY-MM-DDTHH:mm:ss±hh:mm`",
      ],
      safe: "---\ndate: '2021-09-05'\nupdated: 2021-09-25T20:43:23Z\n---\n",
    },
    {
      bad: "---\ndate: «2021-09-25T12:43:23Z»\nupdated: «2021-09-26»\n---\n",
      timezone: "Asia/Shanghai",
      options: { format: "YYYY-MM-DD HH:mm:ss" },
      says: [
        "`date` is `2021-09-25T12:43:23Z`, not in the form `YYYY-MM-DD HH:mm:ss`",
        "`updated` is `2021-09-26`, without the time of day of the form `YYYY-MM-DD HH:mm:ss`",
      ],
      safe: "---\ndate: 2021-09-25 20:43:23\nupdated: 2021-09-26\n---\n",
    },
    {
      good: "---\ndate: 2021-09-25T20:43:23+08:00\nupdated: 2021-09-26\nlastmod: 2021-09-26T10:00:00.000Z\n---\n",
      shows: "ISO 8601, as it is.",
    },
    { good: "---\ndate: Invalid Date\nupdated: 04/05/2024\ncreated: by Ann\nlastmod:\n---\n" },
    {
      good: "---\ndate: 2021-11-07T01:30:00-05:00\n---\n",
      timezone: "America/New_York",
      options: { format: "YYYY-MM-DD HH:mm:ss" },
      shows: "The clocks of New York show 01:30 twice that night; without an offset it would be the first.",
    },
    {
      good: "---\ndate: 2021/09/25\nday: 2021-09-25\n---\n",
      options: { keys: ["day"] },
    },
    {
      bad: "---\ndate: «2021-09-25 20:43:23»\nupdated: «'2021-09-25 20:43:23'»\n---\n",
      generator: "eleventy",
      timezone: "Asia/Shanghai",
      says: [
        "`date` is `2021-09-25 20:43:23`, not in the form `YYYY-MM-DDTHH:mm:ss±hh:mm`",
        "`updated` is `2021-09-25 20:43:23`, not in the form `YYYY-MM-DDTHH:mm:ss±hh:mm`",
      ],
      notes: ["Eleventy reads a date without quotes and offset in UTC.", "Write it as `2021-09-25T20:43:23+08:00`."],
      safe: "---\ndate: 2021-09-25T20:43:23Z\nupdated: '2021-09-25T20:43:23+08:00'\n---\n",
      shows: "YAML makes an instant in UTC of the one without quotes; the fix keeps what is published.",
    },
    {
      good: "---\ndate: 2021-09-25T12:43:23Z\n---\n",
      generator: "jekyll",
      timezone: "Asia/Shanghai",
      options: { format: "YYYY-MM-DD HH:mm:ss" },
      shows: "Without an offset it would be published eight hours later.",
    },
    {
      bad: "+++\ndate = «2021-09-25T20:43:23»\n+++\n",
      generator: "hugo",
      says: ["`date` is `2021-09-25T20:43:23`, not in the form `YYYY-MM-DDTHH:mm:ss±hh:mm`"],
      safe: "+++\ndate = 2021-09-25T20:43:23Z\n+++\n",
    },
  ],
  create: ({ options, document, generator, timezone, report }) => ({
    frontMatter(frontMatter) {
      for (const { key, pointers } of keyPointers(options.keys)) {
        const pointer = pointers.find((one) => frontMatter.scalar(one) !== undefined);
        const scalar = pointer === undefined ? undefined : frontMatter.scalar(pointer);
        if (scalar === undefined || !isText(frontMatter, scalar)) continue;
        const { range, text: value } = scalar;
        const unquoted = !scalar.quoted && !scalar.block;
        const found = rewriteDate(value, options.format, { dialect: generator.dates, timezone, unquoted });
        if (found === undefined) continue;
        const { form, text, inUtc } = found;
        if (text === undefined) {
          report({ range, message: "time", data: { key, value, form }, note: "Only you know the time of day." });
          continue;
        }
        const edit = replaceScalar(frontMatter, document.source, scalar, text);
        // What would need quotes that it does not have is another kind of value.
        if (edit === undefined || (!scalar.quoted && edit.text !== text)) continue;
        const why = inUtc ? `: ${generator.label} reads a date without quotes and offset in UTC` : "";
        const note = `Write it as \`${text}\`${why}.`;
        const fix = { title: `Write \`${text}\``, safety: "safe", edits: [edit] } as const;
        report({ range, message: "form", data: { key, value, form }, note, fix });
      }
    },
  }),
});

/** Bare digits are a number to YAML and JSON. */
function isText({ data }: FrontMatter, { quoted, text }: Scalar): boolean {
  return data !== undefined && (quoted || !/^\d+$/.test(text));
}
