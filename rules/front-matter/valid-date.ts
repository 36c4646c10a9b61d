import {
  adviceFor,
  consequenceOf,
  type DateReading,
  defineRule,
  distinctDays,
  type FrontMatter,
  type InvalidDate,
  type OptionsOf,
  type Range,
  type RuleContext,
  readDate,
  recoverDates,
  sayDate,
} from "../../src/rule.js";

const options = {
  type: "object",
  additionalProperties: false,
  properties: {
    keys: {
      description: "Front matter keys that hold dates; a dot leads into a nested key.",
      type: "array",
      items: { type: "string" },
      default: [
        "date",
        "updated",
        "created",
        "modified",
        "lastmod",
        "last_modified_at",
        "publishDate",
        "published",
        "pubDate",
        "expiryDate",
        "updatedDate",
        "last_update.date",
      ],
    },
    formats: {
      description:
        "The form that a key's dates must have, by key: `MM/DD/YYYY`. Tokens: `YYYY MM M DD D HH H mm ss ZZ`.",
      type: "object",
      additionalProperties: { type: "string" },
      default: {},
    },
  },
} as const;

type Messages =
  | "empty"
  | "none"
  | "template"
  | "number"
  | "day"
  | "offset"
  | "trailing"
  | "ambiguous"
  | "epoch"
  | "dialect"
  | "format";
type Context = RuleContext<Messages, OptionsOf<typeof options>>;
interface DateValue {
  readonly key: string;
  readonly text: string;
  readonly range: Range;
  readonly quoted: boolean;
  readonly reading: DateReading;
}

/** Where a template is meant to be one. */
const templateFolder = /(?:^|\/)(?:scaffolds|archetypes|_?templates|_?layouts|_includes)\//;
/** Keys that in some posts hold a person, a state or a yes. */
const looseKeys: ReadonlySet<string> = new Set(["updated", "created", "modified", "published"]);
/** Keys whose date is that of publication: what the page says may stand in for it. */
const publicationKeys: ReadonlySet<string> = new Set(["date", "created", "publishDate", "published", "pubDate"]);

export default defineRule({
  id: "front-matter/valid-date",
  summary: "Disallow dates that are none",
  why: `A date that its generator cannot read stops the build, or worse: the post is published under a date that nobody wrote.
JavaScript parsers turn 30 February into 2 March, and Hexo takes the time at which the file was created.
The value is judged as it stands in the file, by a calendar of its own and by what the generator reads.`,
  recommended: "error",
  fixes: "none",
  messages: {
    empty: "`{{key}}` is empty",
    none: "`{{key}}` is `{{value}}`, which is no date",
    template: "`{{key}}` is `{{value}}`, a template that nothing filled in",
    number: "`{{key}}` is `{{value}}`, but {{fault}}",
    day: "`{{key}}` is `{{value}}`, but {{month}} {{year}} has {{days}} days",
    offset: "`{{key}}` is `{{value}}`, but `{{offset}}` is no time zone offset",
    trailing: "`{{key}}` is `{{value}}`, but the `{{rest}}` after the date is no time",
    ambiguous: "`{{key}}` is `{{value}}`, which could be {{dayFirst}} or {{monthFirst}}",
    epoch: "`{{key}}` is `{{value}}`, which falls in January 1970",
    dialect: "`{{key}}` is `{{value}}`, which {{nobody}} as a date",
    format: "`{{key}}` is `{{value}}`, which does not have the form `{{format}}`",
  },
  options,
  examples: [
    {
      bad: '---\ndate: «Invalid Date»\n---\n\n<p class="meta"><span class="time">2021-09-25 20:43:23</span></p>\n',
      says: ["`date` is `Invalid Date`, which is no date"],
      notes: ["Line 5 says `2021-09-25 20:43:23`."],
      variants: false,
      shows: "The page itself often still says when it was published.",
    },
    {
      bad: "---\ndate: «2023-02-30»\n---\n",
      says: ["`date` is `2023-02-30`, but February 2023 has 28 days"],
      generator: "docusaurus",
      notes: ["Docusaurus publishes this as 2 March 2023."],
    },
    {
      bad: "---\ndate: «2023-13-01 10:00:00»\nupdated: «2023-12-01 25:00:00»\n---\n",
      says: [
        "`date` is `2023-13-01 10:00:00`, but there is no month 13",
        "`updated` is `2023-12-01 25:00:00`, but there is no hour 25",
      ],
    },
    { bad: "---\ndate: «0000-00-00»\n---\n", says: ["`date` is `0000-00-00`, which is no date"] },
    { bad: "---\ntitle: a\ndate:«»\n---\n", says: ["`date` is empty"] },
    { bad: '---\ndate: «"{{ date }}"»\n---\n', says: ["`date` is `{{ date }}`, a template that nothing filled in"] },
    { good: '---\ndate: "{{ date }}"\n---\n', path: "scaffolds/post.md" },
    {
      bad: "---\ndate: «04/05/2024»\n---\n",
      says: ["`date` is `04/05/2024`, which could be 4 May 2024 or 5 April 2024"],
    },
    { good: "---\nms.date: 04/05/2024\n---\n", options: { formats: { "ms.date": "MM/DD/YYYY" } } },
    {
      bad: "---\nms.date: «2024-04-05»\n---\n",
      options: { formats: { "ms.date": "MM/DD/YYYY" } },
      says: ["`ms.date` is `2024-04-05`, which does not have the form `MM/DD/YYYY`"],
      notes: ["`04/05/2024`"],
    },
    {
      bad: "---\ndate: «Mon, 19 Jan 1970 12:17:23 GMT»\n---\n",
      says: ["`date` is `Mon, 19 Jan 1970 12:17:23 GMT`, which falls in January 1970"],
      notes: ["around 7 September 2020"],
    },
    {
      bad: "---\ndate: «25/09/2021»\n---\n",
      generator: "hugo",
      says: ["`date` is `25/09/2021`, which Hugo does not read as a date"],
      notes: ["Write it as `2021-09-25`."],
    },
    {
      bad: "---\ndate: «2021-09-25 20:43 +0800»\n---\n",
      generator: "eleventy",
      says: ["`date` is `2021-09-25 20:43 +0800`, which Eleventy does not read as a date"],
      notes: ["Write it as `2021-09-25T20:43:00+08:00`."],
    },
    {
      bad: "---\ndate: «2021年9月25日»\n---\n",
      says: ["`date` is `2021年9月25日`, which no generator reads as a date"],
      notes: ["Write it as `2021-09-25`."],
    },
    {
      bad: "---\ndate: «undefined»\nupdated: 2021-09-26\n---\n\nPosted on September 25, 2021\n",
      path: "posts/2021-09-24-walk.md",
      generator: "jekyll",
      says: ["`date` is `undefined`, which is no date"],
      notes: [
        "Jekyll refuses to build the site. `updated` in line 3 says `2021-09-26`. Line 6 says `September 25, 2021`. The path says `2021-09-24`.",
      ],
      variants: false,
    },
    {
      bad: "---\ndate: «2024-02-07:00:00Z»\n---\n",
      says: ["`date` is `2024-02-07:00:00Z`, but the `:00:00Z` after the date is no time"],
    },
    {
      bad: "---\ndate: «2024-02-16 13:12:05 +/-TTTT»\n---\n",
      says: ["`date` is `2024-02-16 13:12:05 +/-TTTT`, but `+/-TTTT` is no time zone offset"],
    },
    { good: "---\ndate: 2013-1-5 8:30:00 +0800\nlast_modified_at: null\npublished: false\n---\n", generator: "jekyll" },
    { good: "---\ncreated: by Ann\nmodified: [one, two]\nupdated: true\nlastmod:\n---\n" },
    { good: "---\npubDate: Thu, 31 Dec 1936 00:00:00 GMT\n---\n", options: { keys: ["pubDate"] } },
  ],
  create: (context) => ({
    frontMatter(frontMatter) {
      const values = dateValues(context, frontMatter);
      for (const value of values) {
        const { key, text, range, reading } = value;
        if (reading.kind === "empty" && key === "date") {
          context.report({ range, message: "empty", data: { key }, ...noteOf(context, value, values) });
        } else if (reading.kind === "invalid" && !isLoose(key, reading) && !isScaffold(context, reading)) {
          const data = { key, value: text.length > 60 ? `${text.slice(0, 60)}…` : text };
          context.report({ range, ...saying(reading, data, context), ...noteOf(context, value, values) });
        }
      }
    },
  }),
});

function dateValues({ options, document, timezone, slice }: Context, frontMatter: FrontMatter): readonly DateValue[] {
  const values: DateValue[] = [];
  for (const key of new Set([...options.keys, ...Object.keys(options.formats)])) {
    const pointer = [`/${key}`, `/${key.replaceAll(".", "/")}`].find(
      (one) => frontMatter.locate(one, "key") !== undefined,
    );
    if (pointer === undefined) continue;
    const format = Object.hasOwn(options.formats, key) ? options.formats[key] : undefined;
    const dialect = { dialect: document.generator.dates, timezone, ...(format === undefined ? {} : { format }) };
    const scalar = frontMatter.scalar(pointer);
    if (scalar === undefined) {
      // YAML reads `{{ date }}` as a mapping.
      const range = frontMatter.locate(pointer, "value");
      const text = range === undefined ? "" : slice(range);
      if (range !== undefined && text.startsWith("{{"))
        values.push({ key, text, range, quoted: false, reading: readDate(text, dialect) });
    } else if (scalar.quoted || !/^(?:true|false)$/i.test(scalar.text)) {
      const { text, range } = scalar;
      const quoted = scalar.quoted || scalar.block;
      values.push({ key, text, range, quoted, reading: readDate(text, dialect) });
    }
  }
  return values;
}

function isLoose(key: string, reading: InvalidDate): boolean {
  return looseKeys.has(key) && (reading.reason === "no-date" || reading.reason === "trailing");
}

function isScaffold({ document }: Context, reading: InvalidDate): boolean {
  return reading.reason === "template" && templateFolder.test(document.path);
}

function saying(
  reading: InvalidDate,
  data: { readonly key: string; readonly value: string },
  { generator }: Context,
): { message: Messages; data: Record<string, string | number> } {
  switch (reading.reason) {
    case "no-date":
    case "placeholder":
      return { message: "none", data };
    case "template":
      return { message: "template", data };
    case "year":
      return { message: "number", data: { ...data, fault: "that is no year of four digits" } };
    case "month":
    case "hour":
    case "minute":
    case "second":
      return { message: "number", data: { ...data, fault: `there is no ${reading.reason} ${reading.value}` } };
    case "day": {
      const { monthName: month, year, daysInMonth: days } = reading;
      return { message: "day", data: { ...data, month, year, days } };
    }
    case "offset":
      return { message: "offset", data: { ...data, offset: reading.value } };
    case "trailing":
      return { message: "trailing", data: { ...data, rest: reading.rest } };
    case "ambiguous":
      return {
        message: "ambiguous",
        data: { ...data, dayFirst: sayDate(reading.dayFirst), monthFirst: sayDate(reading.monthFirst) },
      };
    case "epoch":
      return { message: "epoch", data };
    case "format":
      return reading.expected === undefined
        ? {
            message: "dialect",
            data: {
              ...data,
              nobody: generator.name === undefined ? "no generator reads" : `${generator.label} does not read`,
            },
          }
        : { message: "format", data: { ...data, format: reading.expected } };
  }
}

/** What becomes of it, how to write it, and where the post still says its date. */
function noteOf(context: Context, value: DateValue, values: readonly DateValue[]): { note?: string } {
  const { reading } = value;
  if (reading.kind !== "invalid" && reading.kind !== "empty") return {};
  const parts: (string | undefined)[] = [consequenceOf(context.document.generator.dates, { ...value, reading })];
  if (reading.kind === "invalid") parts.push(adviceFor(reading));
  if (reading.kind === "empty" || reading.reason !== "format") parts.push(...candidatesFor(context, value, values));
  const note = parts.filter((part) => part !== undefined).join(" ");
  return note === "" ? {} : { note };
}

/** Where the post still says when it was published; the markup is parsed only now that it is needed. */
function candidatesFor(
  { document, timezone }: Context,
  value: DateValue,
  values: readonly DateValue[],
): readonly string[] {
  if (!publicationKeys.has(value.key)) return [];
  const siblings = values
    .filter((other) => other !== value && other.key !== "expiryDate" && other.reading.kind === "date")
    .map(({ key, text, range }) => ({ key, text, ...range }));
  const { masked: text, html } = document.markup;
  const candidates = recoverDates({ siblings, path: document.path, text, html, timezone });
  const said = distinctDays(candidates).slice(0, 3);
  return said.map(({ source, range, text: words, name }) => {
    if (range === undefined) return `The path says \`${words}\`.`;
    const line = document.source.lineAt(range.start);
    return source === "sibling" ? `\`${name}\` in line ${line} says \`${words}\`.` : `Line ${line} says \`${words}\`.`;
  });
}
