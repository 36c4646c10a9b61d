import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FileResult } from "../../src/result.js";
import { gather } from "../../src/run/gather.js";
import { decodeResult, encodeResult } from "../../src/run/record.js";
import { sourceText } from "../../src/source/source-text.js";
import fc from "../property.js";

const text = fc.string({ unit: "binary", maxLength: 30 });
const place = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
const severity = fc.constantFrom("error", "warn", "info");
const edit = fc.record({ range: place, text });
const fix = fc.record(
  {
    title: text,
    safety: fc.constantFrom("safe", "unsafe", "manual"),
    edits: fc.tuple(edit, edit),
    needs: fc.array(fc.record({ file: text, line: text })),
  },
  { requiredKeys: ["title", "safety", "edits"] },
);
const diagnostic = fc.record(
  { rule: text, severity, range: place, message: text, note: text, fix },
  { requiredKeys: ["rule", "severity", "range", "message"] },
);
const value = fc.jsonValue({ maxDepth: 2 }).map((json) => JSON.parse(JSON.stringify(json)));
const fact = fc.record(
  { range: place, key: text, value, silenced: fc.constant(true) },
  { requiredKeys: ["range", "key"] },
);
const facts = fc.record(
  {
    rule: text,
    severity,
    options: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), value, { noNullPrototype: true }),
    facts: fc.array(fact),
  },
  { requiredKeys: ["rule", "severity", "facts"] },
);
const result = fc.record(
  {
    path: fc.constant("a.md"),
    status: fc.constantFrom("linted", "cached", "failed"),
    generator: text,
    diagnostics: fc.array(diagnostic, { maxLength: 5 }),
    facts: fc.array(facts, { maxLength: 3 }),
    suppressed: fc.nat(9),
    errors: fc.array(fc.record({ kind: fc.constantFrom("read", "rule"), path: text, message: text })),
    durationMs: fc.nat(9),
    ruleMs: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.nat(9), { noNullPrototype: true }),
  },
  { requiredKeys: ["path", "status", "diagnostics", "suppressed", "errors", "durationMs"] },
) as fc.Arbitrary<FileResult>;

describe("the record of a result", () => {
  it("holds all but the text, on one line", () => {
    fc.assert(
      fc.property(result, fc.string({ minLength: 60, maxLength: 70 }), (original, content) => {
        const source = sourceText(content.replaceAll(" ", "\n"));
        const record = encodeResult({ ...original, source });
        assert.ok(!record.includes("\n"));
        const { source: again, ...rest } = decodeResult(record, "a.md", () => assert.fail("nobody asked for the text"));
        assert.deepEqual(rest, JSON.parse(JSON.stringify(original)));
        for (const { range } of original.diagnostics) {
          assert.deepEqual(again?.position(range.start), source.position(range.start));
          assert.deepEqual(again?.position(range.end), source.position(range.end));
        }
      }),
    );
  });

  it("has the text when it is asked for", () => {
    const source = sourceText("one\ntwo\n");
    const found = { rule: "a/b", severity: "warn", range: { start: 4, end: 7 }, message: "m" } as const;
    const plain: FileResult = {
      path: "a.md",
      status: "linted",
      source,
      diagnostics: [found],
      suppressed: 0,
      errors: [],
      durationMs: 0,
    };
    const { source: again } = decodeResult(encodeResult(plain), "a.md", () => source);
    assert.equal(again?.slice(found.range), "two");
    assert.deepEqual(again?.position(0), { line: 1, column: 1 });
    assert.equal(again?.text, source.text);
  });

  it("of a file without findings is held without its text being read", () => {
    const source = sourceText("one\n");
    const clean: FileResult = {
      path: "a.md",
      status: "linted",
      source,
      diagnostics: [],
      facts: [],
      suppressed: 0,
      errors: [],
      durationMs: 0,
    };
    const again = decodeResult(encodeResult(clean), "a.md", () => assert.fail("nobody asked for the text"));
    const files = [{ absolute: "/nowhere/a.md", path: "a.md", fromBase: "a.md" }];
    const gathering = gather({ cwd: "/nowhere", files, git: undefined, stdin: undefined, loaded: { rules: [] } });
    assert.deepEqual([...gathering.add(0, again)], []);
    const [held] = [...gathering.end()];
    assert.ok(held?.kind === "result");
    const { source: heldSource, ...rest } = held.result;
    const { source: _, facts: __, ...expected } = clean;
    assert.deepEqual(rest, expected);
    assert.equal(heldSource?.lazyLength, source.text.length);
  });

  it("that is damaged is an exception, or a result of its shape", () => {
    const record = encodeResult({ status: "linted", diagnostics: [], suppressed: 0, errors: [], durationMs: 0 });
    for (let length = 0; length < record.length; length++) {
      assert.throws(() => decodeResult(record.slice(0, length), "a.md", () => sourceText("")));
    }
  });
});
