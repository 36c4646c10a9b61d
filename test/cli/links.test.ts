/** Links that a repository lays: galley neither shows what lies outside of the project nor writes there. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { clean, galley, project, put, styled } from "./galley.js";

const SECRET = "TOKEN-xyz\nother: [\n";

describe("links out of the project", () => {
  it("show nothing through configurations, schemas, ignore files and posts", async () => {
    const outside = project({ secret: SECRET, rules: "*.md\n" });
    const cwd = project({ "a.md": styled });
    const link = (name: string, target = "secret"): void => symlinkSync(join(outside, target), join(cwd, name));
    const said = async (...argv: readonly string[]): Promise<string> => {
      const { stdout, stderr } = await galley(cwd, ["lint", "--format", "compact", ...argv]);
      assert.doesNotMatch(stdout + stderr, /TOKEN|a bug/);
      return stdout + stderr;
    };
    link("galley.config.yaml");
    assert.match(await said(), /link that leads out of the project/);
    rmSync(join(cwd, "galley.config.yaml"));
    put(cwd, { "galley.config.yaml": "extends: [recommended, ./shared.yaml]\n" });
    link("shared.yaml");
    assert.match(await said(), /link that leads out of the project/);
    put(cwd, { "galley.config.yaml": "extends: [recommended]\nschemas: { '**': s.json }\n" });
    link("s.json");
    assert.match(await said(), /link that leads out of the project/);
    rmSync(join(cwd, "galley.config.yaml"));
    link(".galleyignore", "rules");
    link(".gitignore", "rules");
    link("b.md");
    link("package.json");
    link("_config.yml");
    assert.match(await said(), /^a\.md:6:4: .*\n1 file checked/m);
  });

  it("may lead to files of the project", async () => {
    const cwd = project({ "shared/x.yaml": "rules: { html/no-inline-style: off }\n", "site/a.md": styled });
    symlinkSync("../shared/x.yaml", join(cwd, "site/galley.config.yaml"));
    assert.match((await galley(join(cwd, "site"), ["lint"])).stdout, /1 file checked, 0 ignored, 0 errors, 0 warnings/);
  });

  it("take no writes: repairs, ledgers, reports, what init writes", async () => {
    const outside = project({ "post.md": styled, ledger: "mine\n", report: "mine\n" });
    const cwd = project(Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [`posts/${name}.md`, clean])));
    put(cwd, { "posts/a.md": styled });
    for (const name of ["post.md", "ledger", "report"]) symlinkSync(join(outside, name), join(cwd, name));
    symlinkSync(outside, join(cwd, "schemas"));
    const before = readdirSync(outside);
    const fix = ["lint", "--fix", "--unsafe", "--no-config"];
    await galley(cwd, [...fix, "post.md"]);
    assert.equal((await galley(cwd, [...fix, "--ledger", "ledger"])).code, 2);
    assert.equal(readFileSync(join(cwd, "posts/a.md"), "utf8"), styled, "no repair without its entry");
    await galley(cwd, ["lint", "--format", "json=report"]);
    const { stderr } = await galley(cwd, ["init", "--infer"]);
    assert.match(stderr, /a link leads out of the project/);
    assert.deepEqual(readdirSync(outside), before);
    for (const [name, text] of [
      ["post.md", styled],
      ["ledger", "mine\n"],
      ["report", "mine\n"],
    ] as const) {
      assert.equal(readFileSync(join(outside, name), "utf8"), text, name);
    }
    assert.ok(existsSync(join(cwd, "report")));
  });
});
