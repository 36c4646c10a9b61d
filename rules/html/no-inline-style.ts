import {
  type Attribute,
  attributeRemoval,
  type Declaration,
  type Document,
  defineRule,
  type Edit,
  type Element,
  type Fix,
  hidesContent,
  isWithoutEffect,
  normalDeclarations,
  perOptions,
  readDeclarations,
  type Safety,
  TEMPLATE_CHARACTER,
  withoutDeclarations,
} from "../../src/rule.js";

export default defineRule({
  id: "html/no-inline-style",
  summary: "Disallow inline `style` attributes",
  why: [
    "A `style` attribute beats the style sheet of your theme: the paragraph stays black on a dark page and 16 pixels small on every screen, and a redesign cannot reach it. Pasted and scraped posts bring them along by the hundred. Classes, or plain elements, leave the looks to the theme.",
    "",
    "Not reported: attributes that the page computes (`:style`, `v-bind:style`, JSX's `style={{ }}`), declarations whose value is template code, custom properties (`--columns: 3`, an accepted way to hand a value to a class), `<svg>` and `<math>` with all that stands inside, where style is part of the drawing, and `<iframe>`, whose embed code is made by others and sets its size. An attribute that stray quotes tear apart is the matter of `html/valid-markup`.",
    "",
    "The fix removes the attribute; of a style that is allowed in part it removes the other declarations. It is unsafe, for the looks change: some styles carry meaning. It is safe for an empty attribute and for declarations that browsers ignore (`color: null`). What a style hides (`display: none`) would come to light, so there the fix is shown and never applied. With `fix: class` it puts a class in place of the style: the one that `classes` names for these declarations, else, where `sheet` names a style sheet of the project, a class made from them, whose rule is appended to that sheet. Without either there is no fix.",
  ].join("\n"),
  recommended: "warn",
  fixes: "unsafe",
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
      fix: {
        type: "string",
        enum: ["remove", "class"],
        default: "remove",
        description: "What takes the place of a style: nothing, or a class of `classes` or of the `sheet`.",
      },
      classes: {
        type: "object",
        additionalProperties: { type: "string" },
        default: {},
        description: "Classes of your style sheet by the declarations that they stand for.",
      },
      sheet: {
        type: "string",
        default: "",
        description:
          "With `fix: class`: a style sheet, relative to the configuration, that gets a class for all other declarations, e.g. `source/css/posts.css`.",
      },
    },
  },
  examples: [
    { bad: `<p «style="color:red"»>x</p>`, says: ["Inline style `color:red`"], notes: ["theme"], unsafe: "<p>x</p>" },
    {
      bad: `<p «STYLE = 'color: #666;\n font-size: 14px'» class="a">x</p>`,
      says: ["Inline style `color: #666; font-size: 14px`"],
      unsafe: `<p class="a">x</p>`,
    },
    { bad: `<b «style=""»>x</b>`, says: ["Empty `style` attribute on `<b>`"], safe: "<b>x</b>" },
    {
      bad: `<p «style="color:null"» class="a">x</p>`,
      says: ["Inline style `color:null`"],
      notes: ["ignore"],
      safe: `<p class="a">x</p>`,
    },
    {
      bad: `<div «style="display: none"»>Spoiler</div>`,
      says: ["Inline style `display: none`"],
      notes: ["hidden"],
      shown: ["Write `hidden` instead"],
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
      unsafe: `<i style="width: {{ page.share }}%">x</i>`,
    },
    { good: `<ul style="--columns: 3"><li>x</li></ul>` },
    {
      bad: `<ul «style="--columns: 3"»><li>x</li></ul>`,
      says: ["Inline style `--columns: 3`"],
      options: { allowVariables: false },
      unsafe: `<ul><li>x</li></ul>`,
    },
    { good: `<td style="text-align: right">1</td>`, options: { allow: ["text-align"] }, path: "cell.html" },
    {
      bad: `<p «style="top: 0;text-align:right ; color: red;"»>1</p>`,
      says: ["Inline style `top: 0; color: red`"],
      options: { allow: ["text-align"] },
      unsafe: `<p style="text-align:right ;">1</p>`,
    },
    {
      bad: `<img style="width: 50%" src="a.png"><p «style="color: red"»>x</p>`,
      says: ["Inline style `color: red`"],
      options: { elements: ["p", "span"] },
      unsafe: `<img style="width: 50%" src="a.png"><p>x</p>`,
    },
    {
      good: `<svg viewBox="0 0 1 1" style="color:red"><path style="fill:red" d="M0 0h1"/></svg>`,
      shows: "A drawing's own styles.",
    },
    { good: `<iframe src="https://example.org/embed/7" style="width:100%;border:0"></iframe>`, shows: "Embed code." },
    {
      good: `<p style="font-family: "Courier New", monospace;">x</p>`,
      shows: "Torn apart by its own quotes: `html/valid-markup` says so.",
    },
    { good: '`<p style="color:red">`', path: "code.md" },
    {
      bad: `<p class="a" «style="color:RED;margin:0"»>x</p>\n<p «style="color: red"»>y</p>`,
      says: ["Inline style `color:RED;margin:0`", "Inline style `color: red`"],
      notes: ["names a class", "option `classes`"],
      options: { fix: "class", classes: { "color: RED; margin: 0": "note" } },
      unsafe: `<p class="a note">x</p>\n<p style="color: red">y</p>`,
    },
    {
      bad: `<p «style="color: red; margin:0"»>x</p>\n<p class="a" «style="COLOR:red;margin: 0;"»>y</p>\n<p «style="top:0}"»>z</p>`,
      says: ["Inline style `color: red; margin:0`", "Inline style `COLOR:red;margin: 0;`", "Inline style `top:0}`"],
      notes: ["posts.css", "posts.css", "style sheet"],
      options: { fix: "class", sheet: "css/posts.css" },
      unsafe: `<p class="s-inrbuq">x</p>\n<p class="a s-inrbuq">y</p>\n<p style="top:0}">z</p>`,
      shows: "A class made from the declarations; its rule is appended to the sheet.",
    },
  ],
  needs: ["<"],
  create: ({ options, report, attribute, attributes, document }) => {
    const { allowed, checked, classes } = settled(options);
    const isAllowed = ({ property, value }: Declaration): boolean =>
      allowed.has(property) ||
      (options.allowVariables && property.startsWith("--")) ||
      property.includes(TEMPLATE_CHARACTER) ||
      value.includes(TEMPLATE_CHARACTER);
    return {
      attribute: {
        style(element, _range, ancestors) {
          const { style } = element.properties;
          if (typeof style !== "string" || !(checked.has("*") || checked.has(element.tagName))) return;
          if (element.tagName === "iframe" || isDrawing(element) || ancestors.some(isDrawing)) return;
          if (attributes(element).some(isTorn)) return;
          const written = attribute(element, "style");
          if (written === undefined) return;
          const { range } = written;
          const all = readDeclarations(style);
          if (all.length === 0) {
            if (!/^[\s;]*$/.test(style)) return;
            const fix = fixOf("Remove the empty attribute", "safe", [attributeRemoval(document, written)]);
            const data = { name: element.tagName };
            report({ range, message: "empty", data, note: "It does nothing. Remove it.", ...fix });
            return;
          }
          const found = all.filter((declaration) => !isAllowed(declaration));
          if (found.length === 0) return;
          const css = found.length === all.length ? (written.raw ?? "") : normalDeclarations(found);
          report({ range, message: "style", data: { css }, ...repair(element, written, found, all) });
        },
      },
    };

    function repair(element: Element, style: Attribute, found: readonly Declaration[], all: readonly Declaration[]) {
      const whole = found.length === all.length;
      const removal = whole ? [attributeRemoval(document, style)] : partRemoval(document, style, found);
      if (hidesContent(all) && !hidesContent(all.filter((declaration) => !found.includes(declaration)))) {
        const note =
          "It keeps this part of the post out of sight, so without the style readers would see it. Delete the part, or give it the attribute `hidden`.";
        const hidden = all.length === 1 && found[0]?.property === "display";
        const fix = hidden
          ? fixOf("Write `hidden` instead", "manual", [{ range: style.range, text: "hidden" }])
          : fixOf("Remove the style and show what it hides", "manual", removal);
        return { note, ...fix };
      }
      if (found.every(isWithoutEffect)) {
        return { note: "Browsers ignore it. Remove it.", ...fixOf("Remove what has no effect", "safe", removal) };
      }
      if (options.fix === "remove") {
        const note =
          "It overrides the style sheet of your theme, on dark and small screens, too. Use a class, or leave the looks to the theme.";
        return { note, ...fixOf("Remove the style", "unsafe", removal) };
      }
      const made = classNames(found) === undefined ? madeClass(found, options.sheet) : undefined;
      const names = made === undefined ? classNames(found) : [made.name];
      if (names === undefined) {
        const note = `It overrides the style sheet of your theme. Give it a class there, and name that class in the option \`classes\`: \`"${normalDeclarations(found)}"\`.`;
        return { note };
      }
      const note =
        made === undefined
          ? "It overrides the style sheet of your theme. Your configuration names a class for it."
          : `It overrides the style sheet of your theme. Its class is to stand in \`${options.sheet}\`.`;
      const edits = classEdits(style, attribute(element, "class"), names, whole ? undefined : removal);
      return { note, ...fixOf(`Use the class \`${names.join(" ")}\``, "unsafe", edits, made?.needs) };
    }

    /** The class of the declarations as a whole, or of each of them. */
    function classNames(found: readonly Declaration[]): readonly string[] | undefined {
      const whole = classes.get(normalDeclarations(found));
      const names = whole === undefined ? found.map((one) => classes.get(normalDeclarations([one]))) : [whole];
      return names.every((name) => name !== undefined) ? [...new Set(names)] : undefined;
    }

    function classEdits(
      style: Attribute,
      given: Attribute | undefined,
      names: readonly string[],
      removal: readonly (Edit | undefined)[] | undefined,
    ): readonly (Edit | undefined)[] {
      const quote = style.quote ?? '"';
      if (given === undefined) {
        const text = `class=${quote}${names.join(" ")}${quote}`;
        if (removal === undefined) return [{ range: style.range, text }];
        return [{ range: { start: style.range.start, end: style.range.start }, text: `${text} ` }, ...removal];
      }
      const known = new Set(given.raw?.split(/\s+/));
      const missing = names.filter((name) => !known.has(name)).join(" ");
      const rest = removal ?? [attributeRemoval(document, style)];
      if (missing === "") return rest;
      if (given.quote === undefined || given.valueRange === undefined) return [undefined];
      const end = given.valueRange.end;
      const space = given.raw === "" || given.raw?.endsWith(" ") ? "" : " ";
      return [{ range: { start: end, end }, text: `${space}${missing}` }, ...rest];
    }
  },
});

interface Options {
  readonly allow: readonly string[];
  readonly elements: readonly string[];
  readonly classes: Readonly<Record<string, string>>;
}

const settled = perOptions(({ allow, elements, classes }: Options) => ({
  allowed: new Set(allow.map((property) => property.toLowerCase())),
  checked: new Set(elements.map((name) => name.toLowerCase())),
  /** Names of classes by normal declarations. */
  classes: new Map(
    Object.entries(classes)
      .filter(([, name]) => /^[^\s"'<>&=`]+$/.test(name))
      .map(([css, name]) => [normalDeclarations(readDeclarations(css)), name]),
  ),
}));

/** Takes some declarations out and leaves the others as they are written. Not where entities or comments blur them. */
function partRemoval(
  { markup }: Document,
  { valueRange, raw = "" }: Attribute,
  found: readonly Declaration[],
): readonly (Edit | undefined)[] {
  if (valueRange === undefined || raw.includes("&") || raw.includes("/*")) return [undefined];
  const all = readDeclarations(markup.masked.slice(valueRange.start, valueRange.end));
  const unwanted = new Set(
    all.filter((one) => found.some(({ start, property }) => start === one.start && property === one.property)),
  );
  return withoutDeclarations(all, unwanted).map(({ start, end }) => ({
    range: { start: valueRange.start + start, end: valueRange.start + end },
    text: "",
  }));
}

/**
 * A class for declarations, named after what they say, so that equal styles share one in all posts. undefined without a
 * sheet, and for text that could leave its rule there.
 */
function madeClass(
  found: readonly Declaration[],
  sheet: string,
): { readonly name: string; readonly needs: Fix["needs"] } | undefined {
  const css = normalDeclarations(found);
  if (sheet === "" || /[{}<>@\\]|\/\*/.test(css) || !isPrintable(css)) return undefined;
  let hash = 0x811c9dc5; // FNV-1a, 32 bits
  for (let at = 0; at < css.length; at++) hash = Math.imul(hash ^ css.charCodeAt(at), 0x01000193) >>> 0;
  const name = `s-${hash.toString(36)}`;
  return { name, needs: [{ file: sheet, line: `.${name} { ${css} }` }] };
}

function isPrintable(text: string): boolean {
  return /^[ -~]*$/.test(text) || !/\p{C}/u.test(text);
}

/** A fix, when each of its edits is known. */
function fixOf(
  title: string,
  safety: Safety,
  edits: readonly (Edit | undefined)[],
  needs?: Fix["needs"],
): { readonly fix?: Fix } {
  const [first, ...rest] = edits.filter((edit) => edit !== undefined);
  if (first === undefined || edits.includes(undefined)) return {};
  return { fix: { title, safety, edits: [first, ...rest], ...(needs === undefined ? {} : { needs }) } };
}

function isDrawing(element: Element): boolean {
  return element.tagName === "svg" || element.tagName === "math";
}

/** A quote inside the value ended it, and the rest of it became attributes. */
function isTorn({ name }: Attribute): boolean {
  return /["'<=]/.test(name);
}
