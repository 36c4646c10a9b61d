import {
  commentKind,
  type Document,
  defineRule,
  holdsTemplateCode,
  isKeptComment,
  keepCommentsOption,
  type Range,
  removalOf,
} from "../../src/rule.js";

export default defineRule({
  id: "html/no-comments",
  summary: "Disallow HTML comments that are prose",
  why: [
    "Notes that a template or an editor left behind (`<!-- main text -->`) travel with every copy of the page. A reader never sees them, but everybody who looks at the source does, your private remarks included.",
    "",
    "Comments with work to do are left alone: excerpt marks such as `<!-- more -->`, conditional comments, marks of block editors, table of contents marks, directives of tools, the edges of generated sections, licences, server-side includes, comments that keep two Markdown blocks apart, which would become one without them, and labels right above link definitions. Markup that is commented out is the matter of `html/no-commented-markup`: no comment is reported by both rules.",
    "",
    "The fix removes the comment, and its lines when nothing else stands there. Readers see no difference, but it is unsafe: a note may be all that remembers why something is as it is, and some tools read comments of their own.",
  ].join("\n"),
  recommended: "off",
  fixes: "unsafe",
  messages: { comment: "Comment `{{text}}`" },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      keep: keepCommentsOption,
    },
  },
  examples: [
    { bad: `<p>a</p>\n«<!-- main text -->»`, says: ["Comment `main text`"], notes: ["source"], unsafe: "<p>a</p>\n" },
    {
      bad: `<p>a <b>b</b>«<!-- Use the <code> element here. -->»</p>`,
      says: ["Comment `Use the <code> element here.`"],
      unsafe: "<p>a <b>b</b></p>",
    },
    {
      bad: `«<!-- {% raw %} -->»`,
      says: ["Comment `{% raw %}`"],
      notes: ["template code"],
      generator: "jekyll",
      shows: "Template code runs inside a comment, so the note asks for a second look.",
    },
    { good: `<p>a</p>` },
    { good: `<!--more-->`, shows: "An excerpt mark." },
    { good: `<p>a</p>\n<!-- <a href="#">x</a> -->`, shows: "Commented-out markup has a rule of its own." },
    { good: `- one\n\n<!-- -->\n\n- two`, shows: "An empty comment keeps two lists apart." },
    {
      good: `<!-- markdownlint-disable MD033 -->\n<!-- vale off -->\n<!-- START generated -->\n<!-- END generated -->\n<!-- chart-1 end -->`,
    },
    { good: `<!--! A licence --><!-- SPDX-License-Identifier: MIT -->\n<!--#include file="a.html" -->` },
    { good: `<!-- wp:heading --><!--EndFragment--><!-- raw HTML omitted -->` },
    {
      good: "- one\n- two\n\n<!-- not the same list -->\n\n- three\n\n<!-- code now -->\n\n    four\n\n<!-- and more -->\n\n    five\n",
      path: "lists.md",
      shows: "Without these comments the lists and the code would become one.",
    },
    {
      bad: "One.\n«<!-- main text -->»\n\n- two\n",
      says: ["Comment `main text`"],
      unsafe: "One.\n\n- two\n",
      path: "lists.md",
    },
    {
      good: "The [pier][].\n\n<!-- link references -->\n[pier]: https://example.com/pier\n",
      path: "links.md",
      shows: "A label of link definitions.",
    },
    { good: "<!-- TODO: find the slides -->", options: { keep: ["todo"] } },
  ],
  needs: ["<!--"],
  create: ({ options, report, slice, generator, document }) => {
    let at = 0;
    return {
      comment(_node, range) {
        const content = slice(range).slice("<!--".length, -"-->".length);
        if (isKeptComment(content, options.keep) || commentKind(content) !== "note") return;
        const { blocks } = document.markup;
        while ((blocks[at]?.end ?? Number.POSITIVE_INFINITY) < range.end) at++;
        if (isLabel(document, range) || keepsApart(document, range, at)) return;
        const note = holdsTemplateCode(content)
          ? `It holds template code, which ${generator.label} may run even inside a comment. See what it does before you delete it.`
          : "Readers never see it, but everybody who looks at the page's source does. Delete it, or begin it with a text that the option `keep` names.";
        report({
          range,
          message: "comment",
          data: { text: content.trim() },
          note,
          fix: () => {
            const edit = holdsTemplateCode(content) ? undefined : removalOf(document, range);
            return edit && { title: "Remove the comment", safety: "unsafe", edits: [edit] };
          },
        });
      },
    };
  },
});

/** Alone on its lines, right above link definitions of Markdown. */
function isLabel({ body, source }: Document, { start, end }: Range): boolean {
  if (body.syntax !== "markdown") return false;
  if (source.text.slice(source.line(source.lineAt(start)).start, start).trim() !== "") return false;
  DEFINITION.lastIndex = end;
  return DEFINITION.test(source.text);
}

const DEFINITION = /[ \t]*\r?\n(?:[ \t]*\r?\n)? {0,3}\[[^\]\n]+\]:[ \t]*\S/y;

/** A block of its own, the one `at` that index, between two lists, two pieces of indented code, or a list and such code. */
function keepsApart({ markup: { blocks }, source: { text } }: Document, { start, end }: Range, at: number): boolean {
  const [above, own, below] = [blocks[at - 1], blocks[at], blocks[at + 1]];
  if (above === undefined || own?.kind !== "html" || below === undefined) return false;
  if (text.slice(own.start, start).trim() !== "" || text.slice(end, own.end).trim() !== "") return false;
  const [before, after] = [above, below].map((block) => {
    const inner = block.containers.startsWith(own.containers)
      ? block.containers.slice(own.containers.length).trim()
      : "";
    if (inner !== "") return inner.split(" ")[0];
    return block.kind === "code" && !/^[ \t]*(?:```|~~~)/.test(text.slice(block.start, block.end)) ? "code" : undefined;
  });
  const isList = before === "bullet_list" || before === "ordered_list";
  return isList ? after === before || after === "code" : before === "code" && after === "code";
}
