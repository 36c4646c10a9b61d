import assert from "node:assert/strict";
import { test } from "node:test";
import { defineRule, type Fix, type Rule } from "../../src/rule.js";
import { lintWith } from "./lint-with.js";

/** Reports every `q`, with a fix made late. */
function lint(text: string, makeFix: (at: number) => Fix | undefined) {
  const rule = defineRule({
    id: "test/no-q",
    summary: "Disallow q",
    why: "A rule for tests.",
    recommended: "warn",
    fixes: "safe",
    messages: { q: "Found q" },
    examples: [],
    create: ({ report }) => ({
      source(source) {
        for (const { index } of source.text.matchAll(/q/g))
          report({ range: { start: index, end: index + 1 }, message: "q", note: "Why.", fix: () => makeFix(index) });
      },
    }),
  }) as unknown as Rule;
  return lintWith(rule, text, "post.md");
}

const removal = (at: number): Fix => ({
  title: "Remove it",
  safety: "safe",
  edits: [{ range: { start: at, end: at + 1 }, text: "" }],
});

test("a fix that is a function is made once for each finding that stays, and is plain data then", () => {
  const text = "a q\n\n<!-- galley-disable-next-line -->\nb q\n\nc q\n";
  const asked: number[] = [];
  const { diagnostics, suppressed } = lint(text, (at) => {
    asked.push(at);
    return removal(at);
  });
  assert.equal(suppressed, 1);
  assert.deepEqual(asked, [text.indexOf("q"), text.lastIndexOf("q")]);
  assert.deepEqual(
    diagnostics.map(({ fix }) => fix),
    asked.map(removal),
  );
  assert.deepEqual(Object.keys(diagnostics[0] ?? {}), ["rule", "severity", "range", "message", "note", "fix"]);
  assert.deepEqual(structuredClone(diagnostics), diagnostics);
});

test("a function that makes no fix leaves none", () => {
  const { diagnostics } = lint("q\n", () => undefined);
  assert.deepEqual(Object.keys(diagnostics[0] ?? {}), ["rule", "severity", "range", "message", "note"]);
});

test("a fix that cannot be made, or may not be, is a fault of the rule; the finding stays", () => {
  const thrown = lint("q\n", () => {
    throw new Error("no");
  });
  assert.deepEqual(
    thrown.crashes.map(({ rule }) => rule),
    ["test/no-q"],
  );
  assert.equal(thrown.diagnostics.length, 1);
  const bold = lint("q\n", (at) => ({ ...removal(at), safety: "unsafe" }));
  assert.match(String(bold.crashes[0]?.error), /attaches a fix that is unsafe/);
});
