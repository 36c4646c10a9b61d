import { type Document, defineRule, type Edit, type Element, type Fix, type Range, removalOf } from "../../src/rule.js";

export default defineRule({
  id: "html/no-leftover-interface",
  summary: "Disallow buttons and share bars that were copied along with a post",
  why: "Who copies an article from a page takes more than the article: the button beside each listing (which ends up as two words below the code), the bar that shares on networks, the spinner that stood in for an image. None of it works on your site. Elements are known by the classes and words that such controls have; whatever is longer than a label is a text and left alone. The fix removes the element, or the words at the end of a listing. It is unsafe, for a class name is no proof.",
  recommended: "off",
  fixes: "unsafe",
  messages: {
    control: "Left over from the page that this was copied from: `{{text}}`",
    code: "`{{text}}` at the end of a listing is the label of a button",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      patterns: {
        type: "array",
        items: { type: "string" },
        description: "More labels and class names, letter by letter, e.g. `Read on our site` or `.newsletter-box`.",
        default: [],
      },
    },
  },
  examples: [
    {
      bad: '<div><pre><code>ls</code></pre>«<button class="copy-btn">Copy</button>»</div>\n',
      says: ["Left over from the page that this was copied from: `Copy`"],
      notes: ["Remove it"],
      unsafe: "<div><pre><code>ls</code></pre></div>\n",
    },
    {
      bad: '<div>«<div class="social-share"><a href="#">Tweet</a></div>»x</div><p>«<span>复制代码</span>»y</p>',
      says: [
        "Left over from the page that this was copied from: `Tweet`",
        "Left over from the page that this was copied from: `复制代码`",
      ],
      unsafe: "<div>x</div><p>y</p>",
    },
    {
      bad: '<p>x «<i class="loading-spinner"></i>»</p>',
      says: ["Left over from the page that this was copied from: `loading-spinner`"],
      unsafe: "<p>x </p>",
    },
    {
      bad: "```js\nlet a = 1;«复制代码»\n```\n",
      says: ["`复制代码` at the end of a listing is the label of a button"],
      path: "code.md",
      unsafe: "```js\nlet a = 1;\n```\n",
    },
    {
      bad: "<pre><code>let a = 1;«Copy code»</code></pre>",
      says: ["`Copy code` at the end of a listing is the label of a button"],
      unsafe: "<pre><code>let a = 1;</code></pre>",
    },
    {
      bad: '<p>x <b>«<a href="/sub">Read on our site</a>»</b></p><div>«<div class="newsletter-box">Join</div>»x</div>',
      says: [
        "Left over from the page that this was copied from: `Read on our site`",
        "Left over from the page that this was copied from: `Join`",
      ],
      options: { patterns: ["Read on our site", ".newsletter-box"] },
      unsafe: "<p>x <b></b></p><div>x</div>",
    },
    {
      good: '<p>Copy the file and share it.</p><p class="copyright">x</p><div class="share-economy">A long text about what people share with each other when they live by the water, and why.</div>',
    },
    { good: "```sh\ncopy code\n```\n", path: "code.md" },
  ],
  create: ({ report, document, slice, options }) => {
    const labels = new Set(options.patterns.filter((one) => !one.startsWith(".")).map(folded));
    const classes = new Set(options.patterns.filter((one) => one.startsWith(".")).map((one) => one.slice(1)));
    let reportedUpTo = -1;
    return {
      element: {
        "*": (element, range) => {
          if (range.start < reportedUpTo || !CONTROLS.has(element.tagName)) return;
          const text = textOf(element);
          if (text === undefined) return;
          const names = classesOf(element);
          const listed = labels.has(folded(text)) || names.some((name) => classes.has(name));
          const label = LABEL.test(text);
          const control = names.find((name) => CLASS.test(name));
          if (!listed && !label && control === undefined) return;
          reportedUpTo = range.end;
          report({
            range,
            message: "control",
            data: { text: text === "" ? (control ?? element.tagName) : text },
            note: "It does nothing here. Remove it.",
            ...fixOf("Remove the element", removalOf(document, range)),
          });
        },
      },
      markup(markup) {
        for (const listing of listings(document, markup.code)) {
          const text = slice(listing);
          const match = AT_END.exec(text.slice(-TAIL));
          if (match?.[1] === undefined) continue;
          const start = listing.start + Math.max(0, text.length - TAIL) + match.index;
          const range = { start, end: start + match[1].length };
          report({
            range,
            message: "code",
            data: { text: match[1] },
            note: "Whoever copies the code copies it too. Delete it.",
            ...fixOf("Delete the words", { range, text: "" }),
          });
        }
      },
    };
  },
});

const CONTROLS: ReadonlySet<string> = new Set("button a span div p i li svg nav aside".split(" "));
const LONGEST_LABEL = 60;
/** What such a control says, and nothing else. */
const LABEL =
  /^(?:复制代码|複製程式碼|点击复制|一键复制|复制成功|分享到[：:]?|加载中[.…]*|copy code|copied!?|copy to clipboard|copy snippet|share this(?: post| article)?:?|share on (?:facebook|twitter|x|linkedin|reddit)|tweet this|pin it|print this page|loading(?:…|\.\.\.))$/i;
const CLASS =
  /^(?:(?:code-?)?copy-?(?:btn|button|code(?:-btn)?|to-?clipboard)|hljs-copy(?:-\w+)?|copytoclipboard|copybtn|btn-copy|(?:social|post|article|entry)-?shar(?:e|ing)(?:-\w+)?|share-?(?:bar|buttons?|links|icons|box|this)|social-(?:links|icons|buttons|share|media)|addtoany(?:_\w+)?|addthis(?:_\w+)?|sharedaddy|sd-sharing(?:-\w+)?|jiathis(?:_\w+)?|bdsharebuttonbox|(?:loading|lazy(?:load)?)-?(?:spinner|icon|placeholder)|spinner)$/i;
const TAIL = 40;
const AT_END = /(复制代码|Copy code)\s*$/;

function folded(text: string): string {
  return text.replace(/\s+/g, " ").trim().toLowerCase();
}

function classesOf({ properties: { className } }: Element): readonly string[] {
  return Array.isArray(className) ? className.map(String) : [];
}

/** All text of an element that is no longer than a label or a bar of labels; undefined: it is a text. */
function textOf(element: Element): string | undefined {
  let text = "";
  const stack = [...element.children].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === "text") text += node.value;
    else if (node.type === "element") for (const child of [...node.children].reverse()) stack.push(child);
    if (text.length > 4 * LONGEST_LABEL) return undefined;
  }
  const shown = text.replace(/\s+/g, " ").trim();
  return shown.length > LONGEST_LABEL ? undefined : shown;
}

/** The text of each listing, without the fence or the tag that ends it. */
function listings({ source, markup, body }: Document, code: readonly Range[]): readonly Range[] {
  const inHtml = markup.tags.flatMap(({ name, closing, range }) =>
    closing && (name === "code" || name === "pre")
      ? [{ start: Math.max(body.range.start, range.start - TAIL), end: range.start }]
      : [],
  );
  const fenced = code.map(({ start, end }) => {
    const tail = source.text.slice(Math.max(start, end - 2 * TAIL), end);
    const fence = /\r?\n[ \t>]*(?:`{3,}|~{3,})[ \t]*\r?\n?$/.exec(tail)?.[0].length ?? 0;
    return { start, end: end - fence };
  });
  return [...inHtml, ...fenced].sort((a, b) => a.start - b.start);
}

function fixOf(title: string, edit: Edit | undefined): { readonly fix?: Fix } {
  return edit === undefined ? {} : { fix: { title, safety: "unsafe", edits: [edit] } };
}
