import assert from "node:assert/strict";
import { test } from "node:test";
import { looseText } from "../../src/source/loose-text.js";
import fc from "../property.js";

function plain(text: string): string {
  return text.normalize().replace(/\s+/g, "");
}

test("a loose text is the composed text without white space", () => {
  const piece = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          "a",
          "e",
          "世",
          " ",
          "\n",
          "\t",
          "\r",
          "\v",
          "\u00a0",
          "\u2003",
          "\u3000",
          "\ufeff",
          "\u180e",
          "\u200b",
        ),
        fc.constantFrom(
          "\u0301",
          "\u0323",
          "é",
          "\u212b",
          "\uf900",
          "가",
          "\u1100",
          "\u1161",
          "\u11a8",
          "か",
          "\u3099",
          "🌊",
          "\ud834",
        ),
      ),
    )
    .map((units) => units.join(""));
  fc.assert(
    fc.property(piece, piece, piece, (first, between, second) => {
      const text = `${first}${between}${second}`;
      const ranges = [
        { start: 0, end: first.length },
        { start: first.length + between.length, end: text.length },
      ];
      const loose = looseText(text, ranges);
      assert.equal(loose.beginning(loose.length), plain(first + second));
      const there = [...ranges].reverse();
      assert.equal(looseText(text, there).beginning(1000), plain(second + first));
    }),
  );
});

test("no unit is taken for one that stays as it is when it does not", () => {
  for (let unit = 0; unit < 0x10000; unit++) {
    const character = String.fromCharCode(unit);
    for (const text of [character, `e${character}`, `${character}\u0301`, `\u1100${character}`, `가${character}`]) {
      const loose = looseText(text, [{ start: 0, end: text.length }]);
      assert.equal(loose.beginning(loose.length), plain(text), `U+${unit.toString(16)}`);
    }
  }
});

test("digests tell loose texts apart, and what stands before them", () => {
  const digestOf = (text: string, head: string): string =>
    looseText(text, [{ start: 0, end: text.length }]).digest(head);
  assert.equal(digestOf("low tide, e\u0301t\u00e9", "en\n"), digestOf(" low\ntide,\u00e9te\u0301\n", "en\n"));
  const texts = [
    "",
    "a",
    "a\0",
    "\0a",
    "ab",
    "ba",
    "abc",
    "abd",
    "aabc",
    "bbc",
    "ab\0",
    "\0".repeat(9),
    "\0".repeat(10),
  ];
  const digests = texts.flatMap((text) => [digestOf(text, ""), digestOf(text, "en\n"), digestOf(text, "de\n")]);
  assert.equal(new Set(digests).size, texts.length * 3);
  for (const one of digests) assert.match(one, /^[\da-f]{32}$/);
});

test("ranges that hold each other do not multiply a text", () => {
  const text = "tide".repeat(1000);
  const whole = { start: 0, end: text.length };
  assert.equal(looseText(text, [whole, whole]).length, 2 * text.length);
  assert.equal(looseText(text, Array(1000).fill(whole)).length, 2 * text.length);
});
