import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { firstCommits } from "../../src/git/first-commit.js";

const made: string[] = [];
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "galley-git-"));
  made.push(path);
  return path;
}

function git(cwd: string, args: readonly string[], date = "2021-09-25T20:43:23+08:00"): string {
  const who = {
    GIT_AUTHOR_NAME: "A",
    GIT_AUTHOR_EMAIL: "a@example.org",
    GIT_COMMITTER_NAME: "A",
    GIT_COMMITTER_EMAIL: "a@example.org",
  };
  const env = {
    ...process.env,
    ...who,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
    GIT_CONFIG_GLOBAL: "/dev/null",
  };
  return execFileSync("git", args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function commit(cwd: string, files: readonly string[], date: string): void {
  for (const file of files) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), `${file}\n`.repeat(9));
  }
  git(cwd, ["add", "-A"], date);
  git(cwd, ["commit", "-qm", "x"], date);
}

describe("the commit that added a post", () => {
  const repository = folder();
  git(repository, ["init", "-q", "-b", "main"]);
  commit(repository, ["posts/a b.md", "posts/[slug].md", "image.png"], "2021-09-25T20:43:23+08:00");
  commit(
    repository,
    Array.from({ length: 60 }, (_, index) => `import/${index}.md`),
    "2022-01-02T03:04:05Z",
  );
  renameSync(join(repository, "posts/a b.md"), join(repository, "posts/茶.md"));
  git(repository, ["add", "-A"], "2023-01-01T00:00:00Z");
  git(repository, ["commit", "-qm", "move"], "2023-01-01T00:00:00Z");
  writeFileSync(join(repository, "posts/new.md"), "new\n");

  it("is found with its date and how many posts it added, also after a rename", () => {
    const ask = firstCommits(repository);
    assert.deepEqual(ask("posts/茶.md"), { date: "2021-09-25T20:43:23+08:00", posts: 2, shallow: false });
    assert.deepEqual(ask("posts/[slug].md"), { date: "2021-09-25T20:43:23+08:00", posts: 2, shallow: false });
    const imported = ask("import/7.md");
    assert.equal(imported?.posts, 60);
    assert.equal(Date.parse(imported?.date ?? ""), Date.UTC(2022, 0, 2, 3, 4, 5));
  });

  it("is unknown for a file that was never committed, and outside a repository", () => {
    assert.equal(firstCommits(repository)("posts/new.md"), undefined);
    assert.equal(firstCommits(repository)("../outside.md"), undefined);
    assert.equal(firstCommits(folder())("a.md"), undefined);
  });

  it("is the same for the many posts that are asked for at once", () => {
    const paths = ["posts/茶.md", "posts/[slug].md", "import/7.md", "posts/new.md", "posts/a b.md", "../outside.md"];
    const ask = firstCommits(repository);
    for (let round = 0; round < 3; round++) {
      for (const path of paths) assert.deepEqual(ask(path), firstCommits(repository)(path), path);
    }
    const below = firstCommits(join(repository, "posts"));
    for (let round = 0; round < 3; round++) {
      for (const path of ["茶.md", "[slug].md", "new.md", "../import/7.md"]) {
        assert.deepEqual(below(path), ask(join("posts", path)), path);
      }
    }
  });

  it("says when the history is cut off", () => {
    const shallow = folder();
    git(shallow, ["clone", "-q", "--depth", "1", `file://${repository}`, "."]);
    assert.equal(firstCommits(shallow)("posts/茶.md")?.shallow, true);
  });

  it("runs no program that the repository names", () => {
    const marker = join(repository, "ran");
    git(repository, ["config", "core.fsmonitor", `touch '${marker}'`]);
    firstCommits(repository)("posts/茶.md");
    assert.throws(() => execFileSync("ls", [marker], { stdio: "ignore" }));
  });
});
