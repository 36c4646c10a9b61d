import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { describe, it } from "node:test";
import { clean, galley, project, put, styled } from "./galley.js";
import { commitAll, git, repository } from "./repository.js";

const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150));

/** The report with the cache, which must be that of a run without it. */
async function honest(folder: string, ...argv: readonly string[]): Promise<string> {
  const fresh = await galley(folder, ["lint", "--format", "compact", "--no-cache", ...argv]);
  for (let time = 0; time < 2; time++) {
    const { code, stdout, stderr } = await galley(folder, ["lint", "--format", "compact", ...argv]);
    assert.deepEqual([code, stdout, stderr], [fresh.code, fresh.stdout, fresh.stderr]);
  }
  return fresh.stdout;
}

async function known(folder: string, ...argv: readonly string[]): Promise<string> {
  const { stdout } = await galley(folder, ["lint", "--stats", "--format", "compact", ...argv]);
  return /^Cache: (?:not used|\d+ of \d+)/m.exec(stdout)?.[0] ?? stdout;
}

describe("a search that is remembered", () => {
  it("is made anew when an ignore file without patterns gets one", async () => {
    for (const name of [".gitignore", ".galleyignore"]) {
      for (const before of ["", "# nothing yet\n"]) {
        const folder = project({
          "posts/p.md": styled,
          "drafts/d.md": styled,
          [name]: before,
          "drafts/deep/.gitignore": "",
        });
        // The second run finds the folder as the first one left it.
        for (let time = 0; time < 3; time++) {
          assert.match(await honest(folder), /drafts.d\.md/);
          await moment();
        }
        writeFileSync(join(folder, name), `${before}drafts/\n`);
        assert.doesNotMatch(await honest(folder), /drafts/);
      }
    }
  });
});

describe("a cache that came with the repository", () => {
  /** A repository whose cache says that nothing is wrong with a post. */
  const forged = async (at: string): Promise<string> => {
    const folder = repository({ "a.md": clean });
    await galley(folder, ["lint", "--cache-location", at]);
    writeFileSync(join(folder, at, ".gitignore"), "");
    return folder;
  };

  it("is not used where a link of the repository leads to it", { skip: process.platform === "win32" }, async () => {
    const folder = await forged("evil/galley");
    mkdirSync(join(folder, "node_modules"));
    symlinkSync("../evil", join(folder, "node_modules/.cache"));
    commitAll(folder);
    const copy = join(project({}), "clone");
    git(dirname(copy), "clone", "-q", folder, copy);
    assert.equal(await known(copy), "Cache: not used");
  });

  it("is not used through a link to the repository", { skip: process.platform === "win32" }, async () => {
    const folder = await forged("kept");
    commitAll(folder);
    const link = join(project({}), "link");
    symlinkSync(folder, link);
    assert.equal(await known(folder, "--cache-location", join(link, "kept")), "Cache: not used");
  });

  it("is not used when it is a submodule", async () => {
    const cache = await forged("kept");
    const inner = repository({});
    cpSync(join(cache, "kept"), inner, { recursive: true });
    commitAll(inner);
    const folder = repository({ "a.md": clean });
    git(folder, "submodule", "--quiet", "add", inner, ".galley-cache");
    commitAll(folder);
    assert.equal(await known(folder), "Cache: not used");
  });
});

describe("a folder that is no cache", () => {
  it("is refused", async () => {
    const folder = project({ "posts/a.md": styled });
    for (const location of ["", "posts", "."]) {
      const { code, stdout, stderr } = await galley(folder, ["lint", "--cache-location", location]);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /--cache-location/);
    }
    assert.deepEqual(readdirSync(join(folder, "posts")), ["a.md"]);
  });
});

const rule = (body: string, before = ""): string => `${before}
export default { rules: [{
  id: "house/no-word", summary: "A word", why: "Why.", recommended: "warn", fixes: "none", messages: { word: "Word {{word}}" },
  options: { type: "object", properties: {}, additionalProperties: true }, examples: [],
  create: ({ report, options }) => ({ source(source) { ${body} } }),
}] };\n`;

describe("plugins and settings that may say something else another time", () => {
  const config = 'export default { plugins: ["./p.mjs"], rules: { "house/no-word": "warn" } };\n';
  const say = (word: string): string =>
    `report({ range: { start: 0, end: 1 }, message: "word", data: { word: String(${word}) } });`;
  const cases: readonly (readonly [name: string, plugin: string])[] = [
    ["the environment", rule(say("env.WORD"), "const { env } = process\n")],
    ["a part of it", rule(say("process?.env.WORD"))],
    ["the clock", rule(say("Date().length"))],
    ["the zone", rule(say("new Date(0).getHours()"))],
    ["the language", rule(say("(1234.5).toLocaleString()"))],
    ["chance", rule(say("crypto.randomUUID().length"))],
    ["a module behind a comment", rule(say("word"), 'import word from /* c */ "./w.mjs";\n')],
    ["a module behind a line of comment", rule(say("word"), 'import word from // c\n  "./w.mjs";\n')],
  ];
  for (const [name, plugin] of cases) {
    it(`keep no result: ${name}`, async () => {
      const folder = project({
        "a.md": clean,
        "galley.config.mjs": config,
        "p.mjs": plugin,
        "w.mjs": "export default 1;\n",
      });
      assert.match(await honest(folder), /Word /);
      assert.equal(await known(folder), "Cache: 0 of 1");
    });
  }

  it("keep it while code is all that decides", async () => {
    const folder = project({
      "a.md": clean,
      "galley.config.mjs": config,
      "p.mjs": rule(say("word"), 'import word from "./w.mjs";\n'),
      "w.mjs": "export default 1;\n",
    });
    assert.match(await honest(folder), /Word 1/);
    assert.equal(await known(folder), "Cache: 1 of 1");
  });

  it("keep nothing under options that JSON cannot say", async () => {
    const plugin = rule(
      'const at = source.text.search(options.pattern); if (at !== -1) report({ range: { start: at, end: at + 1 }, message: "word", data: { word: "x" } });',
    );
    const withPattern = (pattern: string): string =>
      `export default { plugins: ["./p.mjs"], rules: { "house/no-word": ["warn", { pattern: ${pattern} }] } };\n`;
    const folder = project({ "a.md": "banana\n", "p.mjs": plugin, "galley.config.mjs": withPattern("/banana/") });
    const { stdout } = await galley(folder, ["lint", "--format", "compact"]);
    assert.match(stdout, /Word x/);
    assert.equal(await known(folder), "Cache: 0 of 1");
  });
});

describe("what git says", () => {
  const lost = "---\ntitle: Tides\ndate: Invalid Date\n---\n\nText.\n";

  it("is not kept when git broke off", { skip: process.platform === "win32" }, async () => {
    const folder = repository({ "a.md": lost });
    const bin = join(project({}), "bin");
    put(bin, { git: '#!/bin/sh\ncase " $* " in *" log "*) kill -9 $$;; esac\nexec "$REAL_GIT" "$@"\n' });
    const { execFileSync } = await import("node:child_process");
    execFileSync("chmod", ["+x", join(bin, "git")]);
    const path = process.env["PATH"] ?? "";
    const real = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
    process.env["PATH"] = `${bin}${delimiter}${path}`;
    process.env["REAL_GIT"] = real;
    try {
      const { stdout } = await galley(folder, ["lint"]);
      assert.doesNotMatch(stdout, /commit that added/);
    } finally {
      process.env["PATH"] = path;
    }
    const { stdout } = await galley(folder, ["lint"]);
    assert.match(stdout.replace(/\s+/g, " "), /commit that added/);
  });

  it("does not depend on how a person likes logs", async () => {
    const folder = repository(Object.fromEntries(["a", "b", "c", "d", "e", "z"].map((name) => [`${name}.md`, lost])));
    git(folder, "config", "log.showRoot", "false");
    const { stdout } = await galley(folder, ["lint", "--no-cache", "z.md"]);
    assert.match(stdout.replace(/\s+/g, " "), /commit that added/);
  });

  it("of dates beside a post is what the commit has", async () => {
    const names = ["b", "c", "d", "e", "f"];
    const posts = (date: string): Readonly<Record<string, string>> =>
      Object.fromEntries(
        names.map((name) => [`${name}.md`, `---\ntitle: ${name}\ndate: ${date}\n---\n\nText ${name}.\n`]),
      );
    const folder = repository({ "a.md": lost, ...posts("2024-05-01 10:00:00") });
    const before = await galley(folder, ["lint", "--rev", "HEAD"]);
    assert.match(before.stdout, /Write `\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`/);
    put(folder, posts("2024-05-01T10:00:00Z"));
    assert.equal((await galley(folder, ["lint", "--rev", "HEAD"])).stdout, before.stdout);
  });

  it("is learned again in a checkout where files beside posts came", async () => {
    const names = Array.from({ length: 40 }, (_, index) => `posts/post-${index}.md`);
    const post = (name: string): string => `---\ntitle: ${name}\ndate: 2024-05-01\n---\n\n![Pier](pier.png)\n`;
    const folder = repository(Object.fromEntries(names.map((name) => [name, post(name)])));
    const options = ["--rule", "images/no-missing-file=warn"];
    await galley(folder, ["lint", "--cache-location", "kept", ...options]);
    put(folder, { "posts/pier.png": "x" });
    git(folder, "add", "posts");
    git(folder, "commit", "-q", "-m", "Image");
    const copy = join(project({}), "clone");
    git(dirname(copy), "clone", "-q", folder, copy);
    renameSync(join(folder, "kept"), join(copy, "kept"));
    await moment();
    assert.equal(await known(copy, "--cache-location", "kept", ...options), "Cache: 0 of 40");
    assert.equal(await known(copy, "--cache-location", "kept", ...options), "Cache: 40 of 40");
    rmSync(join(copy, "kept"), { recursive: true });
  });
});
