import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Edit, Safety } from "../../src/edit.js";
import { converge, type FixResult, type FixTier } from "../../src/fix/converge.js";
import { lintDocument } from "../../src/lint/lint-document.js";
import type { EnabledRule } from "../../src/lint/types.js";
import { defineRule, type Rule } from "../../src/rule.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";
import fc from "../property.js";
import { posts } from "./arbitrary.js";
import { checkFixing, fixPost } from "./check-fixing.js";

/** A rule that replaces what a pattern matches: `$1` and the like as in `String.replace`. */
function replacing(name: string, pattern: RegExp, by: string, safety: Safety = "safe"): Rule {
  return defineRule({
    id: `test/${name}`,
    summary: "Replace a text",
    why: "To see what becomes of it.",
    recommended: "warn",
    fixes: "unsafe",
    messages: { found: "Found `{{text}}`" },
    examples: [],
    create: ({ document, report }) => ({
      source({ text }, body) {
        for (const match of text.slice(body.start).matchAll(pattern)) {
          const start = body.start + match.index;
          const range = { start, end: start + match[0].length };
          const edit: Edit = { range, text: match[0].replace(new RegExp(pattern.source), by) };
          const fix = { title: `Write ${by}`, safety, edits: [edit] } as const;
          report({ range, message: "found", data: { text: document.source.slice(range) }, fix });
        }
      },
    }),
  });
}

interface Run extends FixResult {
  readonly reads: number;
}

function run(
  text: string,
  rules: readonly (Rule | readonly [Rule, "safe" | "unsafe" | "never"])[],
  tier: FixTier = "unsafe",
): Run {
  const enabled = rules.map((one): EnabledRule => {
    const [rule, moved] = Array.isArray(one) ? one : [one, undefined];
    return { rule, severity: "warn", options: {}, fixes: moved === undefined ? undefined : { value: moved } };
  });
  const settings = {
    rules: enabled,
    knownRules: new Set(enabled.map(({ rule }) => rule.id)),
    capabilities: {},
    timezone: "UTC",
    root: undefined,
    validate: undefined,
  };
  let reads = 0;
  const fixed = converge(text, {
    tier,
    read(one) {
      reads++;
      return readDocument(one, "post.md", generatorProfile(undefined));
    },
    lint: (reading) => lintDocument(reading, settings),
  });
  return { ...fixed, reads };
}

/** Words are replaced as unsafe fixes: their text is what readers see. */
const words = (name: string, from: string, to: string): Rule => replacing(name, new RegExp(from, "g"), to, "unsafe");

describe("converge", () => {
  it("repairs until nothing is left, pass by pass", () => {
    const { text, applied, result } = run("one", [words("a", "one", "two"), words("b", "two", "three")]);
    assert.equal(text, "three");
    assert.deepEqual(
      applied.map(({ rule, pass }) => [rule, pass]),
      [
        ["test/a", 0],
        ["test/b", 1],
      ],
    );
    assert.deepEqual(result.diagnostics, []);
  });

  it("lets a fix that overlaps an earlier one wait", () => {
    const { text, applied } = run("one two three", [
      words("a", "one two", "1 two"),
      words("b", "two three", "2 three"),
    ]);
    assert.equal(text, "1 2 three");
    assert.deepEqual(
      applied.map(({ rule, pass }) => [rule, pass]),
      [
        ["test/a", 0],
        ["test/b", 1],
      ],
    );
  });

  it("names what was replaced, in the text of its pass", () => {
    const { applied } = run("a one b", [words("a", "one", "two")]);
    assert.deepEqual(applied[0]?.edits, [{ start: 2, end: 5, before: "one", after: "two" }]);
  });

  it("makes safe fixes first, and only them when asked for no others", () => {
    const rules = [words("bold", "two", "three"), replacing("safe", /\u200b/g, "")];
    assert.equal(run("one\u200b two", rules, "safe").text, "one two");
    const both = run("one\u200b two", rules);
    assert.equal(both.text, "one three");
    assert.deepEqual(
      both.applied.map(({ rule, safety }) => [rule, safety]),
      [
        ["test/safe", "safe"],
        ["test/bold", "unsafe"],
      ],
    );
  });

  it("never makes a manual fix", () => {
    const { text, applied } = run("one", [replacing("a", /one/g, "two", "manual")]);
    assert.deepEqual([text, applied.length], ["one", 0]);
  });

  it("follows the configuration, which moves fixes between tiers", () => {
    const bold = words("bold", "one", "two");
    const safe = replacing("safe", /\u200b/g, "");
    assert.equal(run("one\u200b", [[bold, "never"], safe]).text, "one");
    assert.equal(run("one\u200b", [bold, [safe, "unsafe"]], "safe").text, "one\u200b");
    assert.equal(run("one\u200b", [bold, [safe, "never"]], "unsafe").text, "two\u200b");
    // Declared safe, it must keep what readers see: it does not, and is left out.
    const declared = run("one", [[bold, "safe"]], "safe");
    assert.equal(declared.text, "one");
    assert.match(declared.dropped[0]?.reason ?? "", /readers would see another text/);
  });

  it("leaves a manual fix manual whatever the configuration says", () => {
    assert.equal(run("one", [[replacing("a", /one/g, "two", "manual"), "safe"]]).text, "one");
  });

  it("leaves out a harmful fix and names it, while the others are made", () => {
    const breaking = replacing("breaking", /<b>/g, '<b class=">', "unsafe");
    const { text, dropped, applied } = run('one <b>bold</b> one <i>"</i>', [breaking, words("good", "one", "two")]);
    assert.equal(text, 'two <b>bold</b> two <i>"</i>');
    assert.deepEqual(
      dropped.map(({ rule, title }) => [rule, title]),
      [["test/breaking", 'Write <b class=">']],
    );
    assert.equal(applied.length, 2);
  });

  it("leaves out a fix whose own edits overlap", () => {
    const overlapping = defineRule({
      ...replacing("overlap", /x/g, ""),
      create: ({ report }) => ({
        source() {
          const edit = { range: { start: 0, end: 2 }, text: "y" };
          report({
            range: edit.range,
            message: "found",
            data: { text: "" },
            fix: { title: "Break", safety: "safe", edits: [edit, edit] },
          });
        },
      }),
    });
    const { text, dropped } = run("one two", [overlapping, words("good", "two", "three")]);
    assert.equal(text, "one three");
    assert.deepEqual(dropped, [{ rule: "test/overlap", title: "Break", reason: "its edits overlap" }]);
  });

  it("stops when two rules undo each other, names both and applies neither", () => {
    const rules = [words("a", "one", "two"), words("b", "two", "one"), words("c", "three", "four")];
    const { text, fighting } = run("one three", rules);
    assert.deepEqual(fighting, ["test/a", "test/b"]);
    assert.equal(text, "one four");
    assert.equal(run(text, rules).text, text);
  });

  it("stops when three rules go round in a circle", () => {
    const { text, fighting } = run("one", [
      words("a", "one", "two"),
      words("b", "two", "six"),
      words("c", "six", "one"),
    ]);
    assert.deepEqual([text, fighting], ["one", ["test/a", "test/b", "test/c"]]);
  });

  it("stops when a fix changes nothing", () => {
    const { text, fighting } = run("one two", [words("a", "one", "one"), words("b", "two", "three")]);
    assert.deepEqual([text, fighting], ["one three", ["test/a"]]);
  });

  it("stops when a fix makes room for itself without end", () => {
    const { text, fighting, reads } = run("one two", [words("grow", "one", "one one"), words("b", "two", "three")]);
    assert.deepEqual([text, fighting], ["one three", ["test/grow"]]);
    assert.ok(reads < 20);
  });

  it("keeps what a long chain of overlapping fixes has reached after ten passes", () => {
    const nested = defineRule({
      ...replacing("nested", /x/g, ""),
      create: ({ document: { source }, report }) => ({
        source() {
          for (const { index } of source.text.matchAll(/a/g)) {
            const edit: Edit = { range: { start: 0, end: index + 1 }, text: source.text.slice(0, index) };
            report({
              range: edit.range,
              message: "found",
              data: { text: "a" },
              fix: { title: "Shorten", safety: "unsafe", edits: [edit] },
            });
          }
        },
      }),
    });
    const { text, fighting } = run("a".repeat(30), [nested]);
    assert.deepEqual([text, fighting], ["a".repeat(20), []]);
  });

  it("gives the same whatever the order of the rules", () => {
    const rules = [words("a", "one two", "1 two"), words("b", "two three", "2 three"), words("c", "three", "3")];
    const texts = new Set([rules, [...rules].reverse()].map((some) => run("one two three one two", some).text));
    assert.equal(texts.size, 1);
  });

  it("finds one bad fix among thousands with few readings", () => {
    const text = Array.from({ length: 3000 }, (_, at) =>
      at === 1777 ? 'one <b>x</b> "' : `one word and some more of them ${at}`,
    );
    const breaking = replacing("breaking", /<b>/g, '<b class=">', "unsafe");
    const started = performance.now();
    const fixed = run(text.join("\n\n"), [breaking, words("good", "one", "two")]);
    assert.equal(fixed.applied.length, 3000);
    assert.equal(fixed.dropped.length, 1);
    assert.ok(fixed.reads <= 2 * 12 + 4, `${fixed.reads} readings`);
    assert.ok(performance.now() - started < 30_000);
  });

  it("gives a rule up that does harm again and again", () => {
    const text = '<b>x</b> "\n\n'.repeat(400);
    const breaking = replacing("breaking", /<b>/g, '<b class=">', "unsafe");
    const fixed = run(`${text}one\n`, [breaking, words("good", "one", "two")]);
    assert.equal(fixed.text, `${text}two\n`);
    assert.equal(fixed.dropped.length, 400);
    assert.ok(fixed.reads < 60, `${fixed.reads} readings`);
  });

  it("repairs a megabyte with a thousand fixes in seconds", () => {
    const text = `<p class="x" title="one">${"word ".repeat(200)}</p>\n\n`.repeat(1000);
    const started = performance.now();
    const fixed = run(text, [replacing("title", / title="one"/g, "")], "safe");
    assert.equal(fixed.applied.length, 1000);
    assert.equal(fixed.text, text.replaceAll(' title="one"', ""));
    assert.ok(performance.now() - started < 20_000);
  });
});

describe("fixing with every rule", () => {
  for (const tier of ["safe", "unsafe"] as const) {
    it(`harms no generated post (${tier})`, () => {
      fc.assert(
        fc.property(posts, (post) => assert.equal(checkFixing(post, tier), undefined)),
        { numRuns: 200, seed: 1 },
      );
    });
  }

  it("is the same each time", () => {
    fc.assert(
      fc.property(posts, (post) => {
        const once = fixPost(post.text, post, "unsafe");
        const again = fixPost(post.text, post, "unsafe");
        assert.deepEqual([again.text, again.applied, again.dropped], [once.text, once.applied, once.dropped]);
      }),
      { numRuns: 50, seed: 1 },
    );
  });
});
