import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { badDate, clean, type Files, galley, packageRoot, project, put, styled } from "./galley.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const text = (path: string): string => readFileSync(join(root, path), "utf8");

/** A folder with the command `galley`, in front of the PATH. */
function withGalley(): NodeJS.ProcessEnv {
  const bin = project({});
  symlinkSync(join(packageRoot, "bin/galley.js"), join(bin, "galley"));
  symlinkSync(process.execPath, join(bin, "node"));
  return { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"]}` };
}

function git(folder: string, ...args: readonly string[]): string {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
  const env = withGalley();
  return execFileSync("git", [...identity, ...args], {
    cwd: folder,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function repository(files: Files): string {
  const folder = project({});
  rmSync(join(folder, ".git"), { recursive: true });
  git(folder, "init", "-q", "-b", "main");
  put(folder, files);
  return folder;
}

function commit(folder: string, files: Files): void {
  put(folder, files);
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "--no-verify", "-m", "Work");
}

describe("galley init --hook", () => {
  it("installs a hook that stops a commit, and is passed by on demand", async () => {
    const folder = repository({});
    const { code, stdout } = await galley(folder, ["init", "--hook"]);
    assert.equal(code, 0);
    assert.match(stdout, /Wrote \.git\/hooks\/pre-commit/);
    put(folder, { "a.md": badDate });
    git(folder, "add", ".");
    assert.throws(() => git(folder, "commit", "-q", "-m", "Broken"), /valid-date/);
    git(folder, "commit", "-q", "--no-verify", "-m", "All the same");
    put(folder, { "b.md": clean });
    git(folder, "add", ".");
    git(folder, "commit", "-q", "-m", "Sound");
    assert.equal((await galley(folder, ["init", "--hook"])).code, 0);
  });

  it("runs from the folder that it was installed from, in linked work trees too", async () => {
    const folder = repository({});
    commit(folder, { "it's a site/galley.config.yaml": "extends: []\nrules: { html/no-inline-style: error }\n" });
    const linked = join(project({}), "linked");
    git(folder, "worktree", "add", "-q", linked);
    assert.equal((await galley(join(linked, "it's a site"), ["init", "--hook"])).code, 0);
    for (const place of [folder, linked]) {
      put(place, { "it's a site/a.md": styled });
      git(place, "add", ".");
      assert.throws(() => git(place, "commit", "-q", "-m", "Red"), /no-inline-style/);
    }
  });

  it("runs the package that is installed higher up in the repository", async () => {
    const folder = repository({});
    const command = join(folder, "node_modules/.bin/galley");
    mkdirSync(dirname(command), { recursive: true });
    writeFileSync(command, "#!/bin/sh\necho The repository has its own. >&2\nexit 1\n", { mode: 0o755 });
    put(folder, { ".gitignore": "node_modules\n", "sites/one/a.md": clean });
    assert.equal((await galley(join(folder, "sites/one"), ["init", "--hook"])).code, 0);
    git(folder, "add", ".");
    assert.throws(() => git(folder, "commit", "-q", "-m", "Sound"), /The repository has its own/);
  });

  it("replaces nobody's hook, and leaves husky's folder alone", async () => {
    const folder = repository({});
    const hook = join(folder, ".git/hooks/pre-commit");
    mkdirSync(dirname(hook), { recursive: true });
    writeFileSync(hook, "#!/bin/sh\necho mine\n");
    const refused = await galley(folder, ["init", "--hook"]);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /There is a hook already.*\n.*galley lint --staged/);
    assert.match(readFileSync(hook, "utf8"), /mine/);
    assert.equal((await galley(folder, ["init", "--hook", "--force"])).code, 0);
    assert.equal(statSync(hook).mode & 0o111, 0o111);
    git(folder, "config", "core.hooksPath", ".husky/_");
    const husky = await galley(folder, ["init", "--hook"]);
    assert.equal(husky.code, 2);
    assert.match(husky.stderr, /\.husky\/_[\s\S]*Add this line to \.husky\/pre-commit/);
  });

  it("needs a repository", async () => {
    const folder = project({});
    rmSync(join(folder, ".git"), { recursive: true });
    const { code, stderr } = await galley(folder, ["init", "--hook"]);
    assert.equal(code, 2);
    assert.match(stderr, /A git hook needs a repository/);
  });
});

describe("the pre-receive hook of the documentation", () => {
  const script = /## On the server[\s\S]*?```sh\n([\s\S]*?)```/.exec(text("docs/ci.md"))?.[1] ?? "";

  function server(): { readonly bare: string; readonly work: string } {
    const bare = join(project({}), "posts.git");
    git(dirname(bare), "init", "-q", "--bare", "-b", "main", bare);
    mkdirSync(join(bare, "hooks"), { recursive: true });
    writeFileSync(join(bare, "hooks/pre-receive"), script, { mode: 0o755 });
    const work = repository({});
    git(work, "remote", "add", "origin", bare);
    return { bare, work };
  }

  it("refuses what a push breaks, and lets old sins and deletions be", () => {
    const { bare, work } = server();
    commit(work, { "a.md": badDate });
    assert.throws(() => git(work, "push", "-q", "origin", "main"), /a\.md[\s\S]*valid-date/);
    commit(work, { "a.md": clean, "b.md": clean });
    git(work, "push", "-q", "origin", "main");
    commit(work, { "b.md": badDate });
    assert.throws(() => git(work, "push", "-q", "origin", "main"), /b\.md[\s\S]*valid-date/);
    rmSync(join(bare, "hooks/pre-receive"));
    git(work, "push", "-q", "origin", "main");
    writeFileSync(join(bare, "hooks/pre-receive"), script, { mode: 0o755 });
    git(work, "switch", "-q", "-c", "topic");
    commit(work, { "c.md": clean });
    git(work, "push", "-q", "origin", "topic");
    git(work, "push", "-q", "origin", ":topic");
  });

  it("takes a repository without posts, histories of their own, tags and notes", () => {
    const { work } = server();
    commit(work, { "a.txt": "No post.\n" });
    git(work, "push", "-q", "origin", "main");
    commit(work, { "a.md": clean });
    git(work, "push", "-q", "origin", "main", "main:copy");
    git(work, "tag", "-a", "v1", "-m", "One");
    git(work, "notes", "add", "-m", "Read");
    git(work, "push", "-q", "origin", "v1", "refs/notes/commits");
    git(work, "switch", "-q", "--orphan", "other");
    commit(work, { "b.md": clean });
    git(work, "push", "-q", "origin", "other");
    git(work, "push", "-q", "--force", "origin", "other:copy");
    commit(work, { "b.md": badDate });
    git(work, "switch", "-q", "--orphan", "third");
    commit(work, { "c.md": badDate });
    assert.throws(() => git(work, "push", "-q", "origin", "third"), /c\.md[\s\S]*valid-date/);
    assert.throws(() => git(work, "push", "-q", "--force", "origin", "third:copy"), /c\.md[\s\S]*valid-date/);
    assert.throws(() => git(work, "push", "-q", "origin", "main:again", "other"), /b\.md[\s\S]*valid-date/);
  });

  it("refuses a commit whose configuration is code, and does not run it", () => {
    const { work } = server();
    const marker = join(project({}), "ran");
    const code = `import { writeFileSync } from "node:fs"; writeFileSync(${JSON.stringify(marker)}, ""); export default {};`;
    commit(work, { "a.md": clean, "galley.config.mjs": code });
    assert.throws(() => git(work, "push", "-q", "origin", "main"), /galley\.config\.mjs runs code/);
    assert.throws(() => statSync(marker));
  });
});

describe("ready to use", () => {
  const { version }: { version: string } = JSON.parse(text("package.json"));

  it("the hooks of pre-commit lint and repair the files that they are given", () => {
    const hooks: readonly { id: string; entry: string; files: string }[] = parse(text(".pre-commit-hooks.yaml"));
    assert.deepEqual(
      hooks.map(({ id }) => id),
      ["galley", "galley-fix"],
    );
    for (const { entry, files } of hooks) {
      const names = ["-odd name.md", "quo'te.html"];
      assert.ok(names.every((name) => new RegExp(files).test(name)));
      assert.ok(!new RegExp(files).test("image.png"));
      const folder = project({ "-odd name.md": `${clean}\u200b\n`, "quo'te.html": clean, "other.md": badDate });
      const [command = "", ...args] = entry.split(" ");
      const run = (): number | null =>
        spawnSync(command, [...args, ...names], { cwd: folder, env: withGalley() }).status;
      const first = run();
      assert.ok(first === 0 || (first === 1 && entry.includes("--fix")), entry);
      assert.equal(run(), 0, entry);
      put(folder, { "-odd name.md": badDate });
      assert.equal(run(), 1, entry);
    }
  });

  it("the action hands its arguments over one by one, and names this version", () => {
    const action = parse(text("action.yml"));
    assert.equal(action.inputs.version.default, version);
    const script: string = action.runs.steps[0].run;
    assert.ok(!script.includes("${{"), "an expression in a script is code");
    const folder = project({ "a b.md": badDate, "c.md": badDate });
    const bin = project({});
    writeFileSync(join(bin, "npx"), '#!/bin/sh\necho "$2" >&2; shift 2\nexec galley "$@"\n', { mode: 0o755 });
    const env = withGalley();
    const run = (args: string) =>
      // As on the runners of GitHub, those with the bash of 2007 too.
      spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", `enable -n mapfile readarray\n${script}`], {
        cwd: folder,
        encoding: "utf8",
        env: {
          ...env,
          PATH: `${bin}${delimiter}${env["PATH"]}`,
          GALLEY_ARGS: args,
          GALLEY_VERSION: version,
          GITHUB_ACTIONS: "true",
          GITHUB_STEP_SUMMARY: join(folder, "summary"),
        },
      });
    const all = run("");
    assert.equal(all.status, 1);
    assert.match(all.stdout, /^::error file=a b\.md,line=3,/m);
    assert.match(all.stdout, /^::error file=c\.md,line=3,/m);
    assert.match(readFileSync(join(folder, "summary"), "utf8"), /valid-date/);
    const { status, stdout, stderr } = run("--format=compact\n\na b.md\n  \n");
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`galley@${version.replaceAll(".", "\\.")}`));
    assert.match(stdout, /a b\.md/);
    assert.doesNotMatch(stdout, /c\.md/);
  });

  it("the template for GitLab names this version and its report", () => {
    const { galley: job } = parse(text("docs/ci/gitlab.yml"));
    assert.ok(job.script[0].includes(`galley@${version} `));
    const folder = repository({});
    commit(folder, { "a.md": badDate });
    commit(folder, { "b.md": badDate });
    const bin = project({});
    writeFileSync(join(bin, "npx"), '#!/bin/sh\nshift 2\nexec galley "$@"\n', { mode: 0o755 });
    const env = withGalley();
    const { status, stdout } = spawnSync("sh", ["-ec", job.script.join("\n")], {
      cwd: folder,
      encoding: "utf8",
      env: { ...env, PATH: `${bin}${delimiter}${env["PATH"]}`, GALLEY_ARGS: "--changed-since HEAD~1" },
    });
    assert.equal(status, 1);
    assert.match(stdout, /b\.md[\s\S]*valid-date/);
    const report: readonly { readonly location: { readonly path: string } }[] = JSON.parse(
      readFileSync(join(folder, job.artifacts.reports.codequality), "utf8"),
    );
    assert.deepEqual(
      report.map(({ location }) => location.path),
      ["b.md"],
    );
  });
});
