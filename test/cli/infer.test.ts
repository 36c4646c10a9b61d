import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type Files, galley, project, put } from "./galley.js";

const hexo = { "_config.yml": "timezone: Asia/Shanghai\n", "source/_posts/.keep": "" };

/** Posts alike; `differ` replaces the front matter of some. */
function blog(count: number, differ: Readonly<Record<number, string>> = {}): Files {
  const posts = Array.from({ length: count }, (_, index) => {
    const day = String((index % 28) + 1).padStart(2, "0");
    const layout = index % 3 === 0 ? "page" : "post";
    const usual = `title: Tide ${index}\ndate: 2024-03-${day} 08:00:00\nlayout: ${layout}\ntags: [sea]\n`;
    return [`source/_posts/tide-${index}.md`, `---\n${differ[index] ?? usual}---\n\nWater.\n`] as const;
  });
  return { ...hexo, ...Object.fromEntries(posts) };
}

interface Report {
  readonly posts: number;
  readonly unreadable: readonly string[];
  readonly collections: readonly {
    readonly globs: readonly string[];
    readonly schema: string;
    readonly posts: number;
  }[];
  readonly outliers: readonly {
    readonly path: string;
    readonly line: number;
    readonly rule: string;
    readonly message: string;
  }[];
}

async function infer(cwd: string, ...more: readonly string[]): Promise<Report> {
  const { code, stdout, stderr } = await galley(cwd, ["init", "--infer", "--format", "json", ...more]);
  assert.deepEqual([code, stderr], [0, ""]);
  return JSON.parse(stdout) as Report;
}

/** What `galley lint` finds in front matter, in the form of outliers. */
async function linted(cwd: string): Promise<readonly string[]> {
  const { code, stdout, stderr } = await galley(cwd, ["lint", "--format", "json"]);
  assert.equal(stderr, "");
  assert.notEqual(code, 2);
  const report = JSON.parse(stdout) as {
    files: { path: string; diagnostics: { rule: string; line: number; message: string }[] }[];
  };
  return report.files.flatMap(({ path, diagnostics }) =>
    diagnostics.map(({ rule, line, message }) => `${path}:${line} ${rule} ${message}`),
  );
}

const said = ({ outliers }: Report): readonly string[] =>
  outliers.map(({ path, line, rule, message }) => `${path}:${line} ${rule} ${message}`);
const schema = (cwd: string): string => readFileSync(join(cwd, "schemas/posts.schema.yaml"), "utf8");
const config = (cwd: string): string => readFileSync(join(cwd, "galley.config.yaml"), "utf8");

describe("galley init --infer", () => {
  it("writes what posts have in common, and lists those that differ as lint will", async () => {
    const cwd = project(
      blog(200, {
        7: "date: 2024-03-07 08:00:00\nlayout: post\ntags: [sea]\n",
        8: "title: Slip\ndate: 2024-03-08 08:00:00\nlayout: psot\ntags: [sea]\n",
        9: "title: Kind\ndate: 2024-03-09 08:00:00\nlayout: post\ntags: 7\n",
        10: "title: Form\ndate: 2024/03/10 08:00:00\nlayout: post\ntags: [sea]\n",
        11: "date: 2024-03-11 08:00:00\ntitle: Order\nlayout: post\ntags: [sea]\n",
        12: "title: Key\ndate: 2024-03-12 08:00:00\nlayuot: post\ntags: [sea]\n",
      }),
    );
    const report = await infer(cwd);
    assert.deepEqual(
      report.collections.map(({ globs }) => globs),
      [["source/_posts/**"]],
    );
    const messages = report.outliers.map(({ path, message }) => `${path.slice(19)} ${message}`);
    assert.deepEqual(messages.toSorted(), [
      "10.md `date` is `2024/03/10 08:00:00`, not in the form `YYYY-MM-DD HH:mm:ss`",
      "11.md Key `date` stands before `title`",
      "12.md Missing key `layout`",
      "12.md Unknown key `layuot`; did you mean `layout`?",
      "7.md Missing key `title`",
      "8.md Key `layout` must be `post` or `page`, but is the text `psot`; did you mean `post`?",
      "9.md Key `tags` must be a list of texts, but is the number `7`",
    ]);
    assert.deepEqual(await linted(cwd), said(report));
    assert.match(config(cwd), /^timezone: Asia\/Shanghai$/m);
    assert.match(config(cwd), /# inferred: the order of 199 of 200 posts/);
    assert.match(schema(cwd), /# inferred: in 199 of 200 posts \(99\.5 %\)\n {2}title:/);
  });

  it("tells people", async () => {
    const { stdout } = await galley(project(blog(30)), ["init", "--infer"]);
    assert.match(stdout, /^30 posts read\. This is a hexo site/);
    assert.match(stdout, /^ {2}layout +100 % {2}`post`, `page`, required$/m);
    assert.match(stdout, /^dates: `YYYY-MM-DD HH:mm:ss` in 30 of 30 \(date\)$/m);
    assert.match(stdout, /^No post stands out\.$/m);
    assert.match(stdout, /^Wrote schemas\/posts\.schema\.yaml, galley\.config\.yaml\.$/m);
  });

  it("demands nothing where posts are few", async () => {
    for (const count of [0, 1, 3, 19]) {
      const cwd = project(blog(count, { 0: "a: 1\n" }));
      const report = await infer(cwd);
      assert.deepEqual([report.posts, report.outliers], [count, []]);
      if (count > 0) assert.deepEqual(await linted(cwd), []);
      if (count > 0) assert.doesNotMatch(schema(cwd), /^required|enum/m);
      assert.doesNotMatch(config(cwd), /consistent/);
    }
  });

  it("goes by without posts that cannot be read", async () => {
    const files = {
      ...blog(25),
      "source/_posts/broken.md": "---\ntitle: [\n---\n",
      "source/_posts/bare.md": "Hello\n",
    };
    const report = await infer(project(files));
    assert.deepEqual([report.posts, report.unreadable], [25, ["source/_posts/broken.md"]]);
  });

  it("keeps what is there", async () => {
    const cwd = project({ ...blog(25), "galley.config.yaml": "extends: [strict]\n" });
    const refused = await galley(cwd, ["init", "--infer"]);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /exists already\n.*--update/);
    assert.equal(existsSync(join(cwd, "schemas")), false);
    const other = project({ ...blog(25), "schemas/posts.schema.yaml": "type: object\n" });
    assert.equal((await galley(other, ["init", "--infer"])).code, 2);
    assert.equal(existsSync(join(other, "galley.config.yaml")), false);
    assert.equal((await galley(other, ["init", "--infer", "--force"])).code, 0);
    assert.equal((await galley(other, ["init", "--update"])).code, 2);
  });

  it("has a schema for each kind of post", async () => {
    const talks = Array.from({ length: 25 }, (_, index) => [
      `content/talks/t${index}.md`,
      `---\ntitle: T\nspeaker: Ann\nroom: ${index}\nslides: https://example.org/${index}\n---\n`,
    ]);
    const posts = Array.from({ length: 25 }, (_, index) => [
      `content/posts/p${index}/index.md`,
      `+++\ntitle = "P"\ndate = 2024-03-01T08:00:00Z\ntags = ["a"]\nsummary = "s"\n+++\n`,
    ]);
    const lists = { "content/posts/_index.md": "---\ntitle: All\n---\n", "content/about.md": "---\ntitle: Us\n---\n" };
    const cwd = project({ "hugo.toml": "", ...lists, ...Object.fromEntries([...talks, ...posts]) });
    const report = await infer(cwd);
    assert.deepEqual(
      report.collections.map(({ globs, schema: file, posts: count }) => [globs, file, count]),
      [
        [["content/posts/**"], "schemas/posts.schema.yaml", 25],
        [["content/talks/**"], "schemas/talks.schema.yaml", 25],
      ],
    );
    assert.deepEqual(await linted(cwd).then((all) => all.filter((line) => line.includes("valid-schema"))), []);
    assert.match(config(cwd), /"\*\*\/_index\.\*": hugo/);
  });

  it("leaves a generator to its folder", async () => {
    const site = Object.fromEntries(Object.entries(blog(30)).map(([path, text]) => [`docs/${path}`, text]));
    const cwd = project({ ...site, "README.md": "---\ntitle: Us\n---\n" });
    const report = await infer(cwd);
    assert.match(config(cwd), /^# extends:/m);
    assert.deepEqual(
      (await linted(cwd)).filter((line) => line.includes("front-matter/")),
      said(report),
    );
    const { stdout } = await galley(cwd, ["init", "--infer", "--update"]);
    assert.match(stdout, /Nothing has changed\.\n$/);
  });

  it("takes any key", async () => {
    const strange = [
      "__proto__: 1",
      "constructor: 2",
      "标题: 三",
      '"a\\nb": 4',
      '"<<": 5',
      "0: zero",
      '"# x": y',
      '"-": z',
    ];
    const many = Array.from({ length: 10_000 }, (_, index) => `k${index}: 1`).join("\n");
    const json = '{ "title": "J", "标题": "x", "n": 1 }\n\nText.\n';
    const differ = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [index, `${strange.join("\n")}\n`]));
    const cwd = project({
      ...blog(30, differ),
      "source/_posts/many.md": `---\n${many}\n---\n`,
      "source/_posts/twice.md": "---\ntitle: a\ntitle: b\n---\n",
      "source/_posts/json.md": json,
    });
    const report = await infer(cwd);
    const schemaFaults = (await linted(cwd)).filter((line) => line.includes("valid-schema"));
    assert.deepEqual(
      schemaFaults,
      said(report).filter((line) => line.includes("valid-schema")),
    );
    assert.match(schema(cwd), /^ {2}标题:$/m);
    const { stdout } = await galley(cwd, ["init", "--infer", "--update"]);
    assert.match(stdout, /Nothing has changed\.\n$/);
  });

  it("reads forms of dates that generators do not", async () => {
    const posts = Array.from({ length: 40 }, (_, index) => [
      `docs/${index}.md`,
      `---\ntitle: T\nms.date: ${String((index % 12) + 1).padStart(2, "0")}/${String((index % 28) + 1).padStart(2, "0")}/2024\n---\n`,
    ]);
    const cwd = project({ ...Object.fromEntries(posts), "docs/odd.md": "---\ntitle: T\nms.date: 31/12/2024\n---\n" });
    const report = await infer(cwd);
    assert.match(config(cwd), /formats: \{ ?ms\.date: MM\/DD\/YYYY ?\}/);
    assert.deepEqual(
      report.outliers.map(({ path, rule }) => `${path} ${rule}`),
      ["docs/odd.md front-matter/valid-date"],
    );
  });

  it("reads 5,000 posts in a few seconds", async () => {
    const cwd = project(blog(5000));
    const start = performance.now();
    assert.equal((await infer(cwd)).posts, 5000);
    // A few times what a quiet machine needs.
    assert.ok(performance.now() - start < 20_000);
  });
});

describe("galley init --infer --update", () => {
  it("changes nothing when nothing has changed", async () => {
    const cwd = project(blog(40));
    await infer(cwd);
    const before = [config(cwd), schema(cwd)];
    const { stdout } = await galley(cwd, ["init", "--infer", "--update"]);
    assert.match(stdout, /Nothing has changed\.\n$/);
    assert.deepEqual([config(cwd), schema(cwd)], before);
  });

  it("renews what people have left alone", async () => {
    const cwd = project(blog(40));
    await infer(cwd);
    const more = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `source/_posts/new-${index}.md`,
        "---\ntitle: N\nlayout: video\nauthor: Ann\ntags: [sea]\n---\n\nText.\n",
      ]),
    );
    put(cwd, more);
    const { stdout } = await galley(cwd, ["init", "--infer", "--update"]);
    assert.match(stdout, /^ {2}\+ layout: value video$/m);
    assert.match(stdout, /^ {2}\+ author: \{"description"/m);
    assert.match(stdout, /^ {2}- required date$/m);
    assert.match(schema(cwd), /# inferred: in 60 of 100 posts \(60\.0 %\)\n {2}author:/);
  });

  it("keeps what people have changed, added and taken out", async () => {
    const cwd = project(blog(40));
    await infer(cwd);
    const edited = schema(cwd)
      .replace(/(title:\n(?: {4}.*\n)*? {4}type: string\n)/, "$1    maxLength: 60 # fits the card\n")
      .replace(/ {2}# inferred: [^\n]*\n {2}tags:\n(?: {4}.*\n)+/, "")
      .replace("required: [", "required: [license, ")
      .replace(", layout", "")
      .replace("properties:\n", "properties:\n  # ours\n  license: { enum: [CC0] }\n");
    writeFileSync(join(cwd, "schemas/posts.schema.yaml"), edited);
    const settings = config(cwd)
      .replace("# Globs of files", "# Our globs of files")
      .replace(/consistent-key-order: .*/, "consistent-key-order: off");
    writeFileSync(join(cwd, "galley.config.yaml"), settings);
    put(cwd, {
      "source/_posts/x.md": "---\ntitle: X\ntags: [a]\ndate: 2024-03-01 10:00:00\nlayout: post\n---\n\nX.\n",
    });
    const { stdout, code } = await galley(cwd, ["init", "--infer", "--update"]);
    assert.equal(code, 0);
    assert.match(stdout, /= title stays as people have written it/);
    const now = schema(cwd);
    assert.match(now, /maxLength: 60 # fits the card/);
    assert.match(now, /^ {2}# ours\n {2}license: \{ enum: \[CC0\] \}$/m);
    assert.doesNotMatch(now, /^ {2}tags:/m);
    const required = /^required: (.*)$/m.exec(now)?.[1] ?? "";
    assert.match(required, /license/);
    assert.doesNotMatch(required, /layout/);
    assert.match(config(cwd), /consistent-key-order: off/);
    assert.match(config(cwd), /# Our globs of files/);
    assert.notEqual((await galley(cwd, ["lint"])).code, 2);
  });

  it("adds to a configuration that a person wrote", async () => {
    const own = "extends: [recommended, hexo] # ours\nrules:\n    html/no-comments: warn\nschemas: {}  # none yet\n";
    const cwd = project({ ...blog(40), "galley.config.yaml": own });
    await infer(cwd, "--update");
    const now = config(cwd);
    assert.ok(now.startsWith("extends: [recommended, hexo] # ours\nrules:\n    html/no-comments: warn\n"), now);
    assert.match(now, /^ {4}front-matter\/consistent-key-order: \[/m);
    assert.match(now, /^schemas: {1,2}# none yet\n {2}# inferred: from 40 posts\n {2}source\/_posts\/\*\*: /m);
    assert.deepEqual(await linted(cwd), []);
  });

  it("needs a configuration, and no paths", async () => {
    const none = await galley(project(blog(2)), ["init", "--infer", "--update"]);
    assert.deepEqual([none.code, none.stdout], [2, ""]);
    const cwd = project({ ...blog(2), "galley.config.yaml": "" });
    assert.match((await galley(cwd, ["init", "--infer", "--update", "source"])).stderr, /takes no paths/);
  });
});
