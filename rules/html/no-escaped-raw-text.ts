import { defineRule, type Element, type Range, TEMPLATE_CHARACTER } from "../../src/rule.js";

export default defineRule({
  id: "html/no-escaped-raw-text",
  summary: "Disallow entities inside `<style>` and `<script>`",
  why: "Browsers do not decode entities inside `<style>` and `<script>`: a rule written as `p &#123; color: red &#125;` is no rule at all, and the first one breaks what follows. Converters that escape braces to keep template engines away do it there too. Only entities where CSS or JavaScript has no place for an `&` are reported; those inside strings and comments, and `&&`, are what they seem. The fix writes the characters. It is unsafe: rules or scripts that were dead come alive. Where the decoded text would be template code that your generator runs, there is no fix.",
  recommended: "warn",
  fixes: "unsafe",
  messages: { escaped: "`{{entity}}` is not decoded inside `<{{name}}>`" },
  examples: [
    {
      bad: "<style>«p &#123; color: red &#125;»</style>",
      says: ["`&#123;` is not decoded inside `<style>`"],
      notes: ["2 entities"],
      unsafe: "<style>p { color: red }</style>",
    },
    {
      bad: "<script>«let a = [1, 2].map((x) =&gt; x + 1);»</script>",
      says: ["`&gt;` is not decoded inside `<script>`"],
      unsafe: "<script>let a = [1, 2].map((x) => x + 1);</script>",
    },
    {
      bad: "<style>«p &#123;&#123; color: red &#125;&#125;»</style>",
      says: ["`&#123;` is not decoded inside `<style>`"],
      generator: "hexo",
      notes: ["Hexo would run"],
    },
    { good: `<script>document.title = "a &amp; b"; // &lt;\nif (a && b) c = '&#123;';</script>` },
    { good: `<script type="application/ld+json">{ "name": "A &amp; B" }</script>` },
    { good: `<style>/* &lt; */ p::after { content: "&#123;" }</style>` },
  ],
  needs: ["<"],
  create: ({ report, document, generator, slice }) => {
    const check = (element: Element): void => {
      const [child] = element.children;
      const start = child?.position?.start.offset;
      const end = child?.position?.end.offset;
      if (start === undefined || end === undefined || !isCode(element)) return;
      const text = slice({ start, end });
      if (!text.includes("&") || document.markup.masked.slice(start, end).includes(TEMPLATE_CHARACTER)) return;
      const places = entitiesOutsideStrings(text, element.tagName === "style");
      const [first] = places;
      if (first === undefined) return;
      const decoded = places.map((place) => ({ place, character: decode(text.slice(place.start, place.end)) }));
      const result = decoded
        .map(({ place, character }, index) => text.slice(places[index - 1]?.end ?? 0, place.start) + character)
        .concat(text.slice(places.at(-1)?.end ?? 0))
        .join("");
      const runs = generator.templates.length > 0 && /\{\{|\{%|\{#|<%/.test(result);
      const [head, ...rest] = decoded.map(({ place, character }) => ({
        range: { start: start + place.start, end: start + place.end },
        text: character,
      }));
      if (head === undefined) return;
      const count = places.length === 1 ? "One entity" : `${places.length} entities`;
      report({
        range: trimmed(text, start),
        message: "escaped",
        data: { entity: text.slice(first.start, first.end), name: element.tagName },
        note: runs
          ? `${count} that browsers take letter by letter, so this does nothing. Decoded it would be template code that ${generator.label} would run: put a space between the braces first.`
          : `${count} that browsers take letter by letter, so this does nothing. Write the characters themselves.`,
        ...(runs ? {} : { fix: { title: "Decode the entities", safety: "unsafe", edits: [head, ...rest] } }),
      });
    };
    return { element: { style: check, script: check } };
  },
});

/** Scripts of other languages are data. */
function isCode({ tagName, properties: { type } }: Element): boolean {
  return (
    tagName === "style" ||
    type === undefined ||
    /^(?:module|(?:text|application)\/(?:java|ecma)script)$/i.test(String(type))
  );
}

/** Text without the white space at its ends. */
function trimmed(text: string, start: number): Range {
  const lead = text.length - text.trimStart().length;
  return { start: start + lead, end: start + text.trimEnd().length };
}

/** Strings and comments of CSS and JavaScript, closed or not, and the entities that stand outside of them. */
const CSS =
  /"(?:[^"\\\n]|\\(?:[\s\S]|$))*(?:"|$|(?=\n))|'(?:[^'\\\n]|\\(?:[\s\S]|$))*(?:'|$|(?=\n))|\/\*[\s\S]*?(?:\*\/|$)|(&(?:#\d{1,7}|#x[\da-f]{1,6}|lt|gt|amp|quot|apos);)/gi;
const SCRIPT =
  /"(?:[^"\\\n]|\\(?:[\s\S]|$))*(?:"|$|(?=\n))|'(?:[^'\\\n]|\\(?:[\s\S]|$))*(?:'|$|(?=\n))|`(?:[^`\\]|\\(?:[\s\S]|$))*(?:`|$)|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|(&(?:#\d{1,7}|#x[\da-f]{1,6}|lt|gt|amp|quot|apos);)/gi;

function entitiesOutsideStrings(text: string, css: boolean): readonly Range[] {
  const found: Range[] = [];
  for (const match of text.matchAll(css ? CSS : SCRIPT)) {
    if (match[1] !== undefined) found.push({ start: match.index, end: match.index + match[1].length });
  }
  return found;
}

const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function decode(entity: string): string {
  const name = entity.slice(1, -1).toLowerCase();
  if (!name.startsWith("#")) return NAMED[name] ?? entity;
  const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}
