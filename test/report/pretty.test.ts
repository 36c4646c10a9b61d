import assert from "node:assert/strict";
import { test } from "node:test";
import stringWidth from "string-width";
import { FORBIDDEN, fileResult, finding, HOSTILE, report } from "./results.js";

const POST = '---\ndate: Invalid Date\n---\n<p style="color:red">你好</p>\n';
const DATE = finding(POST, "Invalid Date", {
  rule: "front-matter/valid-date",
  severity: "error",
  message: "`Invalid Date` is not a date",
  note: "The post goes to the end of every list. Write it as `2021-09-25 20:43:23`.",
});
const STYLE = finding(POST, 'style="color:red"', {
  rule: "html/no-inline-style",
  message: "Inline style `color:red`",
  fix: { title: "Remove the attribute", safety: "unsafe", edits: [{ range: { start: 1, end: 2 }, text: "" }] },
});

test("a file with findings", () => {
  assert.equal(
    report("pretty", [fileResult("posts/a.md", POST, [DATE, STYLE], { generator: "hexo" })]),
    `posts/a.md (hexo)

  2:7  error  \`Invalid Date\` is not a date  front-matter/valid-date
    2 │ date: Invalid Date
      │       ^^^^^^^^^^^^
    The post goes to the end of every list. Write it as \`2021-09-25 20:43:23\`.

  4:4  warning  Inline style \`color:red\`  html/no-inline-style
    4 │ <p style="color:red">你好</p>
      │    ^^^^^^^^^^^^^^^^^
    Fixable with --fix --unsafe: Remove the attribute

1 file checked, 0 ignored, 1 error, 1 warning, 0 infos, 1 fixable with --fix --unsafe
`,
  );
});

test("a narrow terminal", () => {
  const text = report("pretty", [fileResult("posts/a.md", POST, [DATE])], { width: 10 });
  assert.match(
    text,
    / {2}2:7 {2}error {2}`Invalid Date` is not a\n {4}date {2}front-matter\/valid-date\n(?:.*│.*\n)+ {4}The post goes to the end of every\n {4}list\. Write it as `2021-09-25\n {4}20:43:23`\.\n/,
  );
});

test("clean files are silent, the count is not", () => {
  assert.equal(
    report("pretty", [fileResult("a.md", "x", []), fileResult("b.md", "x", [])]),
    "2 files checked, 0 ignored, 0 errors, 0 warnings, 0 infos, 0 fixable\n",
  );
});

test("no files: it says so, and why", () => {
  assert.equal(
    report("pretty", []),
    "Nothing was checked: no file matched.\n0 files checked, 0 ignored, 0 errors, 0 warnings, 0 infos, 0 fixable\n",
  );
  assert.equal(
    report("pretty", [], {}, { ignored: 1, notChecked: [{ reason: "ignored by .gitignore", files: 1 }] }),
    "Not checked, 1 file: ignored by .gitignore\n0 files checked, 1 ignored, 0 errors, 0 warnings, 0 infos, 0 fixable\n",
  );
});

test("failed files and rules that crashed are named, and what was fixed or silenced is counted", () => {
  const late = fileResult("late.md", "", [], {
    status: "failed",
    errors: [{ kind: "timeout", path: "late.md", message: "took longer than 10 s" }],
  });
  const crash = fileResult("a.md", "x", [], {
    suppressed: 3,
    errors: [{ kind: "rule", path: "a.md", message: "html/no-foo: x is undefined" }],
  });
  assert.equal(
    report("pretty", [crash, late], {}, { fixed: 4, baselined: 5 }),
    `2 failures:
  a.md  html/no-foo: x is undefined  rule
  late.md  took longer than 10 s  timeout

1 file checked, 0 ignored, 0 errors, 0 warnings, 0 infos, 0 fixable, 4 fixed, 3 suppressed, 5 in the baseline, 1 file failed
`,
  );
});

test("fixes: safe, unsafe and by hand", () => {
  const edits = [{ range: { start: 0, end: 1 }, text: "" }] as const;
  const results = (["safe", "unsafe", "manual"] as const).map((safety) =>
    fileResult(`${safety}.md`, "foo", [finding("foo", "foo", { fix: { title: "Remove it", safety, edits } })]),
  );
  const text = report("pretty", results);
  assert.match(text, /\n {4}Fixable with --fix: Remove it\n/);
  assert.match(text, /\n {4}Fixable with --fix --unsafe: Remove it\n/);
  assert.match(text, /\n {4}To do by hand: Remove it\n/);
  assert.match(text, /1 fixable with --fix \(1 more with --unsafe\)\n$/);
});

test("from the sixth finding of a rule on, positions and messages alone; a note is told once", () => {
  const text = "foo\n".repeat(9);
  const diagnostics = Array.from({ length: 9 }, (_, line) =>
    finding(text, [line * 4, line * 4 + 3], { message: line === 7 ? "Another `foo`" : "A `foo`", note: "Foo is bad." }),
  );
  const shown = report("pretty", [fileResult("a.md", text, diagnostics)]);
  assert.equal(shown.match(/\^\^\^/g)?.length, 5);
  assert.equal(shown.match(/Foo is bad/g)?.length, 1);
  assert.ok(
    shown.includes(
      "  4 more from html/no-foo\n    6:1, 7:1, 9:1  warning  A `foo`\n    8:1  warning  Another `foo`\n\n",
    ),
  );
  assert.match(shown, / 9 warnings, /);

  const six = report("pretty", [fileResult("a.md", text, diagnostics.slice(0, 6))]);
  assert.equal(six.match(/\^\^\^/g)?.length, 6);
});

test("a long list of places ends with a count", () => {
  const text = "foo\n".repeat(40);
  const diagnostics = Array.from({ length: 40 }, (_, line) => finding(text, [line * 4, line * 4 + 3]));
  assert.match(
    report("pretty", [fileResult("a.md", text, diagnostics)]),
    /14:1, 15:1 and 25 more {2}warning {2}A `foo`\n/,
  );
});

test("a finding about a file that could not be read has no excerpt; a long path stays in one piece", () => {
  const path = `${"x".repeat(120)}.md`;
  const { source: _, ...unread } = fileResult(path, "", [finding("", [0, 0], { rule: "source/encoding" })]);
  const text = report("pretty", [unread], { width: 40 });
  assert.ok(text.startsWith(`${path}\n\n  1:1  warning  A \`foo\`\n    source/encoding\n\n1 file`));
});

test("--quiet lists errors alone and keeps the counts", () => {
  const text = report("pretty", [fileResult("a.md", POST, [DATE, STYLE]), fileResult("b.md", POST, [STYLE])], {
    quiet: true,
  });
  assert.match(text, /valid-date/);
  assert.doesNotMatch(text, /no-inline-style|b\.md/);
  assert.match(text, / 1 error, 2 warnings \(not listed\), 0 infos, /);
});

test("no escape sequence without color; with color the same words", () => {
  const results = [fileResult("posts/a.md", POST, [DATE, STYLE], { generator: "hexo" })];
  const plain = report("pretty", results);
  const colored = report("pretty", results, { color: true });
  assert.ok(!plain.includes("\u001b"));
  assert.ok(colored.includes("\u001b[31merror\u001b[39m"));
  assert.ok(colored.includes("\u001b[36m`Invalid Date`\u001b[39m is not a date"));
  assert.equal(colored.replace(/\u001b\[\d+m/g, ""), plain);
});

test("rule names link to their documentation where links are wanted", () => {
  const results = [fileResult("posts/a.md", POST, [DATE, STYLE])];
  const linked = report("pretty", results, { hyperlinks: true });
  assert.ok(
    linked.includes("\u001b]8;;https://example.org/html/no-inline-style\u001b\\html/no-inline-style\u001b]8;;\u001b\\"),
  );
  assert.equal(linked.split("\u001b]8;;https").length, 2);
});

test("an address that could end the link is none", () => {
  const text = report("pretty", [fileResult("a.md", "x", [finding("x", "x", { rule: "html/\u0007x" })])], {
    hyperlinks: true,
  });
  assert.doesNotMatch(text, FORBIDDEN);
});

test("hostile names, messages and excerpts do nothing", () => {
  for (const bad of HOSTILE) {
    const text = `${bad}foo${bad}\n`;
    const edits = [{ range: { start: 0, end: 1 }, text: bad }] as const;
    const given = { rule: bad, message: bad, note: bad, fix: { title: bad, safety: "safe", edits } } as const;
    const diagnostics = Array.from({ length: 8 }, () => finding(text, "foo", given));
    const errors = [{ kind: "internal", path: bad, message: bad }] as const;
    const results = [fileResult(bad, text, diagnostics, { errors, generator: bad })];
    const notChecked = [{ reason: bad, files: 1 }];
    for (const width of [40, 100]) {
      assert.doesNotMatch(report("pretty", results, { width, stats: true }, { notChecked }), FORBIDDEN);
    }
  }
});

test("no line is wider than the terminal", () => {
  const long = "世界 word ".repeat(100);
  const results = [fileResult("a.md", long, [finding(long, [300, 400], { message: long, note: long })])];
  for (const width of [40, 77, 120]) {
    const lines = report("pretty", results, { width }).trimEnd().split("\n").slice(0, -1);
    assert.ok(lines.every((line) => stringWidth(line) <= width));
  }
});

test("--stats: rules by cost, slowest files first", () => {
  const results = [
    fileResult("a.md", POST, [STYLE], { durationMs: 3, ruleMs: { "html/no-inline-style": 0.25, "html/no-foo": 2 } }),
    fileResult("世界.md", POST, [STYLE], { durationMs: 12_500, ruleMs: { "html/no-inline-style": 0.25 } }),
  ];
  assert.ok(
    report("pretty", results, { stats: true, quiet: true }).includes(
      `
| Rule                  Found  Fixable    Time
| html/no-foo               0        0    2 ms
| html/no-inline-style      2        2  0.5 ms

| Slowest files    Time
| 世界.md        12.5 s
| a.md             3 ms

2 files checked`.slice(1),
    ),
  );
});

test("30,000 findings take no time to speak of", () => {
  const text = '<p style="color:red">你好</p>\n'.repeat(30_000);
  const length = text.length / 30_000;
  const diagnostics = Array.from({ length: 30_000 }, (_, line) =>
    finding(text, [line * length + 3, line * length + 20], { message: `Inline style \`${line}\``, note: "Why." }),
  );
  const { source } = fileResult("a.md", text, []);
  const began = performance.now();
  const inOne = report("pretty", [fileResult("a.md", text, diagnostics)]);
  assert.ok(performance.now() - began < 8000);
  assert.match(inOne, /29995 more from html\/no-foo/);
  const again = performance.now();
  const apart = report(
    "pretty",
    diagnostics.map((diagnostic) => ({ ...fileResult("a.md", "", [diagnostic]), ...(source && { source }) })),
  );
  assert.ok(performance.now() - again < 10_000);
  assert.match(apart, / 30000 warnings, /);
});
