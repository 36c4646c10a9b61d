import { type Document, defineRule, type GeneratorName, type Range } from "../../src/rule.js";

export default defineRule({
  id: "markdown/no-unescaped-template",
  summary: "Disallow code in a post that the template engine runs",
  why: "Template engines run before Markdown, so they run what stands in listings, too: of `{{ secrets.KEY }}` in an example nothing is left on the page, and an unknown tag stops the build. Jekyll and Eleventy run all code of a post, Hexo what stands between single backticks and in indented code. Reported are expressions in code whose first name is none that the generator or the post knows (`site`, `page`, what the post assigns); those are most likely meant as text. What stands between `{% raw %}` and `{% endraw %}` is left alone. The fix puts these marks around it. It is unsafe: if somebody wanted the value, it is gone.",
  recommended: "off",
  fixes: "unsafe",
  messages: { runs: "{{label}} runs `{{text}}`, which stands in code" },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      names: {
        type: "array",
        items: { type: "string" },
        description: "More names that your templates know.",
        default: [],
      },
    },
  },
  examples: [
    {
      bad: "```yaml\nkey: «{{ secrets.KEY }}»\n```\n",
      generator: "jekyll",
      path: "_posts/2021-05-04-pier.md",
      says: ["Jekyll runs `{{ secrets.KEY }}`, which stands in code"],
      notes: ["{% raw %}"],
      unsafe: "```yaml\nkey: {% raw %}{{ secrets.KEY }}{% endraw %}\n```\n",
    },
    {
      bad: "Write `«{{ item.name }}»` there.",
      generator: "hexo",
      path: "source/_posts/pier.md",
      says: ["Hexo runs `{{ item.name }}`, which stands in code"],
      unsafe: "Write `{% raw %}{{ item.name }}{% endraw %}` there.",
    },
    {
      good: "```\n{{ item.name }}\n```\n",
      generator: "hexo",
      path: "source/_posts/pier.md",
      shows: "Hexo leaves fenced code alone.",
    },
    {
      good: "{% raw %}\n```\n{{ item.name }}\n```\n{% endraw %}\n\n{% assign a = 1 %}`{{ a }}` and `{{ site.version }}` and {{ other.thing }}",
      generator: "jekyll",
      path: "_posts/2021-05-04-pier.md",
    },
    { good: "`{{ menu.size }}`", generator: "eleventy", path: "a.md", options: { names: ["menu"] } },
    { good: "`{{ item.name }}`", generator: "astro", path: "a.md" },
  ],
  needs: ["{{"],
  create: ({ report, document, generator, options, slice }) => {
    const runs = generator.name === undefined ? undefined : RUNS[generator.name];
    if (runs === undefined || document.body.syntax !== "markdown") return {};
    return {
      markup({ templates, code }) {
        const known = new Set([...NAMES, ...options.names, ...assigned(document)]);
        const raw = rawRanges(document, templates);
        let at = 0;
        for (const range of templates) {
          while ((code[at]?.end ?? Number.POSITIVE_INFINITY) <= range.start) at++;
          const listing = code[at];
          if (listing === undefined || listing.start > range.start || raw.some((one) => holds(one, range))) continue;
          if (runs === "spans" && /^[ \t>]*(?:`{3}|~{3})/.test(slice(listing))) continue;
          const text = slice(range);
          const name = /^\{\{[-~]?\s*([A-Za-z_$][\w$]*)/.exec(text)?.[1];
          if (name === undefined || known.has(name)) continue;
          report({
            range,
            message: "runs",
            data: { label: generator.label, text },
            note: `Readers see what comes of it, mostly nothing. Put \`{% raw %}\` and \`{% endraw %}\` around it.`,
            fix: {
              title: "Put `{% raw %}` around it",
              safety: "unsafe",
              edits: [
                { range: { start: range.start, end: range.start }, text: "{% raw %}" },
                { range: { start: range.end, end: range.end }, text: "{% endraw %}" },
              ],
            },
          });
        }
      },
    };
  },
});

/** Which code of a post the generator's template engine runs. */
const RUNS: Partial<Record<GeneratorName, "all" | "spans">> = { jekyll: "all", eleventy: "all", hexo: "spans" };

/** Names that the generators and their usual themes hand to a post. */
const NAMES =
  "site page layout content include post paginator forloop tablerowloop jekyll theme config collections pkg eleventy title date url tags permalink".split(
    " ",
  );

/** Names that the post itself gives a value. */
function assigned({ source }: Document): readonly string[] {
  return [
    ...source.text.matchAll(/\{%-?\s*(?:assign|set|capture|for|macro|from|import|increment)\s+([A-Za-z_]\w*)/g),
  ].map(([, name = ""]) => name);
}

/** What stands between `{% raw %}` and `{% endraw %}`. */
function rawRanges({ source }: Document, templates: readonly Range[]): readonly Range[] {
  const found: Range[] = [];
  let start: number | undefined;
  for (const range of templates) {
    const tag = /^\{%-?\s*(raw|verbatim|endraw|endverbatim)\b/.exec(
      source.text.slice(range.start, range.start + 40),
    )?.[1];
    if (tag === undefined) continue;
    if (!tag.startsWith("end")) start ??= range.end;
    else if (start !== undefined) {
      found.push({ start, end: range.start });
      start = undefined;
    }
  }
  return found;
}

function holds(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
