import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { badDate, clean, galley, project, put, styled } from "./galley.js";

const compact = ["lint", "--format", "compact"];

function files(stdout: string): readonly string[] {
  return JSON.parse(stdout).files.map(({ path }: { path: string }) => path);
}

describe("galley lint: exit codes", () => {
  const cases: readonly (readonly [
    name: string,
    files: Readonly<Record<string, string>>,
    args: string[],
    code: number,
  ])[] = [
    ["a clean post", { "a.md": clean }, [], 0],
    ["a warning", { "a.md": styled }, [], 0],
    ["an error", { "a.md": badDate }, [], 1],
    ["an error, --exit-zero", { "a.md": badDate }, ["--exit-zero"], 0],
    ["an error made a warning", { "a.md": badDate }, ["--rule", "front-matter/valid-date=warn"], 0],
    ["a warning made an error", { "a.md": styled }, ["--rule=html/no-inline-style=error"], 1],
    ["an error, hidden rule", { "a.md": badDate }, ["--only", "html/*"], 0],
    ["as many warnings as allowed", { "a.md": styled }, ["--max-warnings", "1"], 0],
    ["more warnings than allowed", { "a.md": styled }, ["--max-warnings", "0"], 1],
    ["hidden warnings count", { "a.md": styled }, ["--max-warnings", "0", "--quiet"], 1],
    ["no post at all", { "a.txt": "" }, [], 2],
    ["no post in an empty folder, for a hook", { "a.txt": "" }, ["--no-error-on-unmatched"], 0],
    ["--exit-zero does not hide a failure", { "a.md": clean }, ["--exit-zero", "b.md"], 2],
  ];
  for (const [name, given, args, code] of cases) {
    it(`${code}: ${name}`, async () => assert.equal((await galley(project(given), ["lint", ...args])).code, code));
  }

  const usage: readonly string[][] = [
    ...["x", "1.5", "-1", "", "1e3", "0x10", " 1", "99999999999"].map((value) => ["lint", `--max-warnings=${value}`]),
    ["lint", "--max-warnings", "-1"],
    ["lint", "--max-warnings"],
    ["lint", "--nonsense"],
    ["lint", "--stdin"],
    ["lint", "--stdin", "--stdin-filename", ""],
    ["lint", "--stdin", "--stdin-filename", "a.md", "a.md"],
    ["lint", "--stdin-filename", "a.md"],
    ["lint", "-0"],
    ["lint", "--format", "jsn"],
    ["lint", "--format", ""],
    ["lint", "--format", "json="],
    ["lint", "--format", "json", "--format", "compact"],
    ["lint", "--rule", "html/no-comments"],
    ["lint", "--rule", "html/no-comments=loud"],
    ["lint", "--rule", "html/no-coments=warn"],
    ["lint", "--only", "html/no-coments"],
    ["lint", "--only", "htm/*"],
    ["lint", "--config", "missing.yaml"],
    ["lint", "--files-from", "missing.txt"],
    ["lnt"],
    ["rules", "a", "b"],
    ["rules", "--format", "xml"],
    ["config"],
    [],
  ];
  for (const argv of usage) {
    it(`2: galley ${JSON.stringify(argv)}, said on stderr alone`, async () => {
      const { code, stdout, stderr } = await galley(project({ "a.md": badDate }), argv);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.notEqual(stderr, "");
      assert.doesNotMatch(stderr, /bug in galley|\n\s+at /);
    });
  }

  it("speaks to GitHub Actions where it runs there, and adds to the summary of the step", async () => {
    const cwd = project({ "site/a.md": badDate, summary: "Before.\n" });
    const env = { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: cwd, GITHUB_STEP_SUMMARY: join(cwd, "summary") };
    const site = join(cwd, "site");
    const annotation = /^::error file=site\/a\.md,line=3,/m;
    assert.match((await galley(site, ["lint"], { env })).stdout, annotation);
    assert.match(
      readFileSync(env.GITHUB_STEP_SUMMARY, "utf8"),
      /^Before\.\n### galley: 1 file checked[\s\S]*site\/a\.md/,
    );
    const named = await galley(site, ["lint", "--format", "compact", "--format", "sarif=../x/a.sarif"], { env });
    assert.doesNotMatch(named.stdout, /::/);
    assert.equal(JSON.parse(readFileSync(join(cwd, "x/a.sarif"), "utf8")).runs[0].results.length, 1);
    assert.equal(
      readFileSync(env.GITHUB_STEP_SUMMARY, "utf8").match(/###/g)?.length,
      1,
      "no summary for other formats",
    );
    for (const other of [{}, { GITHUB_ACTIONS: "false" }, { CI: "true" }]) {
      assert.doesNotMatch((await galley(site, ["lint"], { env: other })).stdout, /::error/);
    }
  });

  it("says how many warnings are too many", async () => {
    const { stderr } = await galley(project({ "a.md": styled }), ["lint", "--max-warnings", "0"]);
    assert.equal(stderr, "galley: 1 warning is more than --max-warnings 0 allows\n");
  });

  it("suggests the name that was meant", async () => {
    const cwd = project({ "a.md": clean });
    assert.match((await galley(cwd, ["lnt"])).stderr, /Did you mean lint\?/);
    assert.match((await galley(cwd, ["lint", "--quite"])).stderr, /Did you mean --quiet\?/);
    assert.match((await galley(cwd, ["lint", "--format", "jsn"])).stderr, /Did you mean json\?/);
    for (const args of [
      ["--only", "html/no-coments"],
      ["--rule", "html/no-coments=warn"],
    ]) {
      assert.match((await galley(cwd, ["lint", ...args])).stderr, /did you mean `html\/no-comments`\?/i);
    }
  });
});

describe("galley lint: which files", () => {
  it("reports an unmatched path and lints the rest", async () => {
    const cwd = project({ "a.md": badDate });
    const { code, stdout, stderr } = await galley(cwd, [...compact, "a.md", "gone.md", "*.mdx"]);
    assert.equal(code, 2);
    assert.match(stdout, /^a\.md:3:7: error /);
    assert.match(stderr, /`gone\.md`\n.*`\*\.mdx`\n$/s);
    const forgiving = await galley(cwd, [...compact, "a.md", "gone.md", "--no-error-on-unmatched"]);
    assert.deepEqual([forgiving.code, forgiving.stderr], [1, ""]);
  });

  it("says that nothing was checked", async () => {
    const { stdout, stderr } = await galley(project({}), ["lint"]);
    assert.match(stdout, /^0 files checked/m);
    assert.match(stderr, /No file to check matches/);
  });

  it("names an ignored file that was asked for", async () => {
    const cwd = project({ "drafts/a.md": badDate, ".gitignore": "drafts/" });
    const named = await galley(cwd, ["lint", "drafts/a.md"]);
    assert.equal(named.code, 0);
    assert.match(named.stderr, /`drafts\/a\.md` is not checked: it is ignored/);
    assert.match(named.stdout, /0 files checked, 1 ignored/);
    assert.equal((await galley(cwd, ["lint", "drafts/a.md", "--no-ignore"])).code, 1);
    assert.equal((await galley(cwd, ["lint", "drafts/a.md", "--no-error-on-unmatched"])).stderr, "");
  });

  it("leaves out what --ignore-pattern matches, each time it is given", async () => {
    const cwd = project({ "a.md": clean, "b.md": clean, "c.md": clean });
    const { stdout } = await galley(cwd, ["lint", "--format=json", "--ignore-pattern", "a.md", "--ignore-pattern=b.*"]);
    assert.deepEqual(files(stdout), ["c.md"]);
    assert.equal(JSON.parse(stdout).summary.ignored, 2);
  });

  it("takes strange names as they are", async () => {
    const names = ["--exit-zero.md", "-a.md", "[slug].md", "a b.md", "line\nbreak.md", "茶叶.md"];
    const cwd = project(Object.fromEntries(names.map((name) => [name, clean])));
    const all = await galley(cwd, ["lint", "--format", "json", "--", ...names]);
    assert.equal(all.code, 0);
    assert.deepEqual(files(all.stdout), names);
    const listed = await galley(cwd, ["lint", "--format=json", "--files-from", "-", "-0"], { stdin: names.join("\0") });
    assert.deepEqual(files(listed.stdout), names);
    assert.doesNotMatch((await galley(cwd, [...compact, "--rule=front-matter/valid-date=off"])).stdout, /^break/m);
  });

  it("reads paths from a file or standard input", async () => {
    const list = "\uFEFFa.md\r\n\r\nb.md";
    const cwd = project({ "a.md": clean, "b.md": clean, "c.md": clean, list });
    assert.deepEqual(files((await galley(cwd, ["lint", "--format=json", "--files-from", "list"])).stdout), [
      "a.md",
      "b.md",
    ]);
    const both = await galley(cwd, ["lint", "--format=json", "--files-from=-", "c.md"], { stdin: list });
    assert.deepEqual(files(both.stdout), ["a.md", "b.md", "c.md"]);
  });

  it("lints nothing for an empty list", async () => {
    const { code, stdout } = await galley(project({ "a.md": badDate }), ["lint", "--files-from", "-"], { stdin: "\n" });
    assert.equal(code, 0);
    assert.match(stdout, /0 files checked/);
  });

  it("lints standard input under the given name", async () => {
    const cwd = project({ "galley.config.yaml": "extends: [recommended]\nignore: ['*.txt']\n" });
    const args = [...compact, "--stdin", "--stdin-filename", "posts/new.md"];
    const found = await galley(cwd, args, { stdin: badDate });
    assert.equal(found.code, 1);
    assert.match(found.stdout, /^posts\/new\.md:3:7: error /);
    assert.equal((await galley(cwd, args, { stdin: clean })).code, 0);
    assert.equal((await galley(cwd, args, { stdin: "" })).code, 0);
    assert.match((await galley(cwd, args, { stdin: Uint8Array.of(0x61, 0xff) })).stdout, /not UTF-8/);
  });

  it("lists files without linting them", async () => {
    const cwd = project({ "b.md": badDate, "a.md": badDate, "c.txt": "" });
    const all = await galley(cwd, ["lint", "--list-files"]);
    assert.deepEqual([all.code, all.stdout, all.stderr], [0, "a.md\nb.md\n", ""]);
    const unmatched = await galley(cwd, ["lint", "--list-files", "a.md", "gone.md"]);
    assert.deepEqual([unmatched.code, unmatched.stdout], [2, "a.md\n"]);
  });

  it("shows a terminal no control characters of names", async () => {
    const cwd = project({ "a\u001b[31m.md": badDate });
    for (const args of [["--list-files"], ["--format=compact"], []]) {
      const { stdout } = await galley(cwd, ["lint", "--no-color", ...args], { tty: ["stdout"] });
      assert.ok(!stdout.includes("\u001b[31m"), stdout);
    }
  });
});

describe("galley lint: what cannot be read", () => {
  it("finds a file that is no UTF-8 or too large, and goes on", async () => {
    const cwd = project({
      "a.md": Uint8Array.of(0x61, 0xff, 0x0a),
      "b.md": Buffer.alloc(6_000_000, "a"),
      "c.md": badDate,
    });
    const { code, stdout } = await galley(cwd, compact);
    assert.equal(code, 1);
    assert.match(stdout, /^a\.md:1:1: .*UTF-8.*\nb\.md:1:1: .*5\.7 MiB.*\nc\.md:3:7: /);
  });

  it("fails on a pipe without waiting for it, and goes on", { timeout: 20_000 }, async () => {
    const cwd = project({ "z.md": badDate });
    execFileSync("mkfifo", [join(cwd, "pipe.md")]);
    const { code, stdout } = await galley(cwd, ["lint", "--format", "json", "pipe.md", "z.md"]);
    const report = JSON.parse(stdout);
    assert.equal(code, 2);
    assert.equal(report.summary.errors, 1);
    assert.equal(report.files[0].status, "failed");
    assert.deepEqual([report.errors.length, report.errors[0].kind, report.errors[0].path], [1, "read", "pipe.md"]);
  });

  it("looks into a folder that is called like a post", async () => {
    const cwd = project({ "x.md/a.md": badDate, "empty.md/b.txt": "" });
    assert.equal((await galley(cwd, ["lint", "x.md"])).code, 1);
    assert.equal((await galley(cwd, ["lint", "empty.md"])).code, 2);
  });

  it("names a rule that throws, and goes on", async () => {
    const rule = (name: string, create: string) =>
      `{ id: "house/${name}", summary: "", why: "", recommended: "error", fixes: "none", messages: {}, examples: [], create: ${create} }`;
    const cwd = project({
      "galley.config.yaml": "extends: [recommended]\nplugins: [./house.mjs]\n",
      "house.mjs": `export default [${rule("fragile", '() => { throw new Error("dropped") }')}];`,
      "a.md": badDate,
      "b.md": styled,
    });
    const { code, stdout } = await galley(cwd, ["lint", "--format", "json", "--exit-zero"]);
    const report = JSON.parse(stdout);
    assert.equal(code, 2);
    assert.deepEqual([report.summary.errors, report.summary.warnings], [1, 1]);
    assert.deepEqual(
      report.errors.map(({ kind, path }: { kind: string; path: string }) => [kind, path]),
      [
        ["rule", "a.md"],
        ["rule", "b.md"],
      ],
    );
    assert.match(report.errors[0].message, /`house\/fragile`.*dropped/);
    const refused = await galley(cwd, ["lint", "--no-plugins"]);
    assert.deepEqual([refused.code, refused.stdout], [2, ""]);
    assert.match(refused.stderr, /plugins/);
  });

  it("says what is wrong with a configuration, and where", async () => {
    const cwd = project({
      "galley.config.yaml": "extends: [recommended]\nrules: { html/no-coments: warn }\n",
      "a.md": clean,
    });
    const { code, stdout, stderr } = await galley(cwd, ["lint"]);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /galley\.config\.yaml:2:10: .*html\/no-comments/);
    assert.equal((await galley(cwd, ["lint", "--no-config"])).code, 0);
  });
});

describe("galley lint: reports", () => {
  it("prints a machine format alone, and writes the others to files", async () => {
    const cwd = project({ "a.md": badDate });
    const { code, stdout } = await galley(cwd, ["lint", "--format=json", "--format", "compact=out/a.txt", "--stats"]);
    assert.equal(code, 1);
    assert.deepEqual(files(stdout), ["a.md"]);
    assert.match(readFileSync(join(cwd, "out/a.txt"), "utf8"), /^a\.md:3:7: error /);
    const quiet = await galley(cwd, ["lint", "--format=json=out.json"]);
    assert.deepEqual([quiet.code, quiet.stdout], [1, ""]);
    assert.deepEqual(files(readFileSync(join(cwd, "out.json"), "utf8")), ["a.md"]);
  });

  it("prints its report although another cannot be written", async () => {
    const cwd = project({ "a.md": badDate, folder: "no folder" });
    const { code, stdout, stderr } = await galley(cwd, ["lint", "--format=json=folder/out.json", "--format=compact"]);
    assert.equal(code, 2);
    assert.match(stdout, /1 error/);
    assert.match(stderr, /out\.json` cannot be written/);
  });

  it("hides warnings with --quiet, but counts them", async () => {
    const cwd = project({ "a.md": styled, "b.md": badDate });
    const { stdout } = await galley(cwd, [...compact, "--quiet"]);
    assert.match(stdout, /^b\.md.*\n2 files checked, 0 ignored, 1 error, 1 warning \(not listed\)/);
  });

  it("shows counts of rules with --stats", async () => {
    const { stdout } = await galley(project({ "a.md": styled }), ["lint", "--stats"], { tick: 1 });
    assert.match(stdout, /html\/no-inline-style +1\b/);
  });

  it("runs one rule alone, or several", async () => {
    const cwd = project({ "a.md": `${styled}\n<!-- x -->\n` });
    const only = async (...ids: string[]): Promise<string> =>
      (await galley(cwd, [...compact, ...ids.flatMap((id) => ["--only", id])])).stdout;
    assert.match(await only("html/no-comments"), /^\S+ warning .*\[html\/no-comments\]\n1 file/);
    assert.match(await only("html/no-comments", "html/no-inline-style"), /2 warnings/);
    assert.match(await only("galley/*"), /0 warnings/);
  });

  it("colors by option, NO_COLOR, FORCE_COLOR and terminal, in this order", async () => {
    const cwd = project({ "a.md": badDate });
    const colored = async (env: Record<string, string>, tty: boolean, ...args: string[]): Promise<boolean> => {
      const world = { env, tty: tty ? (["stdout"] as const) : [] };
      return (await galley(cwd, ["lint", ...args], world)).stdout.includes("\u001b[");
    };
    assert.equal(await colored({}, false), false);
    assert.equal(await colored({}, true), true);
    assert.equal(await colored({ TERM: "dumb" }, true), false);
    assert.equal(await colored({ FORCE_COLOR: "1" }, false), true);
    assert.equal(await colored({ FORCE_COLOR: "0" }, true), false);
    assert.equal(await colored({ NO_COLOR: "1" }, true), false);
    assert.equal(await colored({ NO_COLOR: "" }, true), true);
    assert.equal(await colored({ NO_COLOR: "1", FORCE_COLOR: "1" }, true), false);
    assert.equal(await colored({ NO_COLOR: "1" }, false, "--color"), true);
    assert.equal(await colored({ FORCE_COLOR: "1" }, true, "--no-color"), false);
    assert.equal(await colored({ FORCE_COLOR: "1" }, true, "--format", "json"), false);
  });

  it("draws a bar on the terminal's stderr after a second, never on stdout", async () => {
    const cwd = project(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}.md`, clean])));
    const slow = await galley(cwd, ["lint"], { tty: ["stderr"], tick: 50 });
    assert.match(slow.stderr, /\d+\/40/);
    assert.doesNotMatch(slow.stderr, /\u001b[78]|\u001b\[\?/, "nothing that outlives a killed process");
    assert.doesNotMatch(slow.stdout, /\d\/40|\u001b/);
    put(cwd, { "9.md": badDate });
    const { terminal } = await galley(cwd, compact, { tty: ["stderr", "stdout"], tick: 50 });
    assert.match(terminal, /\r\u001b\[2K9\.md:3:7: /, "the bar makes room for a finding");
    for (const world of [{ tty: ["stderr"], tick: 0 }, { tty: ["stdout"], tick: 50 }, { tick: 50 }] as const) {
      assert.equal((await galley(cwd, ["lint"], world)).stderr, "");
    }
    assert.equal((await galley(cwd, ["lint", "--no-progress"], { tty: ["stderr"], tick: 50 })).stderr, "");
  });
});

describe("galley lint: content that others misread", () => {
  it("never takes an impossible date for another", async () => {
    const cwd = project({});
    for (const date of ["2023-02-30", "12:30", "0123", "2024-13-01"]) {
      put(cwd, { "a.md": `---\ntitle: A\ndate: ${date}\n---\n\nText.\n` });
      const { code, stdout } = await galley(cwd, ["lint", "--format=json"]);
      assert.equal(code, 1, date);
      const [diagnostic] = JSON.parse(stdout).files[0].diagnostics;
      assert.equal(diagnostic.rule, "front-matter/valid-date");
      assert.ok(diagnostic.message.includes(`\`${date}\``), diagnostic.message);
    }
  });

  it("never runs front matter", async () => {
    for (const language of ["js", "javascript", "JS", " js", "coffee"]) {
      const code = 'require("node:fs").writeFileSync("marker", "");';
      const cwd = project({ "a.md": `---${language}\n${code}\nmodule.exports = {}\n---\n\nText.\n` });
      const before = process.cwd();
      process.chdir(cwd);
      try {
        assert.equal((await galley(cwd, ["lint"])).code, 1, language);
      } finally {
        process.chdir(before);
      }
      assert.ok(!existsSync(join(cwd, "marker")), language);
    }
  });
});
