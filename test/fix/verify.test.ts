import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judge, type ReadAs } from "./marked.js";

/** Name, text with marked edits, and how it is read. */
type Case = readonly [name: string, marked: string, as?: ReadAs];

/** Refused at both tiers. */
const harmful: readonly Case[] = [
  ["swallows a tag by an open quote", 'a <b class=‹"x"|"x›>one</b> <i id="y">two</i>\n'],
  ["swallows a paragraph by an open quote", '<p class="‹a"|a›>one</p>\n<p class="b">two</p>\n'],
  ["closes a comment early", "<!-- one ‹|--> ›two -->\n\nText\n"],
  ["opens a comment before text", "one ‹|<!-- ›two\n\nthree --> four\n", { path: "a.html" }],
  ["opens a comment in a paragraph", "one ‹|<!-- ›*two* three --> four\n"],
  ["opens a comment to the end", "<p>one</p>\n‹|<!--›\n<p>two</p>\n"],
  ["opens a script before text", "<div>\n‹|<script>›\n<p>two</p>\n</div>\n"],
  ["opens a text area before text", "<div>‹|<textarea>›<p>two</p></div>\n"],
  ["opens a script in Markdown", "one\n\n‹|<script>\n›\ntwo **three**\n"],
  ["moves items into another list", "---\na:\n  - x\n‹|b:\n›  - y\nc: z\n---\n\nx\n"],
  ["moves an item into the one before", "---\na:\n  - b: x\n‹  - |    ›c: y\nd: z\n---\n\nx\n"],
  ["makes a value part of the key before", "---\nauthor:\n  name: a\n‹|  ›title: x\ndate: 2020\n---\n\nx\n"],
  ["takes a key out of its mapping", "---\nauthor:\n  name: a\n‹  |›mail: b\n---\n\nx\n"],
  ["makes the next line part of a quoted text", '---\ntitle: ‹a|"a›\nsub: b\nlast: "c"\n---\n\nx\n'],
  ["comments a value out", "---\ntitle: ‹|# ›a b c\n---\n\nx\n"],
  ["breaks the closing fence", "---\ntitle: a\n--‹-|›\n\nText of the post\n"],
  ["removes the closing fence", "---\ntitle: a\n‹---\n|›\nText of the post\n"],
  ["puts text before the opening fence", "‹|Hello\n›---\ntitle: a\n---\n\nx\n"],
  ["makes text front matter", "‹|---\n›title: a\n---\n\nx\n"],
  ["opens front matter that is none", "‹|---\n›one two\n\nthree\n---\n\nfour\n"],
  ["closes front matter early", "---\ntitle: a\n‹|---\n›date: 2020-01-01\n---\n\nx\n"],
  ["duplicates a key", "---\ntitle: a\n‹dat|title›: b\n---\n\nx\n"],
  ["inserts a duplicate key", "---\ntitle: a\n‹|title: b\n›sub: c\n---\n\nx\n"],
  ["changes what an alias stands for", "---\na: &x ‹one|two›\nb: *x\n---\n\nx\n"],
  ["changes a TOML table", '+++\ntitle = "a"\n‹|[params]\n›date = 2020-01-01\n+++\n\nx\n'],
  ["breaks JSON", '{\n  "title": "a"‹,|›\n  "sub": "b"\n}\n\nx\n'],
  ["makes a paragraph code", "one\n\n‹|    ›two\n"],
  ["makes HTML code", "<div>\n\n‹|    ›<p>one</p>\n\n</div>\n"],
  ["makes a comment code", "‹|    ›<!-- one -->\n"],
  ["makes code a paragraph", "one\n\n‹    |›two\n"],
  ["makes a paragraph a heading", "one\n‹|---\n›\ntwo\n"],
  ["makes a paragraph a heading by equals signs", "one\n‹|===\n›\ntwo\n"],
  ["makes a heading text", "‹# |#›one\n"],
  ["joins two paragraphs", "one\n‹\n|›two\n"],
  ["parts a paragraph", "one‹|\n›\ntwo\n"],
  ["joins paragraphs by the removal of a comment", "one\n‹<!-- c -->\n|›two\n"],
  ["makes a list item a paragraph", "‹- |›one\n- two\n"],
  ["takes an item out of its list", "- one\n\n  ‹|- ›two\n"],
  ["makes a paragraph a quotation", "one\n\n‹|> ›two\n"],
  ["breaks the fence of code", "```\ncode <b>\n``‹`|›\n\ntext\n"],
  ["opens a fence", "one\n‹|```\n›\ntwo\n"],
  ["opens a code span", "one ‹|`›two `three` four\n"],
  ["ends a code span", "one `two‹|`› <b>three` four\n"],
  ["changes an attribute beside the edit", '<p class="a"‹ id="b"|id="b›>x</p>\n', { path: "a.html" }],
  ["changes the value of the next attribute", '<p ‹style="x"|style=› class="a">x</p>\n', { path: "a.html" }],
  ["lets a duplicate attribute count", '<p ‹class="a" |›class="b">x</p>\n', { path: "a.html" }],
  ["makes an attribute a duplicate", '<p ‹|class="b" ›class="a">x</p>\n', { path: "a.html" }],
  ["puts elements into another", "<p>one</p>\n‹|<div>›\n<p>two</p>\n", { path: "a.html" }],
  ["wraps what it does not touch", "<p>one</p>\n<div>\n‹|<ul>›\n<p>two</p>\n</div>\n", { path: "a.html" }],
  ["takes elements out of another", "<div>\n<p>one</p>\n‹|</div>›\n<p>two</p>\n</div>\n", { path: "a.html" }],
  ["removes an end tag", "<div><b>one‹</b>|› two</div>\n", { path: "a.html" }],
  ["puts text into formatting that is rebuilt", "<p><b>one‹</b>|›</p><p>two</p>\n", { path: "a.html" }],
  ["closes a paragraph by a block", "<p>one ‹|<div></div>›two</p>\n", { path: "a.html" }],
  ["makes a tag of text", "1 <‹ |›b and c> 2\n", { path: "a.html" }],
  ["makes a tag of text in Markdown", "a <‹ |›b class> c\n"],
  ["makes text of a tag", "a <‹| ›b>bold</b> c\n"],
  ["splits a template tag", "one {{ ‹|}} ›two }} three\n", { generator: "hexo" }],
  ["removes the start of a template tag", "one ‹{{|› two }} three\n", { generator: "hexo" }],
  ["ends a block of HTML", "<div>\n‹<!-- c -->|›\none *two*\n</div>\n"],
  ["redefines a link", "see [one] and more\n\n‹|[one]: /a\n\n›[one]: /b\n"],
  ["unmakes a link of a reference", "see [one] and more\n\n[on‹e|ly›]: /b\n"],
];

/** Refused as safe edits: readers would see something else. As unsafe edits they are a rule's own affair. */
const visible: readonly Case[] = [
  ["moves a list item", "---\ntags:\n‹  - a\n|›  - b\n  - c\n---\n\nx\n"],
  ["moves items of a flow list", "---\ntags: [‹a, |›b, c]\n---\n\nx\n"],
  ["removes a word", "one ‹two |›three\n"],
  ["removes a letter of a text without spaces", "今天‹天|›气很好\n"],
  ["joins two words", "one‹ |›two\n"],
  ["changes text in pre", "<pre>\na‹  | ›b\n</pre>\n"],
  ["changes white space in a fence", "```\na‹  | ›b\n```\n"],
  ["changes white space in indented code", "x\n\n    a‹  | ›b\n"],
  ["turns a no-break space into a space", "one‹\u00a0| ›two\n"],
  ["swaps two images", '<img src="‹a|b›.png">\n<img src="‹b|a›.png">\n'],
  ["swaps two Markdown images", "![x](‹a|b›.png) and ![y](‹b|a›.png)\n"],
  ["removes an image", 'one <img src="a.png">‹<img src="b.png">|› two\n'],
  ["removes a line break", "one‹<br>|› two\n"],
  ["changes a template tag", "one {{ ‹page|post›.title }} two\n", { generator: "hexo" }],
  ["turns `no` into false", "---\ndraft: ‹no|false›\n---\n\nx\n"],
  ["turns a text into a number", '---\nversion: ‹"3.10"|3.1›\n---\n\nx\n'],
  ["turns a text into a number by taking quotes away", "---\nversion: ‹'|›3.10‹'|›\n---\n\nx\n"],
  ["turns a text into a list", "---\ntags: ‹a|[a]›\n---\n\nx\n"],
  ["turns a text into nothing", "---\ntags: ‹a|›\n---\n\nx\n"],
  ["makes emphasis", "one \\‹\\|›*two* three\n"],
  ["unmakes a link", "see [one](a‹| b›) two\n"],
  ["unmakes emphasis", "one ‹*|\\*›two* three\n"],
  ["unmakes emphasis by taking away an invisible character", "one**‹\u200b|›.two** three\n"],
  ["makes a hard line break", "one  ‹<!-- c -->|›\ntwo\n"],
  ["unmakes a hard line break", "one‹  |›\ntwo\n"],
];

/** Let through as safe edits. */
const right: readonly Case[] = [
  ["removes the line of a comment", "<div>\n‹<!-- <b>x</b> -->\n|›<p>one</p>\n</div>\n"],
  ["removes a comment between paragraphs with its blank line", "one\n\n‹<!-- c -->\n\n|›two\n"],
  ["removes a comment in a sentence", "one ‹<!-- c --> |›two\n"],
  ["removes a comment of many lines", "<div>\n‹<!-- a\n\n  <p>b</p>\n-->\n|›</div>\n\nText\n"],
  ["removes an attribute", '<p class="a"‹ style="x: y"|› id="b">one</p>\n'],
  ["removes an attribute of many lines", '<p\n  class="a"‹\n  style="x"|›\n  id="b">one</p>\n'],
  ["removes an attribute in a sentence", 'one <b‹ style="x"|›>two</b> *three*\n'],
  ["removes a key with its line", "---\ntitle: a\n‹thumbnail: b\n|›date: 2020\n---\n\nx\n"],
  ["removes the last key", "---\ntitle: a\n‹thumbnail: b\n|›---\n\nx\n"],
  ["removes a nested key", "---\nhead:\n  a: b\n‹  c: d\n|›  e: f\n---\n\nx\n"],
  ["removes a key in CR LF", "---\r\ntitle: a\r\n‹thumbnail: b\r\n|›date: 2020\r\n---\r\n\r\nx\r\n"],
  ["changes a value", "---\ntitle: a\ndate: ‹Invalid Date|2021-09-25T20:43:23+08:00›\n---\n\nx\n"],
  ["fills an empty value", "---\ntitle: a\ndate:‹| 2021-09-25 12:00›\ntags: [x]\n---\n\nx\n"],
  ["inserts a key", "---\ntitle: a\n‹|tags: []\n›date: 2020\n---\n\nx\n"],
  ["quotes a text", '---\ndraft: ‹|"›no‹|"›\n---\n\nx\n'],
  ["removes a byte order mark", "‹\ufeff|›---\ntitle: a\n---\n\none <b>two</b>\n"],
  ["removes a byte order mark before text", "‹\ufeff|›one <b>two</b>\n"],
  ["removes blank lines before the fence", "‹\n\n|›---\ntitle: a\n---\n\none\n"],
  ["quotes a title that could not be read", '---\ntitle: ‹|"›@one: two‹|"›\ndate: 2020-01-01\n---\n\nx\n'],
  ["quotes a title with a colon", "---\ntitle: ‹|'›one: two‹|'›\ndate: 2020-01-01\ntags: [a, 3]\n---\n\nx\n"],
  ["escapes the quotes of a title", '---\ntitle: "one ‹|\\›"two‹|\\›" three"\ndate: 2020-01-01\n---\n\nx\n'],
  ["trims a fence", "---‹  |›\ntitle: a\n---‹ |›\n\nx\n"],
  ["shortens a fence", "---\ntitle: a\n---‹-|›\n\nx\n"],
  ["adds the last line ending", "one\n\ntwo‹|\n›"],
  ["removes blank lines", "one\n\n‹\n\n|›two\n"],
  ["closes an element at its end", "<div><p>one‹|</p>›</div>\n", { path: "a.html" }],
  ["closes an element in Markdown", "one <b>two‹|</b>›\n"],
  ["dedents HTML", "<div>\n\n‹    |›<p>one</p>\n\n‹    |›<p>two</p>\n</div>\n"],
  ["dedents HTML in CR LF", "<div>\r\n\r\n‹    |›<p>one</p>\r\n</div>\r\n"],
  ["dedents nested HTML", "<div>\n\n‹      |›<div>\n‹        |›<p>one</p>\n‹      |›</div>\n</div>\n"],
  ["changes an address", '[one](‹http://r.example/?u=a|http://a.example›) <a href="‹x|y›">two</a>\n'],
  ["changes the address of a reference", "[one] *two*\n\n[one]: ‹http://r.example/?u=a|http://a.example›\n"],
  ["changes an image", '<img src="‹loading.gif|a.png›" ‹data-src="a.png"|›>\n'],
  ["removes an invisible character", "one‹\u200b|›two *three*\n"],
  ["puts an address in angle brackets", "[one](‹|<›a.png‹|>›)\n"],
  ["writes the line break that the parser makes", "<p>one<‹/|›br>two</p>\n"],
  ["removes a key of TOML", '+++\ntitle = "a"\n‹draft = true\n|›+++\n\nx\n'],
  ["removes a key of JSON", '{\n  "title": "a"‹,\n  "thumb": "b"|›\n}\n\nx\n'],
];

/** Let through as unsafe edits alone. */
const bold: readonly Case[] = [
  ["removes an image element", 'one ‹<img src="a.png"> |›two\n'],
  ["removes a Markdown image", "one ‹![x](a.png) |›*two*\n"],
  ["unwraps an element", "<p>one ‹<font color=red>|›two <b>three</b>‹</font>|› four</p>\n"],
  ["removes a tag that is never closed", "<p>one ‹<font color=red>|›two</p>\n", { path: "a.html" }],
  ["turns an element into another", "one ‹<strike>|<s>›two‹</strike>|</s>› three\n"],
  ["removes an element with all that it holds", "<div>\n‹<style>\np { color: red }\n</style>\n|›<p>one</p>\n</div>\n"],
  ["turns a text into a list", "---\ntags: ‹a|[a]›\n---\n\nx\n"],
  ["turns a text into a value", '---\ndraft: ‹"false"|false›\n---\n\nx\n'],
  [
    "dedents HTML that stands in a paragraph then",
    '<div>\n\n‹    |›<a\n‹    |›  href="a.html"\n    >x</a>\n\n</div>\n',
  ],
  ["takes an item of a list", "---\nphotos:\n‹  - a.png\n|›  - b.png\n  - c.png\ntitle: x\n---\n\nx\n"],
  ["renames a key", "---\n‹categorys|categories›: [a]\ntitle: b\n---\n\nx\n"],
];

describe("verify", () => {
  for (const [name, marked, as] of harmful) {
    it(`refuses an edit that ${name}`, () => {
      for (const tier of ["safe", "unsafe"] as const) {
        const reason = judge(marked, tier, as);
        assert.ok(reason !== undefined, `let through as ${tier}`);
        assert.match(reason, /^[a-z`].{10,}[^.]$/);
      }
    });
  }
  for (const [name, marked, as] of visible) {
    it(`refuses a safe edit that ${name}`, () => assert.ok(judge(marked, "safe", as) !== undefined));
  }
  for (const [name, marked, as] of right) {
    it(`lets an edit through that ${name}`, () => {
      assert.equal(judge(marked, "safe", as), undefined);
      assert.equal(judge(marked, "unsafe", as), undefined);
    });
  }
  for (const [name, marked, as] of bold) {
    it(`lets an unsafe edit through that ${name}`, () => {
      assert.ok(judge(marked, "safe", as) !== undefined, "let through as safe");
      assert.equal(judge(marked, "unsafe", as), undefined);
    });
  }
});
