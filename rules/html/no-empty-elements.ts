import { type Document, defineRule, type Element, type Range, removalOf, TEMPLATE_CHARACTER } from "../../src/rule.js";

export default defineRule({
  id: "html/no-empty-elements",
  summary: "Disallow elements that show nothing",
  why: "Editors and scrapers leave paragraphs, boxes and spans behind that hold nothing. They still take up room: an empty paragraph is a gap in the page. An element counts as empty when nothing but white space, comments and other empty elements stands in it. Left alone is what has a meaning of its own: an `id` or `name` that links lead to, attributes that scripts and icon fonts go by (`data-…`, `aria-…`, `role`, a class of icons), cells of tables, `&nbsp;` (a gap that somebody wanted), and every element that shows something without content. The fix removes the element. It is unsafe: a style sheet may draw something in it.",
  recommended: "off",
  fixes: "unsafe",
  messages: { empty: "Empty `<{{name}}>`" },
  examples: [
    { bad: "<p>Tides</p>\n«<p></p>»\n", says: ["Empty `<p>`"], notes: ["gap"], unsafe: "<p>Tides</p>\n" },
    {
      bad: '<p>a «<span> </span>»b</p><div>«<div class="x"><p><b></b></p><!-- note --></div>»c</div>',
      says: ["Empty `<span>`", "Empty `<div>`"],
      unsafe: "<p>a b</p><div>c</div>",
      shows: "Only the outermost of several is reported.",
    },
    {
      good: '<p>&nbsp;</p><a name="pier"></a><span id="a"></span><i class="fa fa-ship"></i><div data-map="1"></div><td></td><p><img src="a.png" alt=""></p><div><br></div>',
    },
    {
      good: '<span class="icon-ship"></span><div role="separator"></div><ship-map></ship-map><p>{{ page.note }}</p>',
      generator: "jekyll",
    },
    { good: '<div style="clear: both"></div><p hidden></p>', shows: "A style can draw something." },
    { good: "```html\n<p></p>\n```", path: "code.md" },
  ],
  needs: ["<"],
  create: ({ report, document, attributes }) => {
    let reportedUpTo = -1;
    return {
      element: {
        "*": (element, range) => {
          if (range.start < reportedUpTo || !KINDS.has(element.tagName) || !isEmpty(element, document)) return;
          reportedUpTo = range.end;
          if (attributes(element).some(({ name }) => name.includes(TEMPLATE_CHARACTER))) return;
          report({
            range,
            message: "empty",
            data: { name: element.tagName },
            note: "It shows nothing but, at most, a gap. Remove it.",
            fix: () => {
              const edit = hasEndTag(document, range) ? removalOf(document, range) : undefined;
              return edit && { title: "Remove the element", safety: "unsafe", edits: [edit] };
            },
          });
        },
      },
    };
  },
});

/** Elements that are nothing without content. */
const KINDS: ReadonlySet<string> = new Set(
  "p div span b i em strong u s small sub sup font center h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote section article aside header footer main figure figcaption a pre code label".split(
    " ",
  ),
);
/** Attributes that say nothing about what an element is for. */
const PLAIN: ReadonlySet<string> = new Set(["className", "align", "dir", "lang", "title", "href", "target", "rel"]);
const ICON =
  /(?:^|[-_])(?:fa[bsrl]?|icon|iconfont|glyphicon|material|bi|ri|mdi|clear(?:fix)?|divider|spacer|caret|arrow)(?:$|[-_])/i;

/** Without recursion: tags may nest deeply. */
function isEmpty(element: Element, { markup }: Document): boolean {
  const stack: Element[] = [element];
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    if (!KINDS.has(one.tagName) || !isPlain(one)) return false;
    for (const child of one.children) {
      if (child.type === "element") stack.push(child);
      else if (child.type === "text") {
        const start = child.position?.start.offset ?? 0;
        const end = child.position?.end.offset ?? 0;
        // The source tells a space from the entity of one.
        if (/[^ \t\r\n\f]/.test(child.value) || /\S/.test(markup.masked.slice(start, end))) return false;
      }
    }
  }
  return true;
}

function isPlain({ tagName, properties }: Element): boolean {
  // Icon fonts draw into `<i class="…">`, whatever the class is called.
  if (tagName === "i" && properties["className"] !== undefined) return false;
  return Object.entries(properties).every(([name, value]) => {
    if (!PLAIN.has(name)) return false;
    return name !== "className" || !Array.isArray(value) || !value.some((one) => ICON.test(String(one)));
  });
}

function hasEndTag({ markup }: Document, { start, end }: Range): boolean {
  return /<\/[a-z0-9]+\s*>$/i.test(markup.masked.slice(Math.max(start, end - 40), end));
}
