import { defineRule, soundAttributes, TEMPLATE_CHARACTER, unclosedRawText } from "../../src/rule.js";

const MARKS = { double: '"', single: "'" } as const;

export default defineRule({
  id: "html/consistent-attribute-quotes",
  summary: "Enforce one kind of quotes around the values of attributes",
  why: "`a=1`, `a='1'` and `a=\"1\"` mean the same. One spelling makes posts easier to search and to change, and a value without quotes breaks as soon as a space gets into it. A value that holds the wanted kind of quotes keeps the other kind, and nothing is said about tags that are malformed or about values that template code writes. The fix is safe: it changes the quotes alone, and browsers read the same value.",
  recommended: "off",
  fixes: "safe",
  messages: {
    other: "The value of `{{name}}` stands between {{found}} quotes",
    none: "The value of `{{name}}` has no quotes",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      quotes: {
        type: "string",
        enum: ["double", "single"],
        default: "double",
        description: "The quotes to write: `double` or `single`.",
      },
    },
  },
  examples: [
    {
      bad: `<p «class='note'» «id=top» title="x">A</p>`,
      says: ["The value of `class` stands between single quotes", "The value of `id` has no quotes"],
      notes: ["double quotes", "space"],
      safe: `<p class="note" id="top" title="x">A</p>`,
    },
    {
      bad: `<p «class="note"» title="it's">A</p>`,
      says: ["The value of `class` stands between double quotes"],
      options: { quotes: "single" },
      safe: `<p class='note' title="it's">A</p>`,
    },
    { good: `<p class="note" title='say "x"' hidden>A</p>`, shows: "A value that holds the wanted quotes." },
    { good: `<p class='{{ page.kind }}' {% if page.id %}id='a'{% endif %}>A</p>`, generator: "jekyll" },
    {
      good: `<p title='a"b' style="font: "Arial"" id='x'>A</p>`,
      shows: "Malformed tags: `html/valid-markup` has its say.",
    },
    { good: "`<p class='a'>` and ![a](b.png 'c')", path: "code.md" },
  ],
  needs: ["<"],
  create: ({ options, report, slice }) => ({
    markup({ masked, tags }) {
      const mark = MARKS[options.quotes];
      const limit = unclosedRawText(tags)?.range.end ?? masked.length;
      for (const tag of tags) {
        if (tag.closing || tag.range.end > limit) continue;
        for (const { name, raw, range, quote, valueRange } of soundAttributes(masked, tag) ?? []) {
          if (raw === undefined || valueRange === undefined || quote === mark) continue;
          if (raw.includes(mark) || raw.includes(TEMPLATE_CHARACTER) || slice(valueRange).includes(mark)) continue;
          const { start, end } = valueRange;
          const title = `Write ${options.quotes} quotes`;
          const note = `Write ${options.quotes} quotes, as everywhere else.`;
          if (quote !== undefined) {
            if (range.end !== end + 1) continue;
            const found = quote === '"' ? "double" : "single";
            const open = { range: { start: start - 1, end: start }, text: mark };
            const close = { range: { start: end, end: end + 1 }, text: mark };
            report({
              range,
              message: "other",
              data: { name, found },
              note,
              fix: { title, safety: "safe", edits: [open, close] },
            });
          } else if (/^[^\s"'`=<>]+$/.test(raw) && !(tag.selfClosing && range.end === tag.range.end - 1)) {
            const open = { range: { start, end: start }, text: mark };
            const close = { range: { start: end, end }, text: mark };
            const why = `${note} Without them the value ends at the first space.`;
            report({
              range,
              message: "none",
              data: { name },
              note: why,
              fix: { title, safety: "safe", edits: [open, close] },
            });
          }
        }
      }
    },
  }),
});
