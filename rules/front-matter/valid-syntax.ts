import { defineRule, syntaxRepair } from "../../src/rule.js";

const quoteIt = "Put quotes around the value: `'…'`.";
const flow = (level: number): string => `*a${level}, `.repeat(9) + `*a${level}`;
const bomb = [1, 2, 3, 4].map((level) => `a${level + 1}: &a${level + 1} [${flow(level)}]\n`).join("");

/** By problem code: the message's name and the note, whose placeholders are filled from the problem's data. */
const faults = {
  "syntax-colon": ["colon", `After \`: \` YAML expects the value of a new key. ${quoteIt}`],
  "syntax-reserved-character": [
    "character",
    `YAML keeps this character for itself at the start of a value. ${quoteIt}`,
  ],
  "syntax-unknown-alias": [
    "alias",
    "A `*` at the start of a value stands for a part named earlier by `&`. For text, put quotes around it.",
  ],
  "syntax-template": [
    "template",
    `A template left its placeholder here; nothing fills it in. Write the value, or put quotes around it.`,
  ],
  "syntax-template-line": [
    "templateLine",
    "Generators read front matter before templates run, so template code cannot choose its lines.",
  ],
  "syntax-unclosed-quote": [
    "quote",
    "Everything up to the next quote counts as part of the value. Close the quote, or drop it.",
  ],
  "syntax-text-after-quote": [
    "afterQuote",
    "The value ends at its second quote. Quote the whole value with the other kind of quotes, or double each quote inside.",
  ],
  "syntax-grown-quotes": [
    "grown",
    "Each tool that wrote this file added its own quotes. Keep one pair: `{{key}}: '{{clean}}'`.",
  ],
  "syntax-unclosed-bracket": [
    "bracket",
    "Close the list or mapping with `{{closing}}`; for text that begins with `{{bracket}}`, put quotes around it.",
  ],
  "syntax-text-after-bracket": [
    "afterBracket",
    `A value that begins with \`{{bracket}}\` ends at \`{{closing}}\`. For text, put quotes around all of it.`,
  ],
  "syntax-unindented": [
    "unindented",
    "A value that goes on in a second line must be indented there. Join the lines, or put two spaces before this one.",
  ],
  "syntax-unindented-quoted": [
    "unindented",
    "js-yaml and Ruby read it; YAML 1.2 parsers such as `yaml` and js-yaml 5 refuse it. Put two spaces before the line.",
  ],
  "syntax-tab": ["tab", "YAML allows spaces alone before a key or an item. Put two spaces for each tab."],
  "syntax-missing-space": [
    "space",
    "Without a space after the colon this is text, not a key with a value. Write `{{key}}: {{value}}`.",
  ],
  "syntax-indentation": [
    "indentation",
    "Keys of one mapping and items of one list begin at the same column; nested ones stand deeper than their parent.",
  ],
  "syntax-no-pair": [
    "pair",
    "Front matter is a list of `key: value` lines. Give the line a key, or begin it with `#` to make it a note.",
  ],
  "syntax-escape": [
    "escape",
    "Between double quotes a backslash begins an escape. Double it, or use single quotes, where it stands for itself.",
  ],
  "syntax-duplicate-key": ["duplicate", "Ruby takes the last, most parsers give up. Keep one."],
  "syntax-reserved-key": [
    "reserved",
    "Programs keep this name for themselves; as a key it is lost or does harm. Choose another.",
  ],
  "syntax-alias-bomb": [
    "bomb",
    "A few lines grow to more than 10 000 values when aliases are filled in. Write the values out.",
  ],
  "syntax-too-deep": ["limit", "No generator needs it, and it can bring parsers down. The block is not read."],
  "syntax-too-large": ["limit", "No generator needs it, and it can bring parsers down. The block is not read."],
  "syntax-no-mapping": ["mapping", "Front matter is a list of `key: value` lines."],
  "syntax-language": [
    "language",
    "galley never runs or reads it, so nothing in it is checked. Most generators do not know it either; use YAML.",
  ],
  "syntax-second-block": ["second", "Only the first block is read; this one shows as text of the page. Merge the two."],
  "syntax-separator": [
    "separator",
    "gray-matter and Hexo end the front matter at this line, and Ruby drops the keys below it. Remove it, or indent it as part of the value above.",
  ],
  "syntax-unknown-tag": [
    "tag",
    "It names a type that only some program knows; js-yaml refuses it. Remove it, or put quotes around text that begins with `!`.",
  ],
  "syntax-unreadable": ["yaml", "The YAML parser could not go on here."],
  "syntax-toml-unreadable": [
    "toml",
    "TOML is `key = value`, one a line; text stands in double quotes, dates and numbers in none.",
  ],
  "syntax-json-comment": ["jsonComment", "Only lenient readers skip it. Remove it."],
  "syntax-json-trailing-comma": ["jsonComma", "No comma follows the last entry. Remove it."],
  "syntax-json-missing-comma": ["jsonMissing", "A comma stands between two entries. Put one before this place."],
  "syntax-json-missing-colon": ["json", "A colon stands between a key and its value."],
  "syntax-json-unclosed-string": ["json", "Close the text with a double quote on the same line."],
  "syntax-json-escape": ["json", "In JSON a backslash begins an escape. Double it."],
  "syntax-json-control-character": ["json", "Write tabs and line breaks in text as `\\t` and `\\n`."],
  "syntax-json-unreadable": ["json", "Keys and text stand in double quotes; entries are separated by commas."],
} as const;

export default defineRule({
  id: "front-matter/valid-syntax",
  summary: "Require front matter that every parser can read",
  why: "One wrong character, and the post has no title, no date and no tags, or the build stops at it. Each cause is told once, at its place. What your generator reads and stricter parsers refuse is a warning. A fix is safe where no parser read the value before and its characters leave one reading alone, such as quotes around `Ferry: a timetable`, or where your generator reads the same as before, such as two spaces before a line of a quoted text. It is unsafe where it guesses: a line that is not indented may belong to the value above or have lost its key, `layout:post` may be text. What stands in the value itself never changes.",
  recommended: "error",
  fixes: "unsafe",
  messages: {
    colon: "Value `{{value}}` holds a colon and is not quoted",
    character: "Value `{{value}}` begins with `{{character}}` and is not quoted",
    alias: "`*{{name}}` refers to nothing",
    template: "Value `{{value}}` is template code",
    templateLine: "Template code `{{value}}` between the keys",
    quote: "Quote `{{quote}}` is never closed",
    afterQuote: "Text `{{after}}` after the closing quote",
    grown: "Quotes grown around `{{clean}}`",
    bracket: "Bracket `{{bracket}}` is never closed",
    afterBracket: "Text `{{after}}` after the closing bracket",
    unindented: "The value of `{{key}}` goes on in a line that is not indented",
    tab: "Tab in the indentation",
    space: "No space after `{{key}}:`",
    indentation: "`{{value}}` is indented unlike the lines around it",
    pair: "Line `{{value}}` has no key",
    escape: "`{{escape}}` is no escape that YAML knows",
    duplicate: "Key `{{key}}` stands here and in line {{line}}",
    reserved: "Key `{{key}}` is reserved",
    bomb: "Aliases that multiply",
    limit: "Front matter beyond {{limit}}",
    mapping: "Front matter without keys",
    language: "Front matter in `{{language}}`",
    second: "Second front matter under the first",
    separator: "Line `{{value}}` begins a second YAML document",
    tag: "Unknown tag `{{tag}}`",
    yaml: "YAML cannot be read: {{reason}}",
    toml: "TOML cannot be read: {{reason}}",
    json: "JSON cannot be read at `{{text}}`",
    jsonComment: "JSON has no comments",
    jsonComma: "Comma after the last entry",
    jsonMissing: "No comma before `{{text}}`",
  },
  examples: [
    { good: `---\ntitle: "Ferry: a timetable"\ntags: [sea, night]\n# a note\n---\n` },
    {
      good: `+++\ntitle = "Ferry"\ndate = 2024-02-31\n+++\n`,
      shows: "A date that no calendar holds is told by `front-matter/valid-date`.",
    },
    { good: `<!--{\n\t"Title": "Ferry"\n}-->\n`, shows: "JSON in a comment, as Go's website has it." },
    {
      bad: `---\ntitle: «Ferry: a timetable»\n---\n`,
      says: ["Value `Ferry: a timetable` holds a colon and is not quoted"],
      notes: ["`'…'`"],
      safe: `---\ntitle: 'Ferry: a timetable'\n---\n`,
    },
    {
      bad: `---\ntitle: «@harbor at night»\n---\n`,
      says: ["Value `@harbor at night` begins with `@` and is not quoted"],
      safe: `---\ntitle: '@harbor at night'\n---\n`,
    },
    {
      bad: `---\ntitle: «*Ferry*»\n---\n`,
      says: ["`*Ferry*` refers to nothing"],
      safe: `---\ntitle: '*Ferry*'\n---\n`,
    },
    {
      bad: `---\ntitle: «Ferry: it's late»\nauthor: «@ann»\n---\n`,
      says: [
        "Value `Ferry: it's late` holds a colon and is not quoted",
        "Value `@ann` begins with `@` and is not quoted",
      ],
      safe: `---\ntitle: "Ferry: it's late"\nauthor: '@ann'\n---\n`,
    },
    {
      bad: `---\ntitle: «Ferry: pier #1»\n---\n`,
      says: ["Value `Ferry: pier #1` holds a colon and is not quoted"],
      shows: "What follows ` #` may be a comment, so nothing is fixed.",
    },
    { bad: `---\ntitle: «{{ title }}»\n---\n`, says: ["Value `{{ title }}` is template code"] },
    { good: `---\ntitle: {{ title }}\n---\n`, path: "scaffolds/post.md" },
    {
      bad: `---\ntitle: Ferry\n«{% if tags %}»\ntags: sea\n---\n`,
      says: ["Template code `{% if tags %}` between the keys"],
    },
    {
      bad: `---\ntitle: «"Ferry»\ndate: 2024-05-01\n---\n`,
      says: ['Quote `"` is never closed'],
      unsafe: `---\ntitle: "Ferry"\ndate: 2024-05-01\n---\n`,
    },
    {
      bad: `---\ntitle: «'It's late'»\n---\n`,
      says: ["Text `s late'` after the closing quote"],
      safe: `---\ntitle: "It's late"\n---\n`,
    },
    {
      bad: `---\ntitle: «"""'Ferry'"""»\n---\n`,
      says: ["Quotes grown around `Ferry`"],
      notes: ["`title: 'Ferry'`"],
      safe: `---\ntitle: 'Ferry'\n---\n`,
    },
    { bad: `---\ntags: «[sea, night»\ntitle: Ferry\n---\n`, says: ["Bracket `[` is never closed"] },
    {
      bad: `---\ntitle: «[Draft] Ferry»\n---\n`,
      says: ["Text `Ferry` after the closing bracket"],
      safe: `---\ntitle: '[Draft] Ferry'\n---\n`,
    },
    {
      bad: `---\ntitle: Ferry\n«and harbor»\n---\n`,
      says: ["The value of `title` goes on in a line that is not indented"],
      unsafe: `---\ntitle: Ferry\n  and harbor\n---\n`,
    },
    {
      bad: `---\ntitle: "Ferry\n«and harbor"»\n---\n`,
      says: ["The value of `title` goes on in a line that is not indented"],
      notes: ["js-yaml 5"],
      safe: `---\ntitle: "Ferry\n  and harbor"\n---\n`,
    },
    { bad: `---\nmap:\n«\t»zoom: 3\n---\n`, says: ["Tab in the indentation"], safe: `---\nmap:\n  zoom: 3\n---\n` },
    {
      bad: `---\ntitle: Ferry\n«layout:»post\n---\n`,
      says: ["No space after `layout:`"],
      unsafe: `---\ntitle: Ferry\nlayout: post\n---\n`,
    },
    { bad: `---\nmap:\n  zoom: 3\n «pan»: 4\n---\n`, says: ["`pan` is indented unlike the lines around it"] },
    { bad: `---\n«Ferry»\ntitle: Ferry\n---\n`, says: ["Line `Ferry` has no key"] },
    {
      bad: `---\npath: "C:«\\d»"\n---\n`,
      says: ["`\\d` is no escape that YAML knows"],
      safe: `---\npath: "C:\\\\d"\n---\n`,
    },
    { bad: `---\ntitle: Ferry\n«title»: Harbor\n---\n`, says: ["Key `title` stands here and in line 2"] },
    { bad: `---\ntitle: Ferry\n«__proto__»: x\n---\n`, says: ["Key `__proto__` is reserved"] },
    {
      bad: `---\n«»a1: &a1 [x, x, x, x, x, x, x, x, x, x]\n${bomb}---\n`,
      says: ["Aliases that multiply"],
      shows: "Each line stands for ten of the line above.",
    },
    { bad: `---\na: ${"[".repeat(98)}«[»${"]".repeat(99)}\n---\n`, says: ["Front matter beyond 100 levels"] },
    { bad: `+++\ntitle = «Ferry»\n+++\n`, says: ["TOML cannot be read: Unexpected character"] },
    { bad: `---«js»\n{ title: "Ferry" }\n---\n`, says: ["Front matter in `js`"] },
    { bad: `---\ntitle: Ferry\n---\n«---\ntitle: Harbor\n---»\n`, says: ["Second front matter under the first"] },
    {
      bad: `---\ntitle: Ferry\n«--- notes»\nlayout: post\n---\n`,
      says: ["Line `--- notes` begins a second YAML document"],
    },
    { bad: `---\ntitle: «!important» Ferry\n---\n`, says: ["Unknown tag `!important`"] },
    { bad: `---\ntitle: | «Ferry»\n  harbor\n---\n`, says: ["YAML cannot be read: Not a YAML token: Ferry"] },
    { bad: `{\n  "title": "Ferry",\n  «// a note»\n  "draft": true\n}\n`, says: ["JSON has no comments"] },
    { bad: `{\n  "title": "Ferry"«,»\n}\n`, says: ["Comma after the last entry"], safe: `{\n  "title": "Ferry"\n}\n` },
    { bad: `{\n  "title": "Ferry"\n  «"draft"»: true\n}\n`, says: ['No comma before `"draft"`'] },
    { bad: `{\n  "title": «Ferry»\n}\n`, says: ["JSON cannot be read at `Ferry`"] },
    { bad: `---json\n«[»]\n---\n`, says: ["Front matter without keys"] },
  ],
  create: ({ document, generator, report }) => ({
    problem(problem) {
      const { code, range, data = {} } = problem;
      if (!Object.hasOwn(faults, code)) return;
      const [message, text] = faults[code as keyof typeof faults];
      const note = text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => data[key] ?? "");
      // Some documentation platforms read a plain `%`, the alias of a command; no generator that galley knows does.
      const platform = generator.name === undefined && data["character"] === "%";
      const lesser = platform || data["tolerated"] !== undefined;
      // Without its closing fence the block may be text for everybody else.
      const unclosed = document.problems.some((other) => other.code === "fence-missing-closing");
      const fix = unclosed ? undefined : syntaxRepair(problem, document.source.text, generator.name === "hexo");
      report({
        range,
        message,
        note,
        data,
        ...(lesser ? { severity: "warn" } : {}),
        ...(fix === undefined ? {} : { fix }),
      });
    },
  }),
});
