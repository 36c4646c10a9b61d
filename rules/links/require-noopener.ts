import {
  type Attribute,
  type Document,
  defineRule,
  type Edit,
  elementTags,
  type Range,
  soundAttributes,
  TEMPLATE_CHARACTER,
} from "../../src/rule.js";

export default defineRule({
  id: "links/require-noopener",
  summary: 'Require `rel="noopener"` on links that open a window of their own',
  why: 'A page that opens in a window of its own (`target="_blank"`) could reach back in older browsers and send the page that it came from elsewhere. `rel="noopener"` keeps it from that. Browsers since about 2021 behave as if it stood there, so the rule is for sites with readers on older ones. The fix adds the word and is safe: nothing that a reader sees changes.',
  recommended: "off",
  fixes: "safe",
  messages: { missing: "Link to `{{host}}` opens a window that can reach back" },
  examples: [
    {
      bad: '<a href="https://example.com/pier" «target="_blank"»>x</a>',
      says: ["Link to `example.com` opens a window that can reach back"],
      notes: ["`noopener`"],
      safe: '<a href="https://example.com/pier" target="_blank" rel="noopener">x</a>',
    },
    {
      bad: "<a «target=_blank» rel='nofollow' href='//example.com/pier'>x</a>",
      says: ["Link to `example.com` opens a window that can reach back"],
      safe: "<a target=_blank rel='nofollow noopener' href='//example.com/pier'>x</a>",
    },
    {
      good: '<a href="https://example.com" target="_blank" rel="noopener">x</a><a href="https://example.com" target="_blank" rel="external noreferrer">x</a><a href="/pier" target="_blank">x</a><a href="https://example.com">x</a>',
    },
    { good: '<a href="{{ url }}" target="_blank">x</a>', generator: "jekyll" },
    { good: '`<a href="https://example.com" target="_blank">`', path: "code.md" },
  ],
  needs: ["<"],
  create: ({ report, attribute, document }) => ({
    link({ url, element, range }) {
      if (element === undefined || url.includes(TEMPLATE_CHARACTER)) return;
      const host = /^\s*(?:https?:)?\/\/(?:[^/?#@\s]*@)?([^/?#:\s]+)/i.exec(url)?.[1]?.toLowerCase();
      const target = attribute(element, "target");
      if (host === undefined || target?.raw?.trim().toLowerCase() !== "_blank") return;
      const rel = attribute(element, "rel");
      if (/\bno(?:opener|referrer)\b|\bopener\b/i.test(rel?.raw ?? "") || rel?.raw?.includes(TEMPLATE_CHARACTER))
        return;
      const edit = relEdit(document, range, target, rel);
      report({
        range: target.range,
        message: "missing",
        data: { host },
        note: "Add `noopener` to `rel`. Current browsers behave as if it stood there.",
        ...(edit === undefined ? {} : { fix: { title: 'Add `rel="noopener"`', safety: "safe", edits: [edit] } }),
      });
    },
  }),
});

function relEdit(
  { markup }: Document,
  element: Range,
  target: Attribute,
  rel: Attribute | undefined,
): Edit | undefined {
  const tag = elementTags(markup, element)?.start;
  if (tag === undefined || soundAttributes(markup.masked, tag) === undefined) return undefined;
  if (rel === undefined) return { range: { start: target.range.end, end: target.range.end }, text: ' rel="noopener"' };
  const { valueRange, quote, raw = "" } = rel;
  if (valueRange === undefined) return undefined;
  if (quote === undefined) return { range: valueRange, text: `"${raw} noopener"` };
  const text = raw.trim() === "" ? "noopener" : " noopener";
  return { range: { start: valueRange.end, end: valueRange.end }, text };
}
