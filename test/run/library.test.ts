import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defineRule, type FileResult, lintFiles, lintText, UserError } from "../../src/index.js";
import { badDate, clean, project, styled } from "../cli/galley.js";

const throwing = defineRule({
  id: "house/fragile",
  summary: "Disallow nothing",
  why: "It throws.",
  recommended: "error",
  fixes: "none",
  messages: {},
  examples: [],
  create() {
    throw new Error("dropped");
  },
});

async function collect(results: AsyncIterable<FileResult>): Promise<readonly FileResult[]> {
  const all: FileResult[] = [];
  for await (const result of results) all.push(result);
  return all;
}

describe("lintText", () => {
  it("finds what the command line finds", () => {
    const [found, ...more] = lintText(badDate, { path: "a.md" }).diagnostics;
    assert.deepEqual([found?.rule, found?.severity, more], ["front-matter/valid-date", "error", []]);
    assert.deepEqual(lintText(clean, { path: "a.md" }), { diagnostics: [], suppressed: 0 });
  });

  it("follows configuration, schema and directives", () => {
    const off = { rules: { "html/no-inline-style": "off" } } as const;
    assert.deepEqual(lintText(styled, { path: "a.md", config: off }).diagnostics, []);
    const schema = { type: "object", required: ["author"] };
    assert.deepEqual(
      lintText(clean, { path: "a.md", schema }).diagnostics.map(({ rule }) => rule),
      ["front-matter/valid-schema"],
    );
    const silenced = styled.replace("<p", "<!-- galley-disable-next-line html/no-inline-style -- red -->\n<p");
    assert.deepEqual(lintText(silenced, { path: "a.md" }), { diagnostics: [], suppressed: 1 });
  });

  it("throws a UserError for a wrong configuration, and names a rule that crashed", () => {
    assert.throws(() => lintText(clean, { path: "a.md", config: { timezone: "Nowhere/Town" } }), UserError);
    assert.throws(() => lintText(clean, { path: "a.md", schema: { type: "text" } }), UserError);
    assert.throws(() => lintText(clean, { path: "a.md", rules: [throwing] }), /`house\/fragile`.*dropped/);
  });
});

describe("lintFiles", () => {
  it("gives results in order of path, one at a time", async () => {
    const cwd = project({ "b.md": badDate, "a.md": clean, "c.txt": "" });
    const results = await collect(lintFiles({ cwd }));
    assert.deepEqual(
      results.map(({ path, status, diagnostics }) => [path, status, diagnostics.length]),
      [
        ["a.md", "linted", 0],
        ["b.md", "linted", 1],
      ],
    );
  });

  it("throws when a pattern matches nothing, unless told otherwise", async () => {
    const cwd = project({ "a.md": clean });
    await assert.rejects(collect(lintFiles({ cwd, patterns: ["gone.md"] })), UserError);
    assert.deepEqual(await collect(lintFiles({ cwd, patterns: ["gone.md"], errorOnUnmatched: false })), []);
  });
});
