import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { applyEdits } from "../../src/fix/apply-edits.js";
import { unifiedDiff } from "../../src/report/diff.js";
import type { Change, Repair } from "../../src/result.js";
import fc from "../property.js";

const plain = { color: false, forPerson: false };
const folder = mkdtempSync(join(tmpdir(), "galley-diff-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A change of the whole text, or by edits of one pass. */
function change(before: string, after: string): Change {
  const edits = [{ start: 0, end: before.length, before, after }];
  return { before, after, repairs: [{ rule: "a/b", title: "", message: "", safety: "safe", pass: 0, edits }] };
}

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
      unifiedDiff("posts/茶.md", change("one\ntwo\nthree\n", "one\n2\nthree\n"), plain),
      "diff --git a/posts/茶.md b/posts/茶.md\n--- a/posts/茶.md\n+++ b/posts/茶.md\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n",
    );
    assert.equal(unifiedDiff("a.md", change("same\n", "same\n"), plain), "");
  });

  it("shows a person what cannot be seen, and hides it from no program", () => {
    const text = unifiedDiff("a.md", change("a\u001b[2Jb\n", "c\n"), { color: false, forPerson: true });
    assert.ok(!text.includes("\u001b") && text.includes("\\u{1b}"));
    assert.ok(unifiedDiff("a.md", change("a\u001b[2Jb\n", "c\n"), plain).includes("\u001b[2J"));
  });

  it("applies with git, whatever the name", () => {
    for (const path of ["a b.md", 'quo"te.md', "tab\tname.md", "back\\slash.md", "茶/文.md"]) {
      assert.equal(applied(path, "a\nb\n", unifiedDiff(path, change("a\nb\n", "a\nc\n"), plain)), "a\nc\n", path);
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
        assert.equal(applied("post.md", before, unifiedDiff("post.md", change(before, next), plain)), next);
      }),
      { numRuns: 60 },
    );
  });

  it("follows edits through several passes", () => {
    const line = fc.constantFrom("a\n", "b\n", "\n", "茶 é\r\n", "c");
    const text = fc.array(line, { minLength: 1, maxLength: 30 }).map((lines) => lines.join(""));
    const edit = fc.record({ at: fc.nat(1000), length: fc.nat(5), by: fc.constantFrom("", "x", "y\n", "\n\n") });
    fc.assert(
      fc.property(text, fc.array(fc.array(edit, { maxLength: 4 }), { maxLength: 3 }), (before, passes) => {
        let after = before;
        const repairs: Repair[] = [];
        for (const [pass, wanted] of passes.entries()) {
          const edits: Repair["edits"][number][] = [];
          for (const { at, length, by } of wanted) {
            const start = at % (after.length + 1);
            const end = Math.min(start + length, after.length);
            if (edits.some((other) => start <= other.end && other.start <= end)) continue;
            edits.push({ start, end, before: after.slice(start, end), after: by });
          }
          after = applyEdits(
            after,
            edits.map(({ start, end, after: by }) => ({ range: { start, end }, text: by })),
          );
          repairs.push({ rule: "a/b", title: "", message: "", safety: "safe", pass, edits });
        }
        if (before === after || after === "") return;
        assert.equal(applied("post.md", before, unifiedDiff("post.md", { before, after, repairs }, plain)), after);
      }),
      { numRuns: 120 },
    );
  });

  it("takes a moment for thousands of edits", () => {
    const before = "<p style='a'>x</p>\n".repeat(20_000);
    const edits = Array.from({ length: 20_000 }, (_, index) => {
      const start = index * 19 + 2;
      return { start, end: start + 10, before: " style='a'", after: "" };
    });
    const after = before.replaceAll(" style='a'", "");
    const began = performance.now();
    const repairs: Repair[] = [{ rule: "a/b", title: "", message: "", safety: "unsafe", pass: 0, edits }];
    const diff = unifiedDiff("a.md", { before, after, repairs }, plain);
    assert.equal(diff.split("\n").filter((one) => one.startsWith("+<p>")).length, 20_000);
    assert.ok(performance.now() - began < 3_000);
  });
});
