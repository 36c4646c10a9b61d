import { defineRule, type Element, TEMPLATE_CHARACTER } from "../../src/rule.js";

export default defineRule({
  id: "html/no-duplicate-ids",
  summary: "Disallow two elements with one `id`",
  why: "A link to `#harbour` leads to the first element of that name alone, and so do labels and scripts. Pasted fragments bring the same names twice. Ids inside of drawings and templates are left alone, and so are those that template code makes. There is no fix: links point at these names.",
  recommended: "warn",
  fixes: "none",
  messages: { duplicate: "The id `{{id}}` is taken" },
  examples: [
    {
      bad: '<h2 id="pier">Pier</h2>\n\n<p «id="pier"»>x</p>',
      says: ["The id `pier` is taken"],
      notes: ["line 1"],
      variants: false,
    },
    { bad: "<p id=a>x</p><p «id=a»>y</p><p «id=a»>z</p>", says: ["The id `a` is taken", "The id `a` is taken"] },
    { good: '<p id="a">x</p><p id="A">y</p><p id="">z</p><p id="">z</p>' },
    { good: '<p id="{{ id }}">x</p><p id="{{ id }}">y</p>', generator: "jekyll" },
    {
      good: '<svg viewBox="0 0 1 1"><linearGradient id="g"/></svg><svg viewBox="0 0 1 1"><linearGradient id="g"/></svg><template><p id="g">x</p></template>',
      shows: "Copies of one drawing bring the same gradients along.",
    },
    { good: '```html\n<p id="a">x</p><p id="a">y</p>\n```', path: "code.md" },
  ],
  needs: ["<"],
  create: ({ report, attribute, document }) => {
    const lines = new Map<string, number>();
    return {
      attribute: {
        id(element, range, ancestors) {
          const { id } = element.properties;
          if (typeof id !== "string" || id === "" || id.includes(TEMPLATE_CHARACTER)) return;
          if (isApart(element) || ancestors.some(isApart)) return;
          const first = lines.get(id);
          if (first === undefined) {
            lines.set(id, document.source.lineAt(range.start));
            return;
          }
          const written = attribute(element, "id");
          if (written === undefined) return;
          report({
            range: written.range,
            message: "duplicate",
            data: { id },
            note: `It stands in line ${first} already, and links to \`#${id}\` lead there. Choose another name, or leave it out.`,
          });
        },
      },
    };
  },
});

function isApart({ tagName }: Element): boolean {
  return tagName === "svg" || tagName === "template";
}
