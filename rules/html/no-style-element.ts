import { defineRule, isLayoutPiece, removalOf, TEMPLATE_CHARACTER } from "../../src/rule.js";

export default defineRule({
  id: "html/no-style-element",
  summary: "Disallow `<style>` in the body of a post",
  why: "A `<style>` element is not bounded by the post that holds it: its rules reach the header, the menu and, on a list page, every other post. Feed readers and newsletters drop it, so the post looks different there. The style sheet of the theme is the place for rules. Inside `<svg>` (a drawing brings its own) and `<template>` (a shadow tree has its own), in the `<head>` of a full page, and in folders of layouts and partials, it is left alone. The fix removes the element, with its lines when nothing else stands there. It is unsafe, for the looks change: move the rules to a style sheet first. Styles that template code writes are never removed.",
  recommended: "warn",
  fixes: "unsafe",
  messages: { style: "`<style>` in the body: `{{css}}`", empty: "Empty `<style>` in the body" },
  examples: [
    {
      bad: `«<style>»\n.note { color: red }\n</style>\n\nText.`,
      says: ["`<style>` in the body: `.note { color: red }`"],
      notes: ["style sheet"],
      unsafe: "\nText.",
    },
    {
      bad: `<div>«<style media="print" scoped>»</style></div>`,
      says: ["Empty `<style>` in the body"],
      unsafe: "<div></div>",
    },
    {
      good: `<!doctype html>\n<html><head><style>p { margin: 0 }</style></head><body><p>x</p></body></html>`,
      path: "page.html",
      variants: false,
      shows: "A full page keeps its styles in its head.",
    },
    { good: `<style>p { margin: 0 }</style>`, path: "layouts/partials/colors.html" },
    { good: `<svg viewBox="0 0 1 1"><style>.a { fill: red }</style><path class="a" d="M0 0h1"/></svg>` },
    { good: "```html\n<style>p { margin: 0 }</style>\n```", path: "code.md" },
    {
      good: `<style module>\n.note { color: red }\n</style>\n<style scoped>p { color: red }</style><style src="./tides.css"></style>`,
      generator: "vitepress",
      shows: "VitePress keeps these to the page, or imports a file.",
    },
    { good: `Text with <style> and no end.`, shows: "`html/no-unclosed-raw-text` says what is wrong here." },
  ],
  needs: ["<"],
  create: ({ report, slice, attributes, document, generator }) => ({
    element: {
      style(element, range, ancestors) {
        if (isLayoutPiece(document.path)) return;
        if (ancestors.some(({ tagName }) => tagName === "head" || tagName === "svg" || tagName === "template")) return;
        const text = slice(range);
        const close = text.search(/<\/style\s*>$/i);
        if (close === -1) return;
        // Vue keeps these to the page that holds them, or imports a file.
        const bounded = generator.name === "vitepress" && attributes(element).some(({ name }) => BOUNDED.has(name));
        if (bounded) return;
        const last = attributes(element).at(-1)?.range.end ?? range.start;
        const open = text.indexOf(">", last - range.start) + 1;
        const css = text.slice(open, close).trim();
        const computed = document.markup.masked.slice(range.start, range.end).includes(TEMPLATE_CHARACTER);
        report({
          range: { start: range.start, end: range.start + open },
          message: css === "" ? "empty" : "style",
          data: { css },
          note: "Its rules reach the whole page, not this post alone, and feeds drop them. Move them to the style sheet of your theme.",
          fix: () => {
            const edit = computed ? undefined : removalOf(document, range);
            return edit && { title: "Remove the element", safety: "unsafe", edits: [edit] };
          },
        });
      },
    },
  }),
});

const BOUNDED: ReadonlySet<string> = new Set(["module", "scoped", "src"]);
