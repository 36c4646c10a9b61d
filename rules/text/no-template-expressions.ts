import {
  DATE_KEYS,
  defineRule,
  type Element,
  IMAGE_KEYS,
  isPage,
  perOptions,
  type Range,
  TEMPLATE_CHARACTER,
} from "../../src/rule.js";

export default defineRule({
  id: "text/no-template-expressions",
  summary: "Disallow values that a script or a template failed to fill in",
  why: "`undefined`, `[object Object]` and `NaN` in a title, a tag or an attribute are what a script writes down when it does not have a value; `{{ title }}` and `<%= title %>` are templates that nobody filled in. They go out to readers as they stand. In front matter values count as a whole: a post may well be about NaN. Template code that your generator runs is left alone, and so are scaffolds and archetypes, which are templates. Dates and addresses have rules of their own. There is no fix: nobody but you knows the value.",
  recommended: "error",
  fixes: "none",
  messages: {
    value: "`{{key}}` is `{{value}}`, which a script wrote in place of a value",
    template: "`{{key}}` is `{{value}}`, a template that nothing filled in",
    attribute: "`{{name}}` is `{{value}}`, which a script wrote in place of a value",
    attributeTemplate: "`{{name}}` holds `{{value}}`, a template that nothing filled in",
    text: "`<{{name}}>` shows `{{value}}`, which a script wrote in place of a value",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      ignore: {
        type: "array",
        items: { type: "string" },
        description: "Front matter keys that are left alone; a dot leads into a mapping.",
        default: [],
      },
    },
  },
  examples: [
    {
      bad: "---\ntitle: «undefined»\nauthor: «'[object Object]'»\nrating: «NaN»\n---\n",
      says: [
        "`title` is `undefined`, which a script wrote in place of a value",
        "`author` is `[object Object]`, which a script wrote in place of a value",
        "`rating` is `NaN`, which a script wrote in place of a value",
      ],
      notes: ["Put in the value"],
    },
    {
      bad: '---\ntitle: «"{{ title }}"»\ndescription: «<%= summary %>»\n---\n',
      generator: "hexo",
      path: "source/_posts/pier.md",
      says: [
        "`title` is `{{ title }}`, a template that nothing filled in",
        "`description` is `<%= summary %>`, a template that nothing filled in",
      ],
    },
    {
      bad: '<img src="a.png" alt="«undefined»"><p class="«[object Object]»" title="«<%= t %>»">x</p>',
      generator: "astro",
      says: [
        "`alt` is `undefined`, which a script wrote in place of a value",
        "`class` is `[object Object]`, which a script wrote in place of a value",
        "`title` holds `<%= t %>`, a template that nothing filled in",
      ],
    },
    {
      bad: "<p>By «<span>[object Object]</span>», «<b>&#91;object&#32;Array&#93;</b>», <img alt = \n«undefined»></p>",
      says: [
        "`<span>` shows `[object Object]`, which a script wrote in place of a value",
        "`<b>` shows `[object Array]`, which a script wrote in place of a value",
        "`alt` is `undefined`, which a script wrote in place of a value",
      ],
    },
    {
      good: `---\ntitle: Why undefined is not null\ntags: [undefined, 'NaN']\nsubtitle: null\ndate: undefined\ncover: undefined\n---\n\nA text about undefined and \${x} and [object Object].\n`,
      shows: "A post may be about these words, and tags are words.",
    },
    {
      good: '---\npermalink: "/{{ page.slug }}/"\n---\n\n<p title="{{ page.title }}">{{ content }}</p>',
      generator: "eleventy",
    },
    { good: '---\ntitle: "{{ title }}"\ndate: {{ date }}\n---\n', path: "scaffolds/post.md", generator: "hexo" },
    { good: "---\ntitle: undefined\n---\n", options: { ignore: ["title"] } },
    { good: '<p :title="undefined" v-if="undefined" onclick="undefined" data-a="undefined" value="undefined">x</p>' },
  ],
  create: ({ report, options, document, generator, attributes, slice }) => {
    if (!isPage(document.path) || TEMPLATE_FOLDER.test(document.path)) return {};
    const mayHold = document.source.text.includes("<%") || SIGNS.test(document.markup.masked);
    const ignored = ignoredKeys(options);
    // Whose templates run in front matter is a matter of plugins: none is reported where the generator has templates of this shape.
    const runsBraces = generator.name !== undefined && generator.name !== "hexo" && generator.templates.length > 0;
    const check = (element: Element, range: Range): void => {
      for (const { name, raw = "", valueRange } of attributes(element)) {
        if (valueRange === undefined || !WORDS.has(name) || raw.includes(TEMPLATE_CHARACTER)) continue;
        const value = raw.trim();
        // In a class, words are names; only what cannot be one is a slip.
        const nothing = name === "class" || name === "id" ? /^\[object \w+\]$/.test(value) : NOTHING.test(value);
        const masked = document.markup.masked.slice(valueRange.start, valueRange.end);
        const template = /<%[=-]?[^%]*%>/.exec(value)?.[0];
        const isTemplate =
          template !== undefined && (generator.name !== undefined || !masked.includes(TEMPLATE_CHARACTER));
        if (!nothing && !isTemplate) continue;
        report({
          range: valueRange,
          message: isTemplate ? "attributeTemplate" : "attribute",
          data: { name, value: template ?? value },
          note: "Readers get it as it stands. Put in the value, or remove the attribute.",
        });
      }
      const [child] = element.children;
      if (element.children.length !== 1 || child?.type !== "text" || !SHOWN.has(element.tagName)) return;
      const value = child.value.trim();
      // One word alone may well be meant, but nobody writes this one.
      if (!/^\[object (?:Object|Array|HTML\w*|Promise)\]$/.test(value)) return;
      report({
        range,
        message: "text",
        data: { name: element.tagName, value },
        note: `Readers see \`${slice(range)}\` as it stands. Put in the value, or remove it.`,
      });
    };
    return {
      frontMatter({ scalars }) {
        for (const { pointer, text, range, block } of scalars) {
          const value = text.trim();
          if (block || !(NOTHING.test(value) || UNFILLED.test(value))) continue;
          const keys = pointer.slice(1).split("/");
          const key = keys.filter((part) => !/^\d+$/.test(part)).join(".");
          if (ignored.has(key) || ignored.has(keys[0] ?? "") || LISTS.has(keys[0] ?? "")) continue;
          const isTemplate = WORDS_OF_POSTS.has(key) && UNFILLED.test(value) && !(runsBraces && /\{\{|\{%/.test(value));
          if (!NOTHING.test(value) && !isTemplate) continue;
          report({
            range,
            message: isTemplate ? "template" : "value",
            data: { key, value },
            note: "Readers see it as it stands. Put in the value, or remove the key.",
          });
        }
      },
      element: mayHold ? { "*": check } : {},
    };
  },
});

const ignoredKeys = perOptions(
  ({ ignore }: { readonly ignore: readonly string[] }) => new Set([...DATE_KEYS, ...IMAGE_KEYS, ...ignore]),
);

const TEMPLATE_FOLDER = /(?:^|\/)(?:scaffolds?|archetypes?|_?templates?|_drafts?\/templates?)\//;
/** What scripts write for nothing; `null` is a word of YAML and says so on purpose. */
const NOTHING = /^(?:undefined|NaN|\[object \w+\])$/;
/** What the markup holds wherever an element has something to say of these; a bracket and letters may be written as references. */
const SIGNS =
  /=\s*(?:["']\s*)?(?:undefined|NaN)|\[(?:object |[a-z]*&#)|&(?:#0*91(?!\d)|#[xX]0*5[bB](?![\da-fA-F])|lsqb;|lbrack;)/;
/** A value that is a template from the first to the last character. */
const UNFILLED = /^(?:\{\{-?[^{}]*\}\}|<%[=-]?[^%]*%>|\{%-?[^{}]*%\})$/;
/** Keys whose values readers see: elsewhere a theme may well want a template. */
const WORDS_OF_POSTS: ReadonlySet<string> = new Set(
  "title subtitle description summary excerpt author slug permalink name heading seo_title meta_title meta_description".split(
    " ",
  ),
);
/** Lists of words. */
const LISTS: ReadonlySet<string> = new Set(["tags", "categories", "keywords", "tag", "category", "aliases"]);
/** Attributes that hold words for people. */
const WORDS: ReadonlySet<string> = new Set([
  "alt",
  "title",
  "class",
  "id",
  "aria-label",
  "placeholder",
  "content",
  "lang",
  "width",
  "height",
]);
const SHOWN: ReadonlySet<Element["tagName"]> = new Set(
  "p span div h1 h2 h3 h4 h5 h6 li td th a b strong em figcaption time".split(" "),
);
