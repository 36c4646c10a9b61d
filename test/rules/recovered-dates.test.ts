import assert from "node:assert/strict";
import { describe, it } from "node:test";
import validDate from "../../rules/front-matter/valid-date.js";
import type { Capabilities } from "../../src/capabilities.js";
import { converge, type FixResult } from "../../src/fix/converge.js";
import { lintDocument } from "../../src/lint/lint-document.js";
import type { Rule } from "../../src/rule.js";
import { defaultOptions } from "../../src/rule.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";

interface Setting {
  readonly path?: string;
  readonly tier?: "safe" | "unsafe";
  readonly capabilities?: Capabilities;
}

function fix(
  text: string,
  { path = "source/_posts/pier.md", tier = "unsafe", capabilities = {} }: Setting = {},
): FixResult {
  const rule = validDate as unknown as Rule;
  const fixed = converge(text, {
    tier,
    read: (one) => readDocument(one, path, generatorProfile("hexo")),
    lint: (reading) =>
      lintDocument(reading, {
        rules: [{ rule, severity: "error", options: defaultOptions(rule) }],
        knownRules: new Set([rule.id]),
        capabilities,
        timezone: "Asia/Shanghai",
        root: undefined,
        validate: undefined,
      }),
  });
  assert.deepEqual(fixed.dropped, []);
  assert.deepEqual(fixed.result.crashes, []);
  return fixed;
}

const SCRAPED = `
---
title: 'The pier'
date: Invalid Date
comments: false
---

<div>
<p class="u-time">
          <span class="time">
            2021-09-25 20:43:23
          </span>
        </p>
</div>
`;

describe("recovered dates", () => {
  it("change the value and nothing else, with every line ending and byte order mark", () => {
    for (const make of [
      (text: string) => text,
      (text: string) => text.replaceAll("\n", "\r\n"),
      (text: string) => `\uFEFF${text}`,
      (text: string) => text.replace("Invalid Date", "'Invalid Date'"),
    ]) {
      const text = make(SCRAPED);
      assert.equal(fix(text).text, text.replace("Invalid Date", "2021-09-25T20:43:23+08:00"));
      assert.equal(fix(text, { tier: "safe" }).text, text);
    }
  });

  it("keep to the rules of each language of front matter", () => {
    const path = "source/_posts/2021-09-25-pier.md";
    for (const [before, after] of [
      ["+++\ndate = 2021-02-30\n+++\n", "+++\ndate = 2021-09-25\n+++\n"],
      ["+++\ndate = ''\n+++\n", "+++\ndate = '2021-09-25'\n+++\n"],
      ['{\n"date": "Invalid Date",\n"title": "a"\n}\n', '{\n"date": "2021-09-25",\n"title": "a"\n}\n'],
      ['{\n"date": null\n}\n', '{\n"date": "2021-09-25"\n}\n'],
      ["---\ndate: ~\ntitle: a\n---\n", "---\ndate: 2021-09-25\ntitle: a\n---\n"],
      ["---\ndate:\ntitle: a\n---\n", "---\ndate: 2021-09-25\ntitle: a\n---\n"],
    ] as const) {
      assert.equal(fix(before, { path }).text, after, before);
    }
  });

  it("ask the history, unless it is cut off or the commit is an import", () => {
    const text = "---\ntitle: a\ndate: Invalid Date\n---\n";
    const commit = { date: "2021-09-25T12:43:23Z", posts: 1, shallow: false };
    const asked: string[] = [];
    const knowing = (answer: typeof commit | undefined): Capabilities => ({
      firstCommit(path) {
        asked.push(path);
        return answer;
      },
    });
    const fixed = fix(text, { capabilities: knowing(commit) });
    assert.equal(fixed.text, "---\ntitle: a\ndate: 2021-09-25T20:43:23+08:00\n---\n");
    assert.ok(asked.every((path) => path === "source/_posts/pier.md"));
    const shown = fix(text, { tier: "safe", capabilities: knowing(commit) });
    assert.match(
      shown.result.diagnostics[0]?.note ?? "",
      /The commit that added the file says `2021-09-25T12:43:23Z`\./,
    );
    for (const answer of [{ ...commit, shallow: true }, { ...commit, posts: 51 }, undefined]) {
      assert.equal(fix(text, { capabilities: knowing(answer) }).text, text);
    }
    assert.equal(fix(text, { capabilities: knowing({ ...commit, posts: 50 }) }).text, fixed.text);
    const dated = fix(text, { path: "2021-09-25-pier.md", tier: "safe", capabilities: knowing(commit) });
    assert.equal(dated.text, fixed.text);
    asked.length = 0;
    fix("---\ndate: 2021-09-25\n---\n", { capabilities: knowing(commit) });
    assert.deepEqual(asked, [], "a valid date asks nothing");
  });

  it("leave alone keys that are not of publication", () => {
    const text = "---\ndate: 2021-09-25\nupdated: NaN-NaN-NaN\n---\n";
    assert.equal(fix(text, { path: "2021-09-25-pier.md" }).text, text);
  });
});
