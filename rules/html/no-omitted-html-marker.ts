import { commentKind, defineRule } from "../../src/rule.js";

export default defineRule({
  id: "html/no-omitted-html-marker",
  summary: "Disallow the marks that a renderer leaves where it dropped HTML",
  why: "Renderers that do not trust HTML put `<!-- raw HTML omitted -->` in its place. A post that holds this mark was copied from a rendered page: a table, a picture or a video that stood here is missing. Look at the original and bring it back. There is no fix, for without the mark nobody would know that something is missing.",
  recommended: "warn",
  fixes: "none",
  messages: { omitted: "A renderer dropped HTML here" },
  examples: [
    {
      bad: "<p>Before «<!-- raw HTML omitted -->»1 May«<!-- raw HTML omitted -->»</p>",
      says: ["A renderer dropped HTML here", "A renderer dropped HTML here"],
      notes: ["original"],
    },
    { good: "<p>x</p><!-- the raw HTML was omitted on purpose -->" },
    { good: "`<!-- raw HTML omitted -->` is what goldmark writes.", path: "code.md" },
  ],
  needs: ["<!--"],
  create: ({ report, slice }) => ({
    comment(_node, range) {
      if (commentKind(slice(range).slice("<!--".length, -"-->".length)) !== "omitted") return;
      report({
        range,
        message: "omitted",
        note: "What stood here is missing from the post. Look at the original, and bring it back.",
      });
    },
  }),
});
