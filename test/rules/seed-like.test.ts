import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { micromark } from "micromark";
import { rules } from "../../rules/index.js";
import { lintDocument } from "../../src/lint/lint-document.js";
import { defaultOptions } from "../../src/rule.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";
import { fixWith } from "./fixing.js";

/** A post as scrapers write it: a page template's markup with its blank lines, indentation and comments. */
const POST = `
---
title: 'The harbour opens again'
date: Invalid Date
---

<div>
<div class="top">
        <h2>
          <!-- <a href="#">An older headline about the harbour</a> -->
          The harbour opens again
        </h2>
        <!--published at-->
        <p class="time">
          <span>2021-03-04 10:20:30</span>
        </p>

        <div class="tags">

        </div>
        <!-- div class="tags">
          <a href="" class="tag">Ships</a>
          <a href="" class="tag">Trade <abbr class="up">+0.3%</abbr></a>
        </div -->

      </div>
      <!--summary-->
        <div class="summary" style="color:black">
          <p>The first ship arrives on Monday.</p>
        </div>
      <!--main text-->
      <div class="text">
        <!-- names are filled in here -->
          <p style="color:#6d6d6d;font-size: 16px;">
            By our reporter
          </p>

        <!-- lead picture -->

        <!-- main text -->
        <p>For two years the harbour was closed.
<p>Now the cranes move again.</p>

        <!-- says where the picture is from -->
            <p style="color:#6d6d6d; font-size:small;">Picture: the harbour's archive</p>


        <!-- pages -->
      </div>
      
</div>
`;

const RULES = [
  "html/no-commented-markup",
  "html/no-comments",
  "html/no-inline-style",
  "html/no-style-element",
  "html/no-unclosed-comment",
  "html/no-unclosed-raw-text",
  "html/valid-markup",
  "markdown/no-indented-html",
];

/** `rule first-last`, by line. */
function found(text: string): readonly string[] {
  const reading = readDocument(text, "source/_posts/harbour.md", generatorProfile("hexo"));
  const { source } = reading.document;
  const enabled = rules
    .filter((rule) => RULES.includes(rule.id))
    .map((rule) => ({ rule, severity: "warn" as const, options: defaultOptions(rule) }));
  assert.equal(enabled.length, RULES.length);
  const { diagnostics, crashes } = lintDocument(reading, {
    rules: enabled,
    knownRules: new Set(RULES),
    capabilities: {},
    timezone: "UTC",
    root: undefined,
    validate: undefined,
  });
  assert.deepEqual(crashes, []);
  return diagnostics.map(({ rule, range }) => {
    const [first, last] = [source.lineAt(range.start), source.lineAt(range.end)];
    return first === last ? `${rule} ${first}` : `${rule} ${first}-${last}`;
  });
}

const EXPECTED = [
  "html/no-commented-markup 10",
  "html/no-comments 13",
  "markdown/no-indented-html 18-41",
  "html/no-commented-markup 21-24",
  "html/no-comments 27",
  "html/no-inline-style 28",
  "html/no-comments 31",
  "html/no-comments 33",
  "html/no-inline-style 34",
  "html/no-comments 38",
  "html/no-comments 40",
  "html/no-comments 44",
  "markdown/no-indented-html 44-50",
  "html/no-inline-style 45",
  "html/no-comments 48",
];

describe("a post as scrapers write it", () => {
  it("has its comments, styles and trapped HTML found where they stand", () => {
    assert.deepEqual(found(POST), EXPECTED);
  });
  it("reads the same with CR LF", () => {
    assert.deepEqual(found(POST.replaceAll("\n", "\r\n")), EXPECTED);
  });
  it("reads the same with a BOM", () => {
    assert.deepEqual(found(`\uFEFF${POST}`), EXPECTED);
  });
});

/** The post without the given lines (from 1). */
function withoutLines(text: string, ...numbers: readonly number[]): string {
  return text
    .split("\n")
    .filter((_, index) => !numbers.includes(index + 1))
    .join("\n");
}

/** Tags and comments out, white space folded. */
function words(html: string): string {
  const body = html.slice(html.lastIndexOf("---"));
  return body
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ");
}

const VARIANTS: readonly (readonly [string, (text: string) => string])[] = [
  ["as it is", (text) => text],
  ["with CR LF", (text) => text.replaceAll("\n", "\r\n")],
  ["with a BOM", (text) => `\uFEFF${text}`],
];

describe("a post as scrapers write it, fixed", () => {
  const enabled = rules.filter(({ id }) => RULES.includes(id) && id !== "html/no-comments");
  const options = { path: "source/_posts/harbour.md", generator: "hexo" } as const;
  for (const [label, make] of VARIANTS) {
    it(`loses the commented-out markup and nothing else (safe, ${label})`, () => {
      const fixed = fixWith(enabled, make(POST), options);
      assert.equal(fixed.text, make(withoutLines(POST, 10, 21, 22, 23, 24)));
      assert.deepEqual([fixed.dropped, fixed.fighting], [[], []]);
      assert.equal(fixWith(enabled, fixed.text, options).text, fixed.text);
    });

    it(`has neither inline styles nor HTML that Markdown shows as code (unsafe, ${label})`, () => {
      const fixed = fixWith(enabled, make(POST), { ...options, tier: "unsafe" });
      assert.doesNotMatch(fixed.text, /style=/);
      assert.doesNotMatch(micromark(fixed.text, { allowDangerousHtml: true }), /<code>/);
      assert.equal(words(fixed.text), words(make(POST)));
      assert.deepEqual([fixed.dropped, fixed.fighting, fixed.result.diagnostics], [[], [], []]);
      const again = fixWith(enabled, fixed.text, { ...options, tier: "unsafe" });
      assert.equal(again.text, fixed.text);
    });
  }

  it("keeps the shape of its HTML", () => {
    const { text } = fixWith(enabled, POST, { ...options, tier: "unsafe" });
    assert.ok(
      text.includes(`
  <div class="tags">

  </div>

</div>
<!--summary-->
  <div class="summary">
    <p>The first ship arrives on Monday.</p>
  </div>
<!--main text-->
<div class="text">
`),
    );
  });
});
