import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readSrcset } from "../../src/source/srcset.js";
import fc from "../property.js";

/** Candidates of a whole text, as `url|descriptor`. */
function read(text: string): readonly string[] {
  return readSrcset(text, { start: 0, end: text.length }).map(({ url, descriptor }) => `${url}|${descriptor}`);
}

describe("readSrcset", () => {
  it("splits candidates at commas", () => {
    assert.deepEqual(read("a.jpg 1x, b.jpg 2x"), ["a.jpg|1x", "b.jpg|2x"]);
    assert.deepEqual(read("\n  a.jpg 320w,\n  b.jpg 640w 480h\n"), ["a.jpg|320w", "b.jpg|640w 480h"]);
  });

  it("keeps commas inside addresses", () => {
    assert.deepEqual(read("/w_320,h_200/a.jpg 1x, data:image/gif;base64,R0lGOD 2x"), [
      "/w_320,h_200/a.jpg|1x",
      "data:image/gif;base64,R0lGOD|2x",
    ]);
  });

  it("reads candidates without a descriptor", () => {
    assert.deepEqual(read("a.jpg"), ["a.jpg|"]);
    assert.deepEqual(read("a.jpg, b.jpg 2x"), ["a.jpg|", "b.jpg|2x"]);
  });

  it("takes what stands in parentheses as one descriptor", () => {
    assert.deepEqual(read("a.jpg (1x, 2x), b.jpg"), ["a.jpg|(1x, 2x)", "b.jpg|"]);
  });

  it("finds nothing in nothing", () => {
    for (const text of ["", "  ", ",", " , ,\n"]) assert.deepEqual(read(text), []);
  });

  it("gives each address its place, inside the value alone", () => {
    const character = fc.constantFrom("a", "/", ",", " ", "\n", "(", ")", "2", "x");
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 40 }), fc.nat(5), (value, before) => {
        const text = `${"-".repeat(before)}${value}---`;
        let last = before;
        for (const { url, range } of readSrcset(text, { start: before, end: before + value.length })) {
          assert.equal(text.slice(range.start, range.end), url);
          assert.ok(range.start >= last && range.end <= before + value.length);
          last = range.end;
        }
      }),
      { numRuns: 300 },
    );
  });
});
