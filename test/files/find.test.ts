import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { type FindOptions, findFiles } from "../../src/files/find.js";

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files; a value is the file's text. */
function project(files: readonly string[] | Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "galley-find-")));
  folders.push(root);
  const entries: readonly (readonly [string, string])[] = Array.isArray(files)
    ? files.map((name: string) => [name, ""] as const)
    : Object.entries(files);
  for (const [name, text] of entries) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

function find(root: string, patterns: readonly string[], more: Partial<FindOptions> = {}) {
  const { files, ...rest } = findFiles({ cwd: root, base: root, patterns, ...more });
  return { paths: Array.from(files, ({ path }) => path), ...rest };
}

test("takes every content file below the folder when nothing is asked, sorted by code units", () => {
  const root = project(["b.md", "a/z.HTML", "a/ä.mdx", "a-b.htm", "Z.markdown", "x.txt", "a/b.js", "中文.md"]);
  assert.deepEqual(find(root, []), {
    paths: ["Z.markdown", "a-b.htm", "a/z.HTML", "a/ä.mdx", "b.md", "中文.md"],
    ignored: 0,
    ignoredPaths: [],
    unmatched: [],
  });
});

test("names each file once, whichever patterns match it", () => {
  const root = project(["posts/a.md", "posts/b.md"]);
  assert.deepEqual(find(root, ["posts/a.md", "./posts", "posts/*.md", join(root, "posts/b.md")]).paths, [
    "posts/a.md",
    "posts/b.md",
  ]);
});

test("paths are told from the working directory and from the configuration's folder", () => {
  const root = project(["site/posts/a.md", "site/tools/x"]);
  const { files } = findFiles({ cwd: join(root, "site/tools"), base: join(root, "site"), patterns: ["../posts"] });
  const [{ absolute, path, fromBase } = assert.fail(), ...others] = files;
  assert.deepEqual([absolute, path, fromBase], [join(root, "site/posts/a.md"), "../posts/a.md", "posts/a.md"]);
  assert.deepEqual(others, []);
});

test("a path that exists is no glob", () => {
  const root = project(["[slug].md", "s.md", "a {1}/x.md", "we*rd.md", "weird.md"]);
  assert.deepEqual(find(root, ["[slug].md"]).paths, ["[slug].md"]);
  assert.deepEqual(find(root, ["a {1}"]).paths, ["a {1}/x.md"]);
  assert.deepEqual(find(root, ["we*rd.md"]).paths, ["we*rd.md"]);
  assert.deepEqual(find(root, ["[s].md"]).paths, ["s.md"]);
});

test("hostile names are names", () => {
  const names = [
    "a b.md",
    'it\'s "q".md',
    "line\nbreak.md",
    "-rf.md",
    "$(x).md",
    "back\\slash.md",
    "e\u0301.md",
    "é.md",
  ];
  const root = project(names);
  assert.deepEqual(find(root, []).paths, [...names].sort());
  for (const name of names) assert.deepEqual(find(root, [name]).paths, [name]);
});

test("node_modules, .git and dot folders are skipped unless named", () => {
  const root = project(["node_modules/p/a.md", ".git/x.md", ".github/b.md", ".vitepress/c.md", ".hidden.md", "d.md"]);
  assert.deepEqual(find(root, ["."]).paths, [".hidden.md", "d.md"]);
  assert.deepEqual(find(root, ["**/*.md"]).paths, [".hidden.md", "d.md"]);
  assert.deepEqual(find(root, [".github"]).paths, [".github/b.md"]);
  assert.deepEqual(find(root, [".vitepress/*.md", "node_modules/p"]).paths, [".vitepress/c.md", "node_modules/p/a.md"]);
  assert.deepEqual(find(root, ["**/.github/**"]).paths, [".github/b.md"]);
});

test("globs choose by themselves, braces and parents too", () => {
  const root = project(["a/1.md", "a/2.txt", "b/c/3.md", "b/c/4.html", "w/x"]);
  assert.deepEqual(find(root, ["{a,b}/**/*.{md,txt}"]).paths, ["a/1.md", "a/2.txt", "b/c/3.md"]);
  assert.deepEqual(find(join(root, "w"), ["../b/**/*.html"]).paths, ["../b/c/4.html"]);
  assert.deepEqual(find(root, [`${root}/b/*/*.md`]).paths, ["b/c/3.md"]);
  assert.deepEqual(find(root, ["a"], { files: ["a/*.txt"] }).paths, ["a/1.md", "a/2.txt"]);
});

test("without paths the configuration's globs count, from its folder", () => {
  const root = project([
    "source/_posts/a.md",
    "source/_posts/b.txt",
    "source/_posts/d/e.md",
    "README.md",
    "tools/x.md",
  ]);
  const files = ["source/_posts/**/*.{md,txt}", "!**/d/**"];
  assert.deepEqual(find(root, [], { files }).paths, ["source/_posts/a.md", "source/_posts/b.txt"]);
  assert.deepEqual(find(join(root, "tools"), [], { base: root, files: ["source/**/e.md"] }).paths, [
    "../source/_posts/d/e.md",
  ]);
  assert.deepEqual(find(root, [], { files: ["posts/**"] }).unmatched, ["posts/**"]);
});

test("a preset's globs are a guess: they give way to the folder one stands in, and to what there is", () => {
  const root = project(["source/_posts/a.md", "src/b.md", "README.md"]);
  const guess = { base: root, files: ["source/**/*.md"], filesAreGuess: true };
  assert.deepEqual(find(root, [], guess).paths, ["source/_posts/a.md"]);
  assert.deepEqual(find(join(root, "src"), [], guess).paths, ["b.md"]);
  assert.deepEqual(find(root, [], { ...guess, files: ["content/**"] }).paths.length, 3);
});

test("says which patterns match nothing", () => {
  const root = project(["a.md", "empty/x.js"]);
  assert.deepEqual(find(root, ["a.md", "b.md", "*.html", "empty", "", "a\0b", "a.md/x", "x".repeat(300)]).unmatched, [
    "b.md",
    "*.html",
    "empty",
    "",
    "a\0b",
    "a.md/x",
    "x".repeat(300),
  ]);
});

test("a named file is taken whatever its ending", () => {
  const root = project(["post.txt"]);
  assert.deepEqual(find(root, ["post.txt"]).paths, ["post.txt"]);
});

test("ignore files are honoured as git does it: nested, negated, anchored, with info/exclude", () => {
  const root = project({
    ".git/info/exclude": "excluded.md\n",
    ".gitignore": "# comment\r\n_site/\r\n*.tmp.md\n/top.md\ndrafts/*\n!drafts/keep.md\n",
    "_site/a.md": "",
    "_site/.gitignore": "!*",
    "x.tmp.md": "",
    "top.md": "",
    "sub/top.md": "",
    "drafts/a.md": "",
    "drafts/keep.md": "",
    "sub/.gitignore": "!x.tmp.md\nlocal.md\n",
    "sub/x.tmp.md": "",
    "sub/local.md": "",
    "local.md": "",
    "excluded.md": "",
  });
  assert.deepEqual(find(root, []).paths, ["drafts/keep.md", "local.md", "sub/top.md", "sub/x.tmp.md"]);
  assert.equal(find(root, []).ignored, 5);
  // The folder one stands in does not matter.
  assert.deepEqual(find(join(root, "sub"), []).paths, ["top.md", "x.tmp.md"]);
  assert.deepEqual(find(root, [], { noIgnore: true }).paths.length, 10);
});

test(".galleyignore adds to .gitignore and has the last word", () => {
  const root = project({
    ".gitignore": "gen.md\n",
    ".galleyignore": "!gen.md\nold/\n",
    "gen.md": "",
    "old/a.md": "",
    "old/b/c.md": "",
    "new/a.md": "",
  });
  assert.deepEqual(find(root, []).paths, ["gen.md", "new/a.md"]);
  assert.equal(find(root, []).ignored, 2);
});

test("globs of the configuration and of the command line leave out, and take in again", () => {
  const root = project(["drafts/a.md", "drafts/keep.md", "deep/drafts/b.md", "themes/t/README.md", "a.md"]);
  const found = find(root, [], { ignore: ["**/drafts/**", "themes/", "!drafts/keep.md"] });
  assert.deepEqual(found.paths, ["a.md", "drafts/keep.md"]);
  assert.equal(found.ignored, 3);
  const below = find(join(root, "deep"), [".."], { base: root, ignorePatterns: ["drafts"], ignore: ["themes"] });
  assert.deepEqual(below.paths, ["../a.md", "../drafts/a.md", "../drafts/keep.md"]);
});

test("a named file or folder that is ignored is reported as ignored, not as unmatched", () => {
  const root = project({ ".gitignore": "_site\n", "_site/a/b.md": "", "c.md": "" });
  const found = find(root, ["_site/a/b.md", "_site/a", "c.md"], { ignore: ["c.md"] });
  assert.deepEqual(found, { paths: [], ignored: 2, ignoredPaths: ["_site/a/b.md", "_site/a", "c.md"], unmatched: [] });
  assert.deepEqual(find(root, ["_site/a/b.md"], { noIgnore: true }).paths, ["_site/a/b.md"]);
  assert.deepEqual(find(root, ["_site/**/*.md", "c.md"]).unmatched, ["_site/**/*.md"]);
});

test("links are taken when named, and never out of the project", () => {
  const outside = project(["secret.md"]);
  const root = project(["posts/a.md"]);
  symlinkSync(join(root, "posts/a.md"), join(root, "link.md"));
  symlinkSync(join(root, "posts"), join(root, "linked"));
  symlinkSync(join(outside, "secret.md"), join(root, "out.md"));
  symlinkSync(outside, join(root, "outside"));
  symlinkSync(join(root, "nowhere.md"), join(root, "broken.md"));
  symlinkSync(".", join(root, "posts/loop"));
  assert.deepEqual(find(root, ["."]).paths, ["posts/a.md"]);
  assert.deepEqual(find(root, ["link.md", "linked"]).paths, ["link.md", "linked/a.md"]);
  const out = ["out.md", "outside", "outside/secret.md", "outside/*.md", "broken.md"];
  assert.deepEqual(find(root, out), { paths: [], ignored: 0, ignoredPaths: [], unmatched: out });
  // Named by its own place, a file elsewhere is the user's wish.
  assert.equal(find(root, [join(outside, "secret.md")]).paths.length, 1);
});
