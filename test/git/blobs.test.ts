import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { unchangedBlobs } from "../../src/git/blobs.js";
import { put } from "../cli/galley.js";
import { git, repository } from "../cli/repository.js";

test("the blob of a file says nothing of its text where git writes its id into it", () => {
  const folder = repository({ "a.md": "Text.\n", "b.txt": "$Id$\n", ".gitattributes": "b.txt ident\n" });
  rmSync(join(folder, "b.txt"));
  git(folder, "checkout", "--", ".");
  assert.match(readFileSync(join(folder, "b.txt"), "utf8"), /^\$Id: [\da-f]{40} \$/);
  assert.deepEqual([...(unchangedBlobs(folder)?.keys() ?? [])].sort(), [".gitattributes", "a.md"]);
  put(folder, { "a.md": "Other text.\n" });
  assert.deepEqual([...(unchangedBlobs(folder)?.keys() ?? [])], [".gitattributes"]);
});
