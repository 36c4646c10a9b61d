import { defineRule, isHtmlName, type Range, soundAttributes, type Tag, unclosedRawText } from "../../src/rule.js";

export default defineRule({
  id: "html/lowercase-names",
  summary: "Enforce lower case for the names of tags and attributes",
  why: "HTML reads `<DIV>` as `<div>`. In lower case it reads easier, and searches find it. Only HTML's own elements are asked: names that it does not know may be components, where case counts, and so it does inside `<svg>` and `<math>` (`viewBox`). Where tags may be components of a framework (VitePress, or a generator that is not known), names in mixed case are left alone, for `<Button>` is no `<button>` there. The fix is safe: browsers read the same name.",
  recommended: "off",
  fixes: "safe",
  messages: {
    tag: "The tag `{{name}}` is not in lower case",
    attribute: "The attribute `{{name}}` is not in lower case",
  },
  examples: [
    {
      bad: `<«DIV» «CLASS»="Note">Text</«DIV»>`,
      says: [
        "The tag `DIV` is not in lower case",
        "The attribute `CLASS` is not in lower case",
        "The tag `DIV` is not in lower case",
      ],
      notes: ["`div`", "`class`", "`div`"],
      safe: `<div class="Note">Text</div>`,
    },
    {
      bad: `<td «vAlign»="top">Text</td>`,
      says: ["The attribute `vAlign` is not in lower case"],
      generator: "hexo",
      path: "cell.html",
      safe: `<td valign="top">Text</td>`,
    },
    { good: `<svg viewBox="0 0 1 1"><linearGradient gradientUnits="userSpaceOnUse"/></svg>`, generator: "hexo" },
    { good: `<Tabs itemCount="2">x</Tabs> <button @click.native="x" v-myFocus>y</button>`, generator: "hexo" },
    { good: `<Button onClick="go()">x</Button>`, generator: "vitepress", shows: "It may be a component." },
    { good: `<Button onClick="go()">x</Button>`, path: "post.mdx" },
    { good: `<p title="A" B"C D>x</p>`, shows: "Malformed tags: `html/valid-markup` has its say." },
    { good: "`<DIV>`", path: "code.md" },
  ],
  needs: ["<"],
  create: ({ report, slice, generator }) => {
    const components = generator.name === undefined || generator.name === "vitepress";
    return {
      markup({ masked, tags }) {
        const limit = unclosedRawText(tags)?.range.end ?? masked.length;
        let drawing: Tag | undefined;
        for (const tag of tags) {
          if (tag.range.end > limit) return;
          if (drawing !== undefined) {
            if (!tag.closing || tag.name !== drawing.name) continue;
            drawing = undefined;
          }
          const nameStart = tag.range.start + (tag.closing ? 2 : 1);
          const attributes = tag.closing ? [] : soundAttributes(masked, tag);
          if (attributes === undefined || !isHtmlName(tag.name)) continue;
          check("tag", { start: nameStart, end: nameStart + tag.name.length });
          if (tag.name === "svg" || tag.name === "math") {
            if (!tag.closing && !tag.selfClosing) drawing = tag;
            continue;
          }
          for (const { name, nameRange } of attributes) {
            if (/^(?!v-|x-|ng)[a-z][a-z0-9-]*$/.test(name)) check("attribute", nameRange);
          }
        }
      },
    };

    function check(message: "tag" | "attribute", range: Range): void {
      const name = slice(range);
      const lower = name.toLowerCase();
      if (name === lower || (components && name !== name.toUpperCase())) return;
      const note = `HTML reads it as \`${lower}\`. Write it so.`;
      const edit = { range, text: lower };
      report({
        range,
        message,
        data: { name },
        note,
        fix: { title: `Write \`${lower}\``, safety: "safe", edits: [edit] },
      });
    }
  },
});
