import assert from "node:assert/strict";
import { test } from "node:test";
import { FORBIDDEN, fileResult, finding, HOSTILE, report } from "./results.js";

const POST = "a\r\n世界 foo\r\n";

test("one line a finding, and the count", () => {
  const diagnostics = [
    finding(POST, "世界", { rule: "text/no-bar", severity: "info", message: "Bar" }),
    finding(POST, "foo", { severity: "error", note: "Why." }),
  ];
  assert.equal(
    report("compact", [fileResult("posts/a.md", POST, diagnostics), fileResult("b.md", POST, [finding(POST, "foo")])]),
    `posts/a.md:2:1: info Bar [text/no-bar]
posts/a.md:2:4: error A \`foo\` [html/no-foo]
b.md:2:4: warning A \`foo\` [html/no-foo]
2 files checked, 0 ignored, 1 error, 1 warning, 1 info, 0 fixable
`,
  );
});

test("--quiet, failures, and files left alone", () => {
  const failed = fileResult("b.md", "", [], {
    status: "failed",
    errors: [{ kind: "read", path: "b.md", message: "Permission denied" }],
  });
  assert.equal(
    report(
      "compact",
      [fileResult("a.md", POST, [finding(POST, "foo")]), failed],
      { quiet: true },
      {
        ignored: 2,
        notChecked: [{ reason: "ignored by .galleyignore", files: 2 }],
      },
    ),
    `b.md: failed: Permission denied [read]
Not checked, 2 files: ignored by .galleyignore
1 file checked, 2 ignored, 0 errors, 1 warning (not listed), 0 infos, 0 fixable, 1 file failed
`,
  );
});

test("hostile names and messages stay on their line", () => {
  for (const bad of HOSTILE) {
    const errors = [{ kind: "internal", path: bad, message: bad }] as const;
    const diagnostics = [finding("foo", "foo", { rule: bad, message: bad })];
    const text = report("compact", [fileResult(bad, "foo", diagnostics, { errors })], {
      color: true,
      hyperlinks: true,
    });
    assert.doesNotMatch(text, FORBIDDEN);
    assert.equal(text.split("\n").length, 4);
  }
});
