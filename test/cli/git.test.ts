import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { badDate, clean, type Files, galley, packageRoot, project, put, styled } from "./galley.js";
import { commitAll, found, git, read, repository, staged } from "./repository.js";

describe("galley lint --staged", () => {
  it("reads the index, not the work tree, and what is staged alone", async () => {
    const folder = repository({ "old.md": badDate, "kept.md": clean });
    put(folder, { "new.md": badDate, "kept.md": `${clean}More.\n` });
    git(folder, "add", ".");
    put(folder, { "new.md": clean, "kept.md": badDate, "untracked.md": badDate });
    assert.deepEqual(await found(folder, ["--staged"]), {
      "kept.md": [],
      "new.md": ["3 front-matter/valid-date"],
    });
  });

  it("has nothing to say when nothing is staged", async () => {
    const folder = repository({ "old.md": badDate });
    const { code, stdout } = await galley(folder, ["lint", "--staged"]);
    assert.equal(code, 0);
    assert.match(stdout, /0 files checked/);
  });

  it("works before the first commit", async () => {
    const folder = repository({});
    put(folder, { "a.md": badDate });
    git(folder, "add", ".");
    assert.deepEqual(Object.keys(await found(folder, ["--staged"])), ["a.md"]);
  });

  it("takes any name", async () => {
    const names = ["a b.md", 'quo"te.md', "new\nline.md", "日本語 é.md", "-dash.md", "tab\t.md", "$(x).md", "[a]*.md"];
    const folder = repository({});
    put(folder, Object.fromEntries(names.map((name) => [name, badDate])));
    git(folder, "add", ".");
    const files = await found(folder, ["--staged", "--changed-lines"]);
    assert.deepEqual(Object.keys(files).sort(), [...names].sort());
    for (const findings of Object.values(files)) assert.deepEqual(findings, ["3 front-matter/valid-date"]);
  });

  it("passes over deleted files and submodules, and takes renamed ones", async () => {
    const other = repository({ "inner.md": badDate });
    const folder = repository({ "gone.md": badDate, "before.md": badDate });
    git(folder, "submodule", "-q", "add", other, "theme");
    git(folder, "rm", "-q", "gone.md");
    git(folder, "mv", "before.md", "after.md");
    assert.deepEqual(Object.keys(await found(folder, ["--staged"])), ["after.md"]);
  });

  it("works in a linked work tree and from a folder below", async () => {
    const folder = repository({ "docs/a.md": clean, "b.md": clean });
    const linked = join(project({}), "linked");
    git(folder, "worktree", "add", "-q", linked);
    put(linked, { "docs/a.md": badDate, "b.md": badDate });
    git(linked, "add", ".");
    assert.deepEqual(Object.keys(await found(join(linked, "docs"), ["--staged"])), ["a.md"]);
    assert.deepEqual(await found(folder, ["--staged"]), {});
  });

  it("leaves out what the configuration ignores", async () => {
    const folder = repository({ "galley.config.yaml": 'extends: [recommended]\nignore: ["drafts/**"]\n' });
    put(folder, { "drafts/a.md": badDate, "b.md": badDate, "image.png": "PNG" });
    git(folder, "add", ".");
    assert.deepEqual(Object.keys(await found(folder, ["--staged"])), ["b.md"]);
  });

  it("repairs index and work tree where they agree", async () => {
    const folder = repository({});
    put(folder, { "a.md": `${clean}<p style="color:red">x</p>   \n` });
    git(folder, "add", ".");
    const { code } = await galley(folder, ["lint", "--staged", "--fix", "--unsafe"]);
    assert.equal(code, 0);
    assert.equal(read(folder, "a.md"), staged(folder, "a.md"));
    assert.doesNotMatch(read(folder, "a.md"), /style=/);
    assert.equal(git(folder, "diff", "--name-only"), "");
  });

  it("leaves a partly staged file alone and says so", async () => {
    const folder = repository({});
    put(folder, { "a.md": styled });
    git(folder, "add", ".");
    put(folder, { "a.md": `${styled}Not to be committed.\n` });
    const { code, stderr } = await galley(folder, ["lint", "--staged", "--fix", "--unsafe"]);
    assert.equal(code, 0);
    assert.match(stderr, /a\.md was not repaired: it is partly staged/);
    assert.equal(staged(folder, "a.md"), styled);
    assert.equal(read(folder, "a.md"), `${styled}Not to be committed.\n`);
  });

  it("repairs what a filter turns into other bytes", async () => {
    const folder = repository({ ".gitattributes": "*.md text eol=crlf\n" });
    put(folder, { "a.md": styled.replaceAll("\n", "\r\n") });
    git(folder, "add", ".");
    await galley(folder, ["lint", "--staged", "--fix", "--unsafe"]);
    assert.doesNotMatch(staged(folder, "a.md"), /style=|\r/);
    assert.equal(read(folder, "a.md"), staged(folder, "a.md").replaceAll("\n", "\r\n"));
  });

  it("stages nothing that was not staged", async () => {
    const folder = repository({ "a.md": clean });
    put(folder, { "b.md": styled });
    git(folder, "add", "b.md");
    put(folder, { "a.md": `${clean}Later.\n`, "c.md": clean });
    await galley(folder, ["lint", "--staged", "--fix", "--unsafe"]);
    assert.equal(git(folder, "status", "--porcelain"), " M a.md\nA  b.md\n?? c.md\n");
  });

  it("takes files of a sparse checkout that are not checked out", async () => {
    const folder = repository({ "in/a.md": clean, "out/b.md": styled });
    git(folder, "branch", "old");
    put(folder, { "out/b.md": badDate });
    commitAll(folder);
    git(folder, "sparse-checkout", "set", "--cone", "in");
    git(folder, "reset", "-q", "--soft", "old");
    assert.deepEqual(await found(folder, ["--staged"]), { "out/b.md": ["3 front-matter/valid-date"] });
    const { stderr } = await galley(folder, ["lint", "--rev", "main", "--format", "json"]);
    assert.equal(stderr, "");
  });

  it("leaves files with a conflict to git", async () => {
    const folder = repository({ "a.md": clean });
    git(folder, "switch", "-q", "-c", "topic");
    put(folder, { "a.md": badDate });
    commitAll(folder);
    git(folder, "switch", "-q", "main");
    put(folder, { "a.md": styled });
    commitAll(folder);
    assert.throws(() => git(folder, "merge", "topic"));
    assert.deepEqual(await found(folder, ["--staged"]), {});
  });

  describe("as a hook of git", () => {
    function hooked(files: Files): string {
      const folder = repository(files);
      const bin = join(packageRoot, "bin/galley.js");
      const hook = `#!/bin/sh\nexec "${process.execPath}" "${bin}" lint --staged --fix --unsafe\n`;
      writeFileSync(join(folder, ".git/hooks/pre-commit"), hook, { mode: 0o755 });
      return folder;
    }
    const committed = (folder: string, path: string): string => git(folder, "show", `HEAD:${path}`);

    it("commits what it repaired", () => {
      const folder = hooked({ "b.md": clean });
      put(folder, { "a.md": styled });
      git(folder, "add", "a.md");
      git(folder, "commit", "-q", "-m", "A post");
      assert.doesNotMatch(committed(folder, "a.md"), /style=/);
      put(folder, { "b.md": styled });
      git(folder, "commit", "-q", "-a", "-m", "Another");
      assert.doesNotMatch(committed(folder, "b.md"), /style=/);
      assert.equal(git(folder, "status", "--porcelain"), "");
    });

    it("keeps its hands off when paths are committed", () => {
      const folder = hooked({ "a.md": clean });
      put(folder, { "a.md": styled });
      git(folder, "commit", "-q", "-m", "A post", "a.md");
      assert.equal(committed(folder, "a.md"), styled);
      assert.equal(git(folder, "status", "--porcelain"), "");
    });

    it("stops a commit with an error", () => {
      const folder = hooked({ "a.md": clean });
      put(folder, { "a.md": badDate });
      assert.throws(() => git(folder, "commit", "-q", "-a", "-m", "Broken"), /valid-date/);
    });
  });

  it("knows of images that are staged or lie there", async () => {
    const post = "---\ntitle: x\ndate: 2024-03-05 08:00:00\n---\n\n![A boat](boat.png) ![A pier](pier.png)\n";
    const folder = repository({});
    put(folder, { "a.md": post, "boat.png": "PNG" });
    git(folder, "add", ".");
    rmSync(join(folder, "boat.png"));
    put(folder, { "pier.png": "PNG" });
    assert.deepEqual(await found(folder, ["--staged", "--only", "images/no-missing-file"]), { "a.md": [] });
  });
});

describe("git's own settings", () => {
  it("run no program of the repository", async () => {
    const folder = repository({ "a.md": badDate });
    const ran = join(folder, "ran");
    const program = join(folder, "program.sh");
    writeFileSync(program, `#!/bin/sh\ntouch '${ran}'\n`, { mode: 0o755 });
    for (const name of ["core.fsmonitor", "diff.external", "core.pager"]) git(folder, "config", name, program);
    put(folder, { "a.md": `${badDate}More.\n` });
    git(folder, "-c", "core.fsmonitor=false", "add", "a.md");
    rmSync(ran, { force: true });
    for (const argv of [
      ["--staged"],
      ["--staged", "--changed-lines"],
      ["--changed-since", "HEAD"],
      ["--changed-since", "HEAD", "--changed-lines"],
      ["--rev", "HEAD"],
    ]) {
      await found(folder, argv);
      assert.ok(!existsSync(ran), argv.join(" "));
    }
    git(folder, "status");
    assert.ok(existsSync(ran), "what git itself would have run");
  });
});

describe("galley lint --changed-since", () => {
  it("takes what changed since the branches parted, and new files", async () => {
    const folder = repository({ "old.md": badDate, "a.md": clean, "gone.md": clean });
    git(folder, "switch", "-q", "-c", "topic");
    put(folder, { "a.md": badDate });
    commitAll(folder);
    git(folder, "switch", "-q", "main");
    put(folder, { "mainly.md": badDate });
    commitAll(folder);
    git(folder, "switch", "-q", "topic");
    rmSync(join(folder, "gone.md"));
    put(folder, { "fresh.md": badDate });
    assert.deepEqual(Object.keys(await found(folder, ["--changed-since", "main"])), ["a.md", "fresh.md"]);
  });

  it("reports changed lines alone", async () => {
    const lines = [
      "---",
      "title: x",
      "date: 2024-03-05 08:00:00",
      "---",
      "",
      '<p style="color:red">one</p>',
      "",
      "two",
      "",
    ];
    const folder = repository({ "a.md": lines.join("\n") });
    put(folder, { "a.md": [...lines, '<p style="color:blue">three</p>', '++ <p style="color:green">', ""].join("\n") });
    const all = await found(folder, ["--changed-since", "HEAD", "--only", "html/no-inline-style"]);
    assert.equal(all["a.md"]?.length, 3);
    const changed = await found(folder, [
      "--changed-since",
      "HEAD",
      "--changed-lines",
      "--only",
      "html/no-inline-style",
    ]);
    assert.deepEqual(changed["a.md"], ["10 html/no-inline-style", "11 html/no-inline-style"]);
  });

  it("reports a key that was taken out, though its fence did not change", async () => {
    const config = { "galley.config.yaml": "extends: [recommended]\nschemas: { '**': post.schema.json }\n" };
    const schema = { "post.schema.json": '{"type":"object","required":["title"]}' };
    const post = "---\nlayout: post\nlang: en\ntitle: Boats\ndate: 2024-03-05 08:00:00\n---\n\nText.\n";
    const folder = repository({ ...config, ...schema, "a.md": post });
    put(folder, { "a.md": post.replace("title: Boats\n", "") });
    const changed = await found(folder, ["--changed-since", "HEAD", "--changed-lines"]);
    assert.deepEqual(changed["a.md"], ["1 front-matter/valid-schema"]);
    put(folder, { "a.md": post.replace("title: Boats\n", "").replace("Text.", "Words.") });
    commitAll(folder);
    put(folder, { "a.md": post.replace("title: Boats\n", "").replace("Text.", "More.") });
    assert.deepEqual((await found(folder, ["--changed-since", "HEAD", "--changed-lines"]))["a.md"], []);
  });

  it("says what to fetch in a shallow clone", async () => {
    const folder = repository({ "a.md": clean });
    put(folder, { "b.md": clean });
    commitAll(folder);
    git(folder, "branch", "topic", "HEAD~1");
    const clone = join(project({}), "clone");
    git(folder, "clone", "-q", "--depth=1", "--no-single-branch", pathToFileURL(folder).href, clone);
    for (const ref of ["main~1", "origin/topic"]) {
      const { code, stderr } = await galley(clone, ["lint", "--changed-since", ref]);
      assert.equal(code, 2);
      assert.match(stderr, /shallow.*\n?.*git fetch --unshallow/s);
      assert.match(stderr, /fetch-depth: 0/);
    }
  });

  it("says that a name is none, and that a folder is no repository", async () => {
    const folder = repository({ "a.md": clean });
    const unknown = await galley(folder, ["lint", "--changed-since", "mian"]);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /git knows no commit `mian`/);
    const option = await galley(folder, ["lint", "--changed-since", "--output=x"]);
    assert.equal(option.code, 2);
    const bare = project({ "a.md": clean });
    rmSync(join(bare, ".git"), { recursive: true });
    const outside = await galley(bare, ["lint", "--staged"]);
    assert.equal(outside.code, 2);
    assert.match(outside.stderr, /not a git repository/);
  });
});

describe("galley lint --rev", () => {
  const files = {
    "galley.config.yaml":
      "extends: [recommended]\nrules: { html/no-inline-style: error }\nignore: ['drafts/**']\nschemas: { '**': s.json }\n",
    "s.json": '{"type":"object","required":["author"]}',
    "drafts/a.md": badDate,
    "posts/a.md": styled.replace("title:", "author: Ada\ntitle:"),
    "posts/b.md": clean,
  };

  it("lints a commit by its own settings, with nothing checked out", async () => {
    const folder = repository(files);
    for (const path of Object.keys(files)) rmSync(join(folder, path));
    const expected = { "posts/a.md": ["7 html/no-inline-style"], "posts/b.md": ["1 front-matter/valid-schema"] };
    assert.deepEqual(await found(folder, ["--rev", "HEAD"]), expected);
    const bare = join(project({}), "bare.git");
    git(folder, "clone", "-q", "--bare", folder, bare);
    assert.deepEqual(await found(bare, ["--rev", "main"]), expected);
    assert.deepEqual(Object.keys(await found(bare, ["--rev", "main", "posts/b.md"])), ["posts/b.md"]);
  });

  it("lints what came with a push", async () => {
    const folder = repository(files);
    const before = git(folder, "rev-parse", "HEAD").trim();
    put(folder, { "posts/c.md": badDate });
    commitAll(folder);
    const bare = join(project({}), "bare.git");
    git(folder, "clone", "-q", "--bare", folder, bare);
    assert.deepEqual(Object.keys(await found(bare, ["--rev", "main", "--changed-since", before])), ["posts/c.md"]);
  });

  it("finds images that are not in the commit", async () => {
    const post = "---\ntitle: x\ndate: 2024-03-05 08:00:00\n---\n\n![A boat](img/boat.png) ![A pier](img/pier.png)\n";
    const folder = repository({ "a.md": post, "img/boat.png": "PNG" });
    put(folder, { "img/pier.png": "PNG" });
    assert.deepEqual(await found(folder, ["--rev", "HEAD", "--only", "images/no-missing-file"]), {
      "a.md": ["6 images/no-missing-file"],
    });
  });

  it("runs no code of the commit", async () => {
    const marker = join(project({}), "ran");
    const folder = repository({
      "galley.config.yaml": "plugins: [./evil.mjs]\n",
      "evil.mjs": `import { writeFileSync } from "node:fs"; writeFileSync(${JSON.stringify(marker)}, "");`,
      "a.md": clean,
    });
    const { code, stderr } = await galley(folder, ["lint", "--rev", "HEAD"]);
    assert.equal(code, 2);
    assert.match(stderr, /evil\.mjs.*--rev refuses/);
    assert.throws(() => readFileSync(marker));
  });

  it("does not follow links of a commit", async () => {
    const folder = repository({});
    mkdirSync(join(folder, "posts"));
    symlinkSync("/etc/passwd", join(folder, "posts/a.md"));
    writeFileSync(join(folder, "posts/b.md"), clean);
    commitAll(folder);
    assert.deepEqual(Object.keys(await found(folder, ["--rev", "HEAD"])), ["posts/b.md"]);
  });
});
