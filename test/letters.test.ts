import assert from "node:assert/strict";
import { test } from "node:test";
import { isLetter, isLetterOrNumber, isNumber, pointBefore } from "../src/letters.js";

test("letters and numbers are those of Unicode", () => {
  for (let point = 0; point <= 0x10ffff; point++) {
    const text = String.fromCodePoint(point);
    const [letter, number] = [/^\p{L}$/u.test(text), /^\p{N}$/u.test(text)];
    // One assertion for each would take a minute.
    if (isLetter(point) !== letter || isNumber(point) !== number || isLetterOrNumber(point) !== (letter || number)) {
      assert.fail(`U+${point.toString(16)}`);
    }
  }
  for (const is of [isLetter, isNumber, isLetterOrNumber]) assert.equal(is(Number.NaN), false);
});

test("the character before an offset is a whole one", () => {
  const text = "a海😀\ude00\ud83d\ud83db";
  const before = Array.from({ length: text.length + 1 }, (_, at) => pointBefore(text, at));
  assert.deepEqual(before, [Number.NaN, 0x61, 0x6d77, 0xd83d, 0x1f600, 0xde00, 0xd83d, 0xd83d, 0x62]);
});
