import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { rules } from "../../rules/index.js";
import { exampleText } from "../../src/examples.js";
import type { FileResult } from "../../src/result.js";
import type { Example } from "../../src/rule.js";
import { gather, reduceResults } from "../../src/run/gather.js";
import { lintAll } from "../../src/run/lint-files.js";
import { planRun } from "../../src/run/plan.js";

/** A project with the posts of an example, under its rule alone. */
function project(id: string, example: Example): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "galley-")));
  after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, ".git"));
  const posts = { ...example.others, [example.path ?? "post.md"]: exampleText(example) };
  const extra = Object.fromEntries((example.files ?? []).map((path) => [path, ""]));
  const presets = example.generator === undefined ? [] : [example.generator];
  const config = {
    extends: presets,
    rules: { [id]: example.options === undefined ? "warn" : ["warn", example.options] },
  };
  const files = { ...extra, ...posts, "galley.config.json": JSON.stringify(config) };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe("a rule that weighs only some facts", () => {
  for (const rule of rules) {
    if (rule.weighs === undefined || rule.weighs === "all") continue;
    it(`says the same of them as of all: ${rule.id}`, async () => {
      let said = 0;
      for (const example of rule.examples) {
        const plan = await planRun({
          cwd: project(rule.id, example),
          rules,
          patterns: ["."],
          commandLine: { only: [rule.id] },
        });
        const options = { clock: () => 0, now: 0, measureRules: false, pause: () => Promise.resolve() };
        const results: FileResult[] = [];
        for await (const result of lintAll(plan, options)) results.push(result);
        const gathering = gather(plan);
        const gathered = results.flatMap((result, index) => [...gathering.add(index, result)]);
        gathered.push(...gathering.end());
        gathering.close();
        const found = gathered.map((final) => (final.kind === "result" ? final.result.diagnostics : []));
        assert.deepEqual(
          found,
          reduceResults(results, rules).map(({ diagnostics }) => diagnostics),
        );
        said += found.flat().length;
      }
      assert.ok(said > 0);
    });
  }
});
