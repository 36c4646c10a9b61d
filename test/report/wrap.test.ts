import assert from "node:assert/strict";
import { test } from "node:test";
import stringWidth from "string-width";
import { wrap } from "../../src/report/wrap.js";
import fc from "../property.js";
import { FORBIDDEN, HOSTILE } from "./results.js";

const plain = (text: string): string => text;
const lines = (text: string, width: number): readonly string[] => wrap([{ text, paint: plain }], width);

test("English breaks at spaces", () => {
  assert.deepEqual(lines("one two three four", 9), ["one two", "three", "four"]);
});

test("Chinese breaks between characters, not before its punctuation", () => {
  assert.deepEqual(lines("发布时间，不对。", 8), ["发布时", "间，不", "对。"]);
  assert.deepEqual(lines("他说“你好”了", 6), ["他说", "“你好”", "了"]);
});

test("a word longer than a line is cut between graphemes", () => {
  assert.deepEqual(lines("abcdefghij", 4), ["abcd", "efgh", "ij"]);
  assert.deepEqual(lines("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 5), ["👨‍👩‍👧👨‍👩‍👧", "👨‍👩‍👧"]);
});

test("paint covers a value in one piece on each line", () => {
  const spans = [
    { text: "see ", paint: plain },
    { text: "`a b`", paint: (text: string) => `<${text}>` },
    { text: ".", paint: plain },
  ];
  assert.deepEqual(wrap(spans, 80), ["see <`a b`>."]);
  assert.deepEqual(wrap(spans, 6), ["see <`a>", "<b`>."]);
});

test("no line begins like a runner's command", () => {
  assert.deepEqual(lines("aaaa ::error::x", 10), ["aaaa", "\\u{3a}:error::x"]);
});

test("lines fit and nothing but spaces is lost", () => {
  const text = fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(" ", "世界，", ...HOSTILE)));
  fc.assert(
    fc.property(text, fc.integer({ min: 20, max: 80 }), (parts, width) => {
      const wrapped = lines(parts.join(" "), width);
      for (const line of wrapped) {
        assert.ok(stringWidth(line.replace("\\u{3a}", ":")) <= width);
        assert.doesNotMatch(line, FORBIDDEN);
      }
      const words = (all: readonly string[]): string => all.join("").replace(/ |\\u\{3a\}|:/g, "");
      assert.equal(words(wrapped), words(lines(parts.join(" "), 1_000_000)));
    }),
    { numRuns: 300 },
  );
});
