import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { applyEdits } from "../../src/fix/apply-edits.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";
import { removalOf } from "../../src/source/removal.js";

/** Takes the first comment out; undefined where that may not be. */
function without(text: string, path = "post.md"): string | undefined {
  const { document } = readDocument(text, path, generatorProfile(undefined));
  const start = text.indexOf("<!--");
  const edit = removalOf(document, { start, end: text.indexOf("-->") + 3 });
  return edit === undefined ? undefined : applyEdits(text, [edit]);
}

describe("removalOf", () => {
  const cases: readonly (readonly [what: string, before: string, after: string | undefined])[] = [
    ["its line", "<div>\n  <!-- a -->  \n  <p>x</p>\n</div>\n", "<div>\n  <p>x</p>\n</div>\n"],
    ["its lines", "<div>\r\n<!-- a\r\nb -->\r\n</div>\r\n", "<div>\r\n</div>\r\n"],
    ["its line between blank lines", "One.\n\n<!-- a -->\n\nTwo.\n", "One.\n\n\nTwo.\n"],
    ["all but an empty line between paragraphs", "One.\n<!-- a -->\nTwo.\n", "One.\n\nTwo.\n"],
    ["all but an empty line before a rule", "One.\n<!-- a -->\n---\n", "One.\n\n---\n"],
    ["all but an empty line behind a definition", "[a]: /b\n<!-- a -->\n(c)\n", "[a]: /b\n\n(c)\n"],
    ["its line behind a heading", "# One\n<!-- a -->\nTwo.\n", "# One\nTwo.\n"],
    ["its line behind another comment", "<!-- a -->\n<!-- b -->\nOne.\n", "<!-- b -->\nOne.\n"],
    ["its line at the end", "One.\n<!-- a -->", "One.\n"],
    ["the BOM never", "\uFEFF<!-- a -->\nOne.\n", "\uFEFFOne.\n"],
    ["a space between words", "One <!-- a --> two.\n", "One two.\n"],
    ["the spaces before the end of a line", "One  <!-- a -->\ntwo.\n", "One\ntwo.\n"],
    ["nothing else behind a word", "## One<!-- a --> two\n", "## One two\n"],
    ["nothing in a list that would join another", "- a\n\n<!-- a -->\n\n- b\n", undefined],
    ["nothing that keeps words out of a list", "- a\n\n<!-- a -->\n\n  b\n", undefined],
    ["nothing between two pieces of code", "    a\n\n<!-- a -->\n\n    b\n", undefined],
    ["nothing beside a delimiter", "*One*<!-- a --> two.\n", undefined],
    ["nothing that is all of a list item", "- <!-- a -->\n- b\n", undefined],
    ["nothing before words that it keeps from being Markdown", "<!-- a --> *One*\n", undefined],
    ["nothing that opens the block of what follows", "<!-- a --></div>\n*One*\n", undefined],
    ["nothing on a line of its own inside pre", "<pre>\na\n<!-- a -->\nb</pre>\n", undefined],
    ["its line in a block that it cuts in two", "<div>\n<!-- a\n\n<p>b</p> -->\n</div>\n", "<div>\n</div>\n"],
  ];
  for (const [what, before, after] of cases) it(`takes ${what}`, () => assert.equal(without(before), after));

  it("keeps the white space of pre in HTML", () => {
    assert.equal(without("<pre>a\n <!-- a --> b</pre>", "post.html"), "<pre>a\n  b</pre>");
  });
});
