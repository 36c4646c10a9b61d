import { defineRule, type Tag } from "../../src/rule.js";

export default defineRule({
  id: "markdown/no-omitted-html",
  summary: "Disallow HTML where the generator leaves it out",
  why: "Hugo's Markdown leaves raw HTML out of the page and writes `<!-- raw HTML omitted -->` in its place, unless the site's configuration allows it with `markup.goldmark.renderer.unsafe = true`. A table, a video, a line break is gone, and nothing says so. galley looks into the configuration of the site: the rule speaks only where it found one that does not allow HTML, and no theme that could. Comments are left alone, since nobody misses them; so is what a shortcode writes. There is no fix: allow HTML, use a shortcode, or write it in Markdown.",
  recommended: "warn",
  fixes: "none",
  messages: {
    one: "Hugo leaves out `{{tag}}`",
    several: "Hugo leaves out the HTML of this post: `{{tag}}` and {{count}} more",
  },
  examples: [
    {
      bad: "Text «<br>» and more.",
      generator: "hugo",
      markdown: { dropsHtml: true },
      path: "content/pier.md",
      says: ["Hugo leaves out `<br>`"],
      notes: ["`unsafe = true`"],
    },
    {
      bad: '«<div class="a">»\n\nText <b>bold</b>.\n\n</div>\n',
      generator: "hugo",
      markdown: { dropsHtml: true },
      path: "content/pier.md",
      says: ['Hugo leaves out the HTML of this post: `<div class="a">` and 1 more'],
    },
    {
      good: '<!--more-->\n\n{{< figure src="a.png" >}}\n\n`<b>` and &lt;b>',
      generator: "hugo",
      markdown: { dropsHtml: true },
      path: "content/pier.md",
    },
    {
      good: "<b>x</b>",
      generator: "hugo",
      path: "content/pier.md",
      shows: "The configuration allows it, or nobody knows.",
    },
    { good: "<b>x</b>", generator: "hugo", markdown: { dropsHtml: true }, path: "content/pier.html" },
  ],
  needs: ["<"],
  create: ({ report, document, generator, slice }) => ({
    markup(markup) {
      if (generator.markdown.dropsHtml !== true || document.body.syntax !== "markdown") return;
      const isShown = ({ range, closing }: Tag): boolean =>
        !closing && !markup.indentedHtml.some((one) => one.start <= range.start && range.end <= one.end);
      const tags = markup.tags.filter(isShown);
      const [first] = tags;
      if (first === undefined) return;
      report({
        range: first.range,
        message: tags.length === 1 ? "one" : "several",
        data: { tag: slice(first.range), count: tags.length - 1 },
        note: "Readers do not get it. Set `unsafe = true` below `[markup.goldmark.renderer]` in the site's configuration, use a shortcode, or write it in Markdown.",
      });
    },
  }),
});
