import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { splitByGrayMatter } from "../../src/source/gray-matter.js";

describe("splitting by gray-matter", () => {
  it("gives the content and the body's beginning", () => {
    for (const eol of ["\n", "\r\n"]) {
      for (const [opener, content, body] of [
        ["---", "title: x", "Body"],
        ["---json", "{}", ""],
        ["---", "", "\n\n"],
      ] as const) {
        const inner = content === "" ? "" : content + eol;
        const text = `${opener}${eol}${inner}---${eol}${body}`;
        const split = splitByGrayMatter(text);
        assert.equal(text.slice(split?.content.start, split?.content.end), inner);
        assert.equal(text.slice(split?.bodyStart), body);
      }
    }
  });

  it("answers the same twice for YAML that is broken", () => {
    const text = "---\ntitle: @x\n---\nBody";
    assert.deepEqual(splitByGrayMatter(text), splitByGrayMatter(text));
    assert.equal(splitByGrayMatter(text)?.bodyStart, text.length - 4);
  });

  it("is not asked where its answer is wrong", () => {
    for (const text of [
      "---js\nglobalThis.ran = true\n---\n",
      "---constructor\nx\n---\n",
      "--- \ntitle: x\n---\n",
      "---\ntitle: x\n",
      "---\ntitle: x\n---more\n---\n",
      "---\ntitle: x\n----\n",
      "---\rtitle: x\r---\r",
      `---\n${"\n".repeat(5000)}---\n`,
      "\n---\ntitle: x\n---\n",
    ]) {
      assert.equal(splitByGrayMatter(text), undefined, JSON.stringify(text.slice(0, 40)));
    }
    assert.equal(Reflect.has(globalThis, "ran"), false);
  });
});
