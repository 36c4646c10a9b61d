import assert from "node:assert/strict";
import { test } from "node:test";
import { findInvisible } from "../../src/source/invisible.js";
import { findMojibake } from "../../src/source/mojibake.js";
import { holdsOddCharacters } from "../../src/source/odd-characters.js";
import { sourceText } from "../../src/source/source-text.js";

/** Whatever the text around it: an odd one makes sure that the whole text is looked at. */
const ODD = "\u0001";

test("a text without odd characters hides nothing and was read in the right encoding", () => {
  assert.ok(holdsOddCharacters(ODD));
  let plain = 0;
  for (let unit = 0; unit < 0x10000; unit++) {
    const character = String.fromCharCode(unit);
    if (holdsOddCharacters(character)) continue;
    plain++;
    for (const follower of ["", "\u00a0", "€", "»"]) {
      const text = `a ${character}${follower}${follower} ${ODD}`;
      const found = findInvisible(sourceText(text)).filter(({ range }) => range.start === 2);
      assert.deepEqual(found, [], `U+${unit.toString(16)}`);
      assert.deepEqual(
        findMojibake(text, () => []).filter(({ range }) => range.start === 2),
        [],
        `U+${unit.toString(16)}`,
      );
    }
  }
  assert.ok(plain > 40_000);
});
