import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type CommentKind, commentKind, holdsTemplateCode, isKeptComment } from "../../src/source/comment-kind.js";

const CASES: Readonly<Record<CommentKind, readonly string[]>> = {
  mark: ["more", " More ", "truncate", "excerpt", "endexcerpt", "end-excerpt", "read more", "toc", "tocstop", "no toc"],
  conditional: ["[if lt IE 9]><script src='a.js'></script><![endif]", "[if gte mso 9]>", "<![endif]"],
  "block-editor": [" wp:paragraph ", " /wp:paragraph ", "EndFragment", "StartFragment"],
  omitted: [" raw HTML omitted "],
  directive: [
    " prettier-ignore ",
    " prettier-ignore-start ",
    " markdownlint-disable MD013 ",
    " vale off ",
    " eslint-disable ",
    " textlint-enable ",
    " cspell:disable ",
    " rumdl-disable ",
    " galley-disable-next-line html/no-comments ",
    " html-validate-disable ",
    " START doctoc ",
    " END ",
    "start:links",
    "Chart 3 start",
    "chart-3 end",
    "#region links",
    "type=class",
  ],
  licence: ["! The licence", "@license MIT", " SPDX-License-Identifier: MIT ", " Copyright 2020 the authors "],
  include: ['#include virtual="/a.html" ', '#echo var="DATE"'],
  separator: ["", " ", "\n", " separator ", " Markdown list separator ", "list-separator"],
  markup: [
    ' <a href="#">Old</a> ',
    "<br /><br />Made by a tool<br />",
    " [<img src='a.png' />](http://example.com/a_(b)) ",
    ' ![A map](map.png "A map") ',
    "\n<tr>\n  <td>1</td>\n</tr>\n",
    ' div class="tags">\n <a href="">One</a>\n</div ',
    " ul>\n<li>1</li>\n</ul ",
    " </div> ",
    "<my-chart data='1'/>",
    "<p>{{ title }}</p>",
    "<p>x</p>\n![A map](map.png)",
  ],
  note: [
    " main text ",
    " TODO: put <code>x</code> between tags ",
    " The <br> tag ends here: <br>",
    "<code>x</code> must be closed (see above)",
    " <https://example.com/a> ",
    " <someone@example.com> ",
    " a < b and b > a ",
    " p = 3 ",
    " div and </span ",
    "{% raw %}",
    "[a note](in brackets)",
    "more about the harbour",
  ],
};

describe("the kind of a comment", () => {
  for (const [kind, texts] of Object.entries(CASES)) {
    it(kind, () =>
      assert.deepEqual(Object.fromEntries(texts.map((text) => [text, commentKind(text)])), all(texts, kind)),
    );
  }
  it("keeps what begins with a text of the project's, in any case", () => {
    assert.equal(isKeptComment(" Slides: later ", ["slides:"]), true);
    assert.equal(isKeptComment(" The slides: later ", ["slides:"]), false);
    assert.equal(isKeptComment(" anything ", [""]), false);
  });
  it("sees template code", () => {
    assert.deepEqual(["{{ a }}", "{% a %}", "<%= a %>", "{ a }", "a % b"].map(holdsTemplateCode), [
      true,
      true,
      true,
      false,
      false,
    ]);
  });
  it("takes no long time over long comments", () => {
    const started = performance.now();
    for (const piece of ["](", "</a ", "<a ", "a=", "- ", "<!", '] ("']) commentKind(piece.repeat(50_000));
    assert.ok(performance.now() - started < 2000);
  });
});

function all(texts: readonly string[], kind: string): Readonly<Record<string, string>> {
  return Object.fromEntries(texts.map((text) => [text, kind]));
}
