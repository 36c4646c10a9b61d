import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { REPORTER_NAMES } from "../../src/report/index.js";
import { FORBIDDEN, fileResult, finding, HOSTILE, report, reporterOf } from "./results.js";

const POST = "---\ntitle: x\n---\n\nfoo bar\n";
const FIX = { title: "Remove it", safety: "safe", edits: [{ range: { start: 18, end: 22 }, text: "" }] } as const;
const CI = REPORTER_NAMES.filter((name) => !["pretty", "compact"].includes(name));

const results = [
  fileResult("posts/a b.md", POST, [
    finding(POST, "foo", { severity: "error", message: "A `foo`", note: "Why.", fix: FIX }),
    finding(POST, "bar", { message: "50% <b>, a: b" }),
  ]),
  fileResult("b.md", "x\n", []),
];

test("every format is a whole report of nothing", () => {
  for (const name of CI) assert.notEqual(report(name, []), "", name);
  for (const name of ["json", "sarif", "gitlab", "rdjson"] as const) JSON.parse(report(name, []));
  assert.equal(report("gitlab", []), "[]\n");
  assert.deepEqual(JSON.parse(report("sarif", [])).runs[0].results, []);
});

test("no format but those of bounded length keeps what was found", () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const alive = (): number => {
    collect();
    collect();
    return process.memoryUsage().heapUsed;
  };
  for (const name of REPORTER_NAMES.filter((one) => one !== "sarif" && one !== "markdown")) {
    const reporter = reporterOf(name);
    const grown = (files: number): number => {
      const before = alive();
      for (let index = 0; index < files; index++) {
        const message = `${name} ${index} `.padEnd(2000, "x");
        reporter.file(fileResult(`${index}.md`, POST, [finding(POST, "foo", { message })]));
      }
      return (alive() - before) / files;
    };
    // Texts that come again are remembered, up to a thousand of them.
    grown(2000);
    const bytes = grown(2000);
    assert.ok(bytes < 500, `${name}: ${bytes} bytes a file`);
  }
});

test("paths begin at the root of the repository", () => {
  for (const name of ["sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown"] as const) {
    assert.match(report(name, results, { below: "site/" }), /site\/posts\/a(?: |%20)b\.md/, name);
  }
});

test("github: annotations are escaped, ranked and capped", () => {
  const text = report("github", results);
  assert.match(
    text,
    /^::error file=posts\/a b\.md,line=5,endLine=5,col=1,endColumn=4,title=html\/no-foo::A `foo`\. Why\.$/m,
  );
  assert.match(text, /^::warning .*::50%25 <b>, a: b$/m);
  const many = Array.from({ length: 40 }, () => finding(POST, "foo", { severity: "error" }));
  const capped = report("github", [
    fileResult("a.md", POST, [...many, finding(POST, "bar", { rule: "html/no-bar", severity: "error" })]),
  ]);
  assert.equal(capped.match(/^::error /gm)?.length, 10);
  assert.match(capped, /^::error .*title=html\/no-bar/m);
  assert.match(capped, /31 findings without an annotation/);
});

test("sarif: places, fixes, levels and hashes", () => {
  const [run] = JSON.parse(report("sarif", results)).runs;
  const [first, second] = run.results;
  assert.deepEqual([first.level, second.level, first.ruleIndex], ["error", "warning", 0]);
  assert.deepEqual(first.locations[0].physicalLocation, {
    artifactLocation: { uri: "posts/a%20b.md", uriBaseId: "%SRCROOT%" },
    region: { startLine: 5, startColumn: 1, endLine: 5, endColumn: 4 },
  });
  assert.match(first.partialFingerprints.primaryLocationLineHash, /^[\da-f]{1,16}:1$/);
  assert.equal(first.fixes[0].artifactChanges[0].replacements[0].insertedContent.text, "");
  const many = Array.from({ length: 30_000 }, (_, index) =>
    finding(POST, "foo", { severity: index % 100 === 0 ? "error" : "warn" }),
  );
  const [big] = JSON.parse(report("sarif", [fileResult("a.md", POST, many)])).runs;
  assert.equal(big.results.length, 5000);
  assert.equal(big.results.filter(({ level }: { level: string }) => level === "error").length, 300);
  assert.match(big.invocations[0].toolExecutionNotifications[0].message.text, /25000 more findings/);
});

test("sarif: what the baseline has is suppressed, and makes room for what is new", () => {
  const known = Array.from({ length: 6000 }, () => finding(POST, "foo", { severity: "error" }));
  const fresh = [finding(POST, "bar", { severity: "info" })];
  const [run] = JSON.parse(report("sarif", [fileResult("a.md", POST, fresh, { baselined: known })])).runs;
  const suppressed = run.results.filter((one: { suppressions?: unknown }) => one.suppressions !== undefined);
  assert.deepEqual([run.results.length, suppressed.length], [5000, 4999]);
  assert.equal(suppressed[0].suppressions[0].kind, "external");
});

test("what failed is in every report, with its path from the root of the repository", () => {
  const failed = [
    fileResult("a.md", "", [], { status: "failed", errors: [{ kind: "timeout", path: "a.md", message: "Too slow" }] }),
  ];
  for (const name of CI) {
    const text = report(name, failed, { below: "site/" });
    assert.match(name === "html" ? text.slice(0, text.indexOf("<script>")) : text, /Too slow/, name);
    if (!["json", "ndjson", "html"].includes(name)) assert.match(text, /site\/a\.md/, name);
  }
  assert.match(report("github", failed), /^a\.md: failed: Too slow \[timeout\]$/m);
});

test("gitlab: fingerprints are unique and do not depend on the line", () => {
  const twice = fileResult("a.md", POST, [finding(POST, "foo"), finding(POST, "foo")]);
  const moved = fileResult("a.md", `\n${POST}`, [finding(`\n${POST}`, "foo")]);
  const [one, two] = JSON.parse(report("gitlab", [twice]));
  assert.notEqual(one.fingerprint, two.fingerprint);
  assert.equal(JSON.parse(report("gitlab", [moved]))[0].fingerprint, one.fingerprint);
});

test("junit: warnings fail a case only when there are too many", () => {
  assert.match(report("junit", results), /failures="1"/);
  assert.match(report("junit", results, { maxWarnings: 0 }), /failures="2"/);
});

test("rdjson: columns count bytes", () => {
  const text = "é𐐀foo\n";
  const [only] = JSON.parse(report("rdjson", [fileResult("a.md", text, [finding(text, "foo")])])).diagnostics;
  assert.deepEqual(only.location.range, { start: { line: 1, column: 7 }, end: { line: 1, column: 10 } });
});

test("ndjson: a line for each file, the summary last", () => {
  const lines = report("ndjson", results)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ type }) => type),
    ["file", "file", "summary"],
  );
  assert.equal(lines[2].summary.errors, 1);
});

test("hostile names and texts break no format", () => {
  for (const bad of HOSTILE) {
    const text = `${bad}foo${bad}\n`;
    const given = { rule: bad, message: `${bad} <script> | ]]> "x`, note: bad, severity: "error" } as const;
    const hostile = [
      fileResult(`${bad}.md`, text, [finding(text, "foo", given)], {
        errors: [{ kind: "internal", path: bad, message: bad }],
      }),
    ];
    for (const name of CI) {
      const page = report(name, hostile);
      // What runs in the page is ours, and its policy lets nothing else run.
      const whole = name === "html" ? page.slice(0, page.indexOf("<script>")) : page;
      // The commands of the runner are the one thing that may begin a line with colons.
      const lines =
        name === "github"
          ? whole
              .split("\n")
              .filter((line) => !/^::(?:error|group|endgroup)/.test(line))
              .join("\n")
          : whole;
      assert.doesNotMatch(lines, FORBIDDEN, `${name}: ${JSON.stringify(bad)}`);
      if (["json", "sarif", "gitlab", "rdjson"].includes(name)) JSON.parse(whole);
      if (name === "github") assert.doesNotMatch(whole, /^::(?!error |group::|endgroup::)/m);
      if (name === "junit" || name === "checkstyle") assert.doesNotMatch(whole, /<script>|[\u0000-\u0008]/);
    }
  }
});
