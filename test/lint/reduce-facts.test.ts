import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Diagnostic } from "../../src/diagnostic.js";
import { digest } from "../../src/digest.js";
import { lintDocument } from "../../src/lint/lint-document.js";
import { type Reducible, reduceFacts } from "../../src/lint/reduce-facts.js";
import { countFiles, defineRule, factsByKey, type Rule } from "../../src/rule.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";
import fc from "../property.js";

/** Notes each word; reports a word that another file has, at all places but the first; amends what it says of `sea`. */
const words = defineRule({
  id: "test/no-common-words",
  summary: "Disallow words in two files",
  why: "A rule for tests.",
  recommended: "warn",
  fixes: "none",
  messages: { word: "`{{word}}` is in `{{path}}`, too", sea: "The sea", posts: "in {{count}} files" },
  examples: [],
  create: ({ report, fact }) => ({
    source({ text }) {
      for (const { 0: word, index } of text.matchAll(/[a-z]+/g)) {
        const range = { start: index, end: index + word.length };
        if (word === "sea") report({ range, message: "sea" });
        fact({ range, key: word });
      }
    },
  }),
  across(facts, { report, amend }) {
    for (const [word, same] of factsByKey(facts)) {
      const [first, ...later] = same;
      if (first === undefined || countFiles(same) < 2) continue;
      if (word === "sea") for (const fact of same) amend({ fact, message: "posts", data: { count: countFiles(same) } });
      else for (const fact of later) report({ fact, message: "word", data: { word, path: first.path } });
    }
  },
}) as unknown as Rule;

const fragile = defineRule({
  ...words,
  id: "test/no-luck",
  across() {
    throw new Error("dropped");
  },
}) as unknown as Rule;

function file(path: string, text: string, rules: readonly Rule[] = [words]): Reducible {
  const reading = readDocument(text, path, generatorProfile(undefined));
  const { facts, diagnostics, suppressed } = lintDocument(reading, {
    rules: rules.map((rule) => ({ rule, severity: "warn", options: {} })),
    knownRules: new Set(rules.map(({ id }) => id)),
    capabilities: {},
    timezone: "UTC",
    root: undefined,
    validate: undefined,
  });
  return { path, diagnostics, suppressed, ...(facts === undefined ? {} : { facts }) };
}

function said(files: readonly Reducible[]): Readonly<Record<string, readonly string[]>> {
  const { changed } = reduceFacts(files, [words]);
  const messages = (diagnostics: readonly Diagnostic[]): readonly string[] => diagnostics.map(({ message }) => message);
  return Object.fromEntries([...changed].map(([path, { diagnostics }]) => [path, messages(diagnostics)]));
}

describe("reduceFacts", () => {
  it("reports at the places of facts, and amends what the rule said there", () => {
    assert.deepEqual(said([file("b.md", "pier sea"), file("a.md", "sea rope pier"), file("c.md", "crate")]), {
      "a.md": ["The sea in 2 files"],
      "b.md": ["`pier` is in `a.md`, too", "The sea in 2 files"],
    });
  });

  it("says nothing of one file", () => assert.deepEqual(said([file("a.md", "sea sea pier pier")]), {}));

  it("counts a fact that a directive disables, reports nothing there, and calls the directive used", () => {
    const silenced = file("b.md", "<!-- galley-disable-next-line test/no-common-words -->\npier\n");
    const { changed } = reduceFacts([file("c.md", "pier"), file("a.md", "pier"), silenced], [words]);
    assert.deepEqual(changed.get("b.md"), { diagnostics: [], suppressed: 1 });
    assert.equal(changed.get("c.md")?.diagnostics.length, 1);
  });

  it("names a rule that throws, and goes on", () => {
    const both = [fragile, words];
    const { changed, crashes } = reduceFacts([file("b.md", "pier", both), file("a.md", "pier", both)], both);
    assert.deepEqual(
      crashes.map(({ rule, path }) => [rule, path]),
      [["test/no-luck", "a.md"]],
    );
    assert.equal(changed.get("b.md")?.diagnostics.length, 1);
  });

  it("gives the same for every order of files, and through JSON", () => {
    const text = fc
      .array(fc.constantFrom("pier", "sea", "rope", "crate"), { maxLength: 5 })
      .map((all) => all.join(" "));
    const order = fc.array(text, { maxLength: 8 }).chain((texts) => {
      const files = texts.map((one, index) => file(`${index}.md`, one));
      return fc.tuple(fc.constant(files), fc.shuffledSubarray(files, { minLength: files.length }));
    });
    fc.assert(
      fc.property(order, ([files, shuffled]) => {
        const plain = (some: readonly Reducible[]) =>
          [...reduceFacts(some, [words]).changed].sort(([a], [b]) => (a < b ? -1 : 1));
        assert.deepEqual(plain(shuffled), plain(files));
        assert.deepEqual(plain(JSON.parse(JSON.stringify(shuffled))), plain(files));
      }),
    );
  });
});

describe("digest", () => {
  it("tells texts apart", () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => (digest(a) === digest(b)) === (a === b)));
    assert.match(digest(""), /^[0-9a-f]{32}$/);
  });

  it("spreads names evenly", () => {
    const parts = [0, 0, 0, 0];
    for (let index = 0; index < 4000; index++) {
      const part = Number.parseInt(digest(`posts/2024-${index}.md`).slice(0, 8), 16) % 4;
      parts[part] = (parts[part] ?? 0) + 1;
    }
    assert.ok(
      parts.every((count) => count > 900 && count < 1100),
      String(parts),
    );
  });
});
