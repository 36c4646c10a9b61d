import assert from "node:assert/strict";
import { it } from "node:test";
import type { Edit } from "../../src/edit.js";
import { applyEdits } from "../../src/fix/apply-edits.js";
import { verify } from "../../src/fix/verify.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";

const text = "---\ntags:\ndate:\ntitle: The pier\n---\n";

function verified(edit: Edit, tier: "safe" | "unsafe"): string | undefined {
  const read = (one: string) => readDocument(one, "post.md", generatorProfile(undefined));
  return verify(read(text), read(applyEdits(text, [edit])), [edit], tier);
}

it("an empty value may be filled in at its place, and no other value disturbed by that", () => {
  const at = text.indexOf("date:") + "date:".length;
  const range = { start: at, end: at };
  assert.equal(verified({ range, text: " 2021-09-25" }, "unsafe"), undefined);
  assert.match(verified({ range, text: ' "2021-09-25' }, "unsafe") ?? "", /fault/);
});
