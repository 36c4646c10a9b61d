import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { FileResult } from "../../src/result.js";
import { countFiles, defineRule, factsByKey, type PlacedFact, type Rule } from "../../src/rule.js";
import type { AmendedResult } from "../../src/run/drawn-result.js";
import { type Final, type GatherOptions, gather, reduceResults } from "../../src/run/gather.js";
import { sourceText } from "../../src/source/source-text.js";
import fc from "../property.js";

/** Reports keys of several files, keys with several values, and numbers near each other; amends what was reported there. */
const pairs = (weighs: Rule["weighs"], id = "test/no-pairs"): Rule =>
  defineRule({
    id: id as "test/no-pairs",
    summary: "Disallow pairs",
    why: "A rule for tests.",
    recommended: "warn",
    fixes: "none",
    messages: { pair: "`{{key}}` in {{count}} files", more: "as {{count}} others" },
    examples: [],
    create: () => ({}),
    ...(weighs === undefined ? {} : { weighs }),
    across(facts, { report, amend }) {
      for (const [key, alike] of factsByKey(facts)) {
        const isNear = (one: PlacedFact): boolean =>
          alike.some((other) => other !== one && distance(one, other) <= NEAR);
        const same = typeof weighs === "object" ? alike.filter(isNear) : alike;
        const values = new Set(same.map(({ value }) => JSON.stringify(value)));
        if (weighs === "differing" ? values.size < 2 : same.length < 2) continue;
        for (const fact of same) {
          report({ fact, message: "pair", data: { key, count: countFiles(same) } });
          amend({ fact, message: "more", data: { count: values.size } });
        }
      }
    },
  }) as unknown as Rule;

const NEAR = 2;

function distance({ value: one }: PlacedFact, { value: other }: PlacedFact): number {
  return typeof one === "number" && typeof other === "number" ? Math.abs(one - other) : Number.POSITIVE_INFINITY;
}

const noted = fc.record(
  {
    range: fc.nat(9).map((start) => ({ start, end: start + 1 })),
    key: fc.constantFrom("a", "b", "c", "a key\nof two lines", "键"),
    value: fc.oneof(fc.constantFrom("x", "y", null, 1), fc.integer({ min: -9, max: 9 }), fc.constantFrom(0.5, 3.25)),
    silenced: fc.constant(true as const),
  },
  { requiredKeys: ["range", "key"] },
);
const RULES = [
  pairs("shared"),
  pairs("differing", "test/no-differing"),
  pairs({ within: NEAR }, "test/no-near"),
  pairs(undefined, "test/no-all"),
];
const result = fc.record({
  facts: fc.uniqueArray(fc.constantFrom(...RULES), { maxLength: 4 }).chain((rules) =>
    fc.tuple(
      ...rules.map(({ id }) =>
        fc.record({
          rule: fc.constant(id as string),
          severity: fc.constantFrom("error", "warn"),
          options: fc.constantFrom({}, { least: 2 }),
          facts: fc.array(noted, { minLength: 1, maxLength: 4 }),
        }),
      ),
    ),
  ),
  found: fc.boolean(),
});
const results = fc.array(result, { maxLength: 8 }).map((all) =>
  all.map(({ facts, found }, index): FileResult => {
    const range = { start: 0, end: 1 };
    return {
      path: `${index}.md`,
      status: "linted",
      source: sourceText("0123456789"),
      diagnostics: found ? [{ rule: "test/no-pairs", severity: "warn", range, message: "Own" }] : [],
      facts,
      suppressed: 0,
      errors: [],
      durationMs: 0,
    };
  }),
);

const planOf = (all: readonly FileResult[]) => ({
  cwd: "/nowhere",
  files: all.map(({ path }) => ({ absolute: `/nowhere/${path}`, path, fromBase: path })),
  git: undefined,
  stdin: undefined,
  loaded: { rules: RULES },
});

function said(finals: readonly Final[]): readonly unknown[] {
  return finals.map((final) => {
    if (final.kind === "drawn") return final.texts.map((text) => Buffer.from(text).toString());
    if (final.kind === "amended") return final.amended.text;
    const { path, diagnostics, suppressed } = final.result;
    return { path, diagnostics, suppressed };
  });
}

describe("gathering", () => {
  it("comes to what the plain reduction comes to, in any order of arrival, in memory or not", () => {
    fc.assert(
      fc.property(results, fc.infiniteStream(fc.nat()), fc.constantFrom(0, 300, 1_000_000), (all, random, memory) => {
        const gathering = gather(planOf(all), { spool: { memory } });
        const order = all
          .map((_, index) => ({ index, rank: random.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank);
        for (const { index } of order) {
          const one = all[index];
          if (one !== undefined) assert.deepEqual([...gathering.add(index, one)], []);
        }
        const finals = said([...gathering.end()]);
        gathering.close();
        const expected = reduceResults(all, RULES).map(({ path, diagnostics, suppressed }) => ({
          ...{ path, diagnostics, suppressed },
        }));
        assert.deepEqual(finals, expected);
      }),
    );
  });

  it("draws at once what nothing changes, and says the rest anew", () => {
    const [rule] = RULES;
    const fact = { range: { start: 2, end: 3 }, key: "a" };
    const facts = [{ rule: rule?.id ?? "", severity: "warn" as const, facts: [fact] }];
    const all = ["a.md", "b.md", "c.md"].map((path, index): FileResult => {
      const of = index === 1 ? [] : facts;
      return { path, status: "linted", diagnostics: [], facts: of, suppressed: 0, errors: [], durationMs: 0 };
    });
    const gathering = gather(planOf(all), { draw: ({ path }) => [`<${path}>`] });
    for (const [index, one] of all.entries()) assert.deepEqual([...gathering.add(index, one)], []);
    const finals = [...gathering.end()];
    assert.deepEqual(
      finals.map(({ kind }) => kind),
      ["result", "drawn", "result"],
    );
    const [first, drawn] = finals;
    assert.ok(first?.kind === "result" && drawn?.kind === "drawn");
    assert.equal(first.was?.diagnostics.length, 0);
    assert.equal(Buffer.from(drawn.texts[0] ?? []).toString(), "<b.md>");
    gathering.close();
  });

  it("takes what was drawn before of results of which the same is said", () => {
    const [rule] = RULES;
    const result = (path: string, key: string, message: string): FileResult => {
      const range = { start: 0, end: 1 };
      const facts = [{ rule: rule?.id ?? "", severity: "warn" as const, facts: [{ range, key }] }];
      const diagnostics = [{ rule: "a/b", severity: "warn" as const, range, message }];
      return { path, status: "linted", diagnostics, facts, suppressed: 0, errors: [], durationMs: 0 };
    };
    const kept = new Map<string, AmendedResult>();
    /** What came of each result, and whether it was known; what is new is kept. */
    const run = (all: readonly FileResult[]): readonly string[] => {
      const amended: GatherOptions["amended"] = (index, record, about) => {
        const key = `${index} ${Buffer.from(record)} ${JSON.stringify(about)}`;
        return { known: kept.get(key), keep: (one) => kept.set(key, one) };
      };
      const gathering = gather(planOf(all), { draw: ({ path }) => [path], amended });
      for (const [index, one] of all.entries()) for (const _ of gathering.add(index, one)) assert.fail();
      const outcomes = [...gathering.end()].map((final) => {
        if (final.kind === "amended") return `known: ${final.amended.text}`;
        if (final.kind === "drawn") return `drawn: ${Buffer.concat(final.texts)}`;
        const text = final.result.diagnostics.map(({ message }) => message).join(", ");
        final.place?.keep({ text, counts: [2], rules: [], countsBefore: [1] });
        return text;
      });
      gathering.close();
      return outcomes;
    };
    const all = [result("a.md", "k", "own"), result("b.md", "other", "own"), result("c.md", "k", "own")];
    const said = "own, `k` in 2 files as 1 others";
    assert.deepEqual(run(all), [said, "drawn: b.md", said]);
    assert.deepEqual(run(all), [`known: ${said}`, "drawn: b.md", `known: ${said}`]);
    // Another result of its own, then another number of files.
    assert.deepEqual(run([all[0], all[1], result("c.md", "k", "new")] as FileResult[])[2], said.replace("own", "new"));
    const more = run([...all, result("d.md", "k", "own")]);
    assert.ok(
      more.every((outcome) => !outcome.startsWith("known")),
      more.join("; "),
    );
  });

  it("joins what lies together, for each report, and no more than suits a write", () => {
    const [rule] = RULES;
    const range = { start: 2, end: 3 };
    const all = Array.from({ length: 40 }, (_, index): FileResult => {
      const facts = [{ rule: rule?.id ?? "", severity: "warn" as const, facts: [{ range, key: `${index % 30}` }] }];
      return { path: `${index}`, status: "linted", diagnostics: [], facts, suppressed: 0, errors: [], durationMs: 0 };
    });
    const long = ({ path }: FileResult) => [`<${path}>`, `${path} `.padEnd(10_000)];
    for (const order of [all.map((_, index) => index), all.map((_, index) => (index * 7) % 40)]) {
      const gathering = gather(planOf(all), { draw: long, spool: { memory: 30_000 } });
      for (const index of order) for (const _ of gathering.add(index, all[index] as FileResult)) assert.fail();
      const texts: string[][] = [];
      for (const final of gathering.end()) {
        // Ten keys are those of two files each.
        if (final.kind === "result") texts.push([...long(final.result)]);
        else if (final.kind === "amended") assert.fail("nothing is kept");
        else texts.push(final.texts.map((text) => Buffer.from(text).toString()));
      }
      gathering.close();
      for (const report of [0, 1]) {
        assert.equal(texts.map((both) => both[report]).join(""), all.map((one) => long(one)[report]).join(""));
      }
      assert.ok(texts.every((both) => both.join("").length < 80_000));
      assert.ok(order[1] === 7 || texts.length < 25);
    }
  });

  it("lets results without facts through in their order, whatever comes first", () => {
    const all = ["a.md", "b.md", "c.md"].map(
      (path): FileResult => ({ path, status: "linted", diagnostics: [], suppressed: 0, errors: [], durationMs: 0 }),
    );
    const gathering = gather(planOf(all));
    const paths = (index: number): readonly string[] => {
      const one = all[index];
      assert.ok(one);
      return [...gathering.add(index, one)].map((final) => (final.kind === "result" ? final.result.path : ""));
    };
    assert.deepEqual([paths(2), paths(0), paths(1)], [[], ["a.md"], ["b.md", "c.md"]]);
    gathering.close();
  });

  it("leaves no file behind", () => {
    const folder = mkdtempSync(join(tmpdir(), "galley-"));
    after(() => rmSync(folder, { recursive: true, force: true }));
    const all = Array.from({ length: 40 }, (_, index): FileResult => {
      const facts = [{ rule: RULES[0]?.id ?? "", severity: "warn" as const, facts: [] }];
      return { path: `${index}`, status: "linted", diagnostics: [], facts, suppressed: 0, errors: [], durationMs: 0 };
    });
    const gathering = gather(planOf(all), { spool: { memory: 100, folder } });
    for (const [index, one] of all.entries()) [...gathering.add(index, one)];
    gathering.close();
    assert.deepEqual(readdirSync(folder), []);
  });

  it("takes no memory for texts, findings and facts of files", () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const [rule] = RULES;
    const alive = (): number => {
      // What the first one finds dead, the second one has swept.
      collect();
      collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const held = (count: number): number => {
      const folder = mkdtempSync(join(tmpdir(), "galley-"));
      after(() => rmSync(folder, { recursive: true, force: true }));
      const files = Array.from({ length: count }, (_, index) => {
        const path = `posts/${index}.md`;
        return { absolute: `/nowhere/${path}`, path, fromBase: path };
      });
      const plan = { ...planOf([]), files };
      const before = alive();
      const draw = ({ path }: FileResult) => [path.repeat(500)];
      const gathering = gather(plan, { draw, spool: { memory: 16 * 1024, folder } });
      for (const [index, { path }] of files.entries()) {
        const range = { start: 0, end: 1 };
        const noted = ["tag", `#${index}`, path].map((key) => ({ range, key, value: [key, "x".repeat(40)] }));
        const found = noted.map(({ key }) => ({
          rule: "a/b",
          severity: "warn" as const,
          range,
          message: key.repeat(9),
        }));
        const facts = [{ rule: rule?.id ?? "", severity: "warn" as const, facts: noted }];
        const one = { path, status: "linted" as const, diagnostics: found, suppressed: 0, errors: [], durationMs: 0 };
        for (const _ of gathering.add(index, { ...one, facts })) assert.fail("nothing is final yet");
      }
      const grown = alive() - before;
      gathering.close();
      return grown;
    };
    held(50);
    // A file's texts and findings have 8,000 bytes; places and counts of them take about 70. V8 keeps code, too, and
    // when it does so depends on how busy the machine is (1.4 MB were seen): the middle of five tries counts.
    const tries = Array.from({ length: 5 }, () => {
      // By the first of these, buffers have their full size.
      const [few, many] = [held(1000), held(6000)];
      return (many - few) / 5000;
    }).sort((one, other) => one - other);
    assert.ok((tries[2] as number) < 400, `${tries.join(", ")} bytes a file`);
  });
});
