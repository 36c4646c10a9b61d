import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { tagFaults } from "../../src/source/tag-balance.js";
import { scanTags } from "../../src/source/tags.js";
import fc from "../property.js";

/** `kind tag`, in source order. */
function faults(html: string, cutOff = false): readonly string[] {
  const tags = scanTags(html, { start: 0, end: html.length });
  return tagFaults(html, tags, cutOff).map(({ kind, tag }) => `${kind} ${html.slice(tag.range.start, tag.range.end)}`);
}

describe("the balance of tags", () => {
  const cases: readonly (readonly [html: string, ...expected: string[]])[] = [
    ["<div><p>a<p>b</div>"],
    ["<ul><li>a<li>b<ul><li>c</ul><li>d</ul>"],
    ["<dl><dt>a<dd>b<dt>c<dd>d</dl>"],
    ["<table><thead><tr><th>a<tbody><tr><td>b<td>c<tr><td>d<table><tr><td>e</table></table>"],
    ["<select><optgroup><option>a<option>b<optgroup><option>c</select>"],
    ["<ruby>a<rt>b<rp>c<rt>d</ruby>"],
    ["<h1>a</h2>"],
    ["<br/><img><hr /></img><image src='a.png'/>"],
    ["<svg><path d=''/><g><title>x</title></g><image/></svg><math><mi/></math>"],
    ["<svg/><p>a"],
    ["<a href=/about/>x</a>"],
    ["<p/>"],
    ["<a/>x</a>"],
    ["<Tabs><tab>a</tab></Tabs>"],
    ["<div>", "unclosed <div>"],
    ["<div><section></div>", "unclosed <section>"],
    ["<li><div><li>x", "unclosed <div>"],
    ["<table><tr><td><b>x<td>y</table>", "unclosed <b>"],
    ["<div><div/></div>", "unclosed <div/>"],
    ["<a name='x'/><a href='y'>z</a>", "unclosed <a name='x'/>"],
    ["a</div>", "stray </div>"],
    ["</p>", "stray </p>"],
    ["</li></td></body>"],
    ["<p>a<ul></ul></p>", "ended-before </p>"],
    ["<p>a<p>b</p></p>", "ended-before </p>"],
    ["<table><tr><td><p>a<table></table></p></table>", "ended-before </p>"],
    ["<b><i>x</b></i>", "overlap </b>"],
    ["<b><i><u>x</b></u></i>", "overlap </b>"],
    ["<a href='x'>y<a href='z'>w</a></a>", "nested-link <a href='z'>"],
    ["<a href='x'>y<a href='z'>w</a>", "unclosed <a href='x'>"],
    ["<p><b>x<div>y</div></b></p>", "ended-before </p>"],
  ];
  for (const [html, ...expected] of cases) it(html, () => assert.deepEqual(faults(html), expected));

  it("does not ask for end tags that the swallowed rest may hold", () => {
    assert.deepEqual(faults("<div><b></div><p>", true), ["unclosed <b>"]);
    assert.deepEqual(faults("<div><section>", true), []);
  });

  it("finds nothing in what closes each element that it opens", () => {
    const { tree } = fc.letrec<{ tree: string; list: readonly string[] }>((tie) => ({
      list: fc.array(tie("tree"), { maxLength: 4 }),
      tree: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom("text", "<br>", "<img src='a.png'/>"),
        fc
          .tuple(fc.constantFrom("div", "section", "span", "b", "x-y", "article", "sup"), tie("list"))
          .map(([name, inner]) => `<${name}>${inner.join("")}</${name}>`),
      ),
    }));
    fc.assert(
      fc.property(tree, (html) => assert.deepEqual(faults(html), [])),
      { numRuns: 300 },
    );
  });

  it("reports each tag once at most, in source order, whatever the tags", () => {
    const tag = fc
      .tuple(
        fc.constantFrom("<", "</"),
        fc.constantFrom("p", "div", "a", "b", "li", "ul", "td", "tr", "table", "svg", "h1", "zed"),
        fc.constantFrom(">", "/>"),
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 30 }), (tags) => {
        const html = tags.join("");
        const starts = tagFaults(html, scanTags(html, { start: 0, end: html.length }), false).map(
          (fault) => fault.tag.range.start,
        );
        assert.deepEqual(
          starts,
          [...new Set(starts)].sort((a, b) => a - b),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("takes no long time over long texts", () => {
    const started = performance.now();
    for (const piece of ["<caption>", "<li>", "</div>", "<p><div>", "<a>", "<rb>", "<td><b>"])
      faults(piece.repeat(20_000));
    assert.ok(performance.now() - started < 5000);
  });
});
