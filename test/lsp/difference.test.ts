import assert from "node:assert/strict";
import { test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import { difference } from "../../src/lsp/difference.js";
import fc from "../property.js";

test("a difference is small", () => {
  assert.deepEqual(difference("one two three", "one 2 three"), { range: { start: 4, end: 7 }, text: "2" });
  assert.deepEqual(difference("same", "same"), { range: { start: 4, end: 4 }, text: "" });
});

test("a difference splits neither a character nor a line ending, and an editor makes of it what was meant", () => {
  const piece = fc.constantFrom("😀", "😁", "🙀", "a", "b", "\r\n", "\n", "\r", "日");
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { range, text: newText } = difference(before, after);
      for (const offset of [range.start, range.end]) {
        assert.doesNotMatch(
          before.slice(Math.max(offset - 1, 0), offset + 1),
          /^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])$/,
        );
      }
      const document = TextDocument.create("file:///a.md", "markdown", 1, before);
      const places = { start: document.positionAt(range.start), end: document.positionAt(range.end) };
      assert.equal(TextDocument.applyEdits(document, [{ range: places, newText }]), after);
      assert.doesNotMatch(newText, /\p{Surrogate}/u);
    }),
    { numRuns: 500 },
  );
});
