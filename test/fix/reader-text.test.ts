import assert from "node:assert/strict";
import { it } from "node:test";
import { readerText } from "../../src/fix/reader-text.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";

const seen = (text: string) => readerText(readDocument(text, "post.md", generatorProfile(undefined)).document);

it("characters that leave no trace are not seen", () => {
  for (const character of ["\u200B", "\u2060", "\uFEFF", "\b", "\u00AD ", "\u200E"]) {
    assert.equal(seen(`The pier${character} is open.`), seen(`The pier${character.slice(1)} is open.`));
  }
});

it("characters that shape others, turn them round or part them are seen", () => {
  for (const [text, without] of [
    ["👩\u200D👧", "👩👧"],
    ["می\u200Cخواهم", "میخواهم"],
    ["One \u202Etwo", "One two"],
    ["One\u2028two", "Onetwo"],
    ["It\u0092s", "Its"],
    ["**海。**\u200B山", "**海。**山"],
    ["`a\u200Bb`", "`ab`"],
    ["pier\u200Bs", "pier"],
  ] as const) {
    assert.notEqual(seen(text), seen(without), JSON.stringify(text));
  }
});
