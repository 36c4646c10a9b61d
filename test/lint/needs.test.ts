import assert from "node:assert/strict";
import { after, test } from "node:test";
import { rules } from "../../rules/index.js";
import { exampleRun, exampleText } from "../../src/examples.js";
import { lintDocument } from "../../src/lint/lint-document.js";
import { setNeedsFilter } from "../../src/lint/needs.js";
import type { LintSettings } from "../../src/lint/types.js";
import { defaultOptions, type Rule } from "../../src/rule.js";
import type { Document } from "../../src/source/document.js";
import { type GeneratorName, generatorProfile } from "../../src/source/generators.js";
import { type DocumentReading, readDocument } from "../../src/source/read-document.js";
import fc from "../property.js";

const catalogue = rules as unknown as readonly Rule[];

after(() => setNeedsFilter(true));

/** Findings, facts and counts with the filter and without. */
function bothWays<T>(run: () => T): readonly [T, T] {
  setNeedsFilter(true);
  const filtered = run();
  setNeedsFilter(false);
  const whole = run();
  setNeedsFilter(true);
  return [filtered, whole];
}

function settingsOf(on: readonly Rule[]): LintSettings {
  return {
    rules: on.map((rule) => ({ rule, severity: "warn", options: defaultOptions(rule) })),
    knownRules: new Set(catalogue.map(({ id }) => id)),
    capabilities: { now: Date.parse("2026-01-01") },
    timezone: "UTC",
    root: undefined,
    validate: undefined,
  };
}

test("what a rule needs stands in every example in which it finds something", () => {
  for (const rule of catalogue) {
    for (const example of rule.examples) {
      const run = exampleRun(rule, example);
      for (const text of [exampleText(example), ...Object.values(example.others ?? {})]) {
        const [filtered, whole] = bothWays(() => run.lint(run.read(text)));
        assert.deepEqual(filtered, whole, `${rule.id}: ${text}`);
      }
    }
  }
});

test("every need is one of the pieces that the next test makes texts of", () => {
  const needs = new Set(catalogue.flatMap((rule) => rule.needs ?? []));
  for (const need of needs)
    assert.ok(
      PIECES.some((piece) => piece.includes(need)),
      need,
    );
  assert.ok(needs.size > 0);
});

const PIECES = [
  ...[
    "Text. ",
    "\n\n",
    "\n",
    "> ",
    "- ",
    "    ",
    "`",
    "```\n",
    "&lt;!-- a --> ",
    "\\<!-- b --> ",
    "日本 ",
    "undefined ",
  ],
  ...[
    "<!-- <p>old</p> -->",
    "<!-- note -->",
    "<!--",
    "-->",
    "<!x>",
    "<?php ?>",
    "</2>",
    "<!-- galley-disable-next-line -->\n",
  ],
  ...[
    '<p style="color: red">',
    "</p>",
    "<P STYLE=x>",
    "<img src='a.png'>",
    "<IMG DATA-SRC=https://a.b/c.png>",
    "<font>",
    "<b></b>",
  ],
  ...[
    "<script>alert(1)</script>",
    "<style>p{}</style>",
    "<textarea>",
    "<a href='//x.y' target=_blank>",
    "<div\n id=a id=b>",
    "<svg>",
  ],
  ...[
    "{{ name }}",
    "{% raw %}",
    "{{ '<p>' }}",
    "![a](b.png)",
    "[a](https://e.com/?utm_source=x)",
    "<https://e.com>",
    "{<p>}",
  ],
];

test("findings are the same with the filter and without, whatever the text", () => {
  const text = fc.tuple(
    fc.constantFrom("", "---\ntitle: A\n---\n", "---\ntitle: <!-- a -->\ndate: 2024-01-02\n# galley-disable x\n---\n"),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }),
  );
  const generator = fc.constantFrom<GeneratorName | undefined>(
    undefined,
    "hexo",
    "jekyll",
    "hugo",
    "eleventy",
    "docusaurus",
  );
  const path = fc.constantFrom("post.md", "post.html", "post.mdx");
  const settings = settingsOf(catalogue);
  fc.assert(
    fc.property(text, generator, path, ([head, pieces], name, as) => {
      const whole = head + pieces.join("");
      const [filtered, all] = bothWays(() => lintDocument(readDocument(whole, as, generatorProfile(name)), settings));
      assert.deepEqual(filtered, all);
    }),
    { numRuns: 1000 },
  );
});

test("so many open tags that nothing is parsed are a finding for rules about comments, too", () => {
  const deep = "<div>".repeat(300);
  const about = settingsOf(catalogue.filter(({ id }) => id === "html/no-comments"));
  const { diagnostics } = lintDocument(readDocument(deep, "post.md", generatorProfile(undefined)), about);
  assert.deepEqual(
    diagnostics.map(({ rule }) => rule),
    ["source/too-deep"],
  );
});

/** A document whose markup nobody may ask for. */
function withoutMarkup(text: string): DocumentReading {
  const reading = readDocument(text, "post.md", generatorProfile("hexo"));
  const { path, source, generator, frontMatter, body, problems } = reading.document;
  const document: Document = {
    ...{ path, source, generator, frontMatter, body, problems },
    get markup() {
      return assert.fail("The markup was read");
    },
    get references() {
      return assert.fail("The references were read");
    },
    imagesOf: (keys) => reading.document.imagesOf(keys),
  };
  return { ...reading, document };
}

test("a body is not parsed for rules about front matter", () => {
  const settings = settingsOf(catalogue.filter(({ id }) => id.startsWith("front-matter/")));
  const { crashes, diagnostics } = lintDocument(
    withoutMarkup("---\ntitle: A: B\ndate: 2024-01-02\n---\n\n<p style='a'>Text <!-- b -->\n"),
    settings,
  );
  assert.deepEqual(crashes, []);
  assert.ok(diagnostics.some(({ rule }) => rule === "front-matter/valid-syntax"));
});

test("a text that cannot hold what rules are about is not parsed for them", () => {
  const settings = settingsOf(
    catalogue.filter(({ needs }) => needs?.includes("<!--") === true || needs?.includes("<")),
  );
  assert.ok(settings.rules.length > 15);
  assert.deepEqual(lintDocument(withoutMarkup("# A heading\n\nText with *stress*.\n"), settings).crashes, []);
});
