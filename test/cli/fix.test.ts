import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { clean, type Files, galley, project } from "./galley.js";

const body = "title: The ferry\ndate: 2024-03-05 08:00:00\n---\n\nIt runs again.\n";
/** A blank line on top, and a fence too long: two safe fixes. */
const dirty = `\n----\n${body}`;
const fixed = `---\n${body}`;

const text = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");

/** A rule of a plugin whose one fix replaces `what` by `by`. */
function plugin(id: string, what: string, by: string, safety = "safe"): string {
  return `{
    id: ${JSON.stringify(id)}, summary: "Disallow it", why: "It is a test.", recommended: "warn", fixes: "unsafe",
    messages: { found: "Found it" }, examples: [],
    create: ({ document, report }) => ({
      source(source) {
        const at = source.text.indexOf(${JSON.stringify(what)});
        if (at === -1) return;
        const range = { start: at, end: at + ${what.length} };
        const fix = { title: "Replace it", safety: ${JSON.stringify(safety)}, edits: [{ range, text: ${JSON.stringify(by)} }] };
        report({ range, message: "found", fix });
      },
    }),
  }`;
}

/** A project with these rules and no others. */
function withRules(
  rules: readonly string[],
  post: string,
): { readonly "galley.config.yaml": string; readonly "a.md": string } & Files {
  const names = rules.map((rule) => /house\/\w+/.exec(rule)?.[0] ?? "");
  return {
    "galley.config.yaml": `extends: []\nplugins: [./rules.js]\nrules:\n${names.map((name) => `  ${name}: warn\n`).join("")}`,
    "package.json": '{ "type": "module" }',
    "rules.js": `export default [${rules.join(",")}];`,
    "a.md": post,
  };
}

describe("--fix", () => {
  it("writes the repaired files, and nothing else", async () => {
    const folder = project({ "a.md": dirty, "b.md": clean });
    const before = text(folder, "b.md");
    const { code, stdout } = await galley(folder, ["lint", "--fix"]);
    assert.equal(code, 0);
    assert.equal(text(folder, "a.md"), fixed);
    assert.equal(text(folder, "b.md"), before);
    assert.match(stdout, /2 files checked, .*0 errors.*2 fixed/);
    assert.deepEqual(readdirSync(folder).sort(), [".git", "a.md", "b.md"]);
    const again = await galley(folder, ["lint", "--fix"]);
    assert.ok(!again.stdout.includes("fixed"));
  });

  it("keeps Windows line endings, a missing last line ending, and the mode of the file", async () => {
    const windows = dirty.replaceAll("\n", "\r\n").trimEnd();
    const folder = project({ "a.md": windows });
    chmodSync(join(folder, "a.md"), 0o600);
    await galley(folder, ["lint", "--fix"]);
    assert.equal(text(folder, "a.md"), fixed.replaceAll("\n", "\r\n").trimEnd());
  });

  it("counts what is left: the exit code and the findings are those of the text written", async () => {
    const folder = project({ "a.md": dirty.replace("2024-03-05", "2024-02-30") });
    const { code, stdout } = await galley(folder, ["lint", "--fix", "--format", "json"]);
    assert.equal(code, 1);
    const report = JSON.parse(stdout);
    assert.deepEqual(
      report.files[0].diagnostics.map((one: { rule: string; line: number }) => [one.rule, one.line]),
      [["front-matter/valid-date", 3]],
    );
    assert.equal(report.summary.fixed, 2);
  });

  it("exits 1 on request when it changed something", async () => {
    const folder = project({ "a.md": dirty });
    assert.equal((await galley(folder, ["lint", "--fix", "--exit-non-zero-on-fix"])).code, 1);
    assert.equal((await galley(folder, ["lint", "--fix", "--exit-non-zero-on-fix"])).code, 0);
  });

  it("applies unsafe fixes with --unsafe alone, and moves tiers as the configuration says", async () => {
    const files = withRules([plugin("house/a", "again", "at last", "unsafe")], clean);
    const folder = project(files);
    await galley(folder, ["lint", "--fix", "a.md"]);
    assert.equal(text(folder, "a.md"), clean);
    await galley(folder, ["lint", "--fix", "--unsafe", "a.md"]);
    assert.equal(text(folder, "a.md"), clean.replace("again", "at last"));
    writeFileSync(join(folder, "a.md"), clean);
    writeFileSync(join(folder, "galley.config.yaml"), `${files["galley.config.yaml"]}fixes: { never: [house/a] }\n`);
    await galley(folder, ["lint", "--fix", "--unsafe", "a.md"]);
    assert.equal(text(folder, "a.md"), clean);
  });

  it("leaves a harmful fix out, names its rule, and applies the others", async () => {
    const files = withRules(
      [plugin("house/a", "<b>", "<b"), plugin("house/b", " -- ", " – ", "unsafe")],
      `${clean}\nA <b>bold</b> claim -- or not.\n`,
    );
    const folder = project(files);
    const { code, stdout } = await galley(folder, ["lint", "--fix", "--unsafe", "a.md"]);
    assert.equal(code, 0);
    assert.match(
      stdout.replace(/\s+/g, " "),
      /Its fix was left out, because it would do harm .*: that is a fault of the rule/,
    );
    assert.match(stdout, /0 fixable, 1 fixed/);
    assert.equal(text(folder, "a.md"), files["a.md"].replace(" -- ", " – "));
  });

  it("names rules that undo each other, and keeps the text", async () => {
    const files = withRules(
      [plugin("house/a", "harbour", "harbor", "unsafe"), plugin("house/b", "harbor", "harbour", "unsafe")],
      `${clean}\nThe harbour.\n`,
    );
    const folder = project(files);
    const { code, stdout } = await galley(folder, ["lint", "--fix", "--unsafe", "a.md"]);
    assert.equal(code, 2);
    assert.match(stdout, /`house\/a` and `house\/b` undo each other/);
    assert.match(text(folder, "a.md"), /The harbou?r\./);
  });

  it("writes through no link that leads out of the project", async () => {
    const elsewhere = project({ "out.md": dirty });
    const folder = project({ "a.md": clean });
    symlinkSync(join(elsewhere, "out.md"), join(folder, "link.md"));
    await galley(folder, ["lint", "--fix", ".", "link.md", "--no-error-on-unmatched"]);
    assert.equal(text(elsewhere, "out.md"), dirty);
  });

  it("prints the fixed text of standard input and nothing else", async () => {
    const folder = project({});
    const world = { stdin: dirty };
    const { code, stdout, stderr } = await galley(
      folder,
      ["lint", "--stdin", "--stdin-filename", "posts/a.md", "--fix"],
      world,
    );
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: fixed, stderr: "" });
    const untouched = await galley(folder, ["lint", "--stdin", "--stdin-filename", "a.md", "--fix"], { stdin: clean });
    assert.equal(untouched.stdout, clean);
    const broken = await galley(folder, ["lint", "--stdin", "--stdin-filename", "a.md", "--fix"], {
      stdin: new Uint8Array([0xff, 0xfe, 0xfd]),
    });
    assert.deepEqual([broken.code, broken.stdout], [2, ""]);
    assert.match(broken.stderr, /^galley: a\.md: .*UTF-16/);
  });

  it("refuses what makes no sense", async () => {
    const folder = project({ "a.md": clean });
    for (const argv of [["--unsafe"], ["--fix", "--diff"], ["--ledger", "l"], ["--diff", "--ledger", "l"]]) {
      assert.equal((await galley(folder, ["lint", ...argv])).code, 2, argv.join(" "));
    }
  });
});

describe("a class in place of a style", () => {
  const config = "extends: []\nrules:\n  html/no-inline-style: [warn, { fix: class, sheet: css/posts.css }]\n";
  const post = `${clean}\n<p style="color: red">Stop.</p>\n<p style="color:red">Go.</p>\n`;

  it("gets its rule in the sheet, once", async () => {
    const folder = project({
      "galley.config.yaml": config,
      "a.md": post,
      "posts/b.md": post,
      "css/posts.css": "p { margin: 0 }",
    });
    await galley(folder, ["lint", "--fix", "--unsafe"]);
    const name = /class="(s-\w+)"/.exec(text(folder, "a.md"))?.[1] ?? "";
    assert.equal(text(folder, "a.md"), post.replace(/style="[^"]*"/g, `class="${name}"`));
    assert.equal(text(folder, "css/posts.css"), `p { margin: 0 }\n.${name} { color: red }\n`);
    await galley(folder, ["lint", "--fix", "--unsafe"]);
    assert.equal(text(folder, "css/posts.css"), `p { margin: 0 }\n.${name} { color: red }\n`);
  });

  it("is shown by --diff with its rule, and told where nothing is written", async () => {
    const folder = project({ "galley.config.yaml": config, "a.md": post });
    const { stdout } = await galley(folder, ["lint", "--diff", "--unsafe"]);
    assert.ok(!existsSync(join(folder, "css")));
    execFileSync("git", ["apply", "-"], { cwd: folder, input: stdout, env: { ...process.env, GIT_DIR: "/dev/null" } });
    assert.match(text(folder, "css/posts.css"), /^\.s-\w+ \{ color: red \}\n$/);
    assert.match(text(folder, "a.md"), /<p class="s-\w+">Stop/);
    const printed = await galley(folder, ["lint", "--stdin", "--stdin-filename", "a.md", "--fix", "--unsafe"], {
      stdin: post,
    });
    assert.match(printed.stderr, /css\/posts\.css:\n {2}\.s-\w+ \{ color: red \}/);
  });

  it("is left out when its sheet cannot be written", async () => {
    const outside = config.replace("css/posts.css", "../posts.css");
    const folder = project({ "galley.config.yaml": outside, "a.md": post });
    const { code, stdout } = await galley(folder, ["lint", "--fix", "--unsafe"]);
    assert.equal(code, 2);
    assert.match(stdout, /outside the project/);
    assert.equal(text(folder, "a.md"), post);
  });
});

describe("--diff", () => {
  it("prints what git applies, writes nothing, and exits 1 when anything would change", async () => {
    const folder = project({ "posts/a b.md": dirty, "posts/茶.md": dirty.replaceAll("\n", "\r\n"), "c.md": clean });
    const { code, stdout, stderr } = await galley(folder, ["lint", "--diff"]);
    assert.equal(code, 1);
    assert.equal(stderr, "");
    assert.equal(text(folder, "posts/a b.md"), dirty);
    execFileSync("git", ["apply", "--whitespace=nowarn", "-"], {
      cwd: folder,
      input: stdout,
      env: { ...process.env, GIT_DIR: "/dev/null" },
    });
    assert.equal(text(folder, "posts/a b.md"), fixed);
    assert.equal(text(folder, "posts/茶.md"), fixed.replaceAll("\n", "\r\n"));
    const after = await galley(folder, ["lint", "--diff"]);
    assert.deepEqual([after.code, after.stdout], [0, ""]);
  });

  it("is colored on a terminal", async () => {
    const folder = project({ "a.md": dirty });
    assert.ok((await galley(folder, ["lint", "--diff"], { tty: ["stdout"] })).stdout.includes("\u001b["));
    assert.ok(!(await galley(folder, ["lint", "--diff"])).stdout.includes("\u001b["));
  });
});

describe("--ledger and undo", () => {
  it("takes everything back, also after several runs", async () => {
    const files = { "a.md": dirty, "posts/b.md": dirty.replaceAll("\n", "\r\n") };
    const folder = project(files);
    await galley(folder, ["lint", "--fix", "--ledger", "log/galley.ledger", "--only", "front-matter/valid-fences"]);
    await galley(folder, ["lint", "--fix", "--ledger", "log/galley.ledger"]);
    assert.equal(text(folder, "a.md"), fixed);
    const lines = text(folder, "log/galley.ledger")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.equal(lines.length, 4);
    for (const { file, rule, before, why } of lines) assert.ok(file.startsWith("../") && rule && before && why);
    const { code, stdout } = await galley(folder, ["undo", "log/galley.ledger"]);
    assert.equal(code, 0);
    assert.match(stdout, /4 edits taken back in 2 files/);
    for (const [path, content] of Object.entries(files)) assert.equal(text(folder, path), content);
    assert.match((await galley(folder, ["undo", "log/galley.ledger"])).stdout, /^0 edits/);
  });

  it("leaves alone what changed since", async () => {
    const folder = project({ "a.md": dirty, "b.md": dirty });
    await galley(folder, ["lint", "--fix", "--ledger", "l.jsonl"]);
    writeFileSync(join(folder, "a.md"), `${fixed}A new line.\n`);
    const { code, stderr } = await galley(folder, ["undo", "l.jsonl"]);
    assert.equal(code, 1);
    assert.match(stderr, /a\.md: it is not what the ledger left/);
    assert.equal(text(folder, "a.md"), `${fixed}A new line.\n`);
    assert.equal(text(folder, "b.md"), dirty);
  });

  it("names a ledger that is none, and touches nothing outside", async () => {
    const elsewhere = project({ "a.md": fixed });
    const folder = project({ "l.jsonl": "{}\n" });
    assert.equal((await galley(folder, ["undo", "l.jsonl"])).code, 2);
    assert.equal((await galley(folder, ["undo", "missing"])).code, 2);
    await galley(elsewhere, ["lint"]);
    const other = project({ "a.md": dirty });
    await galley(other, ["lint", "--fix", "--ledger", "l.jsonl"]);
    const entry = JSON.parse(text(other, "l.jsonl").split("\n")[0] ?? "");
    writeFileSync(
      join(folder, "l.jsonl"),
      `${JSON.stringify({ ...entry, file: `../${elsewhere.split("/").at(-1)}/a.md` })}\n`,
    );
    assert.equal((await galley(folder, ["undo", "l.jsonl"])).code, 2);
    assert.equal(text(elsewhere, "a.md"), fixed);
    assert.ok(existsSync(join(elsewhere, "a.md")));
  });
});
