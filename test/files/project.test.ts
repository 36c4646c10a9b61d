import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { projectFolders } from "../../src/files/project.js";

const top = realpathSync(mkdtempSync(join(tmpdir(), "galley-project-")));
after(() => rmSync(top, { recursive: true }));
const root = join(top, "site");
mkdirSync(join(root, "images"), { recursive: true });
writeFileSync(join(root, "images/Agent.JPG"), "");
writeFileSync(join(top, "secret"), "");
symlinkSync(top, join(root, "up"));
symlinkSync(join(root, "images"), join(root, "pictures"));

test("lists names in exact case, through links inside the project", () => {
  const list = projectFolders(root);
  assert.deepEqual([...(list("images") ?? [])], ["Agent.JPG"]);
  assert.deepEqual([...(list("pictures") ?? [])], ["Agent.JPG"]);
  assert.deepEqual([...(list(".") ?? [])].sort(), ["images", "pictures", "up"]);
  assert.equal(list("images"), list("images"));
});

test("has nothing of galley's own cache, which a run may make while others ask", () => {
  mkdirSync(join(root, ".galley-cache"));
  assert.deepEqual([...(projectFolders(root)(".") ?? [])].sort(), ["images", "pictures", "up"]);
});

test("knows nothing of what is not there or lies outside", () => {
  const list = projectFolders(root);
  for (const folder of ["none", "images/Agent.JPG", "..", "images/../..", "up", "a\0b"]) {
    assert.equal(list(folder), undefined);
  }
  assert.equal(projectFolders(join(top, "nowhere"))("."), undefined);
});
