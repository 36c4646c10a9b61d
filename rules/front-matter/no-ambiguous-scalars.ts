import { defineRule, type Fix, pointerKeys } from "../../src/rule.js";

type Kind = "word" | "number" | "octal" | "underscore" | "sixties" | "nothing";

const LONGEST = 40;

/** What YAML 1.1, YAML 1.2 or both read as something else than the characters that were written. */
const kinds: readonly (readonly [Kind, RegExp])[] = [
  ["word", /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/],
  ["octal", /^[-+]?0\d+$/],
  ["number", /^[-+]?\d+(?:\.\d*0|[eE][-+]?\d+)$/],
  ["underscore", /^[-+]?\d[\d_]*_[\d_]*$/],
  ["sixties", /^[-+]?\d{1,6}:[0-5]?\d(?::[0-5]?\d)?$/],
  ["nothing", /^~$/],
];

/** What any of these matches, and little else. */
const suspicious = /^(?:~|[yYnNoO][a-zA-Z]{0,2}|[-+]?\d[\d_.:eE+-]*)$/;

const notes: Readonly<Record<Kind, string>> = {
  word: "YAML 1.1, which Jekyll and older tools read, has `true` or `false` here; YAML 1.2 has text. Put quotes around it.",
  octal: "YAML 1.1 counts numbers that begin with 0 in eights, YAML 1.2 drops the zero. Put quotes around it.",
  number: "Without quotes this is a number, and numbers are printed in their shortest form. Put quotes around it.",
  underscore: "YAML 1.1 skips the underscores and reads a number; YAML 1.2 has text. Put quotes around it.",
  sixties:
    "YAML 1.1 counts digits with colons in sixties: `12:30` is the number 750. YAML 1.2 has text. Put quotes around it.",
  nothing: "A `~` alone stands for no value at all. Put quotes around it, or remove the item.",
};

export default defineRule({
  id: "front-matter/no-ambiguous-scalars",
  summary: "Disallow text that parsers read as a number, a boolean or nothing",
  why: "A tag `no`, the version `3.10`, the language `no`: one generator shows them as written, the next as `false` and `3.1`. What they mean depends on the parser, so text of this kind belongs in quotes. Only keys that hold text are looked at: `comments: no` and `weight: 010` are the generator's own matter. Quotes are a safe fix where YAML 1.2 reads text already; where it reads a number, the page may change from `3.1` to `3.10`, which is meant but unsafe.",
  recommended: "warn",
  fixes: "unsafe",
  messages: {
    two: "Value `{{value}}` of `{{key}}` is not text for every parser",
    number: "Value `{{value}}` of `{{key}}` is read as the number `{{number}}`",
    nothing: "Value `~` of `{{key}}` is read as nothing",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      keys: {
        type: "array",
        items: { type: "string" },
        default: [
          "title",
          "subtitle",
          "name",
          "slug",
          "version",
          "tag",
          "tags",
          "category",
          "categories",
          "keywords",
          "lang",
          "language",
          "locale",
          "country",
        ],
        description: "Keys, at any depth, whose values or items are text.",
      },
    },
  },
  examples: [
    {
      bad: "---\ntitle: «Off»\nlang: «no» # Norwegian\ntags: [sea, «y»]\n---\n",
      says: [
        "Value `Off` of `title` is not text for every parser",
        "Value `no` of `lang` is not text for every parser",
        "Value `y` of `tags` is not text for every parser",
      ],
      safe: "---\ntitle: 'Off'\nlang: 'no' # Norwegian\ntags: [sea, 'y']\n---\n",
    },
    {
      bad: "---\ntitle: «12:30»\nslug: «1_000»\n---\n",
      says: [
        "Value `12:30` of `title` is not text for every parser",
        "Value `1_000` of `slug` is not text for every parser",
      ],
      notes: ["750", "underscores"],
      safe: "---\ntitle: '12:30'\nslug: '1_000'\n---\n",
    },
    {
      shows: "Where every parser reads a number, quotes may change the page.",
      bad: "---\nversion: «3.10»\ntags:\n  - «007»\n  - «1e3»\n---\n",
      says: [
        "Value `3.10` of `version` is read as the number `3.1`",
        "Value `007` of `tags` is read as the number `7`",
        "Value `1e3` of `tags` is read as the number `1000`",
      ],
      unsafe: "---\nversion: '3.10'\ntags:\n  - '007'\n  - '1e3'\n---\n",
    },
    {
      bad: "---\ntags: [sea, «~»]\n---\n",
      says: ["Value `~` of `tags` is read as nothing"],
      shown: ["Put quotes around the value"],
    },
    { good: '---\ntitle: "3.10"\ntags: [sea, "no"]\nversion: 3.11\ncategories: 2024\n---\n' },
    { good: "---\ncomments: no\ndraft: yes\nweight: 010\ndate: 2024-05-01 12:30:00\ntime: 12:30\nlayout: ~\n---\n" },
    {
      good: "---\ntags: no\nauthor: ~\nversion: !!str 3.10\n---\n",
      shows: "A list that is switched off; a type that is given.",
    },
    { good: "+++\nversion = 3.10\n+++\n", shows: "TOML knows one reading alone." },
    {
      bad: "---\nplatform: «on»\n---\n",
      says: ["Value `on` of `platform` is not text for every parser"],
      options: { keys: ["platform"] },
      safe: "---\nplatform: 'on'\n---\n",
    },
  ],
  create: ({ document, options, report }) => ({
    frontMatter({ language, data, scalars }) {
      if (language !== "yaml" || data === undefined) return;
      // Without its closing fence the block may be text for everybody else.
      if (document.problems.some(({ code }) => code === "fence-missing-closing")) return;
      const { text } = document.source;
      for (const { pointer, text: value, range, quoted, block } of scalars) {
        if (quoted || block || value.length > LONGEST || !suspicious.test(value)) continue;
        const kind = kinds.find(([, pattern]) => pattern.test(value))?.[0];
        if (kind === undefined || text.slice(range.start, range.end) !== value) continue;
        const path = pointerKeys(pointer);
        const isItem = /^\d+$/.test(path.at(-1) ?? "");
        const key = path[path.length - (isItem ? 2 : 1)] ?? "";
        if (!options.keys.includes(key) || /!\S*[ \t]+$/.test(text.slice(Math.max(0, range.start - 80), range.start)))
          continue;
        // `tags: no` may switch them off, and `~` under a key is how YAML spells "none".
        if (!isItem && (kind === "nothing" || (kind === "word" && LISTS.has(key)))) continue;
        const isNumber = kind === "number" || kind === "octal";
        const fix: Fix = {
          title: "Put quotes around the value",
          safety: kind === "nothing" ? "manual" : isNumber ? "unsafe" : "safe",
          edits: [{ range, text: `'${value}'` }],
        };
        const message = kind === "nothing" ? "nothing" : isNumber ? "number" : "two";
        report({ range, message, data: { value, key, number: String(Number(value)) }, note: notes[kind], fix });
      }
    },
  }),
});

/** Under these a word that stands alone may be a switch. */
const LISTS: ReadonlySet<string> = new Set(["tags", "categories", "keywords"]);
