import assert from "node:assert/strict";
import { it } from "node:test";
import { applyEdits } from "../../src/fix/apply-edits.js";
import { frontMatterRemoval } from "../../src/source/front-matter-removal.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";

function without(text: string, pointer: string, doomed: readonly string[] = []): string | undefined {
  const { document } = readDocument(text, "post.md", generatorProfile(undefined));
  const removal = frontMatterRemoval(document, pointer, new Set(doomed));
  return removal && applyEdits(text, [removal.edit]);
}

it("a pair goes with its line, whatever the language and the line ending", () => {
  assert.equal(without("---\na: 1\nb: x # y\nc: 3\n---\n", "/b"), "---\na: 1\nc: 3\n---\n");
  assert.equal(without("---\r\na: 1\r\nb:\r\n  - x\r\n---\r\n", "/b"), "---\r\na: 1\r\n---\r\n");
  assert.equal(without('+++\na = 1\nb = "x"\n+++\n', "/b"), "+++\na = 1\n+++\n");
  assert.equal(without('{\n  "a": 1,\n  "b": "x"\n}\n', "/b"), '{\n  "a": 1\n}\n');
  assert.equal(without('{\n  "a": 1,\n  "b": "x"\n}\n', "/a"), '{\n  "b": "x"\n}\n');
});

it("an item goes with its comma, and what would be left empty goes as a whole", () => {
  assert.equal(without("---\na: [x, 'y', z]\n---\n", "/a/1"), "---\na: [x, z]\n---\n");
  assert.equal(without("---\na: [x, 'y']\n---\n", "/a/1"), "---\na: [x]\n---\n");
  assert.equal(without("---\na: 1\nb:\n  - x\n  - y\n---\n", "/b/0"), "---\na: 1\nb:\n  - y\n---\n");
  assert.equal(without("---\na: 1\nb:\n  - x\n  - y\n---\n", "/b/0", ["/b/1"]), "---\na: 1\n---\n");
  assert.equal(without("---\na: 1\nb:\n  c:\n    d: x\n---\n", "/b/c/d"), "---\na: 1\n---\n");
});

it("nothing goes that something else needs, and never all of it", () => {
  assert.equal(without("---\na: 1\nb: &x y\nc: *x\n---\n", "/b"), undefined);
  assert.equal(without("---\na: x\n---\n", "/a"), undefined);
  assert.equal(without("---\na: { b: x, c: y }\n---\n", "/a/b"), undefined);
});
