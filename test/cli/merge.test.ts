import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "../property.js";
import { type Files, galley, project, put } from "./galley.js";

const TEXT = "The tide went out at four and took the rope with it, and nobody saw it go but the dog. ".repeat(4);
const post = (front: string, body = TEXT): string => `---\n${front}\n---\n\n${body}\n`;

const POSTS: Files = {
  "_config.yml": "timezone: UTC\n",
  "_posts/2024-01-01-a.md": post("title: The pier\ntags: [Node.js, sea]\npermalink: /pier/"),
  "_posts/2024-01-02-b.md": post("title: The pier again\ntags: [Node.js]"),
  "_posts/2024-01-03-c.md": post(
    "title: The harbour\npermalink: /pier/\ntags: [nodejs]",
    "<p style='color:red'>Red</p>",
  ),
  "_posts/2024-01-04-d.md": post("title: D\ndate: 2024-02-30", "<!-- <a href='/feed'>Feed</a> -->"),
  "_posts/2024-01-05-e.md": post("title: E", "Text.\n\n<!-- <a href='/feed'>Feed</a> -->"),
  "_posts/2024-01-06-f.md": post("title: F", "Words.\n\n<!-- <a href='/feed'>Feed</a> -->"),
  "_posts/2024-01-07-g.md": new Uint8Array([0x70, 0xff, 0x0a]),
};

const RULES = { "corpus/consistent-tags": "warn", "html/no-inline-style": "warn" };
const CONFIG = { extends: ["recommended", "jekyll"], rules: RULES };

async function shards(cwd: string, count: number, options: readonly string[] = []): Promise<readonly string[]> {
  const reports: string[] = [];
  for (let index = 1; index <= count; index++) {
    const name = `shard-${count}-${index}.json`;
    await galley(cwd, ["lint", "--shard", `${index}/${count}`, "--format", `json=${name}`, ...options]);
    reports.push(name);
  }
  return reports;
}

function timeless(json: string): string {
  return json.replace(/"durationMs": \d+/, "").replaceAll('"status": "cached"', '"status": "linted"');
}

const schema: object = JSON.parse(
  readFileSync(new URL("../../../schemas/report.schema.json", import.meta.url), "utf8"),
);
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

describe("findings across files", () => {
  it("are reported with all others, in their place", async () => {
    const cwd = project({ ...POSTS, "galley.config.json": JSON.stringify(CONFIG) });
    const { stdout, code } = await galley(cwd, ["lint", "--format", "compact"]);
    const lines = stdout.split("\n").filter((line) => /corpus|posts \[/.test(line));
    assert.deepEqual(lines, [
      "_posts/2024-01-02-b.md:2:8: warning The same text as in `_posts/2024-01-01-a.md` [corpus/no-duplicate-text]",
      "_posts/2024-01-03-c.md:3:12: error `/pier` is the address of `_posts/2024-01-01-a.md`, too [corpus/no-duplicate-permalinks]",
      "_posts/2024-01-03-c.md:4:8: warning The tag `nodejs` is written `Node.js` in 2 posts [corpus/consistent-tags]",
      "_posts/2024-01-04-d.md:6:1: warning Commented-out `<a href='/feed'>` in 3 posts [html/no-commented-markup]",
      "_posts/2024-01-05-e.md:7:1: warning Commented-out `<a href='/feed'>` in 3 posts [html/no-commented-markup]",
      "_posts/2024-01-06-f.md:7:1: warning Commented-out `<a href='/feed'>` in 3 posts [html/no-commented-markup]",
    ]);
    assert.equal(code, 1);
  });

  it("are not found in a single text, nor for files whose rule is off", async () => {
    const off = [{ files: ["**/*-b.md"], rules: { "corpus/no-duplicate-text": "off" } }];
    const cwd = project({ ...POSTS, "galley.config.json": JSON.stringify({ ...CONFIG, overrides: off }) });
    const { stdout } = await galley(cwd, ["lint", "--only", "corpus/*", "--format", "compact"]);
    assert.match(stdout, /no-duplicate-text/); // `--only` turns rules on
    const plain = await galley(cwd, ["lint", "--format", "compact"]);
    assert.doesNotMatch(plain.stdout, /no-duplicate-text/);
    const one = await galley(
      cwd,
      ["lint", "--stdin", "--stdin-filename", "_posts/2024-01-02-b.md", "--format", "compact"],
      {
        stdin: post("title: x"),
      },
    );
    assert.match(one.stdout, /1 file checked, 0 ignored, 0 errors, 0 warnings/);
  });

  it("are silenced by a directive, which is not unused", async () => {
    const directive = "# galley-disable-next-line corpus/no-duplicate-text -- two ways to the sea\n";
    const cwd = project({ ...POSTS, "_posts/2024-01-02-b.md": post(`${directive}title: The pier again`) });
    const { stdout } = await galley(cwd, ["lint", "--format", "compact"]);
    assert.doesNotMatch(stdout, /no-duplicate-text|no-unused-directive/);
    assert.match(stdout, /1 suppressed/);
  });

  it("are those of the fixed text", async () => {
    const cwd = project({ ...POSTS, "galley.config.json": JSON.stringify(CONFIG) });
    const { stdout, code } = await galley(cwd, ["lint", "--fix", "--format", "compact"]);
    assert.doesNotMatch(stdout, /in 3 posts/);
    assert.match(stdout, /no-duplicate-text/);
    assert.equal(code, 1);
  });
});

describe("galley merge", () => {
  it("gives the report of one run, whatever the number and order of shards", async () => {
    const cwd = project({ ...POSTS, "galley.config.json": JSON.stringify(CONFIG) });
    const whole = await galley(cwd, ["lint", "--format", "json"]);
    const pretty = await galley(cwd, ["lint"]);
    for (const count of [1, 2, 3, 9]) {
      const reports = await shards(cwd, count, ["--quiet"]);
      for (const name of reports) {
        const report: unknown = JSON.parse(readFileSync(join(cwd, name), "utf8"));
        assert.ok(validate(report), JSON.stringify(validate.errors));
      }
      const merged = await galley(cwd, ["merge", ...[...reports].reverse(), "--format", "json"]);
      assert.equal(timeless(merged.stdout), timeless(whole.stdout));
      assert.deepEqual([merged.code, merged.stderr], [whole.code, ""]);
      assert.equal((await galley(cwd, ["merge", ...reports])).stdout, pretty.stdout);
    }
  });

  it("does so without the files, but for excerpts", async () => {
    const cwd = project({ ...POSTS, "galley.config.json": JSON.stringify(CONFIG) });
    const whole = await galley(cwd, ["lint", "--format", "json"]);
    const elsewhere = project({});
    for (const name of await shards(cwd, 2)) put(elsewhere, { [name]: readFileSync(join(cwd, name)) });
    const merged = await galley(elsewhere, ["merge", "shard-2-1.json", "shard-2-2.json", "--format", "json"]);
    assert.equal(timeless(merged.stdout), timeless(whole.stdout));
    const pretty = await galley(elsewhere, ["merge", "shard-2-1.json", "shard-2-2.json"]);
    assert.match(pretty.stdout, / 2:8 {2}warning {2}The same text as in/);
    assert.doesNotMatch(pretty.stdout, /│ .*title/);
  });

  it("gives it for posts at random", async () => {
    const word = fc.constantFrom("a", "A", "a-", "<!-- <br> -->", "<!-- <p> -->", "<p style='a'>");
    const front = fc.constantFrom("title: A", "tags: [a, sea]", "tags: [A]", "permalink: /a", "permalink: /b");
    const posts = fc.array(fc.tuple(front, fc.array(word, { maxLength: 4 })), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(posts, fc.integer({ min: 1, max: 4 }), async (all, count) => {
        const files = all.map(([head, body], index) => [
          `_posts/2024-01-0${index + 1}-x.md`,
          post(head, body.join("\n\n")),
        ]);
        const cwd = project({ ...Object.fromEntries(files), "galley.config.json": JSON.stringify(CONFIG) });
        const whole = await galley(cwd, ["lint", "--format", "json"]);
        const reports = await shards(cwd, count);
        const merged = await galley(cwd, ["merge", ...reports, "--format", "json"]);
        assert.equal(timeless(merged.stdout), timeless(whole.stdout));
        assert.equal(merged.code, whole.code);
      }),
      { numRuns: 15 },
    );
  });

  it("judges as lint does", async () => {
    const cwd = project({
      "_config.yml": "",
      "_posts/2024-01-01-a.md": post("title: A"),
      "_posts/2024-01-02-b.md": post("title: B"),
    });
    const reports = await shards(cwd, 2);
    assert.equal((await galley(cwd, ["merge", ...reports])).code, 0);
    const many = await galley(cwd, ["merge", ...reports, "--max-warnings", "0"]);
    assert.deepEqual([many.code, many.stderr], [1, "galley: 1 warning is more than --max-warnings 0 allows\n"]);
    const quiet = await galley(cwd, ["merge", ...reports, "--quiet", "--format", "compact"]);
    assert.match(quiet.stdout, /^2 files checked, 0 ignored, 0 errors, 1 warning \(not listed\)/);
    const unmatched = await shards(cwd, 2, ["_posts", "nowhere.md"]);
    const two = await galley(cwd, ["merge", ...unmatched]);
    assert.deepEqual([two.code, two.stderr], [2, "galley: No file to check matches `nowhere.md`\n"]);
  });

  it("refuses reports that are not the parts of one run", async () => {
    const cwd = project({ ...POSTS, "galley.config.json": JSON.stringify(CONFIG) });
    const [one = "", two = ""] = await shards(cwd, 2);
    await galley(cwd, ["lint", "--format", "json=whole.json"]);
    await galley(cwd, ["lint", "--shard", "2/2", "--rule", "html/no-inline-style=off", "--format", "json=rule.json"]);
    await galley(cwd, ["lint", "--shard", "2/2", "_posts/2024-01-01-a.md", "--format", "json=files.json"]);
    await galley(cwd, ["lint", "--shard", "2/3", "--format", "json=third.json"]);
    await galley(cwd, ["lint", "--shard", "2/2", "--now", "2020-01-01", "--format", "json=past.json"]);
    const old = readFileSync(join(cwd, two), "utf8").replace(/"version": "\d+\.\d+\.\d+"/, '"version": "0.0.1"');
    put(cwd, { "old.json": old, "broken.json": '{"version":1', "other.json": "{}" });
    const refused: readonly (readonly [readonly string[], RegExp])[] = [
      [[one], /The report of shard 2\/2 is missing/],
      [[one, one, two], /`shard-2-1.json` and `shard-2-1.json` are both shard 1\/2/],
      [["whole.json"], /`whole.json` is the report of a whole run, not of a shard/],
      [[one, "rule.json"], /different configurations or rules/],
      [[one, "past.json"], /different configurations or rules/],
      [[one, "files.json"], /over different files/],
      [[one, "third.json"], /different splits/],
      [[one, "old.json"], /`old.json` is of galley 0\.0\.1/],
      [[one, "broken.json"], /`broken.json` is no JSON report of galley/],
      [[one, "other.json"], /`other.json` is no JSON report of galley/],
      [[one, "missing.json"], /`missing.json` cannot be read: there is no such file/],
    ];
    for (const [reports, message] of refused) {
      const { code, stdout, stderr } = await galley(cwd, ["merge", ...reports]);
      assert.match(stderr, message);
      assert.deepEqual([code, stdout], [2, ""]);
    }
  });

  it("refuses parts that were held against different schemas, or checked by different plugins", async () => {
    const config = { ...CONFIG, schemas: { "_posts/**": "post.json" }, plugins: ["./house.mjs"] };
    const cwd = project({
      ...POSTS,
      "galley.config.json": JSON.stringify(config),
      "post.json": '{ "type": "object" }',
      "house.mjs": "export default [];\n",
    });
    const [one = "", two = ""] = await shards(cwd, 2);
    assert.deepEqual((await galley(cwd, ["merge", one, two])).stderr, "");
    for (const [name, changed] of [
      ["post.json", '{ "type": "object", "required": ["title"] }'],
      ["house.mjs", "export default [/* other */];\n"],
    ] as const) {
      const before = readFileSync(join(cwd, name), "utf8");
      put(cwd, { [name]: changed });
      await galley(cwd, ["lint", "--shard", "2/2", "--format", "json=changed.json"]);
      put(cwd, { [name]: before });
      const { code, stderr } = await galley(cwd, ["merge", one, "changed.json"]);
      assert.match(stderr, /different configurations or rules/, name);
      assert.equal(code, 2);
    }
  });

  it("needs shards that can be", async () => {
    const cwd = project(POSTS);
    for (const shard of ["0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "-1/2", "1/99999"]) {
      const { code, stderr } = await galley(cwd, ["lint", "--shard", shard]);
      assert.deepEqual(
        [code, /I\/N with I from 1 to N|argument missing|unknown option/.test(stderr)],
        [2, true],
        stderr,
      );
    }
    const stdin = await galley(cwd, ["lint", "--shard", "1/2", "--stdin", "--stdin-filename", "a.md"]);
    assert.deepEqual([stdin.code, stdin.stderr], [2, "galley: --stdin is one file: it takes no --shard\n"]);
  });

  it("splits files between shards, each once", async () => {
    const cwd = project(POSTS);
    const all = await galley(cwd, ["lint", "--list-files"]);
    const parts = await Promise.all(
      [1, 2, 3].map((index) => galley(cwd, ["lint", "--list-files", "--shard", `${index}/3`])),
    );
    assert.deepEqual(
      parts
        .flatMap(({ stdout }) => stdout.trim().split("\n"))
        .filter((path) => path !== "")
        .sort(),
      all.stdout.trim().split("\n"),
    );
  });
});
