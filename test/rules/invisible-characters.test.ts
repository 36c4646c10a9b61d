import assert from "node:assert/strict";
import { it } from "node:test";
import rule from "../../rules/text/no-invisible-characters.js";
import { lintText } from "../../src/index.js";

it("takes a line of many invisible characters in a time that grows with it", () => {
  const timed = (count: number): number => {
    const started = performance.now();
    const text = `Ferry ${"x\u200B".repeat(count)}\n`;
    const { diagnostics } = lintText(text, { path: "post.md", config: { rules: { [rule.id]: "error" } } });
    const found = diagnostics.filter((one) => one.rule === rule.id);
    assert.equal(found.length, 1);
    assert.equal(found[0]?.fix?.safety, count > 200 ? "manual" : "safe");
    return performance.now() - started;
  };
  timed(150);
  const [some, many] = [timed(20_000), timed(160_000)];
  // Eight times as much; looking at the line for each of them would take sixty-four times as long.
  assert.ok(many < 24 * some + 200, `${some} ms, ${many} ms`);
});
