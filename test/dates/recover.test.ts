import assert from "node:assert/strict";
import { describe, it } from "node:test";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import { findDates, recoverDates } from "../../src/dates/index.js";

function recover(text: string, path = "post.md", siblings: readonly (readonly [string, string])[] = []) {
  const html = unified().use(rehypeParse, { fragment: true }).parse(text);
  const given = siblings.map(([key, value]) => ({ key, text: value, start: 0, end: value.length }));
  return recoverDates({ siblings: given, path, text, html, timezone: "Asia/Shanghai" }).map((candidate) => {
    if (candidate.range !== undefined && candidate.source !== "sibling" && candidate.source !== "time") {
      assert.equal(text.slice(candidate.range.start, candidate.range.end), candidate.text);
    }
    return `${candidate.source}: ${candidate.text}`;
  });
}

describe("findDates", () => {
  const found = (text: string): readonly string[] => findDates(text).map((date) => date.text);

  it("finds what people write", () => {
    for (const text of [
      ...[
        "2021-09-25 20:43:23",
        "2021年9月25日 20:43",
        "2021年9月25日 20时43分",
        "Sept. 25, 2021",
        "25 September 2021",
      ],
      ...["2021/09/25", "2021-09-25T20:43:23+08:00", "Sat, 25 Sep 2021 20:43:23 GMT", "September 25, 2021 at 8:43 PM"],
      ...["2021.09.25", "25.09.2021", "September 25th, 2021", "2021-09-25 20:43 +0800"],
    ]) {
      assert.deepEqual(found(`on ${text}, somewhere`), [text]);
    }
  });

  it("leaves alone what is none, or could be two", () => {
    for (const text of [
      "04/05/2024",
      "2023-02-30",
      "version 1.2.2021.4",
      "20210925",
      "12021-09-25",
      "2021-09-251",
      "/2021/09/25/",
      "10:20:30",
      "May 2021",
      "maybe 2021",
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });

  it("is linear on hostile text", () => {
    for (const piece of [
      "1 ",
      "2021-09-25 ",
      "2021年",
      "Sep ",
      "Mon, 1 ",
      "Mon, Sep 1 ",
      "1",
      " ",
      "1-1-",
      "Date: ",
      "Published ",
      "> \t",
    ]) {
      const text = piece.repeat(Math.ceil(100_000 / piece.length));
      const started = performance.now();
      findDates(text, Number.POSITIVE_INFINITY);
      recoverDates({ siblings: [], path: text, text, html: { type: "root", children: [] }, timezone: "UTC" });
      assert.ok(performance.now() - started < 1500, piece);
    }
  });
});

describe("recoverDates", () => {
  it("knows the elements that hold a publication date", () => {
    assert.deepEqual(
      recover(
        '<p class="u-time"><span class="source">The Daily</span> <span class="time">\n 2021-09-25 20:43:23\n</span></p>',
      ),
      ["element: 2021-09-25 20:43:23"],
    );
    assert.deepEqual(recover('<time datetime="2021-09-25T20:43:23+08:00">three days ago</time>'), [
      "time: 2021-09-25T20:43:23+08:00",
    ]);
    assert.deepEqual(recover("<time>25 September 2021</time>"), ["element: 25 September 2021"]);
    assert.deepEqual(recover('<div class="post-meta">By <b>Ann</b>, <i>Sept. 25, 2021</i></div>'), [
      "element: Sept. 25, 2021",
    ]);
  });

  it("knows labelled lines", () => {
    for (const line of [
      "发布时间：2021年9月25日 20:43",
      "发表于 2021年9月25日 20:43",
      "<p>日期: 2021年9月25日 20:43</p>",
      "**Published:** 2021年9月25日 20:43",
      "- Posted on 2021年9月25日 20:43",
    ]) {
      assert.deepEqual(recover(`Some words.\n${line}\n`), ["label: 2021年9月25日 20:43"], line);
    }
  });

  it("knows siblings and paths", () => {
    assert.deepEqual(recover("", "posts/2021-09-25-a-walk.md"), ["path: 2021-09-25"]);
    assert.deepEqual(recover("", "content/2021/09/25/index.md"), ["path: 2021/09/25"]);
    assert.deepEqual(
      recover("", "a.md", [
        ["updated", "2021-09-26"],
        ["created", "soon"],
      ]),
      ["sibling: 2021-09-26"],
    );
  });

  it("takes no date of running prose, of comments, of links, or of long boxes", () => {
    assert.deepEqual(recover("<p>The attack began on 2022-08-13 22:23:12 (+UTC).</p>"), []);
    assert.deepEqual(recover("The data: 2022-08-13. We posted one on 2022-08-13."), []);
    assert.deepEqual(recover('<!-- <span class="time">2021-09-25</span> -->'), []);
    assert.deepEqual(recover('<a href="/2021/09/25/x">x</a>'), []);
    assert.deepEqual(recover(`<div class="date">${"A long story. ".repeat(40)} 2021-09-25</div>`), []);
    assert.deepEqual(recover("", "v1/2021-13-45-x.md"), []);
  });

  it("copes with deep and wide markup", () => {
    const started = performance.now();
    recover(`${'<b class="date">'.repeat(400)}${'<i class="time">x</i>'.repeat(3000)}`);
    assert.ok(performance.now() - started < 3000);
  });
});
