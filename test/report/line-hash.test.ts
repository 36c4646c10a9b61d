import assert from "node:assert/strict";
import { test } from "node:test";
import { lineHashes } from "../../src/report/line-hash.js";

test("lines have the hashes by which code scanning knows them", () => {
  // The reference values that the upload action's own tests hold it to.
  assert.deepEqual(lineHashes(""), ["c129715d7a2bc9a3:1"]);
  const four = ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"];
  assert.deepEqual(lineHashes(" a\nb\n  \t\tc\n d"), four);
  assert.deepEqual(lineHashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End"), [
    "8b7cf3e952e7aeb2:1",
    "b1ae1287ec4718d9:1",
    "bff680108adb0fcc:1",
    "c6805c5e1288b612:1",
    "b86d3392aea1be30:1",
    "e6ceba753e1a442:1",
  ]);
});

test("line endings and indentation do not count, repetitions are numbered", () => {
  assert.deepEqual(lineHashes("a\r\n  b\r\n"), lineHashes("a\nb\n"));
  assert.deepEqual(lineHashes("a\rb\r"), lineHashes("a\nb\n"));
  const repeated = lineHashes(`${"x\n".repeat(300)}`);
  assert.equal(repeated.length, 301);
  assert.equal(new Set(repeated).size, 301);
});
