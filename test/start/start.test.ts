import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  type Stats,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { cacheFolder, openCodeCache } from "../../src/start/code-cache.js";
import { badDate, clean, packageRoot, project } from "../cli/galley.js";

const timeout = 60_000;
const bin = join(packageRoot, "bin/galley.js");
const nodeKeeps = !/^v(?:1\d|2[01]|22\.0)\./.test(process.version);

/** Tells on stderr, when the process ends, which chunks were read and which of Node's modules were loaded. */
const WATCH = `
const fs = require("node:fs");
const { readFileSync } = fs;
const seen = new Set();
fs.readFileSync = (path, ...rest) => {
  const [, chunk] = /[\\\\/]chunks[\\\\/](.+)\\.cjs$/.exec(String(path)) ?? [];
  if (chunk !== undefined) seen.add(chunk);
  return readFileSync(path, ...rest);
};
process.on("exit", () => {
  const own = process.moduleLoadList.filter((one) => one.startsWith("NativeModule ")).map((one) => one.slice(13));
  fs.writeSync(2, JSON.stringify({ chunks: [...seen, ...Object.keys(require.cache).flatMap((path) => /[\\\\/]chunks[\\\\/](.+)\\.cjs$/.exec(path)?.[1] ?? [])], own }));
});`;

interface Loaded {
  readonly chunks: readonly string[];
  readonly own: readonly string[];
}

function loadedBy(cwd: string, argv: readonly string[], env: Record<string, string> = {}): Loaded {
  const watch = join(cwd, "watch.cjs");
  writeFileSync(watch, WATCH);
  const { stderr } = spawnSync(process.execPath, ["--require", watch, bin, ...argv], {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], GALLEY_CODE_CACHE: "0", ...env },
  });
  return JSON.parse(stderr);
}

describe("what a run loads", { timeout }, () => {
  it("loads nothing to say its version", () => {
    const cwd = project({});
    const { chunks } = loadedBy(cwd, ["--version"]);
    assert.deepEqual(chunks, []);
    const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8"));
    for (const flag of ["--version", "-V"]) {
      assert.equal(execFileSync(process.execPath, [bin, flag], { encoding: "utf8" }), `${version}\n`);
    }
  });

  it("loads no parser, format or compiler that a plain post does not ask for", () => {
    const cwd = project({ "one.md": "Only words, and a [link](https://example.org).\n" });
    for (const [argv, unwanted] of [
      [["lint", "one.md"], []],
      // The cache knows texts by their digests.
      [["lint", "--no-cache", "one.md"], ["crypto"]],
    ] as const) {
      const { chunks, own } = loadedBy(cwd, argv);
      assert.deepEqual(
        chunks.filter((one) => !/^main$/.test(one)),
        [],
      );
      for (const one of [...unwanted, "child_process", "worker_threads", "http", "https"])
        assert.ok(!own.includes(one), one);
    }
  });

  it("compiles no schema of its own at run time", () => {
    const cwd = project({
      "_config.yml": "title: Harbour\n",
      "package.json": '{"hexo":{}}',
      "source/_posts/one.md": clean,
    });
    const { chunks } = loadedBy(cwd, ["lint"]);
    assert.ok(chunks.includes("schema-hexo"), chunks.join());
    for (const one of ["ajv", "re2", "formats", "lsp", "chalk", "git"]) assert.ok(!chunks.includes(one), one);
  });

  it("loads what is asked for", () => {
    const schema = '{"type":"object","properties":{"title":{"pattern":"^L"}}}';
    const cwd = project({
      "galley.config.yaml": "schemas:\n  '**': title.json\n",
      "title.json": schema,
      "one.md": badDate,
    });
    const { chunks } = loadedBy(cwd, ["lint", "--format", "sarif", "one.md"]);
    for (const one of ["ajv", "re2", "formats"]) assert.ok(chunks.includes(one), one);
  });
});

it("has what a thread runs where threads look for it", () => {
  const chunks = join(packageRoot, "dist/cli/chunks");
  assert.match(readFileSync(join(chunks, "lint-worker.js"), "utf8"), /"\.\/main\.cjs"\)\.work\(\)/);
  const main = createRequire(import.meta.url)(join(chunks, "main.cjs"));
  assert.equal(typeof main.work, "function");
});

it("knows the settings of V8 that it changes, and takes them back", () => {
  const script = `
    import { cachedDataVersionTag as tag } from "node:v8";
    import { tuneEngine } from ${JSON.stringify(new URL("../../src/cli/tune-engine.js", import.meta.url).href)};
    const usual = tag();
    const engine = tuneEngine(1e6);
    const tuned = tag();
    globalThis.old = Array.from({ length: 2e6 }, () => ({}));
    for (let step = 0; step < 1000; step++) engine.step(true);
    const full = tag();
    engine.reset();
    console.log(usual !== tuned, tuned !== full, usual === tag());`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  assert.deepEqual([stdout, stderr], ["true true true\n", ""]);
});

describe("the code cache", { timeout }, () => {
  const home = mkdtempSync(join(tmpdir(), "galley-home-"));
  const cwd = project({ "one.md": badDate });
  let reference = "";

  before(() => {
    reference = run({ GALLEY_CODE_CACHE: "0" });
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  const folder = (): string => join(home, "galley/code");
  const files = (): readonly string[] => readdirSync(folder()).filter((name) => name.endsWith(".bin"));

  /** What a run prints; it must say nothing else. */
  function run(env: Record<string, string>, ...words: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, "lint", "one.md", ...words], {
      cwd,
      encoding: "utf8",
      env: { PATH: process.env["PATH"], XDG_CACHE_HOME: home, ...env },
    });
    assert.deepEqual([status, stderr], [1, ""]);
    return stdout;
  }

  function afresh(): void {
    rmSync(folder(), { recursive: true, force: true });
    assert.equal(run({}), reference);
  }

  it("is not there when it is not wanted", () => {
    assert.throws(() => readdirSync(folder()));
    run({ NODE_DISABLE_COMPILE_CACHE: "1" });
    assert.throws(() => readdirSync(folder()));
  });

  it("belongs to its owner alone, and is used", { skip: nodeKeeps && "Node keeps code itself" }, () => {
    afresh();
    assert.ok(files().some((name) => name.startsWith("main.cjs-lint-")));
    assert.equal(lstatSync(folder()).mode & 0o777, 0o700);
    for (const name of files()) assert.equal(lstatSync(join(folder(), name)).mode & 0o777, 0o600);
    const before = files().map((name) => lstatSync(join(folder(), name)).mtimeMs);
    assert.equal(run({}), reference);
    assert.deepEqual(
      files().map((name) => lstatSync(join(folder(), name)).mtimeMs),
      before,
    );
  });

  it("is kept anew when a run knows more, and of use after any run", {
    skip: nodeKeeps && "Node keeps code itself",
  }, () => {
    const many = project(Object.fromEntries(Array.from({ length: 2_100 }, (_, index) => [`${index}.md`, clean])));
    const env = { PATH: process.env["PATH"], XDG_CACHE_HOME: home };
    const main = (): Stats => {
      const [name = "", ...more] = files().filter((file) => file.startsWith("main.cjs-lint-"));
      assert.deepEqual(more, []);
      return lstatSync(join(folder(), name));
    };
    rmSync(folder(), { recursive: true, force: true });
    run({}, "--no-cache");
    const { size } = main();
    for (const [cwd, words] of [
      [many, ["--no-cache"]],
      [many, ["--help"]],
      [home, ["--no-such-option"]],
    ] as const) {
      rmSync(folder(), { recursive: true, force: true });
      spawnSync(process.execPath, [bin, "lint", ...words], { cwd, env });
      const part = main();
      assert.equal(run({}, "--no-cache"), reference);
      const whole = main();
      assert.notEqual(whole.mtimeMs, part.mtimeMs);
      assert.ok(whole.size >= 0.98 * size, `${whole.size} of ${size} bytes`);
      assert.equal(run({}), reference);
      spawnSync(process.execPath, [bin, "lint", ...words], { cwd, env });
      assert.equal(main().mtimeMs, whole.mtimeMs);
    }
  });

  it("runs configurations and plugins that are code, also by kept code", () => {
    const site = project({
      "galley.config.mjs":
        'export default { extends: [], plugins: ["./plugin.mjs"], rules: { "house/none": "warn" } };',
      "plugin.mjs": `export default { rules: [{ id: "house/none", summary: "Disallow posts", why: "None.", recommended: "warn",
        fixes: "none", messages: { none: "A post" }, examples: [],
        create: ({ report }) => ({ end: () => report({ range: { start: 0, end: 1 }, message: "none" }) }) }] };`,
      "one.md": clean,
    });
    rmSync(folder(), { recursive: true, force: true });
    for (let count = 0; count < 3; count++) {
      const { stdout, stderr } = spawnSync(process.execPath, [bin, "lint", "--no-cache", "--format", "compact"], {
        cwd: site,
        encoding: "utf8",
        env: { PATH: process.env["PATH"], XDG_CACHE_HOME: home },
      });
      assert.equal(stderr, "");
      assert.match(stdout, /^one\.md:1:1: warning A post \[house\/none\]$/m);
    }
  });

  it("survives files that are cut, changed, empty or of another version", {
    skip: nodeKeeps && "Node keeps code itself",
  }, () => {
    const damages: readonly ((bytes: Buffer) => Buffer)[] = [
      (bytes) => bytes.subarray(0, bytes.length / 2),
      (bytes) => Buffer.concat([bytes, bytes]),
      () => Buffer.alloc(0),
      (bytes) => Buffer.alloc(bytes.length),
      (bytes) => {
        for (let at = 20; at < bytes.length; at += 997) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
        return bytes;
      },
      // Whole, and of another V8.
      (bytes) => {
        const half = (bytes.length - 20) / 2;
        for (const at of [20, 20 + half]) bytes.fill(7, at + 4, at + 8);
        return bytes;
      },
    ];
    for (const damage of damages) {
      afresh();
      for (const name of files()) writeFileSync(join(folder(), name), damage(readFileSync(join(folder(), name))));
      assert.equal(run({}), reference);
      assert.equal(run({}), reference);
    }
  });

  it("trusts nothing that others can write", {
    skip: process.platform === "win32" && "Windows keeps users apart itself",
  }, () => {
    afresh();
    const uid = process.getuid?.();
    const cache = openCodeCache({ folder: folder(), key: "test", uid });
    const kept = { code: Buffer.from("code"), whole: true };
    cache.keep("a.cjs", 1, kept);
    assert.deepEqual(cache.read("a.cjs", 1), kept);
    assert.equal(cache.read("a.cjs", 2), undefined, "another edition of the chunk");
    const file = join(folder(), "a.cjs-test.bin");
    chmodSync(file, 0o622);
    assert.equal(cache.read("a.cjs", 1), undefined, "a file that others can write");
    chmodSync(file, 0o600);
    const stranger = openCodeCache({ folder: folder(), key: "test", uid: (uid ?? 0) + 1 });
    assert.equal(stranger.read("a.cjs", 1), undefined, "a file of somebody else");
    stranger.keep("b.cjs", 1, kept);
    chmodSync(folder(), 0o777);
    assert.equal(cache.read("a.cjs", 1), undefined, "a folder that others can write");
    cache.keep("c.cjs", 1, kept);
    chmodSync(folder(), 0o700);
    rmSync(file);
    cpSync(join(cwd, "one.md"), join(home, "elsewhere"));
    symlinkSync(join(home, "elsewhere"), file);
    assert.equal(cache.read("a.cjs", 1), undefined, "a link");
    assert.deepEqual(
      files().filter((name) => /^[bc]\.cjs/.test(name)),
      [],
    );
  });

  it("does without a folder", () => {
    rmSync(folder(), { recursive: true, force: true });
    mkdirSync(join(home, "galley"), { recursive: true });
    writeFileSync(folder(), "a file is in the way");
    assert.equal(run({}), reference);
    assert.equal(run({ XDG_CACHE_HOME: "/proc/none", HOME: "/proc/none" }), reference);
    assert.equal(run({ XDG_CACHE_HOME: "", HOME: "" }), reference);
    rmSync(folder());
  });

  it("lies where the system keeps caches", () => {
    assert.equal(cacheFolder({ HOME: "/home/ada" }, "linux"), "/home/ada/.cache/galley/code");
    assert.equal(cacheFolder({ HOME: "/home/ada", XDG_CACHE_HOME: "/var/ada" }, "linux"), "/var/ada/galley/code");
    assert.equal(cacheFolder({ HOME: "/home/ada", XDG_CACHE_HOME: "cache" }, "linux"), "/home/ada/.cache/galley/code");
    assert.equal(cacheFolder({ HOME: "/Users/ada" }, "darwin"), "/Users/ada/Library/Caches/galley/code");
    assert.equal(cacheFolder({ HOME: "ada" }, "linux"), undefined);
    assert.equal(cacheFolder({}, "win32"), undefined);
    assert.match(cacheFolder({ LOCALAPPDATA: "C:\\Users\\ada\\AppData" }, "win32") ?? "", /ada.*galley.*code$/);
  });
});
