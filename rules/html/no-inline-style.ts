import { type Attribute, defineRule, type Element, TEMPLATE_CHARACTER } from "../../src/rule.js";

export default defineRule({
  id: "html/no-inline-style",
  summary: "Disallow inline `style` attributes",
  why: [
    "A `style` attribute beats the style sheet of your theme: the paragraph stays black on a dark page and 16 pixels small on every screen, and a redesign cannot reach it. Pasted and scraped posts bring them along by the hundred. Classes, or plain elements, leave the looks to the theme.",
    "",
    "Not reported: attributes that the page computes (`:style`, `v-bind:style`, JSX's `style={{ }}`), declarations whose value is template code, custom properties (`--columns: 3`, an accepted way to hand a value to a class), and whatever stands inside `<svg>` and `<math>`, where style is part of the drawing. An attribute that stray quotes tear apart is the matter of `html/valid-markup`.",
  ].join("\n"),
  recommended: "warn",
  fixes: "none",
  messages: { style: "Inline style `{{css}}`", empty: "Empty `style` attribute on `<{{name}}>`" },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      allow: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "CSS properties that may be set inline, e.g. `text-align`.",
      },
      elements: {
        type: "array",
        items: { type: "string" },
        default: ["*"],
        description: "Names of the elements that are checked; `*` stands for all.",
      },
      allowVariables: {
        type: "boolean",
        default: true,
        description: "Whether custom properties (`--name`) may be set inline.",
      },
    },
  },
  examples: [
    { bad: `<p «style="color:red"»>x</p>`, says: ["Inline style `color:red`"], notes: ["theme"] },
    {
      bad: `<p «STYLE = 'color: #666;\n font-size: 14px'» class="a">x</p>`,
      says: ["Inline style `color: #666; font-size: 14px`"],
    },
    { bad: `<td «style=""»>x</td>`, says: ["Empty `style` attribute on `<td>`"], path: "cell.html" },
    {
      bad: `<div «style="display: none"»>Spoiler</div>`,
      says: ["Inline style `display: none`"],
      notes: ["hidden"],
    },
    { good: `<p class="note">x</p>` },
    { good: `<p :style="{ color }" v-bind:style="size" data-style="color:red">x</p>` },
    {
      good: `<i style="width: {{ page.share }}%; {{ page.css }}">x</i>`,
      generator: "jekyll",
      shows: "Computed values have no other place.",
    },
    {
      bad: `<i «style="color: red; width: {{ page.share }}%"»>x</i>`,
      says: ["Inline style `color: red`"],
      generator: "jekyll",
    },
    { good: `<ul style="--columns: 3"><li>x</li></ul>` },
    {
      bad: `<ul «style="--columns: 3"»><li>x</li></ul>`,
      says: ["Inline style `--columns: 3`"],
      options: { allowVariables: false },
    },
    { good: `<td style="text-align: right">1</td>`, options: { allow: ["text-align"] }, path: "cell.html" },
    {
      bad: `<p «style="text-align: right; color: red"»>1</p>`,
      says: ["Inline style `color: red`"],
      options: { allow: ["text-align"] },
    },
    {
      bad: `<img style="width: 50%" src="a.png"><p «style="color: red"»>x</p>`,
      says: ["Inline style `color: red`"],
      options: { elements: ["p", "span"] },
    },
    { good: `<svg viewBox="0 0 1 1"><path style="fill:red" d="M0 0h1"/></svg>`, shows: "A drawing's own styles." },
    {
      good: `<p style="font-family: "Courier New", monospace;">x</p>`,
      shows: "Torn apart by its own quotes: `html/valid-markup` says so.",
    },
    { good: '`<p style="color:red">`', path: "code.md" },
  ],
  create: ({ options, report, attribute, attributes }) => {
    const allowed = new Set(options.allow.map((property) => property.toLowerCase()));
    const checked = new Set(options.elements.map((name) => name.toLowerCase()));
    const isAllowed = ([property, value]: Declaration): boolean =>
      allowed.has(property) ||
      (options.allowVariables && property.startsWith("--")) ||
      `${property}${value}`.includes(TEMPLATE_CHARACTER);
    return {
      element: {
        "*": (element, _range, ancestors) => {
          const { style } = element.properties;
          if (typeof style !== "string" || !(checked.has("*") || checked.has(element.tagName))) return;
          if (ancestors.some(isDrawing) || attributes(element).some(isTorn)) return;
          const written = attribute(element, "style");
          if (written === undefined) return;
          const { range } = written;
          const all = declarations(style);
          if (all.length === 0) {
            const note = "It does nothing. Remove it.";
            if (style.trim() === "") report({ range, message: "empty", data: { name: element.tagName }, note });
            return;
          }
          const found = all.filter((declaration) => !isAllowed(declaration));
          if (found.length === 0) return;
          const css = found.length === all.length ? (written.raw ?? "") : found.map(show).join("; ");
          report({ range, message: "style", data: { css }, note: noteFor(found) });
        },
      },
    };
  },
});

type Declaration = readonly [property: string, value: string];

/** Property names in lower case. Semicolons inside quotes and brackets part nothing. */
function declarations(css: string): readonly Declaration[] {
  const found: Declaration[] = [];
  let start = 0;
  let closer: string | undefined;
  for (let at = 0; at <= css.length; at++) {
    const character = css.charAt(at);
    if (closer !== undefined && at < css.length) {
      if (character === closer) closer = undefined;
    } else if (character === '"' || character === "'") {
      closer = character;
    } else if (character === "(") {
      closer = ")";
    } else if (character === ";" || at === css.length) {
      const [property = "", ...value] = css.slice(start, at).split(":");
      const name = property.trim();
      if (name !== "") found.push([name.startsWith("--") ? name : name.toLowerCase(), value.join(":").trim()]);
      start = at + 1;
    }
  }
  return found;
}

function show([property, value]: Declaration): string {
  return `${property}: ${value}`;
}

function isDrawing(element: Element): boolean {
  return element.tagName === "svg" || element.tagName === "math";
}

/** A quote inside the value ended it, and the rest of it became attributes. */
function isTorn({ name }: Attribute): boolean {
  return /["'<=]/.test(name);
}

function noteFor(found: readonly Declaration[]): string {
  const hides = found.some(
    ([property, value]) =>
      (property === "display" && /^none\b/i.test(value)) || (property === "visibility" && /^hidden\b/i.test(value)),
  );
  return hides
    ? "It keeps this part of the post hidden, so without the style readers would see it. Delete the part, or give it the attribute `hidden`."
    : "It overrides the style sheet of your theme, on dark and small screens, too. Use a class, or leave the looks to the theme.";
}
