import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { applyEdits } from "../../src/fix/apply-edits.js";
import type { Repair } from "../../src/result.js";
import { ledgerEntries, readLedger, takeBack } from "../../src/run/ledger.js";
import fc from "../property.js";

type Pass = readonly { readonly at: number; readonly length: number; readonly text: string }[];

/** Applies passes of edits at fractions of the text, and notes them as fixing does. */
function fix(text: string, passes: readonly Pass[]): { readonly after: string; readonly repairs: readonly Repair[] } {
  const repairs: Repair[] = [];
  let current = text;
  for (const [pass, wanted] of passes.entries()) {
    const edits: { start: number; end: number; before: string; after: string }[] = [];
    for (const { at, length, text: after } of wanted) {
      const start = Math.floor(at * (current.length + 1));
      const end = Math.min(start + length, current.length);
      if (edits.some((other) => start <= other.end && other.start <= end)) continue;
      edits.push({ start, end, before: current.slice(start, end), after });
    }
    current = applyEdits(
      current,
      edits.map(({ start, end, after }) => ({ range: { start, end }, text: after })),
    );
    for (const edit of edits) {
      repairs.push({ rule: "a/b", title: "Repair", message: "Broken", safety: "safe", pass, edits: [edit] });
    }
  }
  return { after: current, repairs };
}

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  length: fc.nat(6),
  text: fc.string({ maxLength: 4, unit: "grapheme" }),
});
const passes = fc.array(fc.array(edit, { maxLength: 6 }), { minLength: 1, maxLength: 4 });
const text = fc.string({ unit: "grapheme", maxLength: 60 });

describe("a ledger", () => {
  it("takes every edit back, pass by pass, through a file of JSON lines", () => {
    fc.assert(
      fc.property(text, passes, (before, wanted) => {
        const { after, repairs } = fix(before, wanted);
        if (repairs.length === 0) return;
        const entries = ledgerEntries("posts/a.md", { before, after, repairs });
        const runs = readLedger(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
        assert.equal(runs.length, 1);
        assert.equal(runs[0] === undefined ? undefined : takeBack(after, runs[0]), before);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves a text alone that is not what it left", () => {
    const { after, repairs } = fix("one two", [[{ at: 0, length: 3, text: "three" }]]);
    const [run] = readLedger(
      ledgerEntries("a.md", { before: "one two", after, repairs })
        .map((entry) => JSON.stringify(entry))
        .join("\n"),
    );
    assert.ok(run);
    assert.equal(takeBack(`${after} `, run), undefined);
    assert.equal(takeBack(after, run), "one two");
  });

  it("keeps the runs of a file apart, in their order", () => {
    const first = fix("a", [[{ at: 0, length: 1, text: "b" }]]);
    const second = fix("b", [[{ at: 0, length: 1, text: "c" }]]);
    const lines = [
      ...ledgerEntries("x.md", { before: "a", after: first.after, repairs: first.repairs }),
      ...ledgerEntries("y.md", { before: "a", after: first.after, repairs: first.repairs }),
      ...ledgerEntries("x.md", { before: "b", after: second.after, repairs: second.repairs }),
    ];
    const runs = readLedger(lines.map((entry) => JSON.stringify(entry)).join("\n"));
    assert.deepEqual(
      runs.map(({ file, entries }) => [file, entries[0]?.before]),
      [
        ["x.md", "a"],
        ["y.md", "a"],
        ["x.md", "b"],
      ],
    );
  });

  it("names the line that is no entry", () => {
    assert.throws(() => readLedger('\n{"file":"a"}\n'), /line 2/);
    assert.throws(() => readLedger("not json"), /line 1/);
  });
});
