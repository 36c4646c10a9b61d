import { defineRule, styleFaults } from "../../src/rule.js";

export default defineRule({
  id: "front-matter/consistent-style",
  summary: "Enforce one style of YAML front matter",
  why: "Spaces at the ends of lines, and lists indented in three ways, make every change of a post harder to review. Only what the options name is looked at, and a fix changes nothing else: comments, block texts and values of several lines stay to the character. The fixes are safe: none of them changes a value, and quotes change only around text that holds neither quotes nor backslashes.",
  recommended: "off",
  fixes: "safe",
  messages: {
    trailing: "Spaces at the end of the line",
    colon: "More than one space after `{{key}}:`",
    indent: "Items of `{{key}}` are indented by {{indent}}, not {{wanted}}",
    quotes: "Value of `{{key}}` is not in {{wanted}} quotes",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      indent: {
        enum: ["keep", 0, 2],
        default: "keep",
        description: "Spaces before the items of a list, counted from its key.",
      },
      quotes: {
        enum: ["keep", "single", "double"],
        default: "keep",
        description: "Quotes around text that has quotes already and needs no escapes.",
      },
      colon: { type: "boolean", default: true, description: "One space between a colon and its value." },
      trailing: { type: "boolean", default: true, description: "No spaces at the ends of lines." },
    },
  },
  examples: [
    {
      bad: "---\ntitle:«   »Tides\ntags:« »\n  - sea«  »\n# a note  \ntext: |\n  one  \n---\n",
      says: ["More than one space after `title:`", "Spaces at the end of the line", "Spaces at the end of the line"],
      safe: "---\ntitle: Tides\ntags:\n  - sea\n# a note  \ntext: |\n  one  \n---\n",
    },
    {
      options: { indent: 2 },
      bad: "---\ntags:\n«-» sea\n- ebb\nphotos:\n    «-» src: a.png\n      sizes:\n        - 1\n---\n",
      says: ["Items of `tags` are indented by 0, not 2", "Items of `photos` are indented by 4, not 2"],
      safe: "---\ntags:\n  - sea\n  - ebb\nphotos:\n  - src: a.png\n    sizes:\n      - 1\n---\n",
    },
    {
      options: { indent: 0 },
      bad: "---\ntags:\n  «-» sea\n  - ebb\n---\n",
      says: ["Items of `tags` are indented by 2, not 0"],
      safe: "---\ntags:\n- sea\n- ebb\n---\n",
    },
    {
      shows: "Quotes stay where the other kind would need escapes.",
      options: { quotes: "single" },
      bad: '---\ntitle: «"Tides"»\nauthor: "O\'Hara"\npath: "a\\\\b"\ntags: [«"sea"», ebb]\n---\n',
      says: ["Value of `title` is not in single quotes", "Value of `tags` is not in single quotes"],
      safe: "---\ntitle: 'Tides'\nauthor: \"O'Hara\"\npath: \"a\\\\b\"\ntags: ['sea', ebb]\n---\n",
    },
    {
      options: { colon: false, trailing: false },
      good: "---\ntitle:   Tides \n---\n",
    },
    {
      good: "---\ntitle: \"Tides\"\nby: 'Ann'\ntags:\n    - sea\nparts:\n- ebb\n---\n",
      shows: "Nothing moves that is not asked.",
    },
  ],
  create: ({ document, options, report }) => ({
    frontMatter() {
      for (const { kind, range, edits, key, indent = 0 } of styleFaults(document, options)) {
        const wanted = kind === "indent" ? options.indent : options.quotes;
        const data = { key, indent, wanted };
        report({ range, message: kind, data, fix: { title: TITLES[kind], safety: "safe", edits } });
      }
    },
  }),
});

const TITLES = {
  trailing: "Remove the spaces",
  colon: "Leave one space",
  indent: "Indent the items",
  quotes: "Change the quotes",
} as const;
