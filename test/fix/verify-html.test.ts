import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { applyEdits } from "../../src/fix/apply-edits.js";
import { readerText } from "../../src/fix/reader-text.js";
import { verify } from "../../src/fix/verify.js";
import { generatorProfile } from "../../src/source/generators.js";
import { type DocumentReading, readDocument } from "../../src/source/read-document.js";

function read(text: string, path = "post.md"): DocumentReading {
  return readDocument(text, path, generatorProfile(undefined));
}

/** Replaces the first `before` of a text by `after` and says what is broken. */
function replacing(text: string, before: string, after: string, path?: string): string | undefined {
  const start = text.indexOf(before);
  const edits = [{ range: { start, end: start + before.length }, text: after }];
  return verify(read(text, path), read(applyEdits(text, edits), path), edits, "safe");
}

/** Inserts a text before the first `before` and says what is broken. */
function inserting(text: string, before: string, inserted: string): string | undefined {
  const at = text.indexOf(before);
  const edits = [{ range: { start: at, end: at }, text: inserted }];
  return verify(read(text, "post.html"), read(applyEdits(text, edits), "post.html"), edits, "safe");
}

describe("verify", () => {
  it("lets a block lose lines at its edges", () => {
    const code = "<div>\n\n    <!-- a -->\n    <p>x</p>\n    <!-- b -->\n\n</div>\n";
    assert.equal(replacing(code, "    <!-- a -->\n", ""), undefined);
    assert.equal(replacing(code, "    <!-- b -->\n", ""), undefined);
  });
  it("refuses what joins paragraphs, lists or code", () => {
    assert.match(replacing("One.\n<!-- a -->\nTwo.\n", "<!-- a -->\n", "") ?? "", /paragraph in line 1/);
    assert.match(replacing("- a\n\n<!-- a -->\n  b\n", "<!-- a -->\n", "") ?? "", /paragraph in line 4/);
    assert.match(replacing("    a\n\n<!-- a -->\n\n    b\n", "<!-- a -->\n", "") ?? "", /code block in line 1/);
  });
  it("refuses what makes a paragraph of HTML, or HTML of a paragraph", () => {
    assert.match(replacing("</span>\n*x*\n", "</span>", "") ?? "", /./);
    assert.match(replacing("<p>x</p>\n\n*x*\n", "\n\n", "\n") ?? "", /paragraph/);
  });
  it("lets an end tag be written where the element ends, and nowhere else", () => {
    const html = "<section><div>x <i>y</i></section> z";
    assert.equal(inserting(html, "</section>", "</div>"), undefined);
    assert.match(inserting(html, "<i>", "</div>") ?? "", /end elsewhere/);
  });
  it("reads text that the parser joins across a tag without that tag", () => {
    assert.equal(readerText(read("a</span> b", "post.html").document), "a b");
    assert.equal(replacing("<p>a</span> b</p>", "</span>", "", "post.html"), undefined);
    assert.match(replacing("<p>a</span> b</p>", "</span> b", "", "post.html") ?? "", /another text/);
  });
  it("knows that text in a table comes out before the table", () => {
    const table = '<p style="">p</p><table>x<tr><td>a</td></tr>y<tr><td style="">b</td></tr></table>';
    assert.equal(replacing(table, ' style="">p', ">p", "post.html"), undefined);
    assert.equal(replacing(table, ' style="">b', ">b", "post.html"), undefined);
  });
});
