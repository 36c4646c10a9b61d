import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, openSync, readFileSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import { describe, it } from "node:test";
import { badDate, clean, galleyProcess, packageRoot, project, styled } from "./galley.js";

const timeout = 60_000;

function manyPosts(count: number): string {
  return project(Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}.md`, badDate])));
}

/** A rule that mends `teh`. */
const spelling = `export default [{
  id: "house/spelling", summary: "", why: "", recommended: "warn", fixes: "unsafe", examples: [],
  messages: { slip: "A slip" },
  create: ({ report }) => ({
    source({ text }) {
      const start = text.indexOf("teh");
      if (start === -1) return;
      const range = { start, end: start + 3 };
      report({ range, message: "slip", fix: { title: "Spell it right", safety: "unsafe", edits: [{ range, text: "the" }] } });
    },
  }),
}];`;

/** What galley says through a pipe that it cannot wait for, to a reader who begins late. */
async function throughSlowPipe(cwd: string, ...words: readonly string[]): Promise<{ said: string; code: number }> {
  const fifo = join(project({}), "pipe");
  execFileSync("mkfifo", [fifo]);
  const reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
  // Node would make it a pipe that waits if it were standard output from the start.
  const script = ["-c", 'exec "$0" "$@" >&3', process.execPath, join(packageRoot, "bin/galley.js"), ...words];
  const child = spawn("sh", script, { cwd, stdio: ["ignore", "ignore", "inherit", writer] });
  closeSync(writer);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  let said = "";
  const socket = new Socket({ fd: reader, readable: true, writable: false }).setEncoding("utf8");
  for await (const piece of socket) said += piece;
  return { said, code: child.exitCode ?? (await once(child, "exit"))[0] };
}

describe("the program", () => {
  it("gives the same report in every zone and language, and twice", { timeout }, async () => {
    const cwd = project({
      "a.md": badDate,
      "b.md": styled,
      "c.md": "---\ntitle: C\ndate: Invalid Date\nupdated: 04/05/2024\n---\n\n<p style='x'>2021-09-25 20:43</p>\n",
      "Ä.md": clean,
    });
    const worlds: readonly Record<string, string>[] = [
      { TZ: "UTC", LANG: "C" },
      { TZ: "UTC", LANG: "C" },
      { TZ: "America/New_York", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
      { TZ: "Asia/Tokyo", LANG: "de_DE.UTF-8" },
    ];
    for (const format of ["json", "pretty"]) {
      const reports = new Set<string>();
      for (const env of worlds) {
        const { code, stdout, stderr } = await galleyProcess(cwd, ["lint", "--format", format], { env });
        assert.deepEqual([code, stderr], [1, ""]);
        const told = stdout.replaceAll('"status": "cached"', '"status": "linted"');
        reports.add(told.replace(/"durationMs": [\d.]+/, '"durationMs": 0'));
      }
      assert.equal(reports.size, 1, format);
    }
  });

  it("ends with 130 on Ctrl-C", { timeout }, async () => {
    // Rules that weigh no posts against each other print at once.
    const { code, signal, stdout, stderr } = await galleyProcess(
      manyPosts(4000),
      ["lint", "--only", "front-matter/*"],
      {
        meddle: (child) => child.stdout?.once("data", () => child.kill("SIGINT")),
      },
    );
    assert.deepEqual([code, signal], [130, null]);
    assert.match(stderr, /^galley: stopped before all files were checked\n$/);
    assert.doesNotMatch(stdout, /files checked/);
  });

  it("ends quietly when nobody reads on", { timeout }, async () => {
    const { signal, stderr, code } = await galleyProcess(manyPosts(4000), ["lint"], {
      meddle: (child) => child.stdout?.once("data", () => child.stdout?.destroy()),
    });
    assert.deepEqual([signal, stderr, code], [null, "", 1]);
  });

  it("says all that it has to say to whoever is slow to read", { timeout }, async () => {
    const cwd = manyPosts(2000);
    const words = ["lint", "--format", "json"];
    const told = (report: string): string => report.replace(/"durationMs": [\d.]+|"status": "\w+"/g, "");
    const { stdout: whole } = await galleyProcess(cwd, words);
    assert.ok(whole.length > 500_000, `${whole.length}`);
    const { code, stdout } = await galleyProcess(cwd, words, {
      meddle: (child) => {
        child.stdout?.pause();
        setTimeout(() => child.stdout?.resume(), 3_000);
      },
    });
    assert.equal(code, 1);
    assert.equal(told(stdout), told(whole));
  });

  it("says all through a pipe that does not wait", { timeout, skip: process.platform === "win32" }, async () => {
    const cwd = manyPosts(2000);
    const report = await throughSlowPipe(cwd, "lint", "--format", "json");
    assert.equal(JSON.parse(report.said).files.length, 2000);
    assert.equal(report.code, 1);
    // In one go, and more than a pipe holds.
    const named = project(
      Object.fromEntries(Array.from({ length: 1500 }, (_, at) => [`${"n".repeat(100)}${at}.md`, ""])),
    );
    const list = await throughSlowPipe(named, "lint", "--list-files");
    assert.equal(list.said.split("\n").length, 1501);
    assert.equal(list.code, 0);
  });

  it("mends every file although nobody reads on", { timeout }, async () => {
    const names = Array.from({ length: 1500 }, (_, index) => `${index}.md`);
    const cwd = project({
      "galley.config.yaml": "extends: [recommended]\nplugins: [./house.mjs]\n",
      "house.mjs": spelling,
      ...Object.fromEntries(names.map((name) => [name, badDate.replace("It", "teh")])),
    });
    const { stderr } = await galleyProcess(cwd, ["lint", "--fix", "--unsafe"], {
      meddle: (child) => child.stdout?.once("data", () => child.stdout?.destroy()),
    });
    assert.equal(stderr, "");
    const left = names.filter((name) => readFileSync(join(cwd, name), "utf8").includes("teh"));
    assert.deepEqual(left, []);
  });

  it("says that its output cannot be written", { timeout }, () => {
    const full = openSync("/dev/full", "w");
    const cwd = project({ "a.md": clean });
    const { status, stderr } = spawnSync(process.execPath, [join(packageRoot, "bin/galley.js"), "lint"], {
      cwd,
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    assert.equal(status, 2);
    assert.match(stderr, /^galley: the output cannot be written: ENOSPC/);
  });
});
