import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import fc from "../property.js";
import { galley, project, put } from "./galley.js";

/*
 * A cache never lies: whatever changes between two runs, the second says what it would say without a cache. Worlds are small folders,
 * in which everything that a result may rest on can change.
 */

interface World {
  readonly folder: string;
  /** Options that both runs are given. */
  options: readonly string[];
}

type Change = readonly [name: string, apply: (world: World) => void];

const POSTS = ["posts/a.md", "posts/b.md", "posts/c.md", "posts/trip/index.md", "other/d.html"];
const TEXTS = [
  "---\ntitle: One\ndate: 2024-03-05 08:00:00\n---\n\n![](pier.jpg) ![](img/Boat.jpg)\n",
  "---\ntitle: Two\ndate: 2026-03-05\ntags: [sea, Sea]\n---\n\n<p style='color:red'>x</p>\n![](/img/boat.jpg)\n",
  "---\ntitle: Three\ndate: Invalid Date\n---\n\nSame words in two posts, long enough to be told from others by chance alone.\n",
  "---\ntitle: One\ndate: 05.03.2024\npermalink: /x/\n---\n\nSame words in two posts, long enough to be told from others by chance alone.\n",
  "\n---\ntitle: [\n---\n<b>open\n",
  "\ufeff---\r\ntitle: Win\r\ndate: 2024-03-05\r\nkind: 7\r\n---\r\n\r\n<!-- <p>gone</p> -->\r\n",
];
const CONFIGS = [
  "",
  "extends: [strict]\n",
  "extends: [recommended, hexo]\ntimezone: Asia/Shanghai\n",
  "schemas:\n  'posts/**': ./schema.json\n",
  "root: posts\nrules:\n  html/no-inline-style: error\n  front-matter/no-future-date: warn\n",
  "rules:\n  front-matter/no-future-date: [error, { keys: [day] }]\noverrides:\n  - files: ['other/**']\n    rules: { html/no-inline-style: off }\n",
  "extends: [recommended, jekyll]\nfixes:\n  never: [html/no-inline-style]\nignore: ['posts/c.md']\n",
];
const SCHEMAS = [
  '{"properties":{"title":{"type":"string"}}}',
  '{"required":["author"],"properties":{"kind":{"$ref":"kind.json"}}}',
  '{"properties":{"kind":{"$ref":"kind.json"}}}',
];
const KINDS = ['{"type":"string"}', '{"type":"integer"}'];
const NEIGHBOURS = [
  "posts/pier.jpg",
  "posts/Pier.jpg",
  "posts/img/boat.jpg",
  "img/boat.jpg",
  "posts/trip/map.png",
  "other/_config.yml",
];
const OPTIONS = [
  [],
  ["--now", "2026-03-04"],
  ["--now", "2026-03-05T00:00:00Z"],
  ["--now", "2030-01-01"],
  ["--only", "html/*"],
  ["--rule", "front-matter/valid-date=warn"],
  ["--no-config"],
  ["--quiet"],
  ["--color"],
  ["./posts", "other"],
  ["posts"],
];

const write = (world: World, path: string, text: string): void => {
  mkdirSync(dirname(join(world.folder, path)), { recursive: true });
  writeFileSync(join(world.folder, path), text);
};

const change: fc.Arbitrary<Change> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...POSTS), fc.constantFrom(...TEXTS))
    .map(([path, text]): Change => [`${path} says something else`, (world) => write(world, path, text)]),
  fc.tuple(fc.constantFrom(...POSTS), fc.constantFrom(...TEXTS)).map(
    ([path, text]): Change => [
      `${path} says something else, and claims to be old`,
      (world) => {
        const stats = existsSync(join(world.folder, path)) ? statSync(join(world.folder, path)) : undefined;
        write(world, path, text);
        if (stats !== undefined) utimesSync(join(world.folder, path), stats.atime, stats.mtime);
      },
    ],
  ),
  fc
    .constantFrom(...POSTS)
    .map((path): Change => [`${path} goes`, ({ folder }) => rmSync(join(folder, path), { force: true })]),
  fc
    .constantFrom(...CONFIGS)
    .map((text): Change => ["other settings", (world) => write(world, "galley.config.yaml", text)]),
  fc.constantFrom(...SCHEMAS).map((text): Change => ["another schema", (world) => write(world, "schema.json", text)]),
  fc.constantFrom(...KINDS).map((text): Change => ["a schema's part", (world) => write(world, "kind.json", text)]),
  fc.constantFrom(...NEIGHBOURS).map((path): Change => [`${path} comes or goes`, (world) => toggle(world, path)]),
  fc.constantFrom(...OPTIONS).map(
    (options): Change => [
      `options ${options.join(" ")}`,
      (world) => {
        world.options = options;
      },
    ],
  ),
  fc.constant<Change>(["a commit", ({ folder }) => commit(folder)]),
  fc.constant<Change>([
    "package.json names a generator",
    (world) => toggle(world, "package.json", '{"dependencies":{"hexo":"7"}}'),
  ]),
);

function toggle(world: World, path: string, text = "x"): void {
  if (existsSync(join(world.folder, path))) rmSync(join(world.folder, path));
  else write(world, path, text);
}

function commit(folder: string): void {
  const git = (...args: readonly string[]): void => {
    const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
    execFileSync("git", [...identity, ...args], { cwd: folder, stdio: "ignore" });
  };
  if (!existsSync(join(folder, ".git", "HEAD"))) git("init", "-q");
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", "Work");
}

/** What a run says, but for where it has its results from. */
async function said(world: World, format: string, ...options: readonly string[]): Promise<unknown> {
  const argv = ["lint", "--format", format, ...world.options, ...options];
  const { code, stdout, stderr } = await galley(world.folder, argv);
  return { code, stderr, stdout: stdout.replaceAll('"status": "cached"', '"status": "linted"') };
}

describe("a cache", () => {
  it("says what a run without it says, whatever changed", { timeout: 300_000 }, async () => {
    const steps = fc.array(change, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom("pretty", "compact", "json"), async (changes, format) => {
        const world: World = {
          folder: project({ "schema.json": SCHEMAS[0] ?? "", "kind.json": KINDS[0] ?? "" }),
          options: [],
        };
        put(world.folder, Object.fromEntries(POSTS.map((path, index) => [path, TEXTS[index] ?? ""])));
        await said(world, format);
        for (const [name, apply] of changes) {
          apply(world);
          // Only what was left alone for a moment is known by its times.
          await new Promise((resolve) => setTimeout(resolve, 120));
          const expected = await said(world, format, "--no-cache");
          assert.deepEqual(await said(world, format), expected, name);
          assert.deepEqual(await said(world, format), expected, `${name}, and again`);
        }
      }),
      { numRuns: 12 },
    );
  });
});
