import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Result } from "../../bench/report/results.js";
import { section } from "../../bench/report/tables.js";

const result: Result = {
  scenario: "compare",
  title: "1000 posts, with other linters",
  date: "2024-03-09",
  machine: { cpu: "Some CPU", cores: 8, memoryGb: 16, system: "linux 6.1 x64", node: "v20.19.0" },
  galley: "0.1.0",
  corpus: { version: 1, seed: 1, megabytes: 10.34 },
  rows: [
    {
      name: "galley",
      samples: [
        { wallMs: 1_000, cpuMs: 1_500, rssMb: 90 },
        { wallMs: 2_000, cpuMs: 1_500, rssMb: 92 },
        { wallMs: 1_500, cpuMs: 1_500, rssMb: 91 },
      ],
    },
    { name: "other", samples: [{ wallMs: 3_000 }, { wallMs: 8_000 }], findings: 5, named: 4, checks: "tags" },
  ],
  notes: ["Memory: not measured"],
};

const cells = (text: string, name: string): readonly string[] =>
  (text.split("\n").find((line) => line.startsWith(`| ${name}`)) ?? "").split("|").map((cell) => cell.trim());

describe("tables of the bench", () => {
  it("say where the numbers come from", () => {
    const text = section(result);
    for (const part of [
      "Some CPU, 8 cores, 16 GB",
      "Node.js 20.19.0",
      "2024-03-09",
      "seed 1, 10.3 MB",
      "Memory: not measured.",
    ]) {
      assert.ok(text.includes(part), part);
    }
  });

  it("have medians, and ratios round by round", () => {
    const text = section(result);
    assert.deepEqual(cells(text, "galley").slice(3, 9), ["1.50", "1.50", "91", "–", "–", "3"]);
    // 3 and 4 times; without CPU times there is no ratio of them.
    assert.deepEqual(cells(text, "other").slice(3, 11), ["5.50", "–", "–", "× 3.50", "–", "2", "5 in 4 files", "tags"]);
  });

  it("give times for each post, where the number of posts is the matter", () => {
    const rows = result.rows.map((row) => ({ ...row, posts: 500 }));
    const text = section({ ...result, scenario: "scale", rows });
    assert.deepEqual(cells(text, "`galley`, 500 posts").slice(2, 8), ["1500", "1500", "91", "3.000", "3.000", "3"]);
  });
});
