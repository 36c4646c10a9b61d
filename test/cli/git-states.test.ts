/** What state a repository may be in when its posts are linted. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { badDate, clean, type Files, galley, packageRoot, project, put, styled } from "./galley.js";
import { commitAll, found, git, read, repository, staged } from "./repository.js";

const FIX = ["lint", "--staged", "--fix", "--unsafe"];

/** Two branches that changed one file; `main` brings other files, too. A merge of it into `topic` has stopped. */
function merging(ours: string, theirs: string, others: Files): string {
  const folder = repository({ "a.md": clean });
  git(folder, "switch", "-q", "-c", "topic");
  put(folder, { "a.md": ours });
  commitAll(folder);
  git(folder, "switch", "-q", "main");
  put(folder, { ...others, "a.md": theirs });
  commitAll(folder);
  git(folder, "switch", "-q", "topic");
  assert.throws(() => git(folder, "merge", "main"));
  return folder;
}

describe("galley lint --staged", () => {
  it("asks nobody to answer for what a merge brings", async () => {
    const folder = merging(`${clean}Ours.\n`, `${clean}Theirs.\n`, { "others.md": badDate });
    put(folder, { "a.md": badDate });
    git(folder, "add", ".");
    assert.deepEqual(await found(folder, ["--staged"]), { "a.md": ["3 front-matter/valid-date"] });
    git(folder, "commit", "-q", "--no-verify", "-m", "Merged");
    assert.deepEqual(await found(folder, ["--staged"]), {});
  });

  it("takes the lines of a merge that are of neither side", async () => {
    const line = (color: string): string => `<p style="color:${color}">x</p>\n`;
    const folder = merging(clean + line("red"), clean + line("blue"), {});
    put(folder, { "a.md": clean + line("red") + line("green") + line("blue") });
    git(folder, "add", ".");
    const only = ["--only", "html/no-inline-style"];
    assert.equal((await found(folder, ["--staged", ...only]))["a.md"]?.length, 3);
    assert.deepEqual(await found(folder, ["--staged", "--changed-lines", ...only]), {
      "a.md": ["8 html/no-inline-style"],
    });
  });

  it("repairs while a rebase waits", async () => {
    const folder = merging(`${clean}Ours.\n`, `${clean}Theirs.\n`, { "others.md": badDate });
    git(folder, "merge", "--abort");
    assert.throws(() => git(folder, "rebase", "main"));
    put(folder, { "a.md": styled });
    git(folder, "add", ".");
    assert.equal((await galley(folder, FIX)).code, 0);
    git(folder, "-c", "core.editor=true", "rebase", "--continue");
    assert.doesNotMatch(git(folder, "show", "topic:a.md"), /style=/);
  });

  it("passes over files that are announced alone, and links", async () => {
    const folder = repository({ "a.md": clean });
    put(folder, { "announced.md": badDate });
    git(folder, "add", "-N", "announced.md");
    symlinkSync("announced.md", join(folder, "link.md"));
    git(folder, "add", "link.md");
    assert.deepEqual(await found(folder, ["--staged"]), {});
    await galley(folder, FIX);
    assert.equal(git(folder, "diff", "--cached", "--name-only"), "link.md\n");
    assert.deepEqual(Object.keys(await found(folder, ["--changed-since", "HEAD"])), ["announced.md"]);
  });

  it("keeps Windows line endings that the index has already", async () => {
    const crlf = styled.replaceAll("\n", "\r\n");
    const folder = repository({ "a.md": crlf });
    git(folder, "config", "core.autocrlf", "true");
    put(folder, { "a.md": crlf.replace("Stop", "Halt") });
    git(folder, "add", ".");
    const { code, stderr } = await galley(folder, FIX);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.equal(staged(folder, "a.md"), read(folder, "a.md"));
    assert.match(staged(folder, "a.md"), /^---\r\n/);
    assert.doesNotMatch(staged(folder, "a.md"), /style=/);
    assert.equal(git(folder, "status", "--porcelain"), "M  a.md\n");
  });

  it("repairs neither without the other where git does not look at the work tree", async () => {
    const folder = repository({ "in/a.md": clean, "out/b.md": clean, "c.md": clean });
    put(folder, { "out/b.md": styled, "c.md": styled });
    git(folder, "add", ".");
    git(folder, "commit", "-q", "-m", "Work");
    git(folder, "sparse-checkout", "set", "--cone", "--sparse-index", "in");
    git(folder, "reset", "-q", "--soft", "HEAD~1");
    git(folder, "update-index", "--assume-unchanged", "c.md");
    const { stderr } = await galley(folder, FIX);
    assert.match(stderr, /out\/b\.md was not repaired: it is outside of the sparse checkout/);
    assert.match(stderr, /c\.md was not repaired: git is told to take it for unchanged/);
    for (const path of ["out/b.md", "c.md"]) assert.equal(staged(folder, path), styled);
  });

  it("says that a style sheet which a repair added to is left to stage", async () => {
    const sheet = "{ fix: class, sheet: site.css }";
    const config = `extends: [recommended]\nrules: { html/no-inline-style: [warn, ${sheet}] }\n`;
    const folder = repository({ "galley.config.yaml": config, "site.css": "a {}\n" });
    put(folder, { "a.md": styled });
    git(folder, "add", ".");
    const { stderr } = await galley(folder, FIX);
    assert.equal(stderr, "galley: site.css has the lines that repaired posts need, and was not staged with them\n");
    assert.equal(git(folder, "status", "--porcelain"), "A  a.md\n M site.css\n");
  });

  it("says when a file is gone from the work tree", async () => {
    const folder = repository({});
    put(folder, { "a.md": styled });
    git(folder, "add", ".");
    execFileSync("rm", [join(folder, "a.md")]);
    assert.match((await galley(folder, FIX)).stderr, /a\.md was not repaired: it is not in the work tree/);
  });

  it("repairs in a repository of SHA-256", async () => {
    const folder = project({});
    execFileSync("rm", ["-r", join(folder, ".git")]);
    git(folder, "init", "-q", "--object-format=sha256");
    put(folder, { "a.md": styled });
    git(folder, "add", ".");
    assert.equal((await galley(folder, FIX)).code, 0);
    assert.equal(staged(folder, "a.md"), read(folder, "a.md"));
    assert.doesNotMatch(read(folder, "a.md"), /style=/);
  });
});

describe("a hook that goes into a folder", () => {
  const config = 'extends: [recommended]\nfiles: ["posts/**/*.md"]\n';

  function hooked(): string {
    const folder = repository({ "site/galley.config.yaml": config, "site/posts/a.md": clean });
    const galleyIn = `"${process.execPath}" "${join(packageRoot, "bin/galley.js")}"`;
    const hook = `#!/bin/sh\ncd site && exec ${galleyIn} lint --staged --fix --unsafe\n`;
    writeFileSync(join(folder, ".git/hooks/pre-commit"), hook, { mode: 0o755 });
    return folder;
  }

  it("sees the same files in every work tree, and wherever git was told to look", () => {
    const folder = hooked();
    const linked = join(project({}), "linked");
    git(folder, "worktree", "add", "-q", linked);
    const ways = [
      [folder, []],
      [linked, []],
      [folder, ["--git-dir=.git"]],
      [folder, [`--git-dir=${join(folder, ".git")}`]],
      [folder, ["--git-dir=.git", "--work-tree=."]],
    ] as const;
    for (const [place, told] of ways) {
      put(place, { "site/posts/b.md": badDate });
      git(place, "add", ".");
      assert.throws(() => git(place, ...told, "commit", "-q", "-m", "Broken"), /posts\/b\.md[\s\S]*valid-date/);
      put(place, { "site/posts/b.md": styled });
      git(place, "add", ".");
      git(place, ...told, "commit", "-q", "-m", "Red");
      assert.doesNotMatch(git(place, "show", "HEAD:site/posts/b.md"), /style=/);
      assert.equal(git(place, "status", "--porcelain"), "");
    }
  });

  it("leaves out in every work tree what the clone ignores", async () => {
    const folder = hooked();
    const linked = join(project({}), "linked");
    git(folder, "worktree", "add", "-q", linked);
    put(folder, { ".git/info/exclude": "drafts/\n" });
    const lists = [];
    for (const place of [folder, linked]) {
      put(place, { "site/drafts/a.md": badDate });
      lists.push((await galley(place, ["lint", "--list-files"])).stdout);
    }
    assert.equal(lists[0], lists[1]);
    assert.doesNotMatch(lists[1] ?? "", /drafts/);
  });

  it("works in a submodule", () => {
    const inner = hooked();
    const folder = repository({ "a.md": clean });
    git(folder, "submodule", "-q", "add", inner, "theme");
    const theme = join(folder, "theme");
    writeFileSync(join(folder, ".git/modules/theme/hooks/pre-commit"), read(inner, ".git/hooks/pre-commit"), {
      mode: 0o755,
    });
    put(theme, { "site/posts/b.md": badDate });
    git(theme, "add", ".");
    assert.throws(() => git(theme, "commit", "-q", "-m", "Broken"), /posts\/b\.md[\s\S]*valid-date/);
  });
});
