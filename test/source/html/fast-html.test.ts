import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { tests as commonMark } from "commonmark-spec";
import { fastHtml } from "../../../src/source/html/fast-html.js";
import { parseHtml } from "../../../src/source/html.js";
import { preferReference } from "../../../src/source/reference.js";
import fc from "../../property.js";
import { compareParsers } from "./compare.js";
import { pageSoup, tagSoup } from "./tag-soup.js";

/** What posts hold, and what a fast parser easily gets wrong. */
const FRAGMENTS: Readonly<Record<string, string>> = {
  "misnested formatting": "<p><b>one<i>two</b>three</i></p>",
  "a block in formatting": "<b>1<p>2</b>3</p><em>4<div>5</em>6</div>",
  "formatting that a paragraph closes": "<p><b>one<p>two<p>three</b>four",
  "four equal fonts": "<font><font><font><font><p>x</p></font></font></font></font><p>y",
  "a link in a link": "<a href=1>one<a href=2>two</a></a>three",
  "text in a table": "<table>one<tr>two<td>three</td></tr><b>four</table>five",
  "a table without rows": "<table><td>1<td>2<tr><td>3</table>",
  "cells without a table": "<tr><td>1</td></tr><tr><td>2",
  "column groups": "<table><colgroup> <col><col></colgroup><col span=2><caption>c</caption></table>",
  "a form across cells": "<table><form><tr><td><input type=hidden></form><input></table>",
  selects: "<select><option>1<option>2<optgroup><option>3</select><p>4<select><input>",
  "lists without end tags": "<ul><li>1<li>2<ul><li>3</ul><li>4</ul><dl><dt>5<dd>6</dl>",
  "stray end tags": "</p></div><p>1</li></p></b></section>",
  "</br>": "<p>1</br>2",
  "a heading in a heading": "<h1>1<h2>2</h1>3</h2>",
  svg: '<svg viewBox="0 0 1 1" xlink:href="#a"><linearGradient/><title><b>x</b></title><p>out</svg>',
  "svg with script and style": "<svg><style><!-- x --></style><script>1 < 2</script></svg>",
  "pre and line breaks": "<pre>\n\none</pre><pre>\r\ntwo</pre><pre>\n</pre><textarea>\nx</textarea>",
  "script with a comment": "<script><!-- <script></script> --></script>x<script><!-->1</script>",
  "an open script": "<p>1<script>if (a < b) x",
  "an open title": "<title>a &amp; b",
  "carriage returns": "<p a='1\r\n2'>one\r\ntwo\rthree\r\n</p>\r\n",
  "names in other scripts": "<p 数据=1 Ünï=2><x-中文>x</x-中文>",
  ruby: "<ruby>a<rt>b<rp>c<rtc>d<rt>e</ruby>",
  buttons: "<button>1<p>2<button>3</button>",
  objects: "<object><b>1</object>2",
  "tags of a page": "<html><head><body class=x><p>1</body></html>2<frameset>",
  comments: "<!-- a --><!----><!--> <!-- b --!> <!x> <?php 1 ?> </ x> <![CDATA[y]]> <!-- open",
  "broken attributes": `<p a=1 a=2 b="x"c='y' d=e"f / g = h =i><a href="x>1</a><a "b">`,
  entities: "&amp;&lt;&nbsp;&copy&copy;&notit;&#65;&#x4e2d;&#128; &ngE; <a href='?a&copy=1&lt;b'>x</a>",
  "a tag that never ends": "<p>one<a href='x'",
  "a gap": "one</>two<p>three</>",
};

const PAGES: Readonly<Record<string, string>> = {
  "a whole page":
    "<!DOCTYPE html>\n<html lang=en>\n<head>\n<title>t</title>\n</head>\n<body class=a>\n<p>1\n</body>\n</html>\n",
  "a page without tags of its own": "<!doctype html><p>1",
  quirks: "<html><p><table></table>",
  "a head that text ends": "<head><meta charset=u>text<p>",
  "what follows the end": "<body>1</body> 2 </html> <!-- 3 --> 4",
  "a body without a page": "<body>\n<p>1",
};

describe("the fast HTML parser", () => {
  for (const [name, text] of Object.entries(FRAGMENTS)) {
    it(`reads ${name} as the reference does`, () => assert.equal(compareParsers(text, false), "equal", text));
  }
  for (const [name, text] of Object.entries(PAGES)) {
    it(`reads ${name} as the reference does`, () => assert.equal(compareParsers(text, true), "equal", text));
  }

  it("agrees with the reference on tag soup, and leaves little of it alone", () => {
    let left = 0;
    let seen = 0;
    fc.assert(
      fc.property(tagSoup, (text) => {
        const outcome = compareParsers(text, false);
        seen++;
        if (outcome === "left") left++;
        assert.notEqual(outcome, "different");
      }),
      { numRuns: 4000 },
    );
    assert.ok(left < seen * 0.3, `${left} of ${seen}`);
  });

  it("agrees with the reference on pages of tag soup", () => {
    fc.assert(
      fc.property(pageSoup, (text) => assert.notEqual(compareParsers(text, true), "different")),
      { numRuns: 2000 },
    );
  });

  it("agrees with the reference on every text that is cut off", () => {
    for (const text of Object.values(FRAGMENTS)) {
      for (let end = 1; end < text.length; end++) {
        assert.notEqual(compareParsers(text.slice(0, end), false), "different", text.slice(0, end));
      }
    }
  });

  it("agrees with the reference on CommonMark's examples, as they stand and rendered", () => {
    const left: string[] = [];
    for (const { markdown, html } of commonMark) {
      for (const text of [markdown, html]) {
        const outcome = compareParsers(text, false);
        assert.notEqual(outcome, "different", text);
        if (outcome === "left") left.push(text);
      }
    }
    // References to what is no character, and `<foo@bar.example>`, which hastscript takes apart.
    assert.deepEqual(
      left.filter((text) => !/&#(?:0|x?\d{8}|87654321)|<[^>\s]*\./.test(text)),
      [],
    );
  });

  it("agrees with the reference on this project's own pages and leaves none alone", () => {
    const docs = join(fileURLToPath(new URL(".", import.meta.url)), "../../../../docs");
    for (const name of readdirSync(docs, { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".md")) continue;
      const text = readFileSync(join(docs, name), "utf8");
      // Markdown read as if all of it were HTML.
      assert.notEqual(compareParsers(text, false), "different", name);
    }
  });

  it("is turned off by one switch", () => {
    const fast = parseHtml("a\n<b>&\n</b>").root;
    preferReference(true);
    try {
      // parse5 counts a line twice behind `&`.
      assert.notDeepEqual(parseHtml("a\n<b>&\n</b>").root, fast);
    } finally {
      preferReference(false);
    }
  });

  for (const [name, unit] of Object.entries({
    "open divs": "<div>",
    "open lists": "<ul><li>",
    "list items": "<li>x",
    links: "<a>x",
    bold: "<b>",
    "comments that never end": "<!--",
    "less-than signs": "<<",
    "end tags that end nothing": "</x></p></div>",
    "text in tables": "<table>x<tr>",
    attributes: "<p a=1 b=2 c=3 ",
    ampersands: "&&amp&",
    scripts: "<script><!--",
    "tags with one name each": "<x-",
    "carriage returns": "\r",
  })) {
    it(`takes time in proportion to the length of ${name}`, () => {
      const text = `<p>${unit.repeat(Math.ceil(1_000_000 / unit.length))}`;
      const from = process.cpuUsage();
      fastHtml(text, false);
      const { user } = process.cpuUsage(from);
      // A second for each million characters, and room for a machine that is busy: quadratic time is ten seconds and more.
      assert.ok(user < 5_000_000, `${user / 1000} ms`);
    });
  }

  it("reads a tag with 100,000 attributes, and 10 MB of text", () => {
    const many = `<p ${Array.from({ length: 100_000 }, (_, index) => `a${index}=1`).join(" ")}>x</p>`;
    assert.equal(fastHtml(many, false)?.root.children.length, 1);
    const [text] = fastHtml(`${"x".repeat(10_000_000)}<b>y</b>`, false)?.root.children ?? [];
    assert.equal(text?.position?.end.offset, 10_000_000);
  });
});
