import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { openCacheFolder } from "../../src/files/cache-folder.js";
import { searchFiles } from "../../src/files/find.js";
import { recallFound, rememberFound } from "../../src/files/found-memory.js";

const root = realpathSync(mkdtempSync(join(tmpdir(), "galley-search-")));
after(() => rmSync(root, { recursive: true, force: true }));
const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150));

describe("what is remembered of a search", () => {
  it("finds the same files while nothing comes or goes", { skip: process.platform === "win32" }, async () => {
    mkdirSync(join(root, "posts"));
    writeFileSync(join(root, "posts", "a.md"), "");
    await moment();
    const memory = rememberFound(searchFiles({ cwd: root, base: root, patterns: [] }));
    assert.ok(memory !== undefined);
    assert.deepEqual(
      [...(recallFound(memory, root, root)?.files ?? [])].map(({ path }) => path),
      ["posts/a.md"],
    );
    writeFileSync(join(root, "posts", "b.md"), "");
    assert.equal(recallFound(memory, root, root), undefined);
  });

  it("is nothing when something came while it was made", async () => {
    await moment();
    const search = searchFiles({ cwd: root, base: root, patterns: [] });
    writeFileSync(join(root, "posts", "late.md"), "");
    await moment();
    assert.equal(rememberFound(search), undefined);
  });
});

describe("the folder of a cache", () => {
  it("is none where none can be made", { skip: !existsSync("/proc/self") }, () => {
    const folder = openCacheFolder("/proc/none/galley", undefined);
    assert.equal(folder?.write("a", [Buffer.from("a")]), "the folder cannot be written to");
  });
});
