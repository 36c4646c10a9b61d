/** Nothing that a repository, a shell or a push says makes findings vanish in silence. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { badDate, clean, galley, galleyProcess, project, put, styled } from "./galley.js";
import { commitAll, found, git, read, repository, staged } from "./repository.js";

const LINES = ["lint", "--changed-since", "HEAD", "--changed-lines", "--format", "compact"];

describe("changed lines", () => {
  it("are told of files that attributes call binary", async () => {
    const folder = repository({ ".gitattributes": "*.md -diff\n*.html binary\n", "a.md": clean });
    put(folder, { "a.md": badDate, "b.html": badDate });
    git(folder, "add", ".");
    const wanted = { "a.md": ["3 front-matter/valid-date"], "b.html": ["3 front-matter/valid-date"] };
    assert.deepEqual(await found(folder, ["--staged", "--changed-lines"]), wanted);
  });

  it("are the same whatever is set for differences", async () => {
    const folder = repository({ "a.md": `${styled}\na\n\nb\n\nc\n` });
    const settings = {
      "diff.interHunkContext": "9",
      "diff.context": "9",
      "diff.noprefix": "true",
      "diff.mnemonicPrefix": "true",
      "color.ui": "always",
      "diff.external": "false",
    };
    for (const [name, value] of Object.entries(settings)) git(folder, "config", name, value);
    put(folder, { "a.md": `${styled.replace("Red", "Blue")}\na\n\nB<p style="color:blue">x</p>\n\nc\n` });
    const { stdout } = await galleyProcess(folder, LINES, {
      env: { GIT_DIFF_OPTS: "-u9", GIT_EXTERNAL_DIFF: "false" },
    });
    assert.match(stdout, /color:blue/);
    assert.doesNotMatch(stdout, /color:red/);
  });

  it("are those of git where a carriage return alone ends a line", async () => {
    const old = styled.replace("Stop.", "Stop.\r\rWait.");
    const folder = repository({ "a.md": old });
    put(folder, { "a.md": `${old}\n<p style="color:blue">x</p>\n` });
    const { stdout } = await galley(folder, [...LINES, "--only", "html/no-inline-style"]);
    assert.match(stdout, /color:blue/);
    assert.doesNotMatch(stdout, /color:red/);
    const mac = (text: string): string => text.replaceAll("\n", "\r");
    put(folder, { "a.md": mac(old) });
    assert.match((await galley(folder, [...LINES, "--only", "html/no-inline-style"])).stdout, /color:red/);
  });
});

describe("git modes", () => {
  it("take names for names where the shell says otherwise", async () => {
    for (const variable of ["LITERAL", "GLOB", "NOGLOB", "ICASE"]) {
      const folder = repository({});
      put(folder, { "[a]*.md": styled, "a.md": styled });
      git(folder, "add", ".");
      put(folder, { "a.md": `${styled}More.\n` });
      const argv = ["lint", "--staged", "--fix", "--unsafe"];
      const { stderr } = await galleyProcess(folder, argv, { env: { [`GIT_${variable}_PATHSPECS`]: "1" } });
      assert.equal(stderr, "galley: a.md was not repaired: it is partly staged\n", variable);
      assert.doesNotMatch(staged(folder, "[a]*.md"), /style=/);
      assert.equal(staged(folder, "a.md"), styled);
    }
  });

  it("find that a file is too large, as on the disk, and read the others", async () => {
    const folder = repository({});
    const long = "a".repeat(6_000_000);
    const names = Array.from({ length: 20 }, (_, index) => `large-${index}.md`);
    const most = clean + "Words.\n".repeat(600_000);
    put(folder, { "a.md": badDate, "b.md": clean + long, ...Object.fromEntries(names.map((name) => [name, most])) });
    put(folder, { "z.md": badDate });
    git(folder, "add", ".");
    const only = ["--only", "front-matter/valid-date"];
    const { "a.md": a, "b.md": b, "z.md": z } = await found(folder, ["--staged", ...only]);
    assert.deepEqual([a, b, z], [["3 front-matter/valid-date"], ["1 source/too-large"], ["3 front-matter/valid-date"]]);
    const say = async (...more: readonly string[]): Promise<string> =>
      (await galley(folder, ["lint", "--format", "compact", ...more, "b.md"])).stdout;
    assert.equal(await say("--staged"), await say());
  });

  it("say how to get what a partial clone lacks, and fetch nothing", async () => {
    const folder = repository({ "a.md": styled });
    put(folder, { "a.md": clean });
    commitAll(folder);
    git(folder, "config", "uploadpack.allowFilter", "true");
    const clone = join(project({}), "clone");
    git(folder, "clone", "-q", "--filter=blob:none", "--no-checkout", pathToFileURL(folder).href, clone);
    const missing = (): string => git(clone, "rev-list", "--objects", "--all", "--missing=print");
    const before = missing();
    assert.match(before, /^\?/m);
    for (const argv of [
      ["--rev", "HEAD"],
      ["--rev", "HEAD", "--changed-since", "HEAD~1", "--changed-lines"],
      ["--staged"],
    ]) {
      git(clone, "read-tree", "HEAD~1");
      const { code, stderr } = await galley(clone, ["lint", ...argv]);
      assert.equal(code, 2, argv.join(" "));
      assert.match(stderr, /not in this clone, and galley fetches nothing\..*git fetch --refetch --no-filter origin/);
    }
    assert.equal(missing(), before);
    git(clone, "fetch", "-q", "--refetch", "--no-filter", "origin");
    assert.deepEqual(await found(clone, ["--rev", "HEAD"]), { "a.md": [] });
  });

  it("read no file of the disk in place of a schema of the commit", async () => {
    const folder = repository({ "galley.config.yaml": "schemas: { '**': s.json }\n", "a.md": clean });
    put(folder, { "s.json": '{"type":"object","required":["author"]}' });
    const { code, stderr } = await galley(folder, ["lint", "--rev", "HEAD"]);
    assert.equal(code, 2);
    assert.match(stderr, /no schema `s\.json`/);
    assert.match(read(folder, "s.json"), /author/);
  });
});
