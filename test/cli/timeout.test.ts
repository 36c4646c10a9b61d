import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { badDate, clean, galley, galleyProcess, project } from "./galley.js";

const plugin = (body: string): string => `
export default { name: "house", rules: [{
  id: "house/slow", summary: "Disallow slowness", why: "It is slow.", fixes: "none", recommended: "error",
  messages: { slow: "Slow" }, examples: [],
  create: () => ({ source: ({ text }) => { if (text.includes("STALL")) { ${body} } } }),
}] };
`;

const stalling = (body: string) => ({
  "galley.config.yaml": "extends: [recommended]\nplugins: [./house.mjs]\nrules: { house/slow: error }\n",
  "house.mjs": plugin(body),
  "a.md": badDate,
  "b.md": `${clean}STALL\n`,
  "c.md": badDate,
  "d.md": `${clean}STALL\n`,
  "e.md": badDate,
});

describe("galley lint --timeout", () => {
  for (const [what, body] of [
    ["an endless loop", "for (;;) {}"],
    ["an endless loop that catches everything", "for (;;) { try { for (;;) {} } catch {} finally { continue; } }"],
    ["a regular expression that explodes", '/^(a+)+$/.test("a".repeat(60) + "b");'],
  ] as const) {
    it(`leaves a file that stalls: ${what}`, async () => {
      const folder = project(stalling(body));
      const { code, stdout } = await galley(folder, ["lint", "--timeout", "0.2", "--format", "json"]);
      assert.equal(code, 2);
      const report = JSON.parse(stdout);
      const state = report.files.map((file: { status: string; diagnostics: readonly { rule: string }[] }) =>
        [file.status, ...file.diagnostics.map(({ rule }) => rule)].join(" "),
      );
      const found = "linted front-matter/valid-date";
      assert.deepEqual(state, [found, "failed", found, "failed", found]);
      assert.deepEqual(
        report.errors.map(({ kind, path }: { kind: string; path: string }) => `${kind} ${path}`),
        ["timeout b.md", "timeout d.md"],
      );
      assert.match(report.errors[0].message, /more than 0\.2 seconds/);
    });
  }

  it("ends the real program, with 2", async () => {
    const folder = project(stalling("for (;;) {}"));
    const { code, stdout } = await galleyProcess(folder, ["lint", "--timeout=0.3", "--format", "compact"]);
    assert.equal(code, 2);
    assert.match(stdout, /b\.md.*more than 0\.3 seconds/);
  });

  it("asks for a time", async () => {
    for (const value of ["0", "-1", "soon", "1e9", ""]) {
      assert.equal((await galley(project({ "a.md": clean }), ["lint", `--timeout=${value}`])).code, 2, value);
    }
  });
});
