import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "yaml";
import { applyEdits } from "../../src/fix/apply-edits.js";
import { type GeneratorName, generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";
import { quoteText, syntaxRepair } from "../../src/source/syntax-repair.js";

/** The tier of the first repair and the lines that it makes; "none" when nothing is repaired. */
function repaired(content: string, generator?: GeneratorName): string {
  const text = `---\n${content}\n---\n`;
  const { document } = readDocument(text, "post.md", generatorProfile(generator));
  assert.ok(document.problems.length > 0, `nothing is wrong with ${content}`);
  for (const problem of document.problems) {
    const fix = syntaxRepair(problem, text, generator === "hexo");
    if (fix !== undefined) return `${fix.safety} ${applyEdits(text, fix.edits).slice(4, -5)}`;
  }
  return "none";
}

describe("syntaxRepair", () => {
  it("quotes what one reading alone is left for", () => {
    assert.equal(repaired("title: Ferry: late"), "safe title: 'Ferry: late'");
    assert.equal(repaired("title: It's: late"), 'safe title: "It\'s: late"');
    assert.equal(repaired('title: It\'s: "late"'), "safe title: 'It''s: \"late\"'");
    assert.equal(repaired("author: @ann"), "safe author: '@ann'");
    assert.equal(repaired("title: *Ferry* at night"), "safe title: '*Ferry* at night'");
    assert.equal(repaired('title: "Ferry" at night'), "safe title: '\"Ferry\" at night'");
    assert.equal(repaired("title: 'It's late'"), 'safe title: "It\'s late"');
    assert.equal(repaired("title: [Draft] Ferry"), "safe title: '[Draft] Ferry'");
  });

  it("calls a guess a guess", () => {
    assert.equal(repaired("tags: [sea] night"), "unsafe tags: '[sea] night'");
    assert.equal(repaired("part: *intro"), "unsafe part: '*intro'");
    assert.equal(repaired("title: > Ferry\ndraft: true"), "unsafe title: '> Ferry'\ndraft: true");
    assert.equal(repaired('title: "Ferry\ndraft: true'), 'unsafe title: "Ferry"\ndraft: true');
    assert.equal(repaired("title: Ferry\nat night"), "unsafe title: Ferry\n  at night");
    assert.equal(repaired("title: Ferry\nlayout:post"), "unsafe title: Ferry\nlayout: post");
  });

  it("leaves alone what may mean two things", () => {
    assert.equal(repaired("title: Ferry: pier #1"), "none");
    assert.equal(repaired('title: "Ferry" and "Harbor"'), "none");
    assert.equal(repaired("title: 'Ferry' 'Harbor'"), "none");
    assert.equal(repaired("tags: [sea, night\ntitle: Ferry"), "none");
    assert.equal(repaired("title: {{ title }}"), "none");
    assert.equal(repaired('path: "C:\\new\\dir"'), "none");
    assert.equal(repaired("title: Ferry\ntitle: Harbor"), "none");
  });

  it("takes tabs for two spaces each where the lines are indented by nothing else, or Hexo reads them so", () => {
    assert.equal(repaired("map:\n\tzoom: 3\n\tat:\n\t\t- 1"), "safe map:\n  zoom: 3\n  at:\n    - 1");
    assert.equal(repaired("map:\n\tzoom:\n  \t- 1"), "unsafe map:\n  zoom:\n    - 1");
    assert.equal(repaired("map:\n\tzoom: 3", "hexo"), "safe map:\n  zoom: 3");
  });
});

describe("quoteText", () => {
  it("gives text that reads the same", () => {
    for (const text of ["a: b", "it's", 'it\'s "x"', "back\\slash's", "@x", "'", "''", '"']) {
      assert.equal(parse(quoteText(text)), text);
    }
  });
});
