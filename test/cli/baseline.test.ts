import assert from "node:assert/strict";
import { readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { badDate, clean, type Files, galley, project, put } from "./galley.js";

const post = (...lines: readonly string[]): string =>
  `---\ntitle: x\ndate: 2024-03-05 08:00:00\n---\n\n${lines.join("\n\n")}\n`;
const red = '<p style="color:red">Stop.</p>';
const blue = '<p style="color:blue">Go.</p>';
const STRICT = ["--rule", "html/no-inline-style=error"];

const lint = (folder: string, ...more: readonly string[]) =>
  galley(folder, ["lint", ...STRICT, "--baseline", "known.json", ...more]);

async function adopted(files: Files): Promise<string> {
  const folder = project(files);
  await lint(folder, "--update-baseline");
  return folder;
}

const baseline = (folder: string): string => readFileSync(join(folder, "known.json"), "utf8");

describe("galley lint --baseline", () => {
  it("lets known findings be, and stops new ones", async () => {
    const folder = project({ "a.md": post(red), "b.md": badDate });
    const made = await lint(folder, "--update-baseline");
    assert.equal(made.code, 0);
    assert.match(made.stderr, /baseline known\.json: \+2 −0, 2 in all/);
    const known = await lint(folder);
    assert.equal(known.code, 0);
    assert.match(known.stdout, /0 errors.*2 in the baseline/);
    put(folder, { "a.md": post(red, blue) });
    const fresh = await lint(folder);
    assert.equal(fresh.code, 1);
    assert.match(fresh.stdout, /color:blue/);
    assert.doesNotMatch(fresh.stdout, /Inline style `color:red`/);
  });

  it("knows a finding that moved, also into a renamed file", async () => {
    const folder = await adopted({ "a.md": post(red) });
    put(folder, { "a.md": post("One.", "Two.", red) });
    assert.equal((await lint(folder)).code, 0);
    renameSync(join(folder, "a.md"), join(folder, "b.md"));
    const moved = await lint(folder);
    assert.equal(moved.code, 0);
    assert.equal(moved.stderr, "");
  });

  it("does not take one finding for another of the same rule", async () => {
    const folder = await adopted({ "a.md": post(red) });
    put(folder, { "a.md": post(blue) });
    const swapped = await lint(folder);
    assert.equal(swapped.code, 1);
    assert.match(swapped.stderr, /no longer found.*: 1\n {2}a\.md {2}html\/no-inline-style.*color:red/);
  });

  it("does not take one missing key for another", async () => {
    const config = {
      "galley.config.yaml": "extends: []\nrules: { front-matter/valid-schema: error }\nschemas: { '**': s.json }\n",
    };
    const schema = (key: string): Files => ({ "s.json": `{"type":"object","required":["${key}"]}` });
    const folder = await adopted({ ...config, ...schema("author"), "a.md": clean });
    assert.equal((await lint(folder)).code, 0);
    put(folder, schema("summary"));
    assert.equal((await lint(folder)).code, 1);
  });

  it("does not take one missing key of a mapping for another, and takes one of two out", async () => {
    const config = {
      "galley.config.yaml": "extends: []\nrules: { front-matter/valid-schema: error }\nschemas: { '**': s.json }\n",
      "a.md": clean.replace("date:", "author:\n  name: Ada\ndate:"),
    };
    const schema = (...keys: readonly string[]): Files => ({
      "s.json": JSON.stringify({ properties: { author: { required: keys } } }),
    });
    const folder = await adopted({ ...config, ...schema("email", "phone") });
    put(folder, schema("phone"));
    const less = await lint(folder);
    assert.equal(less.code, 0);
    assert.match(less.stderr, /: 1\n.*`email`/);
    put(folder, schema("web", "phone"));
    const swapped = await lint(folder);
    assert.equal(swapped.code, 1);
    assert.match(swapped.stdout, /1 error,.*1 in the baseline/);
  });

  it("knows what a post shares with another, when that is renamed", async () => {
    const text = `${clean}${"The tide went out at four. ".repeat(20)}\n`;
    const folder = await adopted({ "a.md": text, "b.md": text });
    assert.match(baseline(folder), /The same text as in `a\.md`/);
    renameSync(join(folder, "a.md"), join(folder, "aa.md"));
    const { stdout, stderr } = await lint(folder);
    assert.match(stdout, /0 warnings.*1 in the baseline/);
    assert.equal(stderr, "");
  });

  it("counts copies of a finding", async () => {
    const folder = await adopted({ "a.md": post(red, red) });
    put(folder, { "a.md": post(red) });
    assert.equal((await lint(folder)).code, 0);
    put(folder, { "a.md": post(red, red, red) });
    assert.match((await lint(folder)).stdout, /1 error,/);
  });

  it("shrinks by itself, and grows when told to alone", async () => {
    const folder = await adopted({ "a.md": post(red), "b.md": post(red) });
    put(folder, { "a.md": clean, "b.md": post(red, blue) });
    const shrunk = await lint(folder, "--update-baseline");
    assert.equal(shrunk.code, 1);
    assert.match(shrunk.stderr, /\+0 −1, 1 in all/);
    assert.match(shrunk.stderr, /1 new: not taken .* --accept-new/);
    const grown = await lint(folder, "--update-baseline", "--accept-new");
    assert.equal(grown.code, 0);
    assert.match(grown.stderr, /\+1 −0, 2 in all/);
  });

  it("keeps what a run did not look at", async () => {
    const folder = await adopted({ "a.md": post(red), "b.md": post(blue), "c.md": badDate, "gone.md": badDate });
    const before = baseline(folder);
    await lint(folder, "--update-baseline", "b.md");
    rmSync(join(folder, "gone.md"));
    await lint(folder, "--update-baseline", "--only", "html/*");
    assert.equal(baseline(folder), before.replace(/,\n {4}"gone.md": \[[^\]]*\]/, ""));
  });

  it("keeps what is known of a file that moved to where a run did not look", async () => {
    const folder = await adopted({ "a/x.md": post(red), "b/y.md": post(blue) });
    const before = baseline(folder);
    renameSync(join(folder, "a/x.md"), join(folder, "a/z.md"));
    put(folder, { list: "b/y.md\n" });
    for (const part of [["b"], ["b/*.md"], ["b/y.md"], ["--files-from", "list"]]) {
      const { code, stderr } = await lint(folder, ...part, "--update-baseline");
      assert.equal(code, 0);
      assert.match(stderr, /\+0 −0, 2 in all/);
      assert.equal(baseline(folder), before);
      assert.equal((await lint(folder, ...part)).stderr, "");
    }
    assert.equal((await lint(folder, "a", "--update-baseline")).code, 0);
    assert.equal(baseline(folder), before.replace("x.md", "z.md"));
    rmSync(join(folder, "a/z.md"));
    assert.match((await lint(folder, "a")).stderr, /no longer found.*: 1\n {2}a\/z\.md/);
    assert.match((await lint(folder, "--update-baseline")).stderr, /\+0 −1, 1 in all/);
  });

  it("changes by the lines of the findings that came and went alone", async () => {
    const folder = await adopted({ "a.md": post(red, blue), "b.md": badDate, "c.md": post(red) });
    const before = baseline(folder).split("\n");
    put(folder, { "a.md": post("First.", blue, red), "b.md": `${badDate}${blue}\n` });
    await lint(folder, "--update-baseline", "--accept-new");
    const after = baseline(folder).split("\n");
    assert.equal(after.length, before.length + 1);
    // A comma may move to a line that stays.
    const bare = (lines: readonly string[]): readonly string[] => lines.map((line) => line.replace(/,$/, ""));
    assert.deepEqual(
      bare(before).filter((line) => !bare(after).includes(line)),
      [],
    );
  });

  it("is written alike whatever the order, from any folder", async () => {
    const folder = await adopted({ "docs/a.md": post(red), "docs/b.md": badDate });
    const before = baseline(folder);
    rmSync(join(folder, "known.json"));
    await galley(join(folder, "docs"), [
      "lint",
      ...STRICT,
      "--baseline",
      "../known.json",
      "--update-baseline",
      "b.md",
      "a.md",
    ]);
    assert.equal(baseline(folder), before);
    assert.doesNotMatch(before, /"line"/);
  });

  it("stops without its file, and with a broken one", async () => {
    const folder = project({ "a.md": clean });
    const missing = await lint(folder);
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /no baseline `known\.json`/);
    for (const text of [
      "{",
      "[]",
      '{"version":2,"files":{}}',
      '{"version":1,"files":{"a.md":[{"rule":1}]}}',
      "<<<<<<< HEAD\n{}",
    ]) {
      put(folder, { "known.json": text });
      for (const more of [[], ["--update-baseline"], ["--update-baseline", "--accept-new"]]) {
        assert.equal((await lint(folder, ...more)).code, 2, text);
        assert.equal(baseline(folder), text);
      }
    }
  });

  it("marks known findings as suppressed in SARIF", async () => {
    const folder = await adopted({ "a.md": post(red) });
    put(folder, { "a.md": post(red, blue) });
    const { stdout } = await lint(folder, "--format", "sarif");
    const results: readonly { readonly suppressions?: readonly { readonly kind: string }[] }[] =
      JSON.parse(stdout).runs[0].results;
    assert.deepEqual(
      results.map(({ suppressions }) => suppressions?.map(({ kind }) => kind)),
      [undefined, ["external"]],
    );
  });
});
