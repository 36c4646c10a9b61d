import {
  ADDRESS_KEYS,
  adviceFor,
  commonForm,
  DATE_KEYS,
  type DateCandidate,
  type DateEntry,
  type DateExplanation,
  type DateReading,
  dateNote,
  defineRule,
  explainDate,
  type Fix,
  type FrontMatter,
  type InvalidDate,
  keyPointers,
  type OptionsOf,
  perOptions,
  publicationKeys,
  type RuleContext,
  readDate,
  recoverDates,
  repairDate,
  replaceScalar,
  type Scalar,
} from "../../src/rule.js";

const options = {
  type: "object",
  additionalProperties: false,
  properties: {
    keys: {
      description: "Front matter keys that hold dates; a dot leads into a nested key.",
      type: "array",
      items: { type: "string" },
      default: DATE_KEYS,
    },
    formats: {
      description:
        "The form that a key's dates must have, by key: `MM/DD/YYYY`. Tokens: `YYYY MMM MM M DD D ddd HH H mm ss SSS ZZ Z`.",
      type: "object",
      additionalProperties: { type: "string" },
      default: {},
    },
    format: {
      description:
        "The form, in the same tokens, in which a recovered date is written. `auto`: that of the post's other dates, else of the posts beside it, else ISO 8601 with offset.",
      type: "string",
      default: "auto",
    },
  },
} as const;

type Messages = "empty" | DateExplanation[0];
type Context = RuleContext<Messages, OptionsOf<typeof options>>;
interface DateValue extends Scalar {
  readonly key: string;
  readonly reading: DateReading;
}

/** Where a template is meant to be one. */
const templateFolder = /(?:^|\/)(?:scaffolds|archetypes|_?templates|_?layouts|_includes)\//;
/** Keys that in some posts hold a person, a state or a yes. */
const looseKeys: ReadonlySet<string> = new Set(["updated", "created", "modified", "published"]);

export default defineRule({
  id: "front-matter/valid-date",
  summary: "Disallow dates that are none",
  why: `A date that its generator cannot read stops the build, or worse: the post is published under a date that nobody wrote.
JavaScript parsers turn 30 February into 2 March, and Hexo takes the time at which the file was created.
The value is judged as it stands in the file, by a calendar of its own and by what the generator reads.

Where the post says elsewhere when it was published (another date key, the page, the path, a permalink, the commit that
added it), the fix writes that date, in the form of the post's other dates. It is safe when two independent sources name
the same day, or when the value itself names one day in a writing that the generator cannot read; unsafe with one source;
only shown when sources disagree.`,
  recommended: "error",
  fixes: "unsafe",
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
      unsafe:
        '---\ndate: 2021-09-25T20:43:23+08:00\n---\n\n<p class="meta"><span class="time">2021-09-25 20:43:23</span></p>\n',
      timezone: "Asia/Shanghai",
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
      safe: "---\nms.date: 04/05/2024\n---\n",
    },
    {
      bad: "---\ndate: «Mon, 19 Jan 1970 12:17:23 GMT»\n---\n",
      says: ["`date` is `Mon, 19 Jan 1970 12:17:23 GMT`, which falls in January 1970"],
      notes: ["around 7 September 2020"],
      shown: ["Write `2020-09-07`"],
    },
    {
      bad: "---\ndate: «25/09/2021»\n---\n",
      generator: "hugo",
      says: ["`date` is `25/09/2021`, which Hugo does not read as a date"],
      notes: ["Write it as `2021-09-25`."],
      safe: "---\ndate: 2021-09-25\n---\n",
    },
    {
      bad: "---\ndate: «2021-09-25 20:43 +0800»\n---\n",
      generator: "eleventy",
      says: ["`date` is `2021-09-25 20:43 +0800`, which Eleventy does not read as a date"],
      notes: ["Write it as `2021-09-25T20:43:00+08:00`."],
      safe: "---\ndate: 2021-09-25T20:43:00+08:00\n---\n",
    },
    {
      bad: "---\ndate: «2021年9月25日»\n---\n",
      says: ["`date` is `2021年9月25日`, which no generator reads as a date"],
      notes: ["Write it as `2021-09-25`."],
      safe: "---\ndate: 2021-09-25\n---\n",
    },
    {
      bad: "---\ndate: «undefined»\nupdated: 2021-09-26\n---\n\nPosted on September 25, 2021\n",
      path: "posts/2021-09-24-walk.md",
      generator: "jekyll",
      says: ["`date` is `undefined`, which is no date"],
      notes: [
        "Jekyll refuses to build the site. `updated` in line 3 says `2021-09-26`. Line 6 says `September 25, 2021`. The path says `2021-09-24`. They do not agree: choose one.",
      ],
      shown: ["Write `2021-09-24`"],
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
    {
      bad: '---\ndate: «"undefined"»\nupdated: "2021-09-26 08:00:00"\n---\n\nPublished: Sept. 25, 2021 8:43 PM\n',
      path: "_posts/2021-09-25-the-pier.md",
      says: ["`date` is `undefined`, which is no date"],
      notes: ["Line 6 says `Sept. 25, 2021 8:43 PM`. The path says `2021-09-25`."],
      safe: '---\ndate: "2021-09-25 20:43:00"\nupdated: "2021-09-26 08:00:00"\n---\n\nPublished: Sept. 25, 2021 8:43 PM\n',
      variants: false,
      shows: "Page and path agree: the fix is safe. It takes the form of the post's other date.",
    },
    {
      bad: "---\ndate: «2023-02-30»\npermalink: /2023/03/02/the-pier/\n---\n",
      path: "_posts/2023-03-02-the-pier.md",
      says: ["`date` is `2023-02-30`, but February 2023 has 28 days"],
      notes: ["The path says `2023-03-02`. `permalink` in line 3 says `2023/03/02`."],
      safe: "---\ndate: 2023-03-02\npermalink: /2023/03/02/the-pier/\n---\n",
    },
    {
      bad: "---\ndate: «04/05/2024»\n---\n",
      path: "_posts/2024-05-04-the-pier.md",
      says: ["`date` is `04/05/2024`, which could be 4 May 2024 or 5 April 2024"],
      safe: "---\ndate: 2024-05-04\n---\n",
      shows: "The value leaves two days, and the path names one of them.",
    },
    {
      bad: "---\ndate: «04/05/2024»\n---\n",
      path: "_posts/2024-06-01-the-pier.md",
      says: ["`date` is `04/05/2024`, which could be 4 May 2024 or 5 April 2024"],
      shown: [""],
    },
    {
      bad: "---\ndate: «2024-02-07:00:00Z»\n---\n",
      path: "posts/2024-02-07-the-pier.md",
      says: ["`date` is `2024-02-07:00:00Z`, but the `:00:00Z` after the date is no time"],
      safe: "---\ndate: 2024-02-07\n---\n",
    },
    {
      bad: "---\ndate:«» # soon\n---\n",
      path: "posts/2021-09-25-the-pier.md",
      says: ["`date` is empty"],
      unsafe: "---\ndate: 2021-09-25 # soon\n---\n",
    },
    {
      bad: "---\ndate: «{{ date }}»\n---\n",
      path: "posts/2021-09-25-the-pier.md",
      says: ["`date` is `{{ date }}`, a template that nothing filled in"],
      unsafe: "---\ndate: 2021-09-25\n---\n",
    },
    {
      bad: '+++\ndate = «"Invalid Date"»\n+++\n\n<link rel="canonical" href="https://example.org/2021/09/25/the-pier/">\n',
      says: ["`date` is `Invalid Date`, which is no date"],
      notes: ["The canonical URL in line 5 says `2021/09/25`."],
      unsafe:
        '+++\ndate = "2021-09-25"\n+++\n\n<link rel="canonical" href="https://example.org/2021/09/25/the-pier/">\n',
      variants: false,
    },
    {
      bad: "+++\ndate = «2024-1-1 9:5:3»\n+++\n",
      generator: "hugo",
      says: ["`date` is `2024-1-1 9:5:3`, which Hugo does not read as a date"],
      notes: [
        "Hugo refuses to build the site, or, in older versions, publishes this without a date. Write it as `2024-01-01T09:05:03`.",
      ],
      safe: "+++\ndate = 2024-01-01T09:05:03\n+++\n",
    },
    { good: "---\ndate: 2024-1-1 9:5:3\n---\n", generator: "hexo" },
    {
      bad: '+++\ndate = «"Invalid Date"»\n+++\n',
      generator: "jekyll",
      says: ["`date` is `Invalid Date`, which is no date"],
      notes: ["Write a date such as `2024-05-04`, or with a time `2024-05-04T08:00:00Z`."],
      shows: "Jekyll reads no TOML: what it makes of the date is not said.",
    },
    {
      bad: "---\ndate: «Invalid Date»\n---\n\nPublished: 2021-09-25 20:43\n",
      says: ["`date` is `Invalid Date`, which is no date"],
      options: { format: "YYYY/MM/DD HH:mm:ss" },
      unsafe: "---\ndate: 2021/09/25 20:43:00\n---\n\nPublished: 2021-09-25 20:43\n",
    },
  ],
  create: (context) => ({
    frontMatter(frontMatter) {
      const values = dateValues(context, frontMatter);
      for (const value of values) {
        const { key, text, range, reading } = value;
        if (reading.kind === "empty" && key === "date") {
          const repair = repairOf(context, frontMatter, value, reading, values);
          context.report({ range, message: "empty", data: { key }, ...repair });
        } else if (reading.kind === "invalid" && !isLoose(key, reading) && !isScaffold(context, reading)) {
          const { name, label } = context.generator;
          const nobody = name === undefined ? "no generator reads" : `${label} does not read`;
          const [message, more] = explainDate(reading, nobody);
          const data = { key, value: text.length > 60 ? `${text.slice(0, 60)}…` : text, ...more };
          const repair = repairOf(context, frontMatter, value, reading, values);
          context.report({ range, message, data, ...repair });
        }
      }
    },
  }),
});

const wantedKeys = perOptions(({ keys, formats }: Context["options"]) => [...keys, ...Object.keys(formats)]);

function dateValues(context: Context, frontMatter: FrontMatter): readonly DateValue[] {
  const { options, slice } = context;
  const values: DateValue[] = [];
  for (const { key, pointers } of keyPointers(wantedKeys(options))) {
    const pointer = firstOf(frontMatter, pointers);
    if (pointer === undefined) continue;
    const scalar = frontMatter.scalar(pointer);
    if (scalar === undefined) {
      // YAML reads `{{ date }}` as a mapping.
      const range = frontMatter.locate(pointer, "value");
      const text = range === undefined ? "" : slice(range);
      if (range === undefined || !text.startsWith("{{")) continue;
      const reading = readingOf(context, key, text, false);
      values.push({ key, pointer, text, range, quoted: false, block: false, reading });
    } else {
      const { text, range, quoted, block } = scalar;
      if (!quoted && /^(?:true|false)$/i.test(text)) continue;
      const reading = readingOf(context, key, text, frontMatter.language === "toml" && !quoted);
      // Written out: to spread the scalar costs more than the reading.
      values.push({ key, pointer, text, range, quoted, block, reading });
    }
  }
  return values;
}

function readingOf(
  { options, document, timezone }: Context,
  key: string,
  text: string,
  tomlLiteral: boolean,
): DateReading {
  return readDate(text, {
    dialect: document.generator.dates,
    timezone,
    format: formatOf(options, key),
    tomlLiteral,
  });
}

function firstOf(frontMatter: FrontMatter, pointers: readonly string[]): string | undefined {
  for (const pointer of pointers) if (frontMatter.locate(pointer, "key") !== undefined) return pointer;
  return undefined;
}

function formatOf({ formats }: Context["options"], key: string): string | undefined {
  return Object.hasOwn(formats, key) ? formats[key] : undefined;
}

function isLoose(key: string, reading: InvalidDate): boolean {
  return looseKeys.has(key) && (reading.reason === "no-date" || reading.reason === "trailing");
}

function isScaffold({ document }: Context, reading: InvalidDate): boolean {
  return reading.reason === "template" && templateFolder.test(document.path);
}

/** The note, and the fix that follows from where the post still says its date. */
function repairOf(
  context: Context,
  frontMatter: FrontMatter,
  value: DateValue,
  reading: DateEntry["reading"],
  values: readonly DateValue[],
): { readonly note: string; readonly fix?: Fix } {
  const { document, options, timezone } = context;
  const { key } = value;
  const { language } = frontMatter;
  const lost = { language, key, text: value.text, quoted: value.quoted || value.block, reading };
  const sure = reading.kind === "invalid" && reading.reason === "format" && adviceFor(reading) !== undefined;
  const candidates = sure ? [] : candidatesFor(context, frontMatter, value, values);
  const own = values.filter((other) => other.reading.kind === "date").map((other) => other.text);
  const custom = commonForm(context.capabilities.siblingDates?.(document.path) ?? []);
  const others = custom === undefined ? own : [...own, custom];
  const read = { dialect: document.generator.dates, timezone, expected: formatOf(options, key) };
  const repair = repairDate(lost, candidates, { ...read, format: options.format, others });
  const note = dateNote(lost, candidates, repair, read, (offset) => document.source.lineAt(offset));
  const edit = repair === undefined ? undefined : replaceScalar(frontMatter, document.source, value, repair.text);
  if (repair === undefined || edit === undefined) return { note };
  // From nothing or a number to a date is a change of meaning, however sure the date is.
  const safety = repair.safety === "safe" && !isText(frontMatter, key) ? "unsafe" : repair.safety;
  return { note, fix: { title: `Write \`${repair.text}\``, safety, edits: [edit] } };
}

/** What the generator's parser hands on is text; true also where the front matter could not be read. */
function isText({ data }: FrontMatter, key: string): boolean {
  if (data === undefined) return true;
  const [first = "", second] = Object.hasOwn(data, key) ? [key] : key.split(".");
  const value = data[first];
  if (second === undefined || typeof value !== "object" || value === null) return typeof value === "string";
  return Object.entries(value).some(([name, inner]) => name === second && typeof inner === "string");
}

/** Where the post still says when it was published; the markup is parsed and the history asked only now. */
function candidatesFor(
  { document, timezone, capabilities }: Context,
  frontMatter: FrontMatter,
  value: Pick<DateValue, "key">,
  values: readonly DateValue[],
): readonly DateCandidate[] {
  if (!publicationKeys.has(value.key)) return [];
  const siblings = values
    .filter((other) => other.key !== value.key && other.key !== "expiryDate" && other.reading.kind === "date")
    .map(({ key, text, range }) => ({ key, text, ...range }));
  const addresses = ADDRESS_KEYS.flatMap((key) => {
    const scalar = frontMatter.scalar(`/${key}`);
    return scalar === undefined ? [] : [{ key, text: scalar.text, ...scalar.range }];
  });
  const { masked: text, html } = document.markup;
  const { path } = document;
  const commit = capabilities.firstCommit?.(path);
  return recoverDates({ siblings, addresses, path, text, html, timezone, commit });
}
