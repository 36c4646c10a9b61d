import { defineRule, schemaRepair } from "../../src/rule.js";

/** Scaffolds and archetypes are templates of posts: their values are filled in later. */
const TEMPLATES = /(?:^|\/)(?:scaffolds|archetypes)\//;

const post = {
  type: "object",
  required: ["title"],
  additionalProperties: false,
  properties: {
    title: { type: "string", description: "Shown in lists and in the browser's tab." },
    description: { type: "string", maxLength: 20 },
    tags: { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
    draft: { type: "boolean" },
    layout: { enum: ["post", "page"] },
    author: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
  },
} as const;

export default defineRule({
  id: "front-matter/valid-schema",
  summary: "Require front matter to fit its schema",
  why: "A misspelt key or a value of the wrong kind is silently ignored by most generators: the description never reaches search engines, the draft is published. The schema is the generator's, which knows its own keys alone, or yours: name it under `schemas` in the configuration. The fixes are unsafe: a template of yours may read the key as it is misspelt, and text prints otherwise than a number does.",
  recommended: "error",
  fixes: "unsafe",
  messages: {
    fault: "{{fault}}",
    nearKey: "{{fault}}; did you mean {{near}}?",
    demand: "{{subject}} must {{demand}}",
    value: "{{subject}} must {{demand}}, but {{value}}",
    nearValue: "{{subject}} must {{demand}}, but {{value}}; did you mean {{near}}?",
  },
  examples: [
    {
      shows: "A key that is missing is reported at the opening fence.",
      schema: post,
      bad: "«---»\ndraft: true\n---\n",
      says: ["Missing key `title`"],
      notes: ["Shown in lists"],
    },
    {
      shows: "Numbers, `true` and `null` are no text, unless they stand in quotes.",
      schema: post,
      bad: "---\ntitle: «2019»\n---\n",
      says: ["Key `title` must be text, but is the number `2019`"],
      notes: ['title: "2019"'],
      unsafe: '---\ntitle: "2019"\n---\n',
    },
    {
      schema: post,
      bad: "---\n«title»: # 1 in the charts\n---\n",
      says: ["Key `title` must be text, but is empty"],
      notes: ["begins with `#`"],
    },
    {
      schema: post,
      bad: "---\ntitle: A post\n«descripton»: A day at sea\nlayout: «psot»\n---\n",
      says: [
        "Unknown key `descripton`; did you mean `description`?",
        "Key `layout` must be `post` or `page`, but is the text `psot`; did you mean `post`?",
      ],
      unsafe: "---\ntitle: A post\ndescription: A day at sea\nlayout: post\n---\n",
    },
    {
      shows: "Of several forms that are allowed, the nearest is explained.",
      schema: post,
      bad: '---\ntitle: A post\ntags: [sea, «1984»]\ndraft: «"false"»\n«author»: {}\n---\n',
      says: [
        "Item 2 of `tags` must be text, but is the number `1984`",
        "Key `draft` must be `true` or `false`, but is the text `false`",
        "Missing key `name` in `author`",
      ],
      notes: ["quotes around it", "draft: false"],
      unsafe: '---\ntitle: A post\ntags: [sea, "1984"]\ndraft: false\nauthor: {}\n---\n',
    },
    {
      shows: "A text where a list is wanted becomes a list of one.",
      schema: { properties: { tags: { type: "array", items: { type: "string" } }, weight: { type: "number" } } },
      bad: '---\ntags: «sea»\nweight: «"3"»\n---\n',
      says: [
        "Key `tags` must be a list of texts, but is the text `sea`",
        "Key `weight` must be a number, but is the text `3`",
      ],
      unsafe: "---\ntags: [sea]\nweight: 3\n---\n",
    },
    {
      shows: "A key that stands in the place of the right one is not renamed twice.",
      schema: post,
      bad: "---\ntitle: A post\n«titel»: Another\n---\n",
      says: ["Unknown key `titel`; did you mean `title`?"],
    },
    {
      schema: post,
      bad: "---\ntitle: A post\ntags: «{ sea: 1 }»\n---\n",
      says: ["Key `tags` must be text or a list of texts, but is a mapping"],
    },
    {
      schema: post,
      bad: "---\ntitle: A post\ndescription: «A day that was too long»\n---\n",
      says: ["Key `description` must have at most 20 characters, but has 23"],
    },
    {
      schema: { properties: { title: { type: "string", minLength: 1 } } },
      bad: '---\ntitle: «""»\n---\n',
      says: ["Key `title` must not be empty"],
    },
    { schema: post, good: '---\ntitle: "2019"\ntags: sea\ndraft: true\n---\n' },
    {
      shows: "Templates of posts are no posts.",
      schema: post,
      path: "scaffolds/post.md",
      good: "---\ntitle: {{ title }}\n---\n",
    },
    { good: "---\nanything: goes\n---\n" },
  ],
  create: ({ document, report }) => ({
    schemaFault(fault) {
      const { range, message, note } = fault;
      if (TEMPLATES.test(document.path) || document.frontMatter === undefined) return;
      const unclosed = document.problems.some(({ code }) => code === "fence-missing-closing");
      const fix = unclosed ? undefined : schemaRepair(fault, document.frontMatter, document.source.text);
      report({
        range,
        ...parts(message),
        ...(note === undefined ? {} : { note }),
        ...(fix === undefined ? {} : { fix }),
      });
    },
  }),
});

/** A message in parts, each short enough to be shown whole. */
function parts(text: string) {
  const [rest, suggestion] = cut(text, "; did you mean ");
  const near = suggestion?.replace(/\?$/, "");
  const [subject, demands] = cut(rest, " must ");
  if (demands === undefined) {
    return near === undefined
      ? ({ message: "fault", data: { fault: rest } } as const)
      : ({ message: "nearKey", data: { fault: rest, near } } as const);
  }
  const [demand, value] = cut(demands, ", but ");
  if (value === undefined) return { message: "demand", data: { subject, demand } } as const;
  return near === undefined
    ? ({ message: "value", data: { subject, demand, value } } as const)
    : ({ message: "nearValue", data: { subject, demand, value, near } } as const);
}

function cut(text: string, at: string): readonly [string, string | undefined] {
  const index = text.indexOf(at);
  return index === -1 ? [text, undefined] : [text.slice(0, index), text.slice(index + at.length)];
}
