import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TEMPLATE_CHARACTER } from "../../src/source/document.js";
import { type GeneratorName, generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";
import { elementsOf, walkTree } from "../../src/source/walk-elements.js";
import fc from "../property.js";

function read(text: string, path = "post.md", generator?: GeneratorName) {
  return readDocument(text, path, generatorProfile(generator));
}

/** Tag names in source order, as a rule that subscribes to `*` sees them. */
function elements(text: string, path?: string, generator?: GeneratorName): readonly string[] {
  return [...elementsOf(read(text, path, generator).document.markup.html)].map(({ element }) => element.tagName);
}

function comments(text: string, path?: string, generator?: GeneratorName): readonly string[] {
  const { document } = read(text, path, generator);
  const found: string[] = [];
  for (const node of walkTree(document.markup.html)) {
    if (node.type === "comment") found.push(document.source.slice(node.range));
  }
  return found;
}

describe("markup in Markdown", () => {
  it("sees raw HTML, in blocks and inline", () => {
    assert.deepEqual(elements("A <b>bold</b> word.\n\n<div><img src=a></div>\n"), ["b", "div", "img"]);
  });

  it("sees none in code, in text, in autolinks and behind backslashes", () => {
    const texts = [
      "Write `<b>` and ``<i> ` <u>``.",
      "```html\n<div style=x>\n```",
      "~~~\n<p>\n~~~",
      "A paragraph.\n\n    <div>shown</div>\n",
      "1 < 2 and a<b and <3",
      "<https://example.org/a> <me@example.org>",
      "\\<b>",
      "List<String> x = new List<>();".replace("List<String> x", "List&lt;String>"),
      "- item\n\n      <b>code in a list</b>\n",
      "> ```\n> <b>\n> ```\n",
    ];
    for (const text of texts) assert.deepEqual(elements(text), [], text);
  });

  it("reads a tag that runs over the lines of a quotation", () => {
    assert.deepEqual(elements('> <img\n> src="x"\n> alt="y">\n'), ["img"]);
    const { document } = read('> a <img\n> src="x"> b\n');
    assert.equal(document.references[0]?.url, "x");
  });

  it("reads HTML that a blank line and four spaces turned into code", () => {
    const text = "<div>\n<p>a</p>\n\n    <p style=x>b</p>\n    <!-- c -->\n\n</div>\n";
    assert.deepEqual(elements(text, "post.md", "hexo"), ["div", "p", "p"]);
    assert.deepEqual(comments(text, "post.md", "hexo"), ["<!-- c -->"]);
    const { document } = read(text, "post.md", "hexo");
    assert.deepEqual(
      document.markup.indentedHtml.map((range) => document.source.slice(range)),
      ["<p style=x>b</p>\n    <!-- c -->"],
    );
    assert.deepEqual(read(text, "post.md", "jekyll").document.markup.indentedHtml, []);
  });

  it("leaves code that is code alone", () => {
    const documentation = "Wrap it like this:\n\n    <div class=x>\n      <p>a</p>\n    </div>\n\nThat is all.\n";
    assert.deepEqual(elements(documentation), []);
    assert.deepEqual(read(documentation).document.markup.indentedHtml, []);
  });

  it("takes JSX for no HTML", () => {
    const text =
      "import X from './x'\n\nexport const a = <b/>\n\n<X style={{ color: 'red' }}>\n\n    <p>hi</p>\n</X>\n\n![a](b.png)\n";
    assert.deepEqual(elements(text, "page.mdx"), []);
    assert.deepEqual(
      read(text, "page.mdx").document.references.map(({ url }) => url),
      ["b.png"],
    );
    assert.deepEqual(elements("<div style={{}}>x</div>", "docs/a.md", "docusaurus"), []);
  });

  it("keeps template code out of the tags", () => {
    const text = `<img src="{{ site.url | append: "/a>b.png" }}" alt="x">\n\n{% highlight html %}\n<div style="a">\n{% endhighlight %}\n`;
    assert.deepEqual(elements(text, "a.md", "jekyll"), ["img"]);
    const reference = read(text, "a.md", "jekyll").document.references[0];
    assert.equal(reference?.dynamic, true);
    assert.ok(read(text, "a.md", "jekyll").document.markup.masked.includes(TEMPLATE_CHARACTER));
  });

  it("knows the images and links of every kind, with the place of their URL", () => {
    const text = [
      'A ![one](a.png "title") and ![two][ref] and [three](<b c.html>) and ![four].',
      "",
      '<img src="d.png" srcset="e.png 1x, f.png 2x"> <video poster="g.png"></video> <a href="h&amp;i">x</a>',
      "",
      "[ref]: j.png",
      "[four]: <k l.png> 'title'",
      "",
    ].join("\n");
    const { document } = read(text);
    assert.deepEqual(
      document.references.map(({ kind, url, urlRange }) => [kind, url, document.source.slice(urlRange)]),
      [
        ["image", "a.png", "a.png"],
        ["image", "j.png", "j.png"],
        ["link", "b c.html", "b c.html"],
        ["image", "k l.png", "k l.png"],
        ["image", "d.png", "d.png"],
        ["image", "e.png", "e.png"],
        ["image", "f.png", "f.png"],
        ["image", "g.png", "g.png"],
        ["link", "h&i", "h&amp;i"],
      ],
    );
  });
});

describe("places in the file", () => {
  const word = fc.constantFrom("a", "字", "😀", "é", "<", "&amp;", " ", "-", "`", "*");
  const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(""));
  const piece = fc.oneof(
    text,
    text.map((inner) => `<p class="x">${inner.replaceAll("<", "")}</p>`),
    fc.constantFrom(
      "<br>",
      "<!-- c -->",
      "<img src=\"a.png\" alt='字'>",
      "<b><i>x</i></b>",
      "`<b>`",
      "{{ x }}",
      "{% y %}",
    ),
  );
  const lines = fc.array(fc.tuple(fc.constantFrom("", "  ", "    ", "> ", "- "), fc.array(piece, { maxLength: 4 })), {
    maxLength: 12,
  });

  it("are the same in the tree and in the text, whatever the line endings", () => {
    fc.assert(
      fc.property(
        lines,
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.boolean(),
        fc.constantFrom("a.md", "a.html"),
        (parts, eol, bom, path) => {
          const whole = (bom ? "\uFEFF" : "") + parts.map(([prefix, pieces]) => prefix + pieces.join("")).join(eol);
          const { document } = read(whole, path);
          const { masked, html } = document.markup;
          assert.equal(masked.length, whole.length);
          assert.deepEqual(
            [...masked].filter((c) => c === "\n" || c === "\r").length,
            [...whole].filter((c) => c === "\n" || c === "\r").length,
          );
          for (const { element, range } of elementsOf(html)) {
            assert.equal(
              masked.slice(range.start, range.start + 1 + element.tagName.length).toLowerCase(),
              `<${element.tagName}`,
            );
          }
          for (const reference of document.references) {
            assert.ok(["a.png", ""].includes(reference.url) || reference.from === "markdown");
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("hostile bodies", () => {
  const bodies: Readonly<Record<string, string>> = {
    "deep elements": "<div>".repeat(100_000),
    "formatting that is rebuilt in every paragraph": '<font a="i"><p>'.repeat(3_000),
    "deep lists": "- ".repeat(10_000),
    "deep quotations": ">".repeat(50_000),
    "unclosed comments": "<!--".repeat(50_000),
    "unclosed tags": "<p".repeat(100_000),
    "unclosed templates": "{{".repeat(100_000),
    "unclosed template blocks": "{% highlight %}".repeat(20_000),
    "unclosed links": "![](".repeat(20_000),
    "backticks of many lengths": Array.from({ length: 2_000 }, (_, i) => `${"`".repeat((i % 200) + 1)} a`).join(" "),
    "raw text without end": "<script>".repeat(20_000),
    "many definitions": Array.from({ length: 10_000 }, (_, i) => `[a${i}]: u${i}`).join("\n"),
    "one long line": "字".repeat(1_000_000),
  };
  for (const [name, body] of Object.entries(bodies)) {
    it(`${name}: read within seconds`, () => {
      for (const path of ["a.md", "a.html"]) {
        const before = performance.now();
        const reading = read(body, path);
        assert.equal(reading.document.markup.masked.length, body.length);
        assert.ok(reading.document.references.length >= 0);
        assert.ok(performance.now() - before < 5_000);
      }
    });
  }

  it("says where the tags nest too deeply, and checks the rest", () => {
    const reading = read(`A post.\n\n${"<div>".repeat(2_000)}`);
    assert.equal(reading.document.markup.html.children.length, 0);
    assert.deepEqual(
      reading.faults.map(({ rule, severity }) => [rule, severity]),
      [["source/too-deep", "error"]],
    );
    assert.equal(reading.document.source.position(reading.faults[0]?.range.start ?? 0).line, 3);
  });

  it("reads more code than a call takes arguments, and no elements nested by the thousand", () => {
    const spans = read("`a` ".repeat(200_000)).document.markup.code;
    assert.equal(spans.length, 200_000);
    const { document, faults } = read("<rb>".repeat(100_000));
    assert.deepEqual(document.markup.tags, []);
    assert.deepEqual(
      faults.map(({ rule }) => rule),
      ["source/too-deep"],
    );
  });

  it("does not call a long page deep", () => {
    const page = `${"<p>one\n<ul><li>two<li>three</ul>\n<table><tr><td>x</table>\n".repeat(500)}${"<br><b>x</b>".repeat(500)}`;
    const reading = read(page, "a.html");
    assert.ok([...elementsOf(reading.document.markup.html)].length > 3_000);
    assert.deepEqual(reading.faults, []);
  });

  it("does not parse what is no post", () => {
    const reading = read("x".repeat(6 * 1024 * 1024));
    assert.equal(reading.document.markup.rawHtml.length, 0);
    assert.deepEqual(
      reading.faults.map(({ rule }) => rule),
      ["source/too-large"],
    );
  });
});
