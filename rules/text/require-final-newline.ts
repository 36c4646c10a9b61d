import { defineRule } from "../../src/rule.js";

export default defineRule({
  id: "text/require-final-newline",
  summary: "Require a line ending at the end of the file",
  why: "A last line without an ending is no complete line for many tools: what is appended lands in it, and version control marks it. The fix is safe: readers see no difference.",
  recommended: "off",
  fixes: "safe",
  messages: { missing: "The last line has no line ending" },
  examples: [
    {
      bad: "The pier.\n\nThe bridge.«»",
      says: ["The last line has no line ending"],
      safe: "The pier.\n\nThe bridge.\n",
    },
    {
      bad: "---\ntitle: The pier\n---«»",
      says: ["The last line has no line ending"],
      safe: "---\ntitle: The pier\n---\n",
    },
    {
      bad: "The pier.\n\n<!-- The bridge«»",
      says: ["The last line has no line ending"],
      shows: "What is never closed would swallow the line ending: no fix.",
    },
    { good: "The pier.\n" },
    { good: "", shows: "An empty file has no line." },
  ],
  create: ({ document, report }) => ({
    end() {
      const { markup, source } = document;
      const { length } = source.text;
      if (/(?:^\uFEFF?|[\r\n])$/.test(source.text.slice(-1)) || length === 0) return;
      const range = { start: length, end: length };
      const open = markup.problems.some(({ code }) => code.startsWith("html-eof-in-"));
      report({
        range,
        message: "missing",
        ...(!open && { fix: { title: "End the line", safety: "safe", edits: [{ range, text: source.lineEnding }] } }),
      });
    },
  }),
});
