/** Whatever posts are called and whatever they say: nothing that galley prints or writes as a report speaks to a terminal or a CI runner. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { REPORTER_NAMES } from "../../src/report/index.js";
import { FORBIDDEN, HOSTILE } from "../report/results.js";
import { badDate, clean, type Files, galley, project, put, type World } from "./galley.js";

/** What a file may be called. */
const NAMES = HOSTILE.filter((text) => !/[/\0]|\p{Surrogate}/u.test(text));

const posts: Files = Object.fromEntries(
  NAMES.flatMap((name) => {
    const value = name.replace(/[\r\n"\\]/g, " ");
    return [
      [
        `posts/${name}.md`,
        `---\ntitle: "${value}"\ndate: 2023-02-30 ${value}\ntags: ["${value}"]\n${value}: 1\n---\n\n<p style="${value}">${name}</p>\n`,
      ],
      [`${name}/plain.md`, `---\ntitle: x\ndate: 2023-02-30\n---\n\n${name} <!-- ${name}\n`],
      [`${name}.md`, badDate],
    ];
  }),
);

const hostileProject = (more: Files = {}): string => project({ ...posts, ...more });

/** The commands of galley's own that a runner is meant to obey. */
const OURS = /^::(?:(?:error|warning|notice|group)\b.*|endgroup::)$/gm;

function harmless(text: string, what: string): void {
  assert.doesNotMatch(text, FORBIDDEN, what);
}

async function run(cwd: string, argv: readonly string[], world: World = {}): Promise<string> {
  const { stdout, stderr } = await galley(cwd, argv, world);
  assert.doesNotMatch(stderr, /a bug in galley/);
  harmless(stdout.replace(OURS, ""), `stdout of ${argv.join(" ")}`);
  harmless(stderr, `stderr of ${argv.join(" ")}`);
  return stdout;
}

describe("hostile names and texts", () => {
  it("say nothing through any report, printed or written", async () => {
    const cwd = hostileProject();
    for (const name of REPORTER_NAMES.filter((one) => one !== "html")) {
      const printed = await run(cwd, ["lint", "--format", name, "--stats"]);
      assert.ok(printed.length > 1000, name);
    }
    const summary = join(cwd, "summary");
    const formats = REPORTER_NAMES.flatMap((name) => ["--format", `${name}=out/${name}`]);
    await run(cwd, ["lint", ...formats], { env: { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary } });
    for (const path of [...REPORTER_NAMES.map((name) => join(cwd, "out", name)), summary]) {
      const text = readFileSync(path, "utf8").replace(OURS, "");
      harmless(path.endsWith("html") ? text.slice(0, text.indexOf("<script>")) : text, path);
    }
    await run(cwd, ["lint"], { tty: ["stdout"], env: { NO_COLOR: "1" } });
    await run(cwd, ["lint"], { env: { GITHUB_ACTIONS: "true" } });
  });

  it("say nothing through the other commands", async () => {
    const cwd = hostileProject({ "hugo.toml": 'timeZone = "\u202e"\n' });
    await run(cwd, ["lint", "--update-baseline", "--baseline", "b.json"]);
    harmless(readFileSync(join(cwd, "b.json"), "utf8"), "the baseline");
    put(cwd, Object.fromEntries(NAMES.map((name) => [`posts/${name}.md`, clean])));
    assert.match((await galley(cwd, ["lint", "--baseline", "b.json"])).stderr, /no longer found/);
    await run(cwd, ["lint", "--baseline", "b.json"]);
    for (const name of NAMES) {
      await run(cwd, ["config", `posts/${name}.md`]);
      await run(cwd, ["config", `posts/${name}.md`, "--format", "json"]);
      await run(cwd, ["lint", `nothing/${name}`, "--no-config"]);
      for (const option of ["--format", "--rule", "--only", "--config", "--baseline", "--now", "--x"]) {
        await run(cwd, ["lint", `${option}=${name}`]);
      }
      await run(cwd, ["rules", name]);
      await run(cwd, ["undo", name]);
      await run(cwd, ["merge", name]);
      await run(cwd, ["lint", "--stdin", "--stdin-filename", `${name}.md`], { stdin: badDate });
    }
    const folder = hostileProject();
    await run(folder, ["init", "--infer"]);
    await run(folder, ["init", "--infer", "--format", "json", "--force"]);
    for (const part of [1, 2]) await run(folder, ["lint", "--shard", `${part}/2`, "--format", `json=s${part}.json`]);
    await run(folder, ["merge", "s1.json", "s2.json", "--format", "compact"]);
    const broken = hostileProject({
      "galley.config.yaml": JSON.stringify({ rules: { [NAMES[0] ?? ""]: "off" }, "\u202e::": 1 }),
    });
    await run(broken, ["lint"]);
    await run(broken, ["config", "a.md"]);
  });

  it("are told apart by scripts: quoted as git does, or ended by NUL", async () => {
    const cwd = hostileProject();
    const listed = (await run(cwd, ["lint", "--list-files"])).trimEnd().split("\n");
    const exact = (await galley(cwd, ["lint", "--list-files", "-0"])).stdout.split("\0").slice(0, -1);
    assert.equal(listed.length, Object.keys(posts).length);
    assert.deepEqual([...exact].sort(), Object.keys(posts).sort());
    assert.ok(listed.includes('"posts/\\033[31mred\\033[0m.md"'), listed.join("\n"));
    assert.ok(listed.includes('"::error file=x::pwned.md"'));
    assert.equal(await run(project({ "a b/é.md": clean }), ["lint", "--list-files"]), "a b/é.md\n");
  });

  it("stay what they are in a patch, which GitHub's runner is told not to obey", async () => {
    const text = `${clean}::error::pwned \n ##[group]x \n<p>\u202e\u001b[31m</p> \n`;
    const cwd = project({
      "\u202e::error::x.md": text,
      "galley.config.yaml": "extends: [recommended]\nrules: { text/no-trailing-spaces: warn }\n",
    });
    const { stdout } = await galley(cwd, ["lint", "--diff"], { env: { GITHUB_ACTIONS: "true" } });
    const [, word, patch = ""] = /^::stop-commands::([\w-]{30,})\n([\s\S]*)::\1::\n$/.exec(stdout) ?? [];
    assert.ok(word !== undefined, stdout);
    assert.equal((await galley(cwd, ["lint", "--diff"])).stdout, patch);
    harmless(patch.split("\n").slice(0, 3).join("\n"), "the names in it");
    execFileSync("git", ["init", "-q"], { cwd });
    execFileSync("git", ["apply"], { cwd, input: stdout });
    const repaired = readFileSync(join(cwd, "\u202e::error::x.md"), "utf8");
    assert.equal(repaired, text.replaceAll(" \n", "\n"));
    assert.equal((await galley(cwd, ["lint", "--diff"], { env: { GITHUB_ACTIONS: "true" } })).stdout, "");
  });
});

describe("more of something than a call can pass on", () => {
  const MANY = 150_000;
  const head = "---\ntitle: Tides\n---\n";

  it("is checked and repaired like less of it", async () => {
    const cwd = project({
      "galley.config.json": JSON.stringify({
        extends: [],
        rules: { "text/no-trailing-spaces": "warn", "images/require-alt": "warn" },
      }),
      "tags.md": `${head}${"<br>\n".repeat(MANY)}`,
      "images.html": `${head}<a href="x.html">${'<img alt="A" src="a.png">'.repeat(MANY)}</a>\n`,
      "spaces.md": `${head}${"Low water \n".repeat(MANY)}`,
    });
    const { code, stdout, stderr } = await galley(cwd, ["lint", "--fix", "--timeout", "120"]);
    assert.deepEqual([code, stderr], [0, ""], stdout.slice(-500));
    assert.match(stdout, /150000 fixed/);
  });
});
