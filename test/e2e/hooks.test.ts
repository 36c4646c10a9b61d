/** The recipes of the documentation, with the tools that they are for, in repositories of their own. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const recipes = readFileSync(join(root, "docs/ci.md"), "utf8");
const timeout = 300_000;
const install = ["install", "--no-audit", "--no-fund", "--prefer-offline"];

const clean = "---\ntitle: The ferry is back\ndate: 2024-03-05 08:00:00\n---\n\nIt runs again.\n";
const badDate = "---\ntitle: The ferry is late\ndate: 2023-02-30\n---\n\nIt waits.\n";
const odd = 'it\'s "late" é.md';

function run(cwd: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
  return execFileSync(command, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], timeout });
}

function git(cwd: string, ...args: readonly string[]): string {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return run(cwd, "git", [...identity, ...args], env);
}

function commit(cwd: string, name: string, text: string): void {
  writeFileSync(join(cwd, name), text);
  git(cwd, "add", "-A");
  git(cwd, "commit", "-q", "-m", "Work");
}

/** The setting of `package.json` that the recipe of a tool gives. */
function setting(key: string): object {
  const [, json = "{}"] = new RegExp(`^(\\{ "${key}": .*\\})$`, "m").exec(recipes) ?? [];
  const found: object = JSON.parse(json);
  assert.deepEqual(Object.keys(found), [key]);
  return found;
}

describe("the recipes", { timeout: 2 * timeout }, () => {
  let home = "";
  let modules = "";

  before(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), "galley-recipes-")));
    const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", home];
    const [{ filename }] = JSON.parse(run(root, "npm", pack));
    writeFileSync(join(home, "package.json"), '{ "private": true }\n');
    const tools = ["husky@9.1.7", "lint-staged@16.2.7", "simple-git-hooks@2.13.1"];
    run(home, "npm", [...install, "--ignore-scripts", join(home, filename), ...tools]);
    modules = join(home, "node_modules");
  });

  after(() => rmSync(home, { recursive: true, force: true }));

  /** A repository in which galley and the tools are installed. */
  function repository(name: string, manifest: object): string {
    const folder = join(home, name);
    mkdirSync(folder);
    git(folder, "init", "-q", "-b", "main");
    writeFileSync(join(folder, ".gitignore"), "node_modules\n");
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, ...manifest }));
    symlinkSync(modules, join(folder, "node_modules"));
    return folder;
  }

  /** A sound post is committed, a broken one is not. */
  function stops(folder: string): void {
    writeFileSync(join(folder, odd), clean);
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "--allow-empty", "-m", "Sound");
    assert.throws(() => commit(folder, odd, badDate), /valid-date/);
    git(folder, "rm", "-q", "--cached", odd);
  }

  it("galley's own hook", () => {
    const folder = repository("own", {});
    run(folder, join(folder, "node_modules/.bin/galley"), ["init", "--hook"]);
    stops(folder);
  });

  it("husky with lint-staged, and husky alone", () => {
    const folder = repository("husky", setting("lint-staged"));
    run(folder, join(folder, "node_modules/.bin/husky"), []);
    for (const line of ["npx lint-staged", "npx galley lint --staged"]) {
      assert.ok(recipes.includes(`\`${line}\``));
      writeFileSync(join(folder, ".husky/pre-commit"), `${line}\n`);
      stops(folder);
    }
  });

  it("simple-git-hooks", () => {
    const folder = repository("simple", setting("simple-git-hooks"));
    run(folder, join(folder, "node_modules/.bin/simple-git-hooks"), []);
    stops(folder);
  });

  it("pre-commit, by the steps that it takes", () => {
    const clone = join(home, "clone");
    const folder = join(home, "posts");
    for (const path of run(root, "git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).split("\0")) {
      if (path === "") continue;
      mkdirSync(dirname(join(clone, path)), { recursive: true });
      cpSync(join(root, path), join(clone, path), { force: true });
    }
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    // What its `npm install` would bring is here already.
    symlinkSync(join(root, "node_modules"), join(clone, "node_modules"));
    // pre-commit takes all that is printed for the name of the package.
    const packed = run(clone, "npm", ["pack"], env).trim();
    assert.match(packed, /^galley-[\d.]+\.tgz$/);
    const prefix = join(home, "environment");
    run(clone, "npm", ["install", "-g", "--prefix", prefix, "--no-audit", "--no-fund", join(clone, packed)], env);
    mkdirSync(folder);
    git(folder, "init", "-q", "-b", "main");
    const hooks: readonly { entry: string }[] = parse(readFileSync(join(clone, ".pre-commit-hooks.yaml"), "utf8"));
    for (const { entry } of hooks) {
      const [command = "", ...args] = entry.split(" ");
      const lint = (text: string): number | null => {
        writeFileSync(join(folder, odd), text);
        const path = `${join(prefix, "bin")}${delimiter}${env["PATH"]}`;
        return spawnSync(command, [...args, odd], { cwd: folder, env: { ...env, PATH: path } }).status;
      };
      assert.equal(lint(clean), 0, entry);
      assert.equal(lint(badDate), 1, entry);
    }
  });
});
