import assert from "node:assert/strict";
import { test } from "node:test";
import { digest } from "../../src/digest.js";
import { looseDigest } from "../../src/source/loose-digest.js";
import fc from "../property.js";

function plain(head: string, text: string): string {
  return digest(head + text.normalize().replace(/\s+/g, ""));
}

test("a loose digest is that of the composed text without white space", () => {
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
    fc.property(piece, piece, piece, fc.string(), (first, between, second, head) => {
      const text = `${first}${between}${second}`;
      const ranges = [
        { start: 0, end: first.length },
        { start: first.length + between.length, end: text.length },
      ];
      assert.equal(looseDigest(head, text, ranges), plain(head, first + second));
    }),
  );
});

test("no unit is taken for one that stays as it is when it does not", () => {
  for (let unit = 0; unit < 0x10000; unit++) {
    const character = String.fromCharCode(unit);
    for (const text of [character, `e${character}`, `${character}\u0301`, `\u1100${character}`, `가${character}`]) {
      assert.equal(looseDigest("", text, [{ start: 0, end: text.length }]), plain("", text), `U+${unit.toString(16)}`);
    }
  }
});
