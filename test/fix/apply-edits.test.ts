import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Edit, Range } from "../../src/edit.js";
import { applyEdits, areApart, editsMeet, invert, shiftOf } from "../../src/fix/apply-edits.js";
import { claims } from "../../src/fix/claims.js";
import fc from "../property.js";

/** A text and edits of it that do not overlap; insertions and deletions are frequent. */
const editedText = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(..."abcdefgh \n\r<>\ud83d"), maxLength: 60 }),
    fc.array(fc.nat({ max: 60 }), { maxLength: 16 }),
    fc.array(fc.string({ maxLength: 4 }), { minLength: 8, maxLength: 8 }),
  )
  .map(([text, cuts, replacements]) => {
    const offsets = cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b);
    const edits: Edit[] = [];
    for (let index = 0; index + 1 < offsets.length; index += 2) {
      const range = { start: offsets[index] ?? 0, end: offsets[index + 1] ?? 0 };
      const edit = { range, text: replacements[index / 2] ?? "" };
      if (!edits.some((other) => editsMeet(other, edit))) edits.push(edit);
    }
    return { text, edits };
  });

const anyRange = fc
  .tuple(fc.nat({ max: 60 }), fc.nat({ max: 60 }))
  .map(([a, b]): Range => ({ start: Math.min(a, b), end: Math.max(a, b) }));

/** Said once more, slowly. */
function touchesSlowly(edits: readonly Edit[], { start, end }: Range): boolean {
  return edits.some(({ range }) => {
    if (range.start === range.end && start === end) return range.start === start;
    if (range.start === range.end) return start < range.start && range.start < end;
    return range.start < end && start < range.end;
  });
}

describe("edits", () => {
  it("apply like cutting and pasting from the end", () => {
    fc.assert(
      fc.property(editedText, ({ text, edits }) => {
        let expected = text;
        for (const { range, text: replacement } of [...edits].sort((a, b) => b.range.start - a.range.start)) {
          expected = expected.slice(0, range.start) + replacement + expected.slice(range.end);
        }
        assert.equal(applyEdits(text, edits), expected);
        assert.equal(applyEdits(text, [...edits].reverse()), expected);
      }),
    );
  });

  it("are refused when they overlap or leave the text", () => {
    const edit = (start: number, end: number): Edit => ({ range: { start, end }, text: "x" });
    for (const edits of [[edit(0, 2), edit(1, 3)], [edit(2, 1)], [edit(0, 9)], [edit(0, 3), edit(1, 1)]]) {
      assert.equal(areApart("abc", edits), false);
      assert.throws(() => applyEdits("abc", edits), RangeError);
    }
    assert.equal(applyEdits("abc", [edit(0, 1), edit(1, 1), edit(1, 2), edit(3, 3)]), "xxxcx");
  });

  it("can be taken back", () => {
    fc.assert(
      fc.property(editedText, ({ text, edits }) => {
        assert.equal(applyEdits(applyEdits(text, edits), invert(text, edits)), text);
      }),
    );
  });

  it("meet when they overlap or one inserts where the other stands, whichever comes first", () => {
    fc.assert(
      fc.property(anyRange, anyRange, (a, b) => {
        const inserts = a.start === a.end || b.start === b.end;
        const expected = inserts ? a.start <= b.end && b.start <= a.end : a.start < b.end && b.start < a.end;
        assert.equal(editsMeet({ range: a, text: "" }, { range: b, text: "" }), expected);
        assert.equal(editsMeet({ range: b, text: "" }, { range: a, text: "" }), expected);
      }),
    );
  });

  it("are claimed as if each was compared with all that came before", () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyRange, { minLength: 1, maxLength: 3 }), { maxLength: 20 }), (fixes) => {
        const claim = claims();
        const taken: Edit[] = [];
        for (const ranges of fixes) {
          const edits = ranges.map((range) => ({ range, text: "" }));
          if (edits.some((edit, at) => edits.slice(0, at).some((other) => editsMeet(edit, other)))) continue;
          const free = !edits.some((edit) => taken.some((other) => editsMeet(edit, other)));
          assert.equal(claim(edits), free);
          if (free) taken.push(...edits);
        }
      }),
    );
  });
});

describe("offsets through edits", () => {
  it("keep their character outside the edits, from both sides", () => {
    fc.assert(
      fc.property(editedText, ({ text, edits }) => {
        const shift = shiftOf(edits);
        const fixed = applyEdits(text, edits);
        for (let at = 0; at < text.length; at++) {
          if (edits.some(({ range }) => range.start <= at && at < range.end)) continue;
          assert.equal(fixed[shift.start(at)], text[at]);
          assert.equal(fixed[shift.end(at + 1) - 1], text[at]);
          assert.equal(shift.end(at + 1), shift.start(at) + 1);
        }
      }),
    );
  });

  it("go back to where they came from", () => {
    fc.assert(
      fc.property(editedText, ({ text, edits }) => {
        const there = shiftOf(edits);
        const back = shiftOf(invert(text, edits));
        for (let at = 0; at < text.length; at++) {
          if (!edits.some(({ range }) => range.start <= at && at < range.end)) {
            assert.equal(back.start(there.start(at)), at);
          }
        }
      }),
    );
  });

  it("enclose what is inserted between the end and the start of neighbours", () => {
    const shift = shiftOf([{ range: { start: 2, end: 2 }, text: "xyz" }]);
    assert.deepEqual([shift.end(2), shift.start(2)], [2, 5]);
  });

  it("say exactly which ranges are touched", () => {
    fc.assert(
      fc.property(editedText, anyRange, ({ edits }, range) => {
        assert.equal(shiftOf(edits).touches(range), touchesSlowly(edits, range));
      }),
    );
  });

  it("leave the parts of a range that no edit replaces", () => {
    fc.assert(
      fc.property(editedText, anyRange, ({ edits }, range) => {
        const left: number[] = [];
        for (const piece of shiftOf(edits).untouched(range)) {
          assert.ok(piece.start < piece.end && !touchesSlowly(edits, piece));
          for (let at = piece.start; at < piece.end; at++) left.push(at);
        }
        const expected: number[] = [];
        for (let at = range.start; at < range.end; at++) {
          if (!edits.some((edit) => edit.range.start <= at && at < edit.range.end)) expected.push(at);
        }
        assert.deepEqual(left, expected);
      }),
    );
  });

  it("take no time worth naming among thousands of edits", () => {
    const edits = Array.from({ length: 20_000 }, (_, at) => ({
      range: { start: at * 10, end: at * 10 + 3 },
      text: "x",
    }));
    const started = performance.now();
    const shift = shiftOf(edits);
    const claim = claims();
    let sum = 0;
    for (const edit of edits) {
      assert.ok(claim([edit]));
      sum += shift.start(edit.range.end) + Number(shift.touches({ start: edit.range.end, end: edit.range.end + 1 }));
    }
    assert.ok(sum > 0);
    assert.ok(performance.now() - started < 2_000);
  });
});
