import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { violations } from "../../bench/instructions/limits.js";
import { interleave } from "../../bench/measure/rounds.js";
import { notMeasured, runProcess } from "../../bench/measure/run-process.js";
import { versionOf } from "../../bench/peers/install.js";
import { peers } from "../../bench/peers/peers.js";
import { type Candidate, prove } from "../../bench/peers/prove.js";

const cwd = process.cwd();
const script = (text: string): readonly string[] => [process.execPath, "-e", text];

describe("a measured process", () => {
  it("says what it cost, and what it said when somebody wants to know", async () => {
    const busy = "while (process.cpuUsage().user < 4e5); console.log('out'); console.error('err'); process.exit(3)";
    const { code, stdout, stderr, wallMs, cpuMs } = await runProcess({ words: script(busy), cwd }, true);
    assert.deepEqual([code, stdout, stderr], [3, "out\n", "err\n"]);
    assert.ok(wallMs > 100 && wallMs < 60_000, `${wallMs} ms`);
    if (notMeasured().some((line) => line.startsWith("CPU"))) assert.equal(cpuMs, undefined);
    else assert.ok(cpuMs !== undefined && cpuMs >= 390 && cpuMs < 5_000, `${cpuMs} ms`);
  });

  it("counts the largest of its processes", async () => {
    const child = JSON.stringify("globalThis.a = Buffer.alloc(3e8, 1)");
    const parent = `require("node:child_process").execFileSync(process.execPath, ["-e", ${child}])`;
    const { rssMb } = await runProcess({ words: script(parent), cwd }, false);
    if (notMeasured().length > 0) assert.equal(rssMb, undefined);
    else assert.ok(rssMb !== undefined && rssMb > 300 && rssMb < 600, `${rssMb} MB`);
  });

  it("fails when there is no such program", async () => {
    const { code } = await runProcess({ words: ["./no-such-program"], cwd }, false).catch(() => ({ code: 127 }));
    assert.equal(code, 127);
  });

  it("takes turns, and stops when a run ends otherwise than the first", async () => {
    const subject = (name: string, text: string, before = 1) => ({
      name,
      command: { words: script(text), cwd },
      code: 0,
      before,
    });
    const said: string[] = [];
    const plan = { runs: 3, budget: 100, say: (line: string): unknown => said.push(line) };
    const samples = await interleave([subject("a", "0", 1e9), subject("b", "0"), subject("slow", "0", 99)], plan);
    assert.deepEqual(
      [...samples].map(([name, { length }]) => [name, length]),
      [
        ["a", 3],
        ["b", 3],
        ["slow", 1],
      ],
    );
    assert.equal(said.length, 3);
    await assert.rejects(interleave([subject("broken", "process.exit(2)")], plan), /broken exited with 2, and with 0/);
  });
});

describe("the proof that a linter works", () => {
  const candidate = (text: string, more: Partial<Candidate> = {}): Candidate => ({
    name: "it",
    cwd,
    words: script(text),
    proof: [],
    codes: [1],
    partial: false,
    said: (out) => ({ files: Number(/(\d+) files/.exec(out)?.[1]), findings: Number(/(\d+) findings/.exec(out)?.[1]) }),
    ...more,
  });
  const says = (text: string, code = 1): string => `console.log(${JSON.stringify(text)}); process.exitCode = ${code}`;

  it("is that it looked at every file and found something", async () => {
    assert.deepEqual((await prove(candidate(says("9 files, 4 findings")), 9)).said, { files: 9, findings: 4 });
    assert.equal((await prove(candidate(says("4 files, 4 findings"), { partial: true }), 9)).code, 1);
  });

  for (const [what, text, message] of [
    ["crashes", "throw new Error('no plugin')", /it speaks of NaN|it found nothing/],
    ["exits otherwise", says("9 files, 4 findings", 2), /it exited with 2/],
    ["finds nothing", says("9 files, 0 findings"), /it found nothing/],
    ["leaves files out", says("8 files, 4 findings"), /it speaks of 8 files, not of 9/],
    ["says nothing that can be read", says("done"), /it found nothing/],
  ] as const) {
    it(`is not given when it ${what}`, () => assert.rejects(prove(candidate(text), 9), message));
  }
});

describe("peers", () => {
  it("have exact versions, and say what they do and what they do not", () => {
    assert.equal(new Set(peers.map(({ id }) => id)).size, peers.length);
    for (const { packages, checks, misses } of peers) {
      for (const name of packages) assert.match(versionOf(name), /^\d+\.\d+\.\d+$/);
      assert.ok(checks !== "" && misses !== "");
    }
  });

  it("are understood", () => {
    const of = (id: string, stdout: string, stderr = "") => peers.find((peer) => peer.id === id)?.said(stdout, stderr);
    assert.deepEqual(of("rumdl", "a.md:1:1: [MD001] x\n\nIssues: Found 17 issues in 3/10 files (4ms)\n"), {
      files: 10,
      findings: 17,
    });
    assert.deepEqual(of("eslint-html", '[{"messages":[{},{}]},{"messages":[]}]'), { files: 2, findings: 2 });
    assert.deepEqual(of("remark", "", "a/b.md: no issues found\na/c.md\n1:1 warning x\n\n⚠ 1 warning\n"), {
      files: 2,
      findings: 1,
    });
    assert.deepEqual(of("prettier", "", "[warn] source/a.md\n[error] source/b.html: SyntaxError\n"), {
      files: 2,
      findings: 2,
    });
    assert.deepEqual(of("html-validate", "\n/x/a.html\n  1:2  error  x  y\n\n✖ 5 problems (5 errors, 0 warnings)\n"), {
      files: 1,
      findings: 5,
    });
  });
});

describe("limits of instructions", () => {
  it("are broken by more than three in a hundred, by what was not counted, and by what has no limit", () => {
    const limits = { a: 2, b: 2, c: 2 };
    assert.deepEqual(
      violations(
        new Map([
          ["a", 2.05],
          ["b", 1],
        ]),
        limits,
      ),
      [],
    );
    assert.deepEqual(
      violations(
        new Map([
          ["a", 2.07],
          ["b", Number.NaN],
          ["d", 1],
        ]),
        limits,
      ),
      ["a: 2.07, limit 2", "b: NaN, limit 2", "d: no limit"],
    );
  });
});
