import { commentKind, defineRule, holdsTemplateCode, isKeptComment, removalOf } from "../../src/rule.js";

export default defineRule({
  id: "html/no-comments",
  summary: "Disallow HTML comments that are prose",
  why: [
    "Notes that a template or an editor left behind (`<!-- main text -->`) travel with every copy of the page. A reader never sees them, but everybody who looks at the source does, your private remarks included.",
    "",
    "Comments with work to do are left alone: excerpt marks such as `<!-- more -->`, conditional comments, marks of block editors, table of contents marks, directives of tools, the edges of generated sections, licences, server-side includes, and the empty comment that keeps two Markdown blocks apart. Markup that is commented out is the matter of `html/no-commented-markup`: no comment is reported by both rules.",
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
      keep: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Comments that begin with one of these texts are left alone, upper or lower case alike.",
      },
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
    { good: "<!-- TODO: find the slides -->", options: { keep: ["todo"] } },
  ],
  create: ({ options, report, slice, generator, document }) => ({
    comment(_node, range) {
      const content = slice(range).slice("<!--".length, -"-->".length);
      if (isKeptComment(content, options.keep) || commentKind(content) !== "note") return;
      const note = holdsTemplateCode(content)
        ? `It holds template code, which ${generator.label} may run even inside a comment. See what it does before you delete it.`
        : "Readers never see it, but everybody who looks at the page's source does. Delete it, or begin it with a text that the option `keep` names.";
      const edit = holdsTemplateCode(content) ? undefined : removalOf(document, range);
      report({
        range,
        message: "comment",
        data: { text: content.trim() },
        note,
        ...(edit === undefined ? {} : { fix: { title: "Remove the comment", safety: "unsafe", edits: [edit] } }),
      });
    },
  }),
});
