import assert from "node:assert/strict";
import { test } from "node:test";
import { clip, lineStart, safeJson, visible } from "../../src/report/visible.js";
import fc from "../property.js";
import { FORBIDDEN, HOSTILE } from "./results.js";

test("controls are shown as escapes", () => {
  assert.equal(visible("\u001b[31m"), "\\u{1b}[31m");
  assert.equal(visible("a\tb\r\nc"), "a\\u{9}b\\u{d}\\u{a}c");
  assert.equal(visible("\u007f\u0080\u009b"), "\\u{7f}\\u{80}\\u{9b}");
});

test("bidi controls, separators, zero-width characters and lone surrogates are shown as escapes", () => {
  assert.equal(visible("\u202egpj.exe"), "\\u{202e}gpj.exe");
  assert.equal(visible("\u2028\u2029\u200b\ufeff"), "\\u{2028}\\u{2029}\\u{200b}\\u{feff}");
  assert.equal(visible("x\ud800y\udc00"), "x\\u{d800}y\\u{dc00}");
});

test("letters, emoji and joined emoji stay", () => {
  for (const text of ["café", "发布时间", "👨‍👩‍👧", "🇨🇳", "❤️", "می‌خواهم"]) assert.equal(visible(text), text);
});

test("runner commands are broken", () => {
  assert.equal(visible("x ##[error]y ##[group]"), "x ##\\u{5b}error]y ##\\u{5b}group]");
  assert.equal(visible("##vso[task]"), "##vso\\u{5b}task]");
  assert.equal(visible("# [a] ##a b["), "# [a] ##a b[");
  assert.equal(lineStart("::error::x"), "\\u{3a}:error::x");
  assert.equal(lineStart(" \u3000::error::x"), " \u3000\\u{3a}:error::x");
  assert.equal(lineStart("a::b"), "a::b");
});

test("nothing dangerous passes, whatever the text", () => {
  const piece = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE, "#", "[", ":", " "));
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      assert.doesNotMatch(lineStart(pieces.join("")), FORBIDDEN);
    }),
    { numRuns: 300 },
  );
});

test("a clipped text says so and splits no pair", () => {
  assert.equal(clip("abc", 3), "abc");
  assert.equal(clip("abcd", 3), "abc…");
  assert.equal(clip("ab😀d", 3), "ab…");
});

test("JSON keeps its value and loses its teeth", () => {
  for (const text of HOSTILE) {
    const json = safeJson(JSON.stringify(text));
    assert.equal(JSON.parse(json), text);
    assert.doesNotMatch(json, FORBIDDEN);
  }
  assert.equal(safeJson('"##[x"'), '"##\\u005bx"');
});
