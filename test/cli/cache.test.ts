import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { badDate, clean, galley, galleyProcess, project, put, styled } from "./galley.js";

const three = { "a.md": badDate, "b.md": clean, "c.md": styled };
const FOLDER = ".galley-cache";

interface Report {
  readonly files: readonly {
    readonly path: string;
    readonly status: string;
    readonly diagnostics: readonly object[];
  }[];
}

async function statuses(folder: string, ...argv: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await galley(folder, ["lint", "--format", "json", ...argv]);
  const report: Report = JSON.parse(stdout);
  return Object.fromEntries(report.files.map(({ path, status }) => [path, status]));
}

/** What `--stats` says of the cache. */
async function stats(folder: string, ...argv: readonly string[]): Promise<string> {
  const { stdout } = await galley(folder, ["lint", "--stats", "--format", "compact", ...argv]);
  return /Cache:[\s\S]*?\n\n/.exec(stdout)?.[0].replace(/ \(\/.*\)/, "") ?? "";
}

/** Makes all files so old that their times can be trusted. */
function settle(folder: string): Promise<void> {
  const past = new Date(2020, 1, 1);
  for (const name of readdirSync(folder)) if (/\.md$/.test(name)) utimesSync(join(folder, name), past, past);
  return new Promise((resolve) => setTimeout(resolve, 150));
}

function git(folder: string, ...args: readonly string[]): void {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...identity, ...args], { cwd: folder, stdio: "ignore" });
}

describe("galley lint, a second time", () => {
  it("has the results of unchanged files, and the same report", async () => {
    const folder = project(three);
    assert.deepEqual(await statuses(folder), { "a.md": "linted", "b.md": "linted", "c.md": "linted" });
    put(folder, { "b.md": `${clean}More.\n` });
    assert.deepEqual(await statuses(folder), { "a.md": "cached", "b.md": "linted", "c.md": "cached" });
    for (const format of [
      "pretty",
      "compact",
      "sarif",
      "gitlab",
      "html",
      "github",
      "checkstyle",
      "rdjson",
      "markdown",
    ]) {
      const fresh = await galley(folder, ["lint", "--format", format, "--no-cache"]);
      assert.deepEqual(await galley(folder, ["lint", "--format", format]), fresh);
      assert.deepEqual(await galley(folder, ["lint", "--format", format]), fresh);
    }
  });

  it("prints again what it drew of posts that stay, and anew what it would draw otherwise", async () => {
    const copied = (title: string): string =>
      `---\ntitle: ${title}\npermalink: /pier/\n---\n\n<p style="color:red">海 \u{1f980}</p>\n`;
    const folder = project({ ...three, "d.md": copied("One"), "e.md": copied("Two"), "posts/f.md": styled });
    const ways: readonly (readonly string[])[] = [
      [],
      ["--color"],
      ["--quiet"],
      ["--format", "compact"],
      ["--format", "json"],
      ["--jobs", "1"],
      ["--jobs", "2"],
      ["--max-warnings", "1"],
      ["posts", "d.md"],
      ["--only", "corpus/*"],
      ["--shard", "1/2"],
    ];
    // What is kept is drawn in each way once, and found in all others.
    for (const [round, first] of ways.entries()) {
      put(folder, { "b.md": `${clean}${round}\n`, "d.md": copied(round % 2 === 0 ? "One" : `Other ${round}`) });
      await galley(folder, ["lint", ...first]);
      for (const way of ways) {
        put(folder, { "b.md": `${clean}${round} ${way.join(" ")}\n` });
        const again = await galley(folder, ["lint", ...way]);
        const fresh = await galley(folder, ["lint", ...way, "--no-cache"]);
        const { stdout } = again;
        assert.deepEqual({ ...again, stdout: "", terminal: "" }, { ...fresh, stdout: "", terminal: "" });
        assert.equal(stdout.replaceAll('"cached"', '"linted"'), fresh.stdout, `${way} after ${first}`);
      }
    }
    // A terminal is narrower, and another folder is another way to a post.
    put(folder, { "b.md": clean });
    const tty = { tty: ["stdout"] } as const;
    assert.deepEqual(await galley(folder, ["lint"], tty), await galley(folder, ["lint", "--no-cache"], tty));
    const below = join(folder, "posts");
    assert.deepEqual(await galley(below, ["lint", ".."]), await galley(below, ["lint", "..", "--no-cache"]));
    // Another post no longer has the same address.
    put(folder, { "e.md": copied("Two").replace("/pier/", "/boat/") });
    assert.deepEqual(await galley(folder, ["lint"]), await galley(folder, ["lint", "--no-cache"]));
  });

  it("prints again what other posts still say of a post, and anew what they no longer do", async () => {
    const commented = (title: string): string =>
      `---\ntitle: ${title}\n---\n\n<!-- <p class="share">Share this</p> -->\n\nThe boats of ${title}.\n`;
    const folder = project({ "a.md": commented("One"), "b.md": commented("Two"), "c.md": commented("Three") });
    put(folder, { "galley.config.yaml": "rules: { html/no-inline-style: error }\n" });
    const lint = async (expected: string, ...argv: readonly string[]): Promise<void> => {
      const fresh = await galley(folder, ["lint", "--no-cache", ...argv]);
      assert.equal(fresh.stdout.match(/in \d+ posts/g)?.join() ?? "", expected);
      for (const jobs of ["1", "2", "1"]) {
        put(folder, { "other.md": `${clean}${jobs}\n` });
        assert.deepEqual(await galley(folder, ["lint", "--jobs", jobs, ...argv]), fresh);
      }
    };
    const words = (count: number): string => Array.from({ length: count }, () => `in ${count} posts`).join();
    put(folder, { "other.md": clean });
    await lint(words(3));
    await lint(words(3), "--format", "compact");
    put(folder, { "d.md": commented("Four") });
    await lint(words(4));
    put(folder, { "d.md": `${commented("Four")}\n<p style="color:red">x</p>\n` });
    await lint(words(4));
    put(folder, { "d.md": clean });
    await lint(words(3));
    put(folder, { "c.md": clean });
    await lint("");
  });

  it("finds posts that came since, in folders that it was told of", async () => {
    const folder = project({ "posts/a.md": badDate, "posts/deep/b.md": clean, "more/c.md": styled });
    const lint = async (...argv: readonly string[]): Promise<void> => {
      const fresh = await galley(folder, ["lint", "--no-cache", ...argv]);
      for (let round = 0; round < 2; round++) assert.deepEqual(await galley(folder, ["lint", ...argv]), fresh);
    };
    const changes: readonly (() => void)[] = [
      () => undefined,
      () => put(folder, { "posts/deep/new.md": styled }),
      () => put(folder, { "posts/.gitignore": "deep\n" }),
      () => rmSync(join(folder, "posts/.gitignore")),
      () => put(folder, { ".galleyignore": "a.md\n" }),
      () => rmSync(join(folder, "posts/a.md")),
      () => rmSync(join(folder, "more"), { recursive: true }),
    ];
    for (const change of changes) {
      change();
      // Only what was left alone for a moment is remembered.
      await new Promise((resolve) => setTimeout(resolve, 150));
      for (const named of [["posts"], ["."], ["posts", "more"], ["posts/deep"]]) await lint(...named);
    }
  });

  it("reads nothing", async () => {
    const folder = project(three);
    await settle(folder);
    await galley(folder, ["lint"]);
    assert.equal(await stats(folder), "Cache: 3 of 3 files known, 0 read to know them\n\n");
  });

  it("reads nothing in a fresh checkout either, when it has the cache", async () => {
    const folder = project({});
    rmSync(join(folder, ".git"), { recursive: true });
    const names = Array.from({ length: 40 }, (_, index) => `post-${index}.md`);
    put(folder, Object.fromEntries(names.map((name) => [name, `${styled}${name}\n`])));
    git(folder, "init", "-q");
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "-m", "Work");
    await galley(folder, ["lint", "--cache-location", "kept"]);
    const clone = (...settings: readonly string[]): string => {
      const copy = join(project({}), "clone");
      git(dirname(copy), "clone", "-q", ...settings, folder, copy);
      cpSync(join(folder, "kept"), join(copy, "kept"), { recursive: true });
      return copy;
    };
    assert.match(await stats(clone(), "--cache-location", "kept"), /^Cache: 40 of 40 files known, 0 read/);
    // There the texts are others than git's, though git finds them unchanged.
    const windows = clone("-c", "core.autocrlf=true");
    assert.ok(readFileSync(join(windows, "post-0.md"), "utf8").includes("\r\n"));
    assert.match(await stats(windows, "--cache-location", "kept"), /^Cache: 0 of 40 files known, 40 read/);
    const encoded = clone();
    git(encoded, "config", "filter.turn.clean", "tr a-z n-za-m");
    git(encoded, "config", "filter.turn.smudge", "tr a-z n-za-m");
    put(encoded, { ".gitattributes": "*.md filter=turn\n" });
    for (const name of names) rmSync(join(encoded, name));
    git(encoded, "checkout", "--", ".");
    assert.match(await stats(encoded, "--cache-location", "kept"), /^Cache: 0 of 40 files known, 40 read/);
  });

  it("sees a change that leaves size and time alone", async () => {
    const folder = project(three);
    const past = new Date(2020, 1, 1);
    for (let round = 0; round < 5; round++) {
      put(folder, { "c.md": round % 2 === 0 ? styled : styled.replace("style=", "stile=") });
      utimesSync(join(folder, "c.md"), past, past);
      const fresh = await galley(folder, ["lint", "--no-cache", "--format", "compact"]);
      assert.deepEqual(await galley(folder, ["lint", "--format", "compact"]), fresh);
    }
  });

  it("says why files were linted again", async () => {
    const folder = project({
      ...three,
      "a.md": clean,
      "schema.json": "{}",
      "d.md": "---\ntitle: x\n---\n![](pier.jpg)\n",
    });
    const config = "schemas: { 'a.md': ./schema.json }\n";
    put(folder, { "galley.config.yaml": config });
    assert.match(await stats(folder), /nothing was kept yet: 4/);
    put(folder, { "c.md": `${clean}Soon.\n`, "e.md": styled });
    assert.match(
      await stats(folder),
      /3 of 5 files known, .*\n {2}linted, since the text changed: 1\n.*never seen before: 1/,
    );
    put(folder, { "schema.json": '{"required":["author"]}' });
    assert.match(await stats(folder), /4 of 5 files known, .*\n {2}linted, since a schema changed: 1/);
    put(folder, { "pier.jpg": "x" });
    assert.match(await stats(folder), /4 of 5 files known, .*\n {2}linted, since files beside it changed: 1/);
    put(folder, { "galley.config.yaml": `${config}timezone: Asia/Tokyo\n` });
    assert.match(await stats(folder), /0 of 5 files known, .*\n {2}linted, since the settings changed: 5/);
    assert.match(await stats(folder, "--no-cache"), /^Cache: not used/);
  });

  it("does not lint a folder again because of a new post", async () => {
    const folder = project({
      ...three,
      "a.md": clean,
      "pier.jpg": "x",
      "d.md": "---\ntitle: x\n---\n![](pier.jpg) ![](gone.jpg)\n",
    });
    await galley(folder, ["lint"]);
    put(folder, { "new.md": clean });
    assert.match(await stats(folder), /4 of 5 files known/);
  });

  it("keeps a post of the future until its day", async () => {
    const config = "rules: { front-matter/no-future-date: warn }\n";
    const folder = project({ "a.md": "---\ntitle: x\ndate: 2024-03-05\n---\nx\n", "galley.config.yaml": config });
    const at = (now: string): Promise<Readonly<Record<string, string>>> => statuses(folder, "--now", now);
    await at("2024-03-01");
    assert.deepEqual(await at("2024-03-04T23:59:59Z"), { "a.md": "cached" });
    assert.deepEqual(await at("2024-03-05"), { "a.md": "linted" });
    assert.deepEqual(await at("2025-03-05"), { "a.md": "cached" });
    // Both answers are kept.
    assert.deepEqual(await at("2024-03-04"), { "a.md": "cached" });
  });

  it("lets every setting count", async () => {
    const post = '---\ntitle: 7\ndate: 2024-03-05\n---\n<p style="color:red">x ![](/pier.jpg) ![](/gone.jpg)</p>\n';
    const folder = project({
      "posts/a.md": post,
      "pics/pier.jpg": "x",
      "other/b.jpg": "x",
      "s.json": '{"required":["x"]}',
    });
    const now = ["--now", "2024-03-04T20:00:00Z"];
    const base = "rules: { front-matter/no-future-date: warn }\n";
    const settings = [
      "timezone: Asia/Tokyo\n",
      "root: pics\n",
      "schemas: { '**': ./s.json }\n",
      "fixes: { never: [html/no-inline-style] }\n",
      "overrides: [{ files: ['**'], rules: { html/no-inline-style: error } }]\n",
      "overrides: [{ files: ['**'], rules: { images/no-missing-file: [error, { ignore: ['/gone'] }] } }]\n",
    ];
    for (const setting of settings) {
      put(folder, { "galley.config.yaml": base });
      const before = await galley(folder, ["lint", "--format", "json", ...now]);
      put(folder, { "galley.config.yaml": base + setting });
      const after = await galley(folder, ["lint", "--format", "json", ...now]);
      assert.deepEqual(after, await galley(folder, ["lint", "--format", "json", "--no-cache", ...now]), setting);
      assert.notEqual(before.stdout, after.stdout, setting);
    }
  });

  it("repairs what it knows, and knows what needs no repair", async () => {
    const folder = project({
      ...three,
      "d.md": "---\ntitle: x\ndate: 2024/3/5\n---\n\n<p>x<p>\n\n<!-- -->\n\ufeffx\n",
    });
    const expected = project(
      Object.fromEntries(
        readdirSync(folder)
          .filter((name) => /md$/.test(name))
          .map((name) => [name, readFileSync(join(folder, name))]),
      ),
    );
    await galley(folder, ["lint"]);
    const options = ["lint", "--fix", "--unsafe", "--format", "compact"];
    assert.deepEqual(await galley(folder, options), await galley(expected, [...options, "--no-cache"]));
    assert.notEqual(readFileSync(join(folder, "c.md"), "utf8"), styled);
    for (const name of ["a.md", "c.md", "d.md"]) {
      assert.equal(readFileSync(join(folder, name), "utf8"), readFileSync(join(expected, name), "utf8"));
    }
  });
});

describe("the folder of a cache", () => {
  it("lies in node_modules, else beside the configuration, where nobody has to ignore it", async () => {
    const folder = project({ ...three, "deep/x.md": clean });
    await galley(join(folder, "deep"), ["lint"]);
    assert.equal(readFileSync(join(folder, FOLDER, ".gitignore"), "utf8"), "*\n");
    mkdirSync(join(folder, "node_modules"));
    rmSync(join(folder, FOLDER), { recursive: true });
    await galley(folder, ["lint"]);
    assert.ok(existsSync(join(folder, "node_modules/.cache/galley")));
    assert.ok(!existsSync(join(folder, FOLDER)));
  });

  it("is left alone by --no-cache and --stdin, and not made for --fix and --diff", async () => {
    const folder = project(three);
    await galley(folder, ["lint", "--diff"]);
    await galley(folder, ["lint", "--fix"]);
    await galley(folder, ["lint", "--no-cache"]);
    await galley(folder, ["lint", "--stdin", "--stdin-filename", "a.md"], { stdin: clean });
    assert.ok(!existsSync(join(folder, FOLDER)));
  });

  it("is not used when a link leads it out of the project", async () => {
    const folder = project(three);
    const outside = project({});
    symlinkSync(outside, join(folder, FOLDER));
    assert.equal((await galley(folder, ["lint"])).code, 1);
    assert.match(await stats(folder), /not used/);
    assert.deepEqual(readdirSync(outside), [".git"]);
  });

  it("is not used when it came with the repository", async () => {
    const folder = project(three);
    rmSync(join(folder, ".git"), { recursive: true });
    await galley(folder, ["lint"]);
    git(folder, "init", "-q");
    git(folder, "add", "-f", FOLDER);
    assert.match(await stats(folder), /not used/);
    git(folder, "rm", "-q", "-r", "--cached", FOLDER);
    assert.match(await stats(folder), /^Cache: 3 of 3/);
  });

  it("may hold anything: what is damaged is not believed", async () => {
    const folder = project(three);
    const fresh = await galley(folder, ["lint", "--no-cache"]);
    const damages: readonly ((bytes: Buffer) => Uint8Array)[] = [
      () => Buffer.from(""),
      () => Buffer.from("<html>\0"),
      (bytes) => bytes.subarray(0, bytes.length >> 1),
      (bytes) => bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte)),
      (bytes) => bytes.map((byte, index) => (index === 40 ? byte ^ 1 : byte)),
      (bytes) => Buffer.concat([bytes, Buffer.from("more")]),
    ];
    for (const damage of damages) {
      await galley(folder, ["lint"]);
      for (const name of readdirSync(join(folder, FOLDER))) {
        const path = join(folder, FOLDER, name);
        writeFileSync(path, damage(readFileSync(path)));
      }
      assert.deepEqual(await galley(folder, ["lint"]), fresh);
      assert.deepEqual(await galley(folder, ["lint"]), fresh);
    }
  });

  it("is shared by runs at the same time, and by shards", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `${index}.md`);
    const folder = project(Object.fromEntries(names.map((name) => [name, `${styled}${name}\n`])));
    const shards = ["1/3", "2/3", "3/3"];
    await Promise.all(shards.map((shard) => galley(folder, ["lint", "--format", "json", "--shard", shard])));
    assert.deepEqual(new Set(Object.values(await statuses(folder))), new Set(["cached"]));
    for (let round = 0; round < 12; round++) {
      put(folder, { "0.md": `${styled}${round}\n` });
      await galley(folder, ["lint"]);
    }
    const packs = readdirSync(join(folder, FOLDER)).filter((name) => name.startsWith("pack"));
    assert.ok(packs.length <= 8, `${packs.length} packs`);
    assert.match(await stats(folder), /^Cache: 20 of 20 files known/);
  });

  it("may be moved with the project", async () => {
    const folder = project({});
    put(folder, Object.fromEntries(Object.entries(three).map(([name, text]) => [`one/${name}`, text])));
    mkdirSync(join(folder, "one/.git"));
    await galley(join(folder, "one"), ["lint"]);
    renameSync(join(folder, "one"), join(folder, "two"));
    assert.match(await stats(join(folder, "two")), /^Cache: 3 of 3 files known/);
  });
});

describe("plugins and a cache", () => {
  const plugin = (body: string, head = ""): string =>
    `${head}export default [{ id: "house/a", recommended: "warn", fixes: "none", messages: { m: "{{text}}" }, examples: [], create: ({ report }) => ({ source: () => report({ range: { start: 0, end: 1 }, message: "m", data: { text: ${body} } }) }) }];\n`;
  const config = "plugins: [./rules.mjs]\nrules: { house/a: warn }\n";
  const lint = async (folder: string): Promise<string> =>
    (await galleyProcess(folder, ["lint", "--format", "compact", "--stats"])).stdout;

  it("lints again when a plugin, or what it imports, has changed", async () => {
    const head = 'import { word } from "./word.mjs";\n';
    const folder = project({ ...three, "galley.config.yaml": config, "rules.mjs": plugin("word", head) });
    put(folder, { "word.mjs": 'export const word = "one";\n' });
    assert.match(await lint(folder), /warning one/);
    assert.match(await lint(folder), /Cache: 3 of 3/);
    put(folder, { "word.mjs": 'export const word = "two";\n' });
    const after = await lint(folder);
    assert.match(after, /warning two/);
    assert.match(after, /linted, since a plugin changed: 3/);
  });

  it("keeps nothing when a plugin asks for more than its arguments", async () => {
    const head = 'import { readFileSync } from "node:fs";\n';
    const body = 'readFileSync(new URL("word.txt", import.meta.url), "utf8")';
    const folder = project({
      ...three,
      "galley.config.yaml": config,
      "rules.mjs": plugin(body, head),
      "word.txt": "one",
    });
    assert.match(await lint(folder), /warning one/);
    put(folder, { "word.txt": "two" });
    const after = await lint(folder);
    assert.match(after, /warning two/);
    assert.match(after, /a plugin may do more than its code says: 3/);
  });
});
