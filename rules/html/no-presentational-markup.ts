import {
  type Attribute,
  attributeRemoval,
  type Document,
  defineRule,
  type Edit,
  type Element,
  elementTags,
  type Fix,
  perOptions,
  type Range,
  soundAttributes,
} from "../../src/rule.js";

export default defineRule({
  id: "html/no-presentational-markup",
  summary: "Disallow tags and attributes that style sheets took the place of",
  why: "`<font>`, `<center>` and `<big>`, `align` and `bgcolor` are how pages looked before style sheets. Browsers still obey them, your theme cannot: the text stays black on a dark page. Attributes of table cells that converters write for every cell (`align`, `valign`, `width`) are left alone unless the option `tables` is on, and so is everything inside drawings. The fix takes the attributes and the tags away and keeps what is between them; `<strike>` becomes `<s>`, and `<tt>` becomes `<code>`. It is unsafe, for the looks change. `<center>` and `<marquee>` are boxes around other boxes: what takes their place is yours to choose.",
  recommended: "warn",
  fixes: "unsafe",
  messages: {
    element: "`<{{name}}>` is obsolete",
    attribute: "`{{attributes}}` on `<{{name}}>` belongs in a style sheet",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      allow: {
        type: "array",
        items: { type: "string" },
        description: "Tags and attributes that may stay, e.g. `center` or `align`.",
        default: [],
      },
      tables: {
        type: "boolean",
        description: "Whether the attributes of tables, their rows, columns and cells count.",
        default: false,
      },
    },
  },
  examples: [
    {
      bad: '<p>«<font color="red" size="4">»High water</font> at noon.</p>',
      says: ["`<font>` is obsolete"],
      notes: ["style sheet"],
      unsafe: "<p>High water at noon.</p>",
    },
    {
      bad: "<p>«<strike>»Ten</strike> nine, «<tt>»ls</tt>, «<big>»big</big></p>",
      says: ["`<strike>` is obsolete", "`<tt>` is obsolete", "`<big>` is obsolete"],
      unsafe: "<p><s>Ten</s> nine, <code>ls</code>, big</p>",
    },
    {
      bad: "«<center>»\n<p>Tides</p>\n</center>",
      says: ["`<center>` is obsolete"],
      notes: ["class"],
    },
    {
      bad: '<p «align="center"» class="a">x</p><img «align="left"» hspace="4" src="a.png" width="80" alt="">',
      says: ["`align` on `<p>` belongs in a style sheet", "`align`, `hspace` on `<img>` belongs in a style sheet"],
      unsafe: '<p class="a">x</p><img src="a.png" width="80" alt="">',
    },
    {
      bad: "<table><tr><td «bgcolor=red»>1</td></tr></table>",
      says: ["`bgcolor` on `<td>` belongs in a style sheet"],
      unsafe: "<table><tr><td>1</td></tr></table>",
    },
    {
      good: '<table border="1" width="80%"><tr><td align="right" valign="top" width="10">1</td></tr></table>',
      shows: "As converters write tables.",
    },
    {
      bad: '<table «border="1"»><tr><td «align="right"»>1</td></tr></table>',
      says: ["`border` on `<table>` belongs in a style sheet", "`align` on `<td>` belongs in a style sheet"],
      options: { tables: true },
      unsafe: "<table><tr><td>1</td></tr></table>",
    },
    { good: '<center>x</center><p align="center">y</p>', options: { allow: ["center", "align"] } },
    {
      good: '<img src="a.png" width="80" height="40" alt=""><input size="4"><iframe width="560" height="315" src="https://example.org/e"></iframe><svg width="1" height="1"><font-face/></svg>',
    },
    { good: "```html\n<center>x</center>\n```\n\n`<font>` is obsolete.", path: "code.md" },
  ],
  needs: ["<"],
  create: ({ report, options, document }) => {
    const allowed = allowedNames(options);
    let judged: Element | undefined;
    const judge: Handler = (element, range, ancestors) => {
      if (element === judged || isDrawing(element) || ancestors.some(isDrawing)) return;
      judged = element;
      const tags = elementTags(document.markup, range);
      if (tags === undefined) return;
      const { tagName: name } = element;
      if (Object.hasOwn(ELEMENTS, name) && !allowed.has(name)) {
        const fix = withoutTag(document, name, tags);
        const note = BOXES.has(name)
          ? "Your theme cannot change it. Put a class in its place, or leave it out."
          : "Your theme cannot change what it looks like. Leave the looks to the style sheet.";
        report({ range: tags.start.range, message: "element", data: { name }, note, ...(fix && { fix }) });
        return;
      }
      const attributes = soundAttributes(document.markup.masked, tags.start);
      const found = (attributes ?? []).filter(
        (one) => !allowed.has(one.name) && isPresentational(one, name, options.tables),
      );
      const [first] = found;
      if (first === undefined) return;
      const fix = withoutAttributes(document, found);
      const listed = found.map((one) => one.name).join("`, `");
      report({
        range: first.range,
        message: "attribute",
        data: { attributes: listed, name },
        note: "Your theme cannot change it. Use a class, or leave the looks to the theme.",
        ...(fix && { fix }),
      });
    };
    const inTables: Handler = (element, range, ancestors) => {
      if (TABLE_PARTS.has(element.tagName)) judge(element, range, ancestors);
    };
    return {
      element: {
        font: judge,
        big: judge,
        strike: judge,
        tt: judge,
        center: judge,
        marquee: judge,
        hr: judge,
        body: judge,
      },
      attribute: {
        bgColor: judge,
        hSpace: judge,
        vSpace: judge,
        align(element, range, ancestors) {
          if (options.tables || !TABLE_PARTS.has(element.tagName)) judge(element, range, ancestors);
        },
        ...(options.tables && {
          vAlign: inTables,
          border: inTables,
          cellPadding: inTables,
          cellSpacing: inTables,
          width: inTables,
          noWrap: inTables,
          background: inTables,
        }),
      },
    };
  },
});

type Handler = (element: Element, range: Range, ancestors: readonly Element[]) => void;

const allowedNames = perOptions(
  ({ allow }: { readonly allow: readonly string[] }): ReadonlySet<string> =>
    new Set(allow.map((name) => name.toLowerCase())),
);

/** Obsolete elements, and what stands for the same thing today. */
const ELEMENTS: Readonly<Record<string, string | undefined>> = {
  font: undefined,
  big: undefined,
  strike: "s",
  tt: "code",
  center: undefined,
  marquee: undefined,
};
/** They hold paragraphs: without them Markdown would read on. */
const BOXES: ReadonlySet<string> = new Set(["center", "marquee"]);

const TABLE_PARTS: ReadonlySet<string> = new Set("table thead tbody tfoot tr td th col colgroup caption".split(" "));
const ANYWHERE: ReadonlySet<string> = new Set(["bgcolor", "hspace", "vspace"]);
const ALIGNED: ReadonlySet<string> = new Set("p div h1 h2 h3 h4 h5 h6 img hr iframe object legend".split(" "));
const IN_TABLES: ReadonlySet<string> = new Set(
  "align valign border cellpadding cellspacing width nowrap background".split(" "),
);

function isPresentational({ name }: Attribute, element: string, tables: boolean): boolean {
  if (ANYWHERE.has(name)) return true;
  if (TABLE_PARTS.has(element)) return tables && IN_TABLES.has(name);
  if (name === "align") return ALIGNED.has(element);
  if (element === "hr") return /^(?:color|size|width|noshade)$/.test(name);
  return element === "body" && /^(?:background|text|link|alink|vlink)$/.test(name);
}

function isDrawing({ tagName }: Element): boolean {
  return tagName === "svg" || tagName === "math";
}

function withoutTag(
  { markup, body }: Document,
  name: string,
  { start, end }: NonNullable<ReturnType<typeof elementTags>>,
): Fix | undefined {
  if (BOXES.has(name) || end === undefined || soundAttributes(markup.masked, start) === undefined) return undefined;
  // A tag that opens a block of Markdown makes HTML of all that follows: only inside of a line it can go.
  const alone = (one: Range): boolean => one.start === start.range.start;
  if (body.syntax === "markdown" && markup.blocks.some((one) => one.kind === "html" && alone(one))) return undefined;
  const now = ELEMENTS[name];
  const edits: [Edit, Edit] = [
    { range: start.range, text: now === undefined ? "" : `<${now}>` },
    { range: end.range, text: now === undefined ? "" : `</${now}>` },
  ];
  return { title: now === undefined ? "Remove the tags" : `Write \`<${now}>\``, safety: "unsafe", edits };
}

function withoutAttributes(document: Document, found: readonly Attribute[]): Fix | undefined {
  const edits = found.map((one) => attributeRemoval(document, one));
  const [first, ...rest] = edits.filter((edit) => edit !== undefined);
  if (first === undefined || edits.includes(undefined)) return undefined;
  const title = found.length === 1 ? "Remove the attribute" : "Remove the attributes";
  return { title, safety: "unsafe", edits: [first, ...rest] };
}
