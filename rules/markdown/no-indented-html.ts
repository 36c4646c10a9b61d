import { dedentHtml, defineRule, type Edit, type Fix } from "../../src/rule.js";

export default defineRule({
  id: "markdown/no-indented-html",
  summary: "Disallow HTML that Markdown shows as code because it is indented",
  why: [
    "Markdown ends a block of HTML at the first blank line. If the next line begins with four spaces, it begins a code block, and readers see the tags themselves where the text should be. It happens to templates and scraped pages whose HTML is neatly indented and has blank lines in it.",
    "",
    "Only HTML that is plainly meant as HTML is reported: an indented block with tags inside an open element, or in a post that is made of HTML and nothing else. Jekyll's kramdown and MDX do not fall into this trap, and Eleventy switches indented code off.",
    "",
    "The fix takes the indentation that the lines have in common, and more where a block would still begin with four spaces; what stands in `<pre>`, `<textarea>`, scripts, styles and broken attribute values stays as it is. It is unsafe because readers see another page: the content instead of its tags. Inside lists and quotes there is no fix.",
  ].join("\n"),
  recommended: "error",
  fixes: "unsafe",
  messages: {
    lines: "{{label}} shows these {{count}} lines of HTML as code",
    line: "{{label}} shows this HTML as code",
  },
  examples: [
    {
      bad: `<div>\n    <p>First.</p>\n\n    «<p>Second.</p>\n    <p>Third.</p>»\n</div>`,
      says: ["Hexo shows these 2 lines of HTML as code"],
      notes: ["blank line"],
      unsafe: `<div>\n    <p>First.</p>\n\n<p>Second.</p>\n<p>Third.</p>\n</div>`,
      generator: "hexo",
    },
    {
      bad: `<section>\n\n    «<h2>Title</h2>»\n\nText.\n\n</section>`,
      says: ["Your generator shows this HTML as code"],
      notes: ["four spaces"],
      unsafe: `<section>\n\n<h2>Title</h2>\n\nText.\n\n</section>`,
    },
    {
      bad: `<div>\n\n      «<ul>\n        <li>One\n\n              <!-- a -->\n              <b>x</b>\n    </ul>»\n\n</div>`,
      says: ["Your generator shows these 6 lines of HTML as code"],
      unsafe: `<div>\n\n  <ul>\n    <li>One\n\n   <!-- a -->\n   <b>x</b>\n</ul>\n\n</div>`,
      shows: "Behind a blank line and behind a comment at most three spaces stay.",
    },
    {
      bad: `<div>\n\n    «<pre>\n      kept\n    </pre>»\n*text*\n</div>`,
      says: ["Your generator shows these 3 lines of HTML as code"],
      unsafe: `<div>\n\n<pre>\n      kept\n    </pre>\n\n*text*\n</div>`,
    },
    {
      bad: `<div>\n\n    «<a\n      href="a.html"\n    >x</a>»\n\n</div>`,
      says: ["Your generator shows these 3 lines of HTML as code"],
      unsafe: `<div>\n\n<a\n  href="a.html"\n    >x</a>\n\n</div>`,
      shows: "Without its indentation, `>` would begin a quote.",
    },
    { good: `<div>\n\n  <p>Three spaces at most.</p>\n\n</div>` },
    { good: `<div>\n    <p>No blank line.</p>\n    <p>None.</p>\n</div>` },
    { good: `To make a paragraph:\n\n    <p>Text</p>\n\nThat is all.`, shows: "Code that is meant as code." },
    { good: `<div>\n\n    <p>Second.</p>\n</div>`, generator: "jekyll", shows: "kramdown reads HTML here." },
    { good: `<div>\n\n    <p>Second.</p>\n</div>`, path: "page.html", shows: "HTML has no such rule." },
    { good: `<div>\n\n    <p>Second.</p>\n</div>`, path: "page.mdx", shows: "MDX has no indented code." },
  ],
  needs: ["<"],
  create: ({ report, document, generator }) => ({
    markup({ indentedHtml }) {
      const label = generator.label.charAt(0).toUpperCase() + generator.label.slice(1);
      for (const range of indentedHtml) {
        const { source } = document;
        const count = source.lineAt(range.end) - source.lineAt(range.start) + 1;
        report({
          range,
          message: count === 1 ? "line" : "lines",
          data: { label, count },
          note: "After a blank line, four spaces begin a code block in Markdown, so readers see the tags. Take the indentation away, or the blank line before it.",
          ...fixOf(dedentHtml(document, range)),
        });
      }
    },
  }),
});

function fixOf([first, ...rest]: readonly Edit[]): { readonly fix?: Fix } {
  if (first === undefined) return {};
  return { fix: { title: "Take the indentation away", safety: "unsafe", edits: [first, ...rest] } };
}
