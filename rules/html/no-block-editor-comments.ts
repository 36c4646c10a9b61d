import { commentKind, defineRule, removalOf } from "../../src/rule.js";

export default defineRule({
  id: "html/no-block-editor-comments",
  summary: "Disallow the comments that block editors and the clipboard leave behind",
  why: "WordPress keeps the settings of its blocks in comments (`<!-- wp:heading -->`), a copied selection brings `<!--StartFragment-->`, and Word its conditional comments (`<!--[if gte mso 9]>`). In a static site nobody reads them. The fix removes the comment, with its line when nothing else stands there. It is unsafe, because a post that goes back to the editor would come back as one block.",
  recommended: "off",
  fixes: "unsafe",
  messages: { mark: "Mark of a block editor `{{text}}`", clipboard: "Left over from the clipboard: `{{text}}`" },
  examples: [
    {
      bad: '«<!-- wp:heading {"level":3} -->»\n<h3>Tides</h3>\n«<!-- /wp:heading -->»\n',
      says: ['Mark of a block editor `wp:heading {"level":3}`', "Mark of a block editor `/wp:heading`"],
      notes: ["dead weight"],
      unsafe: "<h3>Tides</h3>\n",
    },
    {
      bad: "<p>«<!--StartFragment-->»Tides«<!--EndFragment-->»</p>",
      says: ["Left over from the clipboard: `StartFragment`", "Left over from the clipboard: `EndFragment`"],
      unsafe: "<p>Tides</p>",
    },
    {
      bad: "<p>«<!--[if gte mso 9]><xml><o:p></o:p></xml><![endif]-->»Tides«<!--[if !supportLists]-->»</p>",
      says: [
        "Left over from the clipboard: `[if gte mso 9]><xml><o:p></o:p></xml><![endif]`",
        "Left over from the clipboard: `[if !supportLists]`",
      ],
      unsafe: "<p>Tides</p>",
    },
    { good: "<!--[if lt IE 9]><p>Your browser is old.</p><![endif]-->", shows: "A condition that a page may mean." },
    { good: "<!-- more -->\n\n<p>x</p><!-- a note about wp:blocks -->" },
  ],
  needs: ["<!--"],
  create: ({ report, slice, document }) => ({
    comment(_node, range) {
      const text = slice(range).slice("<!--".length, -"-->".length).trim();
      const kind = commentKind(text);
      const clipboard = kind === "conditional" ? OFFICE.test(text) : /^(?:Start|End)Fragment$/.test(text);
      if (!clipboard && kind !== "block-editor") return;
      report({
        range,
        message: clipboard ? "clipboard" : "mark",
        data: { text },
        note: clipboard
          ? "Nothing reads it. Delete it."
          : "Outside of its editor it is dead weight. Delete it, unless the post goes back there.",
        fix: () => {
          const edit = removalOf(document, range);
          return edit && { title: "Remove the comment", safety: "unsafe", edits: [edit] };
        },
      });
    },
  }),
});

/** Conditions that Word's own renderer alone knows. */
const OFFICE = /^\[if\s+(?:[^\]]*\b(?:mso|vml)\b|!?support)/i;
