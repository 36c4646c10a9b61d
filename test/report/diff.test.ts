import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { unifiedDiff } from "../../src/report/diff.js";
import fc from "../property.js";

const plain = { color: false, forPerson: false };
const folder = mkdtempSync(join(tmpdir(), "galley-diff-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What `git apply` makes of a file. */
function applied(path: string, before: string, patch: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, before);
  execFileSync("git", ["apply", "--whitespace=nowarn", "-"], {
    cwd: folder,
    input: patch,
    stdio: ["pipe", "pipe", "pipe"],
  });
  return readFileSync(file, "utf8");
}

describe("a diff", () => {
  it("is what a reader of patches expects", () => {
    assert.equal(
      unifiedDiff("posts/茶.md", "one\ntwo\nthree\n", "one\n2\nthree\n", plain),
      "diff --git a/posts/茶.md b/posts/茶.md\n--- a/posts/茶.md\n+++ b/posts/茶.md\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n",
    );
    assert.equal(unifiedDiff("a.md", "same\n", "same\n", plain), "");
  });

  it("shows a person what cannot be seen, and hides it from no program", () => {
    const text = unifiedDiff("a.md", "a\u001b[2Jb\n", "c\n", { color: false, forPerson: true });
    assert.ok(!text.includes("\u001b") && text.includes("\\u{1b}"));
    assert.ok(unifiedDiff("a.md", "a\u001b[2Jb\n", "c\n", plain).includes("\u001b[2J"));
  });

  it("applies with git, whatever the name", () => {
    for (const path of ["a b.md", 'quo"te.md', "tab\tname.md", "back\\slash.md", "茶/文.md"]) {
      assert.equal(applied(path, "a\nb\n", unifiedDiff(path, "a\nb\n", "a\nc\n", plain)), "a\nc\n", path);
    }
  });

  it("applies with git, whatever the text", () => {
    const line = fc.constantFrom("a", "b", "", "-c", "+d", "--- e", "茶 🚢", "\\ No newline", "f\t", "@@ -1 +1 @@");
    const ending = fc.constantFrom("\n", "\r\n");
    const text = fc
      .tuple(fc.array(fc.tuple(line, ending), { maxLength: 14 }), line, fc.boolean())
      .map(([lines, last, bom]) => (bom ? "\uFEFF" : "") + lines.map((parts) => parts.join("")).join("") + last);
    fc.assert(
      fc.property(text, text, (before, next) => {
        if (before === next || before === "" || next === "") return;
        assert.equal(applied("post.md", before, unifiedDiff("post.md", before, next, plain)), next);
      }),
      { numRuns: 60 },
    );
  });
});
