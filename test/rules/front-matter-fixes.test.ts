import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "yaml";
import consistentKeyOrder from "../../rules/front-matter/consistent-key-order.js";
import consistentStyle from "../../rules/front-matter/consistent-style.js";
import noAmbiguousScalars from "../../rules/front-matter/no-ambiguous-scalars.js";
import noEmptyValues from "../../rules/front-matter/no-empty-values.js";
import noLeadingContent from "../../rules/front-matter/no-leading-content.js";
import validFences from "../../rules/front-matter/valid-fences.js";
import validSyntax from "../../rules/front-matter/valid-syntax.js";
import { converge, type FixResult, type FixTier } from "../../src/fix/converge.js";
import { lintDocument } from "../../src/lint/lint-document.js";
import type { Rule } from "../../src/rule.js";
import { defaultOptions } from "../../src/rule.js";
import { type GeneratorName, generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";
import fc from "../property.js";

const BODY = "\nLow water at nine.\n\n---\n\n<p>a  b</p>\n";

function fix(
  text: string,
  rules: readonly unknown[],
  tier: FixTier,
  options: object = {},
  generator?: GeneratorName,
): FixResult {
  const enabled = rules.map((one) => {
    const rule = one as Rule;
    return { rule, severity: "warn" as const, options: { ...defaultOptions(rule), ...options } };
  });
  return converge(text, {
    tier,
    read: (current) => readDocument(current, "post.md", generatorProfile(generator)),
    lint: (reading) =>
      lintDocument(reading, {
        rules: enabled,
        knownRules: new Set(enabled.map(({ rule }) => rule.id)),
        capabilities: {},
        timezone: "UTC",
        root: undefined,
        validate: undefined,
      }),
  });
}

/** The data between the first two fences, read by the parser itself. */
function dataOf(text: string): unknown {
  const content = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---(?:\r?\n|$)/.exec(text)?.[1];
  assert.notEqual(content, undefined, `no front matter in ${JSON.stringify(text)}`);
  return parse(content ?? "", { version: "1.2", schema: "core" });
}

/** Nothing was refused, nothing fights, nothing is left to say. */
function assertDone(result: FixResult): void {
  assert.deepEqual(result.dropped, []);
  assert.deepEqual(result.fighting, []);
  assert.deepEqual(result.result.crashes, []);
  assert.deepEqual(
    result.result.diagnostics.map(({ message }) => message),
    [],
  );
}

const word = fc.constantFrom("tide", "O'Hara", "50 % off", "渡轮", "a-b", "https://example.com/a#b", 'say "hi"');
/** A value as it is written behind a key, `\n` between its lines. */
const value = fc.oneof(
  word,
  word.filter((text) => !text.includes("'")).map((text) => `'${text}'`),
  word.filter((text) => !text.includes('"')).map((text) => `"${text}"`),
  fc.constantFrom("3", "true", "2024-05-01", "[a, 'b', \"c\"]", "{ a: 1 }", "[\n  a ,\n  b\n]", '"one\\ttwo"', "''"),
  fc.constantFrom("|\n  one  \n\n   two\n", ">-\n  one\n  - two", '"one\n  two  \n  three"', "one\n  two"),
);
const listOf = (indent: number) =>
  fc
    .array(word, { minLength: 1, maxLength: 3 })
    .map((items) => items.map((item) => `\n${" ".repeat(indent)}- ${item}`).join(""));
const keys = ["title", "date", "tags", "author", "slug", "x-y", "weight", "cover"];

interface Pair {
  readonly key: string;
  readonly above: string;
  readonly gap: string;
  readonly value: string;
  readonly behind: string;
}

const pairOf = (key: string): fc.Arbitrary<Pair> =>
  fc.record({
    key: fc.constant(key),
    above: fc.constantFrom("", "", "", "# note: a  \n", "# one\n# two\n"),
    gap: fc.constantFrom(" ", " ", "  ", "\t"),
    value: fc.oneof(
      value,
      fc.constantFrom(0, 1, 2, 4).chain(listOf),
      fc.constant("\n  a: 1\n  b:   two  \n  c:\n      - d"),
      fc.constantFrom("\n    - a\n    # deep: b  \n    - c", "\n- |\n  one  \n- 'a\n  two'"),
    ),
    behind: fc.constantFrom("", "", "  ", " # c  "),
  });

const pairs = fc
  .shuffledSubarray(keys, { minLength: 2 })
  .chain((chosen) => fc.tuple(...chosen.map(pairOf)))
  .map((list) => list as readonly Pair[]);

function written(list: readonly Pair[], eol: string, between: readonly boolean[] = []): string {
  const lines = list.map(({ key, above, gap, value: text, behind }, index) => {
    // Only behind a value on one line may spaces and comments stand.
    const tail = text.includes("\n") ? "" : behind;
    const blank = between[index] === true ? "\n" : "";
    return `${above}${key}:${text.startsWith("\n") ? "" : gap}${text}${tail}\n${blank}`;
  });
  return `---\n${lines.join("")}# the end\n---\n${BODY}`.replaceAll("\n", eol);
}

const eols = fc.constantFrom("\n", "\r\n");
const runs = { numRuns: 300 };

describe("fixes of the normalisers of front matter", () => {
  it("keys move with all that belongs to them, and nothing is lost or changed", () => {
    const order = ["title", "date", "author", "tags"];
    fc.assert(
      fc.property(pairs, eols, fc.array(fc.boolean(), { maxLength: 8 }), (list, eol, between) => {
        const text = written(list, eol, between);
        const result = fix(text, [consistentKeyOrder], "safe", { order });
        assertDone(result);
        assert.deepEqual(dataOf(result.text), dataOf(text));
        assert.deepEqual(result.text.split(eol).sort(), text.split(eol).sort());
        assert.ok(result.text.endsWith(`# the end\n---\n${BODY}`.replaceAll("\n", eol)));
        if (!between.includes(true) && !text.includes(`${eol}${eol}   two`)) {
          const found = Object.keys(dataOf(result.text) as object).filter((key) => order.includes(key));
          assert.deepEqual(
            found,
            order.filter((key) => found.includes(key)),
          );
        }
        for (const { key, above } of list) {
          assert.ok(result.text.includes(`${above}${key}:`.replaceAll("\n", eol)), `${key} left its comment`);
        }
      }),
      runs,
    );
  });

  it("style changes spaces and quotes alone, and no value", () => {
    const options = fc.record({
      indent: fc.constantFrom("keep", 0, 2),
      quotes: fc.constantFrom("keep", "single", "double"),
      colon: fc.boolean(),
      trailing: fc.boolean(),
    });
    const bare = (line: string) => line.replace(/["'\s]/g, "");
    fc.assert(
      fc.property(pairs, eols, options, (list, eol, chosen) => {
        const text = written(list, eol);
        const result = fix(text, [consistentStyle], "safe", chosen);
        assertDone(result);
        assert.deepEqual(dataOf(result.text), dataOf(text));
        const [before, after] = [text.split(eol), result.text.split(eol)];
        assert.equal(after.length, before.length);
        for (const [index, line] of before.entries()) {
          assert.equal(bare(after[index] ?? ""), bare(line));
          if (line.startsWith("#") || /^ +(?:one|two|three)/.test(line)) assert.equal(after[index], line);
          if (chosen.quotes === "keep") assert.equal(after[index]?.replace(/\s/g, ""), line.replace(/\s/g, ""));
        }
        assert.ok(result.text.endsWith(BODY.replaceAll("\n", eol)));
      }),
      runs,
    );
  });

  it("empty keys go with their lines alone", () => {
    fc.assert(
      fc.property(pairs, eols, fc.constantFrom("empty:\n", "empty: \n", "outer:\n  inner:\n"), (list, eol, empty) => {
        const text = written(list, eol);
        const added = text.replace(`# the end${eol}`, `${empty.replaceAll("\n", eol)}# the end${eol}`);
        const result = fix(added, [noEmptyValues], "unsafe");
        assertDone(result);
        assert.equal(result.text, text);
      }),
      runs,
    );
  });
});

/** What an author meant, and a way of writing it that parsers refuse. */
const defects = [
  ["Ferry: a timetable", "Ferry: a timetable"],
  ["@harbor", "@harbor"],
  ["%40 off", "%40 off"],
  ["`ls` and more", "`ls` and more"],
  ["*Ferry*", "*Ferry*"],
  ["*Ferry* at night", "*Ferry* at night"],
  ["& more", "& more"],
  ["It's late", "'It's late'"],
  ["Ferry", '"""\'Ferry\'"""'],
  ['"Ferry" tonight', '"Ferry" tonight'],
  ['Ann\'s: a "note"', 'Ann\'s: a "note"'],
  ["one two", '"one\ntwo"'],
  ["C:\\dir", '"C:\\dir"'],
] as const;

describe("fixes of front matter that cannot be read", () => {
  it("one value is mended, all others stay to the byte", () => {
    fc.assert(
      fc.property(pairs, eols, fc.constantFrom(...defects), (list, eol, [meant, broken]) => {
        const place = "description: ";
        const sound = written(list, eol).replace(`# the end`, () => `${place}REPLACED${eol}# the end`);
        const text = sound.replace("REPLACED", () => broken.replaceAll("\n", eol));
        const result = fix(text, [validSyntax], "safe");
        assertDone(result);
        assert.deepEqual(dataOf(result.text), { ...(dataOf(sound) as object), description: meant });
        const [head = "", tail = ""] = sound.split("REPLACED");
        assert.ok(result.text.startsWith(head) && result.text.endsWith(tail));
      }),
      runs,
    );
  });

  it("tabs become spaces, and only in the lines that they indent", () => {
    fc.assert(
      fc.property(pairs, eols, (list, eol) => {
        const nested = `map:${eol}  zoom: 3${eol}  at:${eol}    - 1${eol}`;
        const sound = written(list, eol).replace(`# the end`, () => `${nested}# the end`);
        const text = sound.replace(nested, () => nested.replaceAll("  ", "\t"));
        const result = fix(text, [validSyntax], "safe");
        assertDone(result);
        assert.equal(result.text, sound);
      }),
      runs,
    );
  });

  it("fences and what stands above them are mended without a trace", () => {
    const leads = fc.constantFrom("", "\uFEFF", "\n", " \n\n", "\uFEFF\n");
    const openers = fc.constantFrom("---", "--- ", "----");
    const closers = fc.constantFrom("---", "---\t", "-----", "...", "+++", "");
    fc.assert(
      fc.property(pairs, eols, leads, openers, closers, (list, eol, lead, opener, closer) => {
        // Without the line across the page: a block that is not closed would end there.
        const sound = written(list, eol).replace(`---${eol}${eol}<p>`, "<p>");
        const close = `# the end${eol}---${eol}`;
        const end = closer === "" ? `# the end${eol}` : `# the end${eol}${closer}${eol}`;
        // A block text or an open bracket at the left edge may reach further than the eye sees.
        fc.pre(closer !== "" || !list.some(({ value: text }) => text.includes("\n")));
        const text = `${lead.replaceAll("\n", eol)}${opener}${sound.slice(3).replace(close, () => end)}`;
        const result = fix(text, [noLeadingContent, validFences], "safe");
        assertDone(result);
        assert.equal(result.text, sound);
      }),
      runs,
    );
  });

  it("Hexo's block without an opening fence gets one, at the first character of the file", () => {
    const content = "title: Tides\ntags: sea\n";
    for (const lead of ["", "\uFEFF", "\n\n", "\uFEFF\r\n"]) {
      const text = `${lead}${content}---\nText.\n`;
      const result = fix(text, [noLeadingContent, validFences], "safe", {}, "hexo");
      assertDone(result);
      assert.equal(result.text, `---\n${content}---\nText.\n`);
    }
  });

  it("ambiguous text gets quotes and stays the text that it is", () => {
    const ambiguous = fc.constantFrom("no", "Off", "y", "1_000", "12:30");
    fc.assert(
      fc.property(pairs, eols, ambiguous, (list, eol, text) => {
        const before = written(list, eol).replace("# the end", () => `lang: ${text} # c${eol}# the end`);
        const result = fix(before, [noAmbiguousScalars], "safe");
        assertDone(result);
        assert.equal(
          result.text,
          before.replace(`lang: ${text}`, () => `lang: '${text}'`),
        );
        assert.deepEqual(dataOf(result.text), dataOf(before));
      }),
      runs,
    );
  });
});
