import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decodeEntry, encodeEntry } from "../../src/run/cache/entry.js";
import { decodeQuestions, encodeQuestions, type Questions } from "../../src/run/cache/questions.js";
import type { DrawnResult } from "../../src/run/drawn-result.js";
import fc from "../property.js";

const questions = (name: string): Questions => ({
  folders: [["posts", "x", { there: [name], absent: [], asked: [] }]],
  siblings: [],
  commits: [],
  schemas: [],
  time: [null, 3],
});
const texts = fc.string({ unit: "binary" });
const bytes = fc.uint8Array({ maxLength: 40 });
const parts = fc.array(fc.record({ rule: texts, settings: texts, end: fc.nat() }, { noNullPrototype: true }), {
  maxLength: 3,
});
const drawings: fc.Arbitrary<DrawnResult> = fc.record({
  text: fc.oneof(texts, bytes),
  counts: fc.array(fc.nat(), { maxLength: 8 }),
  rules: fc.array(texts, { maxLength: 3 }),
  facts: fc.option(fc.record({ parts, bytes }, { noNullPrototype: true }), { nil: undefined }),
});

describe("what is kept of a file", () => {
  it("comes back as it was, and what was drawn for one report is none for another", () => {
    fc.assert(
      fc.property(texts, texts, fc.option(drawings, { nil: undefined }), (name, record, drawn) => {
        const entry = decodeEntry(encodeEntry(encodeQuestions(questions(name)), record, drawn && "pretty", drawn));
        assert.equal(entry.record.toString(), Buffer.from(record).toString());
        assert.deepEqual(
          JSON.stringify(decodeQuestions(entry.questions)),
          Buffer.from(JSON.stringify(questions(name))).toString(),
        );
        assert.equal(entry.drawn("compact"), undefined);
        const again = entry.drawn("pretty");
        assert.equal(again === undefined, drawn === undefined);
        if (again === undefined || drawn === undefined) return;
        const plain = ({ text, facts, ...rest }: DrawnResult): unknown => ({
          ...rest,
          text: Buffer.from(text as string).toString("hex"),
          facts: facts && { parts: facts.parts, bytes: Buffer.from(facts.bytes).toString("hex") },
        });
        assert.deepEqual(plain(again), plain(drawn));
      }),
    );
  });

  it("is not read beyond its end", () => {
    const whole = encodeEntry(encodeQuestions(questions("a")), "record", "pretty", {
      text: "text",
      counts: [1],
      rules: ["a/b"],
      facts: { parts: [], bytes: Buffer.from("facts") },
    });
    for (let length = 0; length < whole.length - "text".length; length++) {
      assert.throws(() => decodeEntry(whole.subarray(0, length)), RangeError, `${length}`);
    }
  });
});
