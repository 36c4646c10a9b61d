import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, it } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { badDate, clean, galley, packageRoot, project, styled, type Watched } from "./galley.js";

const timeout = 240_000;

interface Result {
  readonly id?: string | number;
  readonly path?: string;
  readonly status: string;
  readonly diagnostics: readonly { readonly rule: string }[];
  readonly errors: readonly { readonly kind: string; readonly message: string }[];
  readonly text?: string;
  readonly needs?: readonly object[];
}

const schemaOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../schemas/${name}.schema.json`, import.meta.url), "utf8"));
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile<Result>(
  schemaOf("record"),
);

/** The results in what was printed, each on a line of its own and as the schema says. */
function resultsIn(stdout: string): readonly Result[] {
  assert.match(stdout, /^(?:.+\n)*$/);
  return stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const result: unknown = JSON.parse(line);
      assert.ok(validate(result), `${line}: ${JSON.stringify(validate.errors)}`);
      return result;
    });
}

type Ran = Watched & { readonly results: readonly Result[] };

/** `galley lint --stdin-records` with these lines; a string is a line as it is, anything else is written as JSON. */
async function records(lines: readonly unknown[], argv: readonly string[] = [], cwd = project({})): Promise<Ran> {
  const text = lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
  return sent(text, argv, cwd);
}

async function sent(stdin: string | Uint8Array, argv: readonly string[] = [], cwd = project({})): Promise<Ran> {
  const outcome = await galley(cwd, ["lint", "--stdin-records", ...argv], { stdin });
  return { ...outcome, results: resultsIn(outcome.stdout) };
}

const rulesOf = ({ diagnostics }: Result): readonly string[] => diagnostics.map(({ rule }) => rule);

/** The real program with its streams. */
function program(
  argv: readonly string[],
  cwd = project({}),
  node: readonly string[] = [],
): ChildProcessWithoutNullStreams {
  const env = { PATH: process.env["PATH"] };
  const bin = join(packageRoot, "bin/galley.js");
  return spawn(process.execPath, [...node, bin, "lint", "--stdin-records", ...argv], { cwd, env });
}

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

function endOf(child: ChildProcessWithoutNullStreams): Promise<End> {
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code, signal) => resolve({ code, signal, stderr }));
  });
}

describe("galley lint --stdin-records", () => {
  it("answers each record in its turn, as the JSON report would", async () => {
    const posts = { "posts/b.md": badDate, "a.html": "<p style='x'>A</p>\n", "posts/c.md": clean };
    const cwd = project({ ...posts, "galley.config.yaml": "extends: [recommended, jekyll]\n" });
    const lines = Object.entries(posts).map(([path, text], index) => ({ path, text, id: index }));
    const { results, code, stderr } = await records(lines, [], cwd);
    const report = JSON.parse((await galley(cwd, ["lint", "--format", "json", ...Object.keys(posts)])).stdout);
    const expected = new Map(report.files.map((file: { path: string }) => [file.path, file]));
    assert.deepEqual(
      results,
      lines.map(({ path, id }) => ({ id, ...(expected.get(path) ?? {}), errors: [] })),
    );
    assert.deepEqual(results.map(rulesOf), [["front-matter/valid-date"], ["html/no-inline-style"], []]);
    assert.equal(code, 1);
    assert.equal(stderr, "galley: 3 records checked, 1 error, 1 warning, 0 infos\n");
  });

  it("gives back an id as it came, and nothing of other members", async () => {
    const { results, stdout } = await records([
      { id: "s3://posts/1", path: "./a.md", text: clean, size: 5, errors: ["mine"], __proto__: { path: "b.md" } },
      { id: 9007199254740991, path: "x/../a.md", text: clean },
      '{"path":"1.md","path":"a.md","text":"","text":"Hello.\\n"}',
      '{"__proto__":{"path":"a.md"},"text":"Hello.\\n"}',
    ]);
    assert.deepEqual(
      results.map(({ id, path }) => [id, path]),
      [
        ["s3://posts/1", "./a.md"],
        [9007199254740991, "x/../a.md"],
        [undefined, "a.md"],
        [undefined, undefined],
      ],
    );
    assert.doesNotMatch(stdout, /mine|size/);
  });

  it("names what is no record, goes on, and ends with 2", async () => {
    const good = { path: "a.md", text: clean };
    const broken: readonly (readonly [unknown, RegExp])[] = [
      ["posts/a.md", /^Line 1 is no JSON: `posts\/a\.md`$/],
      [`{"path": "a.md", "text": "${"x".repeat(100)}`, /^Line 3 is no JSON: `\{"path": "a\.md", "text": "x{14}…`$/],
      [[good], /^Line 5 is a list, not an object with `path` and `text`$/],
      ['"a.md"', /^Line 7 is text, not an object/],
      ["null", /^Line 9 is `null`, not an object/],
      [{ text: "" }, /^Line 11: `path` is missing$/],
      [{ path: 7, text: "" }, /`path` is `7`, not text/],
      [{ path: { a: 1 }, text: "" }, /`path` is an object, not text/],
      [{ path: "a.md" }, /`text` is missing/],
      [{ path: "a.md", text: ["x"] }, /`text` is a list, not text/],
      [{ path: "", text: "" }, /`path` is empty/],
      [{ path: "posts/", text: "" }, /`path` names a folder/],
      [{ path: "posts/..", text: "" }, /`path` names a folder/],
      [{ path: "../a.md", text: "" }, /`path` leads out of the project/],
      [{ path: "a/../../../../etc/passwd", text: "" }, /`path` leads out of the project/],
      [{ path: "/etc/passwd", text: "" }, /`path` leads out of the project/],
      [{ path: "a\0.md", text: "" }, /`path` holds a NUL/],
      [{ path: "a/".repeat(5000), text: "" }, /`path` is longer than 4096/],
      ['{"id":9007199254740993,"path":"a.md","text":""}', /`id` must be text or a whole number/],
      [{ id: 1.5, path: "a.md", text: "" }, /`id` must be/],
      [{ id: null, path: "a.md", text: "" }, /`id` must be/],
      [`{"path":${"[".repeat(200_000)}`, /is no JSON/],
      [`${'{"path":'.repeat(9000)}1${"}".repeat(9000)}`, /`path` is an object/],
    ];
    const { results, code, stderr } = await records(broken.flatMap(([line]) => [line, good]));
    assert.equal(results.length, 2 * broken.length);
    for (const [index, [, message]] of broken.entries()) {
      const result = results[2 * index];
      assert.deepEqual([result?.status, result?.errors.length, result?.errors[0]?.kind], ["failed", 1, "read"]);
      assert.match(result?.errors[0]?.message ?? "", message);
      assert.deepEqual(results[2 * index + 1], { path: "a.md", status: "linted", diagnostics: [], errors: [] });
    }
    assert.equal(code, 2);
    assert.match(stderr, /23 records checked, .* 23 records failed\n$/);
  });

  it("takes paths that look odd, and puts nothing of them raw on the line", async () => {
    const odd = [
      "\u001b[2J\u202e.md",
      "a\nb.md",
      "[slug].md",
      "-x.md",
      "a.md\r",
      "\ud800.md",
      "##[error]x.md",
      "plain",
    ];
    const { results, stdout, code } = await records(odd.map((path) => ({ path, text: clean })));
    assert.deepEqual(
      results.map(({ path }) => path),
      odd,
    );
    assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u202e]|##\[/);
    assert.equal(code, 0);
  });

  it("reads lines as they come: CRLF, empty ones, a byte order mark, the last without its end", async () => {
    const line = (path: string): string => JSON.stringify({ path, text: clean });
    const { results, code } = await sent(`\uFEFF${line("a.md")}\r\n\r\n\n${line("b.md")}\n  ${line("c.md")}  `);
    assert.deepEqual(
      results.map(({ path }) => path),
      ["a.md", "b.md", "c.md"],
    );
    assert.equal(code, 0);
    const none = await sent("");
    assert.deepEqual([none.code, none.stderr], [0, "galley: 0 records checked, 0 errors, 0 warnings, 0 infos\n"]);
    const cut = await sent(line("a.md").slice(0, -9));
    assert.deepEqual([cut.results.length, cut.code], [1, 2]);
  });

  it("says which line is not UTF-8", async () => {
    const good = Buffer.from(`${JSON.stringify({ path: "ä.md", text: clean })}\n`);
    const latin = Buffer.from('{"path":"a.md","text":"caf\xe9"}\n', "latin1");
    const wide = Buffer.from(`\uFEFF${JSON.stringify({ path: "a.md", text: "" })}`, "utf16le");
    const { results, code } = await sent(Buffer.concat([good, latin, good]));
    assert.deepEqual(
      results.map(({ errors }) => errors.map(({ message }) => message)),
      [[], ["Line 2 is not UTF-8: its byte 27 is `0xE9`"], []],
    );
    assert.equal(code, 2);
    assert.match((await sent(wide)).results[0]?.errors[0]?.message ?? "", /^Line 1 is UTF-16, not UTF-8$/);
  });

  it("finds in a text what it would find in a file: too large, binary, no Unicode", async () => {
    const texts = ["x".repeat(5 * 1024 * 1024 + 1), "a\0b", "half \ud83d of it", `\uFEFF${clean}`];
    const { results, code } = await records(texts.map((text) => ({ path: "a.md", text })));
    assert.deepEqual(results.map(rulesOf), [
      ["source/too-large"],
      ["source/encoding"],
      ["source/encoding"],
      ["front-matter/no-leading-content"],
    ]);
    assert.equal(code, 1);
  });

  it("knows nothing beside a record: no other record, no file, no history", async () => {
    const text = "---\ntitle: One\npermalink: /pier/\ndate: Invalid Date\n---\n\n![A](missing.png)\n";
    const cwd = project({ "posts/c.md": clean, "posts/a.md": clean });
    const lines = ["posts/a.md", "posts/b.md"].map((path) => ({ path, text }));
    const { results } = await records(lines, ["--only", "corpus/*", "--only", "images/*"], cwd);
    assert.deepEqual(results.map(rulesOf), [[], []]);
  });

  it("goes by the configuration and the options of the command line", async () => {
    const overrides = [{ files: ["drafts/**"], rules: { "front-matter/valid-date": "off" } }];
    const schema = { type: "object", required: ["author"] };
    const config = { extends: ["recommended"], overrides, schemas: { "signed/**": "schemas/post.json" } };
    const cwd = project({
      "galley.config.json": JSON.stringify(config),
      "other.yaml": "extends: []\n",
      "schemas/post.json": JSON.stringify(schema),
      ".galleyignore": "drafts\n",
    });
    const lines = ["drafts/a.md", "b.md", "signed/c.md"].map((path) => ({ path, text: badDate }));
    const found = async (...argv: readonly string[]) => (await records(lines, argv, cwd)).results.map(rulesOf);
    const date = "front-matter/valid-date";
    assert.deepEqual(await found(), [[], [date], ["front-matter/valid-schema", date]]);
    assert.deepEqual(await found("--config", "other.yaml"), [[], [], []]);
    assert.deepEqual(await found("--only", "html/*"), [[], [], []]);
    assert.deepEqual(await found("--rule", `${date}=off`), [[], [], ["front-matter/valid-schema"]]);
    const below = await galley(join(cwd, "schemas"), ["lint", "--stdin-records"], {
      stdin: JSON.stringify({ path: "../drafts/a.md", text: badDate }),
    });
    assert.deepEqual(resultsIn(below.stdout).map(rulesOf), [[]]);
  });

  it("ends as galley lint ends", async () => {
    const lines = [{ path: "a.md", text: styled }];
    const code = async (argv: readonly string[], more: readonly unknown[] = []) =>
      (await records([...lines, ...more], argv)).code;
    assert.equal(await code([]), 0);
    assert.equal(await code(["--max-warnings", "0"]), 1);
    assert.equal(await code(["--rule", "html/no-inline-style=error"]), 1);
    assert.equal(await code(["--rule", "html/no-inline-style=error", "--exit-zero"]), 0);
    assert.equal(await code(["--exit-zero"], ["broken"]), 2);
    assert.equal(await code(["--fix", "--unsafe", "--exit-non-zero-on-fix"]), 1);
    assert.equal(await code(["--fix", "--exit-non-zero-on-fix"]), 0);
  });

  it("lists errors alone with --quiet, and says no counts", async () => {
    const { results, stderr, code } = await records(
      [styled, badDate].map((text) => ({ path: "a.md", text })),
      ["--quiet"],
    );
    assert.deepEqual([results.map(rulesOf), stderr, code], [[[], ["front-matter/valid-date"]], "", 1]);
  });

  it("repairs texts, and touches no file", async () => {
    const slip = "---\ntitle: A\n---\n\nText.\n\n<!-- <a href='x'>old</a> -->\n";
    const cwd = project({ "a.md": slip });
    const lines = [slip, styled, clean].map((text) => ({ path: "a.md", text }));
    const texts = async (...argv: readonly string[]) =>
      (await records(lines, argv, cwd)).results.map(({ text }) => text);
    assert.deepEqual(await texts(), [undefined, undefined, undefined]);
    const safe = await texts("--fix");
    assert.match(safe[0] ?? "", /Text\.\n+$/);
    assert.deepEqual(safe.slice(1), [undefined, undefined]);
    assert.match((await texts("--fix", "--unsafe"))[1] ?? "", /<p>Stop\.<\/p>/);
    assert.equal(readFileSync(join(cwd, "a.md"), "utf8"), slip);
    const again = await records([{ path: "a.md", text: safe[0] }], ["--fix"], cwd);
    assert.deepEqual([again.results[0]?.text, rulesOf(again.results[0] ?? assert.fail())], [undefined, []]);
  });

  it("says which lines a repaired text needs elsewhere", async () => {
    const cwd = project({
      "galley.config.yaml":
        "extends: [recommended]\nrules:\n  html/no-inline-style: [warn, { fix: class, sheet: main.css }]\n",
    });
    const { results } = await records([{ path: "a.md", text: styled }], ["--fix", "--unsafe"], cwd);
    assert.match(JSON.stringify(results[0]?.needs), /^\[\{"file":"main\.css","line":"\..+color:\s*red.*"\}\]$/);
  });

  it("lets a record that stalls cost its time alone, and a rule that crashes its record", async () => {
    const house = `export default { rules: [{
      id: "house/slow", summary: "", why: "", fixes: "none", recommended: "error", messages: {}, examples: [],
      create: () => ({ source({ text }) { if (text.includes("STALL")) for (;;) {} if (text.includes("CRASH")) throw new Error("bang"); } }),
    }] };`;
    const config = "extends: [recommended]\nplugins: [./house.mjs]\nrules: { house/slow: error }\n";
    const cwd = project({ "galley.config.yaml": config, "house.mjs": house });
    const texts = [badDate, `${clean}STALL\n`, `${badDate}CRASH\n`, badDate];
    const lines = texts.map((text, id) => ({ id, path: "a.md", text }));
    const { results, code } = await records(lines, ["--timeout", "0.5"], cwd);
    assert.deepEqual(
      results.map(({ id, status, diagnostics, errors }) => [
        id,
        status,
        diagnostics.length,
        ...errors.map(({ kind }) => kind),
      ]),
      [
        [0, "linted", 1],
        [1, "failed", 0, "timeout"],
        [2, "linted", 1, "rule"],
        [3, "linted", 1],
      ],
    );
    assert.equal(code, 2);
    assert.match(results[1]?.errors[0]?.message ?? "", /more than 0\.5 seconds/);
  });

  it("gives each record its whole time, however long those before it took", async () => {
    const house = `export default { rules: [{
      id: "house/slow", summary: "", why: "", fixes: "none", recommended: "error", messages: {}, examples: [],
      create: () => ({ source() { for (const end = Date.now() + 400; Date.now() < end; ); } }),
    }] };`;
    const config = "extends: []\nplugins: [./house.mjs]\nrules: { house/slow: error }\n";
    const cwd = project({ "galley.config.yaml": config, "house.mjs": house });
    const lines = Array.from({ length: 5 }, (_, id) => ({ id, path: "a.md", text: clean }));
    const { results, code } = await records(lines, ["--timeout", "1"], cwd);
    assert.deepEqual(
      results.map(({ status }) => status),
      lines.map(() => "linted"),
    );
    assert.equal(code, 0);
  });

  it("takes no options that belong to files", async () => {
    const refused = [
      ["a.md"],
      ["--stdin"],
      ["--stdin-filename", "a.md"],
      ["--files-from", "-"],
      ["-0"],
      ["--list-files"],
      ["--ignore-pattern", "x"],
      ["--no-ignore"],
      ["--shard", "1/2"],
      ["--cache-location", "x"],
      ["--staged"],
      ["--changed-since", "HEAD"],
      ["--changed-lines"],
      ["--rev", "HEAD"],
      ["--baseline", "x"],
      ["--update-baseline"],
      ["--accept-new"],
      ["--diff"],
      ["--ledger", "x"],
      ["--format", "json"],
      ["--stats"],
      ["--unsafe"],
    ];
    for (const argv of refused) {
      const { code, stdout, stderr } = await records([{ path: "a.md", text: clean }], argv);
      assert.deepEqual([code, stdout], [2, ""], argv.join(" "));
      const [option = ""] = argv;
      assert.ok(stderr.includes(option.startsWith("-") ? option : "paths"), stderr);
    }
    const odd = await records([{ path: "a.md", text: clean }], ["--only", "no/such"]);
    assert.deepEqual([odd.code, odd.stdout], [2, ""]);
  });

  it("has the definitions of the report's schema", () => {
    const [record, report] = [schemaOf("record"), schemaOf("report")];
    for (const [name, definition] of Object.entries(record.$defs))
      assert.deepEqual(definition, report.$defs[name], name);
  });
});

describe("the program as a filter", () => {
  it("answers a record before the next one is sent", { timeout }, async () => {
    const child = program(["--quiet"]);
    const ended = endOf(child);
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const id of [1, 2, 3]) {
      child.stdin.write(`${JSON.stringify({ id, path: "a.md", text: badDate })}\n`);
      const answer = await answers.next();
      assert.equal(JSON.parse(String(answer.value)).id, id);
    }
    child.stdin.end();
    assert.deepEqual(await ended, { code: 1, signal: null, stderr: "" });
  });

  it("ends quietly when nobody reads on, though more would come", { timeout }, async () => {
    const child = program([]);
    const ended = endOf(child);
    child.stdin.on("error", () => undefined);
    const line = `${JSON.stringify({ path: "a.md", text: badDate })}\n`.repeat(100);
    const feed = setInterval(() => child.stdin.write(line), 5);
    child.stdout.once("data", () => child.stdout.destroy());
    const { signal, stderr, code } = await ended;
    clearInterval(feed);
    assert.deepEqual([signal, stderr, code], [null, "", 1]);
  });

  it("says that its output cannot be written, or its input be read", { timeout }, async () => {
    const full = openSync("/dev/full", "w");
    const bin = join(packageRoot, "bin/galley.js");
    const cwd = project({});
    const child = spawn(process.execPath, [bin, "lint", "--stdin-records"], { cwd, stdio: ["pipe", full, "pipe"] });
    child.stdin?.end(`${JSON.stringify({ path: "a.md", text: clean })}\n`);
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    closeSync(full);
    assert.equal(code, 2);
    assert.match(said, /galley: the output cannot be written: ENOSPC/);
    const deaf = openSync(join(cwd, "deaf"), "w");
    const other = spawn(process.execPath, [bin, "lint", "--stdin-records"], { cwd, stdio: [deaf, "pipe", "pipe"] });
    const ended = await endOf(other as ChildProcessWithoutNullStreams);
    closeSync(deaf);
    assert.equal(ended.code, 2);
    assert.match(ended.stderr, /^galley: Standard input cannot be read: EBADF/);
  });

  it("takes a line of 20 MB, and one that has no end is not held", { timeout }, async () => {
    const child = program(["--quiet"], project({}), MEASURED);
    const ended = endOf(child);
    let printed = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      printed += chunk;
    });
    const write = async (text: string): Promise<void> => {
      if (!child.stdin.write(text)) await new Promise((resolve) => child.stdin.once("drain", resolve));
    };
    await write(`${JSON.stringify({ id: "large", path: "a.md", text: "x".repeat(20_000_000) })}\n`);
    // 4 MB of text, each character of it escaped.
    await write(`{"id":"escaped","path":"a.md","text":"${"\\u0061".repeat(4_000_000)}\\n"}\n`);
    for (let count = 0; count < 300; count++) await write("y".repeat(1_000_000));
    await write(`\n${JSON.stringify({ id: "last", path: "a.md", text: badDate })}\n`);
    child.stdin.end();
    const { code, stderr } = await ended;
    const results = resultsIn(printed);
    assert.deepEqual(
      results.map(({ id, status, diagnostics, errors }) => [id, status, diagnostics[0]?.rule ?? errors[0]?.message]),
      [
        ["large", "linted", "source/too-large"],
        ["escaped", "linted", undefined],
        [undefined, "failed", "Line 3 is longer than 64 MiB"],
        ["last", "linted", "front-matter/valid-date"],
      ],
    );
    assert.equal(code, 2);
    assert.ok(mostMemory(stderr) < 700, stderr);
  });

  it("takes no more memory for ten times the records", { timeout }, async () => {
    const megabytes: number[] = [];
    for (const count of [5000, 50_000]) {
      const child = program(["--quiet", "--only", "front-matter/valid-date"], project({}), MEASURED);
      const ended = endOf(child);
      let lines = 0;
      // A reader that is slower than the writer: what it has not taken must not pile up.
      child.stdout.on("data", (chunk: Buffer) => {
        lines += chunk.toString("latin1").split("\n").length - 1;
      });
      const text = `---\ndate: 2023-02-30\n---\n\n${"Words and more. ".repeat(60)}`;
      for (let id = 0; id < count; id++) {
        const more = child.stdin.write(`${JSON.stringify({ id, path: `posts/${id}.md`, text: text + id })}\n`);
        if (!more) await new Promise((resolve) => child.stdin.once("drain", resolve));
      }
      child.stdin.end();
      const { code, stderr } = await ended;
      assert.deepEqual([code, lines], [1, count]);
      megabytes.push(mostMemory(stderr));
    }
    const [few = 0, many = 0] = megabytes;
    // The texts of the larger run are 50 MB, its results 25 MB more.
    assert.ok(few > 20 && many < few + 60, `${few} MB for 5,000 records, ${many} MB for 50,000`);
  });
});

/** Makes Node say how much memory it took at most. */
const MEASURED = [
  "--import",
  'data:text/javascript,process.on("exit",()=>process.stderr.write(process.resourceUsage().maxRSS+"\\n"))',
];

/** In MB. */
function mostMemory(stderr: string): number {
  return Number(/^(\d+)\n$/.exec(stderr)?.[1]) / 1024;
}
