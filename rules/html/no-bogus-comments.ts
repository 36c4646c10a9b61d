import { defineRule, type Range, rangeAt } from "../../src/rule.js";

export default defineRule({
  id: "html/no-bogus-comments",
  summary: "Disallow text that browsers take for a comment",
  why: "Before a question mark, an exclamation mark or a slash with no letter behind it, `<` begins a comment that ends at the next `>`. So `Class<?>` loses its brackets, and an address in brackets with a slash too many (`</2008/12/>`) is gone altogether. Markdown text is safe, for there the characters are shown; inside HTML they are not. Instructions for a server (`<?php`), the first line of an XML file and CDATA sections are left alone. The fix writes `&lt;`; it is only shown, because nobody but the author knows whether the text was to be seen at all.",
  recommended: "warn",
  fixes: "manual",
  messages: {
    vanishes: "`{{text}}` is read as a comment, so readers do not see it",
    residue: "`{{text}}` is left over from a word processor",
  },
  examples: [
    {
      bad: "<p>A «<?>» stands for any class: Class«<? extends Ship>».</p>",
      says: [
        "`<?>` is read as a comment, so readers do not see it",
        "`<? extends Ship>` is read as a comment, so readers do not see it",
      ],
      notes: ["`&lt;`"],
      shown: ["Write `&lt;`", "Write `&lt;`"],
    },
    {
      bad: "<p>«</2008/12/tides/>» and «<!x>» and «</<b>»</p>",
      says: [
        "`</2008/12/tides/>` is read as a comment, so readers do not see it",
        "`<!x>` is read as a comment, so readers do not see it",
        "`</<b>` is read as a comment, so readers do not see it",
      ],
    },
    {
      bad: '<p>«<?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:office" />»Tides</p>',
      says: [
        '`<?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:office" />` is left over from a word processor',
      ],
      notes: ["Delete it"],
    },
    { good: "A `Class<?>` and a Class<?> in the text of Markdown.", path: "text.md", shows: "Markdown shows them." },
    {
      good: "| Method | For |\n| --- | --- |\n| add(List<?>) | one |\n| drop(List<?>) | all |",
      path: "table.md",
      shows: "So do the cells of tables.",
    },
    { good: "<!-- a comment --><p>x</p><?php echo 1 ?>\n<svg><title><![CDATA[a]]></title></svg>" },
    {
      good: '<?xml version="1.0"?>\n<!doctype html>\n<html><body><p>x</p></body></html>',
      path: "page.html",
      variants: false,
    },
    { good: "<script>if (a <!b) { }</script>" },
  ],
  needs: ["<"],
  create: ({ report, slice, document }) => {
    /** In a table each cell is read by itself: what begins in one cannot end in another. */
    const inCells = ({ start }: Range): boolean => {
      const raw = document.body.syntax === "markdown" ? rangeAt(document.markup.rawHtml, start) : undefined;
      return raw !== undefined && slice({ start: raw.start, end: raw.start + 2 }) === "<?" && NEXT_ROW.test(slice(raw));
    };
    return {
      bogusComment(_node, range) {
        const text = slice(range);
        if (LEGAL.test(text) || inCells(range)) return;
        if (RESIDUE.test(text)) {
          report({ range, message: "residue", data: { text }, note: "It does nothing. Delete it." });
          return;
        }
        const bracket: Range = { start: range.start, end: range.start + 1 };
        report({
          range,
          message: "vanishes",
          data: { text },
          note:
            document.body.syntax === "markdown"
              ? "To show it, write `&lt;` for the `<`, or put it between backticks outside of the tags."
              : "To show it, write `&lt;` for the `<`.",
          fix: { title: "Write `&lt;`", safety: "manual", edits: [{ range: bracket, text: "&lt;" }] },
        });
      },
    };
  },
});

const NEXT_ROW = /\|[ \t]*\r?\n[ \t>]*\|/;

/** For a server, an XML parser, or a drawing. */
const LEGAL = /^<(?:\?(?:php|=|xml[\s?]|xml-)|!\[CDATA\[|!(?:ELEMENT|ATTLIST|ENTITY|NOTATION)\b)/i;
const RESIDUE = /^<(?:\?xml:|!\[(?:if|endif))/i;
