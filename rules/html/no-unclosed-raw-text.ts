import { defineRule, type Fix, inGroups, type Range, unclosedRawText } from "../../src/rule.js";

export default defineRule({
  id: "html/no-unclosed-raw-text",
  summary: "Disallow `<script>`, `<style>`, `<textarea>`, `<title>` and their like without an end tag",
  why: "Between `<script>` and `</script>` a browser reads everything as a program, and so it is with styles, text fields, titles and frames. Without the end tag, the rest of the page goes in there and nobody sees it. The usual cause is a sentence that names the tag and forgot that HTML reads it, too. Because nothing behind such a tag is markup, other rules are silent about it. Whether the tag is meant or only named is for its author to say, so the fix is a proposal.",
  recommended: "error",
  fixes: "manual",
  messages: {
    swallows: "`<{{name}}>` is never closed and swallows the rest of the post: {{count}} characters",
    last: "`<{{name}}>` is never closed and swallows what your layout puts behind the post",
  },
  examples: [
    {
      bad: `Put it between «<script>» and the style sheet.\n\nThe rest.`,
      says: ["`<script>` is never closed and swallows the rest of the post: 30 characters"],
      notes: ["`&lt;script>`"],
      shown: ["Write `&lt;script>`"],
    },
    {
      bad: `<p>Text</p>\n<div>«<iframe src="https://example.com/video" />»</div>\n<p>More</p>`,
      says: ["`<iframe>` is never closed and swallows the rest of the post: 18 characters"],
      notes: ["`></iframe>`"],
      shown: ["Write `></iframe>`"],
      shows: "HTML ignores the slash: only void elements such as `<br />` may carry one.",
    },
    {
      bad: `<p>Text</p>\n\n«<style>»\n`,
      says: ["`<style>` is never closed and swallows what your layout puts behind the post"],
    },
    {
      bad: "<div>\nAdd a global `«<style>»` element.\n</div>",
      says: ["`<style>` is never closed and swallows the rest of the post: 17 characters"],
      notes: ["does not read backticks"],
      shown: ["Write `<code>&lt;style></code>`"],
    },
    { good: `<script>\nlet page = "<title>";\n</script>\n\n<textarea></textarea>` },
    { good: "The `<script>` tag, or &lt;script>.", path: "escaped.md" },
    { good: `<svg><title>A chart</title><style/><path d=""/></svg>\n\nText.`, shows: "In drawings the slash closes." },
  ],
  needs: ["<"],
  create: ({ report, document, slice }) => ({
    markup(markup) {
      const tag = unclosedRawText(markup.tags);
      if (tag === undefined) return;
      const { name, range } = tag;
      const backticks = markup.masked[range.start - 1] === "`" && markup.masked[range.end] === "`";
      const count = markup.masked.slice(range.end, document.body.range.end).replace(/\s+/g, " ").trim().length;
      report({
        range,
        message: count === 0 ? "last" : "swallows",
        data: { name, count: inGroups(count) },
        note: tag.selfClosing
          ? `HTML ignores the slash in \`/>\` here. Write \`></${name}>\` instead.`
          : backticks
            ? `Between tags of HTML, Markdown does not read backticks, though some older renderers do. Write \`<code>&lt;${name}></code>\` there.`
            : `If you mean the tag itself, write \`&lt;${name}>\` or put it between backticks. Else close it with \`</${name}>\`.`,
        fix: tag.selfClosing
          ? proposal({ start: range.start + slice(range).replace(/\s*\/>$/, "").length, end: range.end }, `></${name}>`)
          : backticks
            ? proposal({ start: range.start - 1, end: range.end + 1 }, `<code>&lt;${slice(range).slice(1)}</code>`)
            : proposal({ start: range.start, end: range.start + 1 }, "&lt;", `&lt;${slice(range).slice(1)}`),
      });
    },
  }),
});

function proposal(range: Range, text: string, shown: string = text): Fix {
  return { title: `Write \`${shown}\``, safety: "manual", edits: [{ range, text }] };
}
