import { defineRule, type Element, type Range, type Reference } from "../../src/rule.js";

export default defineRule({
  id: "images/require-alt",
  summary: "Require a text for readers who do not see an image",
  why: 'Who listens to a page hears the text of its images instead of them, and so does everybody while an image does not load. Without a text, screen readers spell out the address. Say what the image is there for, not what it is called. In HTML `alt=""` says that an image is decoration and is right, unless the image is all that a link holds; Markdown has no way to say so, and an empty text there is mostly one that was forgotten. There is no fix: nobody but you knows what the image says.',
  recommended: "off",
  fixes: "none",
  messages: {
    missing: "Image without a text",
    name: "The text of the image is its file name: `{{text}}`",
    word: "The text of the image says no more than `{{text}}`",
    link: "A link that holds an image without a text, and nothing else",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      emptyInMarkdown: {
        type: "boolean",
        description: "Whether `![](…)` is allowed as decoration.",
        default: false,
      },
    },
  },
  examples: [
    { bad: '<p>«<img» src="pier.jpg"></p>', says: ["Image without a text"], notes: ['`alt=""`'] },
    { bad: "«![](pier.jpg)»", says: ["Image without a text"], notes: ["between the brackets"] },
    {
      bad: '![«IMG_0012.jpg»](a.jpg) <img src="a.jpg" alt="«pier-2.PNG»">',
      says: [
        "The text of the image is its file name: `IMG_0012.jpg`",
        "The text of the image is its file name: `pier-2.PNG`",
      ],
    },
    {
      bad: '![«image»](a.jpg) <img src="a.jpg" alt="«图片»">',
      says: ["The text of the image says no more than `image`", "The text of the image says no more than `图片`"],
    },
    {
      bad: '<a href="/pier">«<img src="a.jpg" alt="">»</a>',
      says: ["A link that holds an image without a text, and nothing else"],
    },
    { good: '![The pier at low water](a.jpg) <img src="a.jpg" alt="The pier"> <img src="line.png" alt="">' },
    {
      good: '<img src="a.jpg" role="presentation"><img src="a.jpg" aria-hidden="true"><img src="a.jpg" aria-label="Pier">',
    },
    { good: '<a href="/pier"><img src="a.jpg" alt=""> The pier</a> <img :alt="text" src="a.jpg"> <img>' },
    { good: "![](pier.jpg)", options: { emptyInMarkdown: true } },
    { good: "`![](pier.jpg)`", path: "code.md" },
  ],
  create: ({ report, slice, attributes, options }) => {
    const judge = (text: string, range: Range): void => {
      const shown = text.trim();
      const note = "Say what the image shows or is there for.";
      if (FILE_NAME.test(shown)) report({ range, message: "name", data: { text: shown }, note });
      else if (EMPTY_WORD.test(shown)) report({ range, message: "word", data: { text: shown }, note });
    };
    return {
      element: {
        img(element, range, ancestors) {
          const all = attributes(element);
          // A bare `<img>` is a word of prose about HTML.
          if (all.length === 0 || all.some(({ name }) => NAMED.test(name) || name.includes("{"))) return;
          const alt = all.find(({ name }) => name === "alt");
          const { alt: text, role, ariaHidden } = element.properties;
          if (role === "presentation" || role === "none" || String(ariaHidden) === "true") return;
          if (alt === undefined) {
            const tag = { start: range.start, end: range.start + "<img".length };
            report({
              range: tag,
              message: "missing",
              note: 'Describe it in `alt="…"`; for decoration write `alt=""`.',
            });
          } else if (typeof text !== "string" || text.trim() === "") {
            const link = ancestors.findLast(({ tagName }) => tagName === "a");
            if (link === undefined || !holdsNothingElse(link)) return;
            report({
              range,
              message: "link",
              note: "Nobody who does not see the image knows where it leads. Say so in `alt`.",
            });
          } else {
            judge(text, alt.valueRange ?? alt.range);
          }
        },
      },
      image(reference: Reference) {
        if (reference.from !== "markdown") return;
        const written = /^!\[([\s\S]*)\](?:\(|\[|$)/.exec(slice(reference.range));
        if (written?.[1] === undefined) return;
        const text = written[1].trim();
        if (text !== "") {
          const start = reference.range.start + "![".length;
          judge(text, { start, end: start + written[1].length });
        } else if (!options.emptyInMarkdown) {
          report({
            range: reference.range,
            message: "missing",
            note: "Describe it between the brackets: `![The pier at low water](…)`.",
          });
        }
      },
    };
  },
});

const FILE_NAME = /^[^\s/]{1,120}\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)$/i;
const EMPTY_WORD =
  /^(?:image|img|picture|photo|graphic|screenshot|untitled|alt(?: text)?|图片|图像|截图|照片|image\.png|描述|在这里插入图片描述|输入图片说明|イメージ|画像|imagen|bild)$/i;

/** Without recursion. */
function holdsNothingElse(link: Element): boolean {
  const stack = [...link.children];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === "text" && node.value.trim() !== "") return false;
    if (node.type !== "element") continue;
    if (node.tagName === "img" && String(node.properties["alt"] ?? "").trim() !== "") return false;
    for (const child of node.children) stack.push(child);
  }
  return !["ariaLabel", "ariaLabelledBy", "title"].some((name) => link.properties[name] !== undefined);
}

/** What names an image besides `alt`, and what binds it. */
const NAMED = /^(?:aria-label|aria-labelledby|title|[:@.[].*alt.*|v-bind(?::alt)?|v-bind:.*alt)$/;
