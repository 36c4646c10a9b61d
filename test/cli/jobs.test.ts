import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { badDate, clean, type Files, galley, galleyProcess, project, styled } from "./galley.js";

const FORMATS = "pretty compact json ndjson sarif github gitlab junit checkstyle rdjson markdown html".split(" ");

/** Posts of all kinds, enough for all threads to get some. */
function posts(count: number, text: (index: number) => string | undefined = () => undefined): Files {
  const kinds = [
    clean,
    badDate,
    styled,
    "---\ntitle: 码头\ntags: [Pier, 海]\n---\n\n<p align=center>不\n",
    "---\ntitle: Tags\ntags: [pier]\npermalink: /pier/\n---\n\nText.\n",
  ];
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const path = `posts/${String(index).padStart(3, "0")}.md`;
      return [path, text(index) ?? kinds[index % kinds.length] ?? ""];
    }),
  );
}

const plugin = (body: string, imports = ""): string => `${imports}
export default { name: "house", rules: [{
  id: "house/thread", summary: "Disallow threads", why: "For tests.", fixes: "none", recommended: "warn",
  messages: { thread: "Checked by {{who}}" }, examples: [],
  create: ({ report }) => ({ source: ({ text }) => { ${body} } }),
}] };
`;

const THREADS = 'import { isMainThread } from "node:worker_threads";';
/** Holds up the thread that everything begins with, until others are there. */
const SLOW_MAIN = "if (isMainThread) for (const end = Date.now() + 100; Date.now() < end; );";
const CONFIG = "extends: [recommended]\nplugins: [./house.mjs]\nrules: { house/thread: warn }\n";

const withPlugin = (body: string, files: Files, imports = THREADS): Files => ({
  "galley.config.yaml": CONFIG,
  "house.mjs": plugin(body, imports),
  ...files,
});

/** Durations are those of a real clock in other threads. */
const settled = (text: string): string => text.replace(/"durationMs": ?[\d.]+|time="[\d.]+"/g, "");

describe("galley lint --jobs", () => {
  it("lets other threads work, and keeps the order of files", async () => {
    const folder = project(
      withPlugin(
        `${SLOW_MAIN} report({ range: { start: 0, end: 1 }, message: "thread", data: { who: isMainThread ? "main" : "another" } });`,
        posts(60),
      ),
    );
    const lint = async (jobs: string): Promise<readonly string[]> => {
      const { stdout } = await galley(folder, ["lint", "--no-cache", "--format", "compact", "--jobs", jobs]);
      return stdout.split("\n").filter((line) => line.includes("house/thread"));
    };
    const two = await lint("2");
    assert.equal(two.length, 60);
    assert.ok(two.some((line) => line.includes("by main")) && two.some((line) => line.includes("by another")));
    const paths = two.map((line) => line.split(":")[0] ?? "");
    assert.deepEqual(paths, [...paths].sort());
    assert.ok((await lint("1")).every((line) => line.includes("by main")));
  });

  it("changes no byte of any report, with a cold cache, a warm one or none", async () => {
    // The loop holds up all threads alike, and asks nothing: such a plugin is cached.
    const burn =
      "let sum = text.length; for (let i = 0; i < 4e6; i++) sum = (sum * 31 + i) | 0; if (sum === 1) throw sum;";
    const make = (): string => project(withPlugin(burn, posts(24), ""));
    const [alone, together] = [make(), make()];
    for (const format of FORMATS) {
      const args = ["lint", "--now", "2024-06-01", "--format", format];
      const one = await galley(alone, [...args, "--no-cache", "--jobs", "1"]);
      for (const rest of [["--no-cache", "--jobs", "3"]]) {
        const many = await galley(together, [...args, ...rest]);
        assert.equal(settled(many.stdout), settled(one.stdout), `${format} ${rest}`);
        assert.deepEqual([many.code, many.stderr], [one.code, one.stderr]);
      }
    }
    const cached = (text: string): string => settled(text).replaceAll('"cached"', '"linted"');
    const expected = await galley(alone, [
      "lint",
      "--now",
      "2024-06-01",
      "--format",
      "json",
      "--no-cache",
      "--jobs",
      "1",
    ]);
    for (const jobs of ["2", "1", "4"]) {
      const { stdout } = await galley(together, ["lint", "--now", "2024-06-01", "--format", "json", "--jobs", jobs]);
      assert.equal(cached(stdout), cached(expected.stdout), jobs);
    }
    const stats = await galley(together, ["lint", "--now", "2024-06-01", "--stats", "--jobs", "2"]);
    assert.match(stats.stdout, /Cache: 24 of 24 files known/);
  });

  it("gives the same by cached results that another thread found", async () => {
    const burn = "let sum = 0; for (let i = 0; i < 2e7; i++) sum = (sum * 31 + i) | 0; if (sum === 1) throw sum;";
    const folder = project(
      withPlugin(burn, { ...posts(40), "posts/pier.jpg": "", "posts/a.md": "![](pier.jpg)\n![](no.jpg)\n" }, ""),
    );
    const args = ["lint", "--now", "2024-06-01", "--format", "compact"];
    const cold = await galley(folder, [...args, "--jobs", "3"]);
    const warm = await galley(folder, [...args, "--jobs", "1"]);
    assert.equal(warm.stdout, cold.stdout);
    assert.match((await galley(folder, [...args, "--stats"])).stdout, /Cache: 41 of 41 files known/);
  });

  for (const [what, body, says] of [
    [
      "exhausts the memory",
      "const all = []; for (;;) all.push(new Array(1e6).fill(1.5));",
      /more than 1024 MB of memory/,
    ],
    ["ends itself", "process.exit(3);", /brought down the thread/],
    ["stalls", "for (;;) {}", /more than 4 seconds/],
  ] as const) {
    it(`loses one file when a thread ${what}`, async () => {
      const folder = project(
        withPlugin(
          `if (text.includes("FATAL") && !isMainThread) { ${body} } ${SLOW_MAIN}`,
          posts(60, (index) => (index % 16 === 5 && index > 16 ? `${badDate}FATAL\n` : undefined)),
        ),
      );
      const { code, stdout } = await galley(folder, [
        "lint",
        "--no-cache",
        "--timeout",
        "4",
        "--format",
        "json",
        "--jobs",
        "2",
      ]);
      const report = JSON.parse(stdout);
      assert.equal(report.files.length, 60);
      assert.equal(code, 2);
      assert.ok(report.errors.length > 0 && report.errors.length <= 3);
      for (const { path, message } of report.errors) {
        assert.match(message, says);
        assert.match(path, /posts\/(?:021|037|053)\.md/);
      }
      const failed = report.files.filter((file: { status: string }) => file.status === "failed");
      assert.equal(failed.length, report.errors.length);
    });
  }

  it("says of a rule that throws the same by any number of threads", async () => {
    const body = 'if (text.includes("2023")) throw new Error("dropped");';
    const folder = project(withPlugin(body, posts(30)));
    const [one, two] = [
      await galley(folder, ["lint", "--no-cache", "--format", "json", "--jobs", "1"]),
      await galley(folder, ["lint", "--no-cache", "--format", "json", "--jobs", "2"]),
    ];
    assert.equal(one.code, 2);
    assert.equal(settled(two.stdout), settled(one.stdout));
  });

  it("stops all threads at Ctrl-C", { skip: process.platform === "win32" && "needs signals" }, async () => {
    const slow = 'writeSync(2, "begun"); for (const end = Date.now() + 100; Date.now() < end; );';
    const folder = project(withPlugin(slow, posts(400), 'import { writeSync } from "node:fs";'));
    let began = 0;
    const { code, stderr } = await galleyProcess(folder, ["lint", "--no-cache", "--jobs", "2", "--format", "compact"], {
      meddle: (child) => {
        child.stderr?.once("data", () => {
          began = performance.now();
          setTimeout(() => child.kill("SIGINT"), 2000);
        });
      },
    });
    assert.equal(code, 130);
    assert.match(stderr, /stopped before all files were checked/);
    // One thread alone would take 40 seconds, two of them 20.
    assert.ok(performance.now() - began < 15_000);
  });

  it("asks for a number", async () => {
    for (const value of ["0", "-1", "1.5", "many", "", "1000"]) {
      const { code, stderr } = await galley(project({ "a.md": clean }), ["lint", `--jobs=${value}`]);
      assert.equal(code, 2, value);
      assert.match(stderr, /--jobs/);
    }
  });
});
