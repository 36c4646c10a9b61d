import { defineRule } from "../../src/rule.js";

export default defineRule({
  id: "html/no-comments",
  summary: "Disallow HTML comments that are prose",
  why: "Notes that a template or an editor left behind travel with every copy of the page. A reader never sees them, but everybody who looks at the source does.",
  recommended: "off",
  fixes: "none",
  messages: { comment: "Comment `{{text}}`" },
  examples: [{ bad: `<p>a</p>\n«<!-- main text -->»`, says: ["Comment `main text`"] }, { good: `<p>a</p>` }],
  create: ({ report, slice }) => ({
    comment(_node, range) {
      report({ range, message: "comment", data: { text: slice(range).slice(4, -3).trim() } });
    },
  }),
});
