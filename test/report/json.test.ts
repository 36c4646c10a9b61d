import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Diagnostic } from "../../src/diagnostic.js";
import { fingerprints } from "../../src/report/index.js";
import { FORBIDDEN, fileResult, finding, HOSTILE, report } from "./results.js";

const schema: object = JSON.parse(
  readFileSync(new URL("../../../schemas/report.schema.json", import.meta.url), "utf8"),
);
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

interface Listed {
  readonly files: readonly unknown[];
  readonly errors: readonly unknown[];
}

function valid(text: string): Listed {
  const value: Listed = JSON.parse(text);
  assert.ok(validate(value), JSON.stringify(validate.errors));
  return value;
}

const POST = "\ufefffoo 世界\r\n😀 bar\r\n";

test("the whole report, key by key", () => {
  const diagnostics = [
    finding(POST, "foo"),
    finding(POST, "bar", {
      rule: "html/no-bar",
      severity: "error",
      message: "A `bar`",
      note: "Why.",
      fix: { title: "Remove it", safety: "safe", edits: [{ range: { start: 11, end: 15 }, text: "" }] },
    }),
  ];
  const failed = fileResult("b.md", "", [], {
    status: "failed",
    errors: [{ kind: "timeout", path: "b.md", message: "Took longer than 10 s" }],
  });
  const result = fileResult("posts/a.md", POST, diagnostics, { generator: "hexo", suppressed: 1 });
  const [first, second] = fingerprints(result);
  const text = report("json", [result, failed], {}, { ignored: 3 });
  valid(text);
  const expected = {
    version: 1,
    tool: { name: "galley", version: "1.2.3" },
    summary: {
      files: 2,
      ignored: 3,
      errors: 1,
      warnings: 1,
      infos: 0,
      fixable: 1,
      fixableUnsafe: 0,
      fixed: 0,
      suppressed: 1,
      baselined: 0,
      failed: 1,
      durationMs: 7,
    },
    files: [
      {
        path: "posts/a.md",
        status: "linted",
        generator: "hexo",
        diagnostics: [
          {
            rule: "html/no-foo",
            severity: "warn",
            message: "A `foo`",
            line: 1,
            column: 1,
            endLine: 1,
            endColumn: 4,
            offset: 1,
            endOffset: 4,
            fingerprint: first,
          },
          {
            rule: "html/no-bar",
            severity: "error",
            message: "A `bar`",
            note: "Why.",
            line: 2,
            column: 4,
            endLine: 2,
            endColumn: 7,
            offset: 12,
            endOffset: 15,
            fingerprint: second,
            fix: { title: "Remove it", safety: "safe", edits: [{ start: 11, end: 15, text: "" }] },
          },
        ],
      },
      { path: "b.md", status: "failed", diagnostics: [] },
    ],
    errors: [{ kind: "timeout", path: "b.md", message: "Took longer than 10 s" }],
    rules: {
      "html/no-bar": { summary: "Summary of html/no-bar", docs: "docs/rules/html/no-bar.md" },
      "html/no-foo": { summary: "Summary of html/no-foo", docs: "docs/rules/html/no-foo.md" },
    },
  };
  assert.equal(text, `${JSON.stringify(expected, null, 2)}\n`);
});

test("an empty run is a whole report", () => {
  const value = valid(report("json", []));
  assert.deepEqual(value.files, []);
  assert.deepEqual(value.errors, []);
});

test("--quiet lists errors alone and keeps files, counts and fingerprints", () => {
  const diagnostics = [finding("foo foo", [0, 3]), finding("foo foo", [4, 7], { severity: "error" })];
  const results = [fileResult("a.md", "foo foo", diagnostics), fileResult("b.md", "foo", [])];
  const value = JSON.parse(report("json", results, { quiet: true }));
  const loud = JSON.parse(report("json", results));
  assert.deepEqual(value.summary, loud.summary);
  assert.deepEqual(value.files[0].diagnostics, [loud.files[0].diagnostics[1]]);
  assert.equal(value.files[1].path, "b.md");
});

test("hostile text keeps its value and cannot speak to a runner or a terminal", () => {
  for (const bad of HOSTILE) {
    const fix = { title: bad, safety: "manual", edits: [{ range: { start: 0, end: 1 }, text: bad }] } as const;
    const errors = [{ kind: "rule", path: bad, message: bad }] as const;
    const diagnostics = [finding("foo", "foo", { rule: bad, message: bad, note: bad, fix })];
    const text = report("json", [fileResult(bad, "foo", diagnostics, { generator: bad, errors })]);
    assert.doesNotMatch(text, FORBIDDEN);
    valid(text);
    const { files, errors: listed } = JSON.parse(text);
    assert.equal(files[0].path, bad);
    assert.equal(files[0].generator, bad);
    assert.equal(files[0].diagnostics[0].message, bad);
    assert.equal(files[0].diagnostics[0].note, bad);
    assert.equal(files[0].diagnostics[0].fix.edits[0].text, bad);
    assert.deepEqual(listed, errors);
  }
});

test("the schema refuses what the contract does not name", () => {
  const value = valid(report("json", [fileResult("a.md", "foo", [finding("foo", "foo")])]));
  assert.ok(!validate({ ...value, extra: 1 }));
  assert.ok(!validate({ ...value, version: 2 }));
  assert.ok(!validate({ ...value, files: [{ path: "a.md", status: "new", diagnostics: [] }] }));
  assert.ok(!validate({ ...value, files: [{ path: "a.md", status: "linted", diagnostics: [{}] }] }));
});

const prints = (path: string, text: string, diagnostics: readonly Diagnostic[]): readonly string[] =>
  fingerprints(fileResult(path, text, diagnostics));

test("a fingerprint outlives other lines, other white space and other messages", () => {
  const before = prints("a.md", '<p style="a: b">', [finding('<p style="a: b">', 'style="a: b"')]);
  const moved = '# title\r\n\r\n<p  style="a:\r\n  b">';
  const after = prints("a.md", moved, [
    finding(moved, 'style="a:\r\n  b"', { message: "Other words", severity: "error" }),
  ]);
  assert.deepEqual(after, before);
  assert.match(before[0] ?? "", /^[0-9a-f]{32}$/);
});

test("fingerprints differ by path, rule, text and occurrence", () => {
  const text = "foo bar foo";
  const all = [
    ...prints("a.md", text, [finding(text, [0, 3]), finding(text, "bar"), finding(text, [8, 11])]),
    ...prints("b.md", text, [finding(text, "foo")]),
    ...prints("a.md", text, [finding(text, "foo", { rule: "html/no-bar" })]),
  ];
  assert.equal(new Set(all).size, 5);
});

test("long ranges: what stands at their ends counts, their place does not", () => {
  const long = `<div>${"x ".repeat(5000)}</div>`;
  const [whole] = prints("a.md", long, [finding(long, [0, long.length])]);
  const [moved] = prints("a.md", `\n\n${long}`, [finding(`\n\n${long}`, [2, long.length + 2])]);
  const [other] = prints("a.md", `${long}`, [finding(long, [0, long.length - 1])]);
  assert.equal(moved, whole);
  assert.notEqual(other, whole);
});
