import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type GeneratorName, generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";
import { IMAGE_KEYS, type Reference } from "../../src/source/references.js";
import fc from "../property.js";

function read(text: string, path = "post.md", generator?: GeneratorName) {
  const { document } = readDocument(text, path, generatorProfile(generator));
  const show = ({ kind, from, url, urlRange, dynamic }: Reference): string =>
    `${kind} ${from} ${url} at ${JSON.stringify(text.slice(urlRange.start, urlRange.end))}${dynamic ? " dynamic" : ""}`;
  return { document, body: document.references.map(show), front: document.imagesOf(IMAGE_KEYS).map(show) };
}

describe("references of a body", () => {
  it("finds images and links of HTML, with entities decoded", () => {
    const { body } = read(
      '<a href="/a?x=1&amp;y=2"><img src="b.jpg?x=1&amp;y=2" srcset="b.jpg 1x, c.jpg?x&amp;y 2x"></a>\n',
    );
    assert.deepEqual(body, [
      'link html /a?x=1&y=2 at "/a?x=1&amp;y=2"',
      'image html b.jpg?x=1&y=2 at "b.jpg?x=1&amp;y=2"',
      'image html b.jpg at "b.jpg"',
      'image html c.jpg?x&y at "c.jpg?x&amp;y"',
    ]);
  });

  it("finds posters, sources and areas, whatever the quotes and the case", () => {
    const { body } = read(
      "<video poster='p.jpg'></video>\n<picture><SOURCE SRCSET=s.avif></picture>\n<area href=t.html>\n",
    );
    assert.deepEqual(body, [
      'image html p.jpg at "p.jpg"',
      'image html s.avif at "s.avif"',
      'link html t.html at "t.html"',
    ]);
  });

  it("points at the tag's name where an image has no source, and at the attribute's where it has no value", () => {
    assert.deepEqual(read('<img alt="x">').body, ['image html  at "<img"']);
    assert.deepEqual(read("<img src>").body, ['image html  at "src"']);
    assert.deepEqual(read('<img src="">').body, ['image html  at ""']);
  });

  it("finds Markdown images and links, inline and by reference", () => {
    const text =
      'A ![one](a.jpg "A") and [two](<b c.html>), ![three][3], ![4] and [][5].\n\n[3]: c.jpg\n[4]: <d e.jpg>\n';
    assert.deepEqual(read(text).body, [
      'image markdown a.jpg at "a.jpg"',
      'link markdown b c.html at "b c.html"',
      'image markdown c.jpg at "c.jpg"',
      'image markdown d e.jpg at "d e.jpg"',
    ]);
  });

  it("finds an image with empty parentheses", () => {
    assert.deepEqual(read("![pier]() and ![pier]( <> )").body, ['image markdown  at ""', 'image markdown  at ""']);
  });

  it("resolves Markdown's escapes in an address", () => {
    assert.deepEqual(read("![a](b\\_c\\).jpg)").body, ['image markdown b_c).jpg at "b\\\\_c\\\\).jpg"']);
  });

  it("keeps the order of the source across both languages", () => {
    const text = "![1](1.jpg)\n\n<p><img src=\"2.jpg\"></p>\n\n> ![3](3.jpg)\n> <img src='4.jpg'>\n\n![5](5.jpg)\n";
    for (const source of [text, text.replaceAll("\n", "\r\n")]) {
      const { body } = read(source);
      assert.deepEqual(
        body.map((line) => line.split(" ")[2]),
        ["1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg"],
      );
    }
  });

  it("looks into neither code nor comments nor JSX", () => {
    assert.deepEqual(
      read("`![a](a.jpg)`\n\n```\n<img src=a.jpg>\n```\n\n    ![a](a.jpg)\n\n<!-- <img src=a.jpg> -->\n").body,
      [],
    );
    assert.deepEqual(read("<img src={a} />\n\n![b](b.jpg)\n", "post.mdx").body, ['image markdown b.jpg at "b.jpg"']);
  });

  it("says which addresses are template code", () => {
    const text =
      '<img src="{{ site.cdn }}/a.jpg"> <a href="{% post_url x %}">x</a> ![b]({{ b }}) <img alt="{{ x }}" src="c.jpg">\n';
    assert.deepEqual(
      read(text, "post.md", "jekyll").document.references.map(({ dynamic }) => dynamic),
      [true, true, true, false],
    );
  });

  it("places every address where it stands", () => {
    const piece = fc.constantFrom(
      "![x](a.jpg)",
      '<img src="a.jpg">',
      "<img srcset='a.jpg 1x, a.jpg 2x'>",
      "[x](a.jpg)",
      "> ",
      "- ",
      "\n",
      "\r\n",
      "\n\n",
      "text ",
      "\t",
      "*",
      "`",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        for (const { url, urlRange } of read(text).document.references) {
          assert.equal(url, "a.jpg");
          assert.equal(text.slice(urlRange.start, urlRange.end), "a.jpg");
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("images of the front matter", () => {
  it("finds texts, lists and mappings under image keys, without their quotes", () => {
    const text =
      "---\ntitle: a.jpg\ncover: 'a.jpg'\nheader:\n  image: \"b.jpg\"\nphotos:\n  - c.jpg\n  - src: d.jpg\n    alt: e.jpg\nbanner:\n  url: f.jpg\n---\n";
    for (const source of [text, text.replaceAll("\n", "\r\n"), `\uFEFF${text}`]) {
      assert.deepEqual(
        read(source).front,
        ["a", "b", "c", "d", "f"].map((name) => `image front-matter ${name}.jpg at "${name}.jpg"`),
      );
    }
  });

  it("finds them in TOML and JSON", () => {
    assert.deepEqual(read("+++\ncover = \"a.jpg\"\n[header]\nimage = 'b.jpg'\n+++\n").front, [
      'image front-matter a.jpg at "a.jpg"',
      'image front-matter b.jpg at "b.jpg"',
    ]);
    assert.deepEqual(read('---json\n{ "cover": "a.jpg" }\n---\n').front, ['image front-matter a.jpg at "a.jpg"']);
  });

  it("takes nothing but text for an image", () => {
    assert.deepEqual(read("---\ncover: true\nlogo: 3\nbanner:\nhero: ''\npreview: 2021-05-04\n---\n").front, [
      'image front-matter 2021-05-04 at "2021-05-04"',
    ]);
  });

  it("says which are template code", () => {
    assert.deepEqual(read('---\ncover: "{{ site.cdn }}/a.jpg"\n---\n').front, [
      'image front-matter {{ site.cdn }}/a.jpg at "{{ site.cdn }}/a.jpg" dynamic',
    ]);
  });
});
