import type { GeneratorName } from "../../src/source/generators.js";
import fc from "../property.js";

/** A made-up post, and how it is read. */
export interface Post {
  readonly text: string;
  readonly path: string;
  readonly generator: GeneratorName | undefined;
}

const YAML = [
  "title: A walk by the sea",
  "title: 'It''s late'",
  'title: "Two: one"',
  "title: @harbour",
  "title: Part one: the pier",
  'title: """\'grown\'"""',
  "subtitle: >-\n  folded\n  text",
  "date: 2021-09-25 20:43:23",
  "date: Invalid Date",
  "date: 2021-02-30",
  "updated: 2021-9-5",
  "lastmod:",
  "tags: [sea, pier]",
  "tags:\n  - sea\n  - 'pier'",
  "categories: \n - sea\n - pier",
  "keywords: sea, pier",
  "draft: no",
  "version: 3.10",
  "code: 012",
  "comments: false",
  "thumbnail: 'https://picsum.photos/400/300?random=1'",
  "cover: /images/pier.png",
  "photos:\n  - a.png\n  - https://picsum.photos/40/30\n  - b.png",
  "author:\n  name: Ada\n  mail: ada@example.com",
  "# a note",
  "summary: |\n  one\n    two",
  "permalink: /2021/09/25/pier/",
  "empty: {}",
  "weight: 3 # heavy",
];

const TOML = [
  'title = "A walk"',
  "date = 2021-09-25T20:43:23Z",
  'date = "Invalid Date"',
  "draft = true",
  'tags = ["sea", "pier"]',
  'thumbnail = "https://picsum.photos/40/30"',
  "# a note",
  "\n[params]",
];

const MARKDOWN = [
  "Waves *roll* over **the pier**.",
  "Lines end  \nhere\\\nand there.",
  "# Heading one",
  "Heading two\n===",
  "- item one\n- item *two*\n\n  more of two",
  "1. first\n2. second",
  "> quoted <b>bold</b>\n> text",
  '```html\n<p style="x">code</p>\n<!-- <b>code</b> -->\n```',
  "    indented code <b>",
  "A `code <b>` span and ``an `other` one``.",
  "[a link](https://example.com/a) and ![an image](a.png)",
  "[ref] and ![img][ref]\n\n[ref]: https://example.com/b 'title'",
  "[out](https://link.zhihu.com/?target=https%3A%2F%2Fexample.com%2Fc)",
  "![stop](https://picsum.photos/300/200)",
  "Text with in\u200bvisible and no-break\u00a0spaces.",
  "1 < 2 and a<b; Class<?> too",
  "{{ page.title }} and {% note %} a {% endnote %}",
  "| a | b |\n|---|---|\n| 1 | 2 |",
  "---",
  "\\*not emphasis\\* &amp; &lt;p&gt;",
];

const HTML = [
  '<p class="lead" style="color:red">One paragraph.</p>',
  '<div class="post">\n  <p>Two <em>words</em>.</p>\n</div>',
  "<div>\n\n    <p>trapped</p>\n    <p style='margin:0'>again</p>\n\n</div>",
  '<!-- <a href="#">old</a> -->',
  "<!-- a note -->",
  "<!--more-->",
  "before <!-- <b>gone</b> --> after",
  '<!-- div class="x">\n  <a href="">y</a>\n\n</div -->',
  '<img src="loading.gif" data-src="pier.png">',
  '<img src="a.png" alt="a"><img src="b.png">',
  '<img src="https://picsum.photos/30/20">',
  "<table>\n<tr><td>cell</td></tr>\n</table>",
  "<ul>\n<li>one\n<li>two\n</ul>",
  "<pre>\n  kept   space\n</pre>",
  "<pre><code>a &lt; b  c</code></pre>",
  "<p>never closed",
  "<b>bold <i>both</b> italic</i>",
  '<span style="">nothing</span>',
  '<p class="a" class="b">twice</p>',
  "line</br>break<br>again",
  "</div>",
  "<font color=red>red</font>",
  '<a href="javascript:void(0)" onclick="x()">go</a>',
  '<a href="https://link.zhihu.com/?target=https%3A//example.com">z</a>',
  "<style>\np { color: red }\n</style>",
  "<script>let a = '<b>';</script>",
  "<textarea>\n a  b</textarea>",
  "<p>\n</p>",
  '<iframe src="https://example.com/e"></iframe>',
  '<p title="a > b" data-x=\'"\'>quotes</p>',
  '<p id="x" style="display:none">hidden</p>',
];

const mostly = <T>(usual: T, ...rare: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(usual, ...rare) });

const some = (pieces: readonly string[], most: number): fc.Arbitrary<readonly string[]> =>
  fc.array(fc.constantFrom(...pieces), { maxLength: most });

const fenced = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        mostly("", "\n", "\ufeff", "\ufeff\n", "  \n"),
        mostly("---", "--- ", "----"),
        some(YAML, 6),
        mostly("---", "---  ", "...", "----", ""),
        mostly("\n", "", "\n\n"),
      )
      .map(([lead, open, lines, close, gap]) => `${[`${lead}${open}`, ...lines, close].join("\n")}\n${gap}`),
  },
  {
    weight: 1,
    arbitrary: some(TOML, 4).map((lines) => `${["+++", ...lines, "+++"].join("\n")}\n\n`),
  },
  { weight: 1, arbitrary: fc.constantFrom("", '{\n  "title": "A walk",\n  "draft": false\n}\n\n') },
);

const indent = (by: string, text: string): string => text.replace(/^(?=.)/gm, by);

const block = fc
  .tuple(fc.oneof(fc.constantFrom(...MARKDOWN), fc.constantFrom(...HTML)), mostly("", "  ", "    ", "> ", "- "))
  .map(([text, by]) => indent(by, text));

const body = fc
  .array(fc.tuple(block, mostly("\n\n", "\n", "", "  \n")), { maxLength: 8 })
  .map((blocks) => blocks.map(([text, gap]) => text + gap).join(""));

/** Posts of every kind: front matter × HTML × Markdown × line ends, as they are found and worse. */
export const posts: fc.Arbitrary<Post> = fc
  .tuple(
    fenced,
    body,
    mostly("\n", "\r\n"),
    mostly("post.md", "post.html", "post.mdx"),
    fc.constantFrom<GeneratorName | undefined>(undefined, "hexo", "hugo", "jekyll"),
  )
  .map(([front, rest, ending, path, generator]) => ({
    text: (front + rest).replaceAll("\n", ending),
    path,
    generator,
  }));
