import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { UserError } from "../../src/errors.js";
import { compileSchema } from "../../src/schema/compile.js";
import { compilePattern } from "../../src/schema/patterns.js";
import { said } from "./faults.js";

function complaint(schema: unknown, load?: (ref: string) => unknown): string {
  try {
    compileSchema(schema, { name: "post.json", ...(load === undefined ? {} : { load }) });
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return `${error.message}. ${error.hint ?? ""}`;
  }
  return "";
}

describe("mistakes in a schema", () => {
  const cases: readonly (readonly [schema: unknown, says: RegExp])[] = [
    [[], /^Schema `post.json`: a schema is an object/],
    [{ type: "strin" }, /at \/type: `type` must be one of .*`string`/],
    [
      { properties: { a: { typ: "string" } } },
      /at \/properties\/a\/typ: `typ` is no keyword of JSON Schema. Did you mean `type`\?/,
    ],
    [{ title: { type: "string" } }, /at \/title: `title` must be text/],
    [
      { date: { type: "string" } },
      /`date` is no keyword of JSON Schema. A key of the front matter stands inside `properties`/,
    ],
    [
      { properties: { "a/b": { pattern: "[\\w-.]" } } },
      /at \/properties\/a~1b\/pattern: `\[\\w-\.\]` is no regular expression .*backslash before a hyphen/,
    ],
    [{ patternProperties: { "(": {} } }, /at \/patternProperties\/\(: `\(` is no regular expression/],
    [
      { items: { format: "datetime" } },
      /at \/items\/format: `datetime` is no known format. Did you mean `date-time`\?/,
    ],
    [
      { properties: { a: { $ref: "#/$defs/x" } } },
      /at \/properties\/a\/\$ref: `#\/\$defs\/x` leads nowhere. Nothing stands/,
    ],
    [{ properties: { a: { $ref: "other.json#/x" } } }, /`other.json#\/x` leads nowhere. .*nothing from the network/],
    [{ $ref: "https://example.com/a.json" }, /leads nowhere/],
    [
      { $schema: "http://json-schema.org/draft-04/schema#" },
      /at \/\$schema: it is written for draft-04.*`id` becomes `\$id`/,
    ],
    [{ $schema: "https://example.com/mine" }, /is no draft of JSON Schema/],
    [{ id: "post" }, /at \/id: `id` is a keyword of draft-04/],
    [{ required: "a" }, /at \/required: `required` must be a list of texts, but is the text `a`/],
    [{ properties: { a: { if: true } } }, /"if" without "then" and "else"/],
  ];
  for (const [schema, says] of cases) it(JSON.stringify(schema), () => assert.match(complaint(schema), says));

  it("are none: editors' keywords, notes of one's own, matching properties, unions of types", () => {
    const schema = {
      "x-note": 1,
      markdownDescription: "a",
      errorMessage: "b",
      properties: { ab: { type: ["string", "number"], defaultSnippets: [], deprecationMessage: "c" } },
      patternProperties: { "^a": { minLength: 1 } },
      required: ["elsewhere"],
    };
    assert.equal(complaint(schema), "");
  });
});

describe("references in place", () => {
  const circles: readonly (readonly [schema: unknown, at: string])[] = [
    [{ $ref: "#" }, "/$ref"],
    [{ properties: { a: true }, anyOf: [{ type: "string" }, { $ref: "#" }] }, "/anyOf/1/$ref"],
    [{ if: { $ref: "#" }, else: true }, "/if/$ref"],
    [{ $defs: { a: { not: { $ref: "#/$defs/b" } }, b: { allOf: [{ $ref: "#/$defs/a" }] } } }, "/$defs/a/not/$ref"],
    [{ $id: "https://example.com/a.json", oneOf: [{ $ref: "a.json#" }] }, "/oneOf/0/$ref"],
    [{ $dynamicAnchor: "part", allOf: [{ $dynamicRef: "#part" }] }, "/allOf/0/$dynamicRef"],
    [{ dependentSchemas: { "a/b": { $ref: "#" } } }, "/dependentSchemas/a~1b/$ref"],
  ];
  for (const [schema, at] of circles) {
    it(`are refused in a circle: ${JSON.stringify(schema)}`, () => {
      const says = complaint(schema);
      assert.match(says, /leads back to itself/);
      // Any step of the circle will do.
      assert.ok(says.includes(` at ${at}:`) || says.includes(" at /$defs/b/allOf/0/$ref:"), says);
    });
  }

  it("are refused in a circle through another document", () => {
    const says = complaint({ allOf: [{ $ref: "b.json#/$defs/x" }] }, (ref) =>
      ref === "b.json" ? { $defs: { x: { anyOf: [{ $ref: "c.json" }] } } } : { not: { $ref: "b.json#/$defs/x" } },
    );
    assert.match(says, /^Schema `(?:b|c)\.json` at \/.*: it leads back to itself/);
  });

  it("are right round a key or an item, and twice to the same place", () => {
    assert.equal(complaint({ properties: { child: { $ref: "#" } }, items: { anyOf: [{ $ref: "#" }] } }), "");
    assert.equal(complaint({ $defs: { a: {} }, allOf: [{ $ref: "#/$defs/a" }, { $ref: "#/$defs/a" }] }), "");
  });

  it("are mistakes where they nest too deep for the compiler", () => {
    let schema: object = {};
    for (let level = 0; level < 20_000; level++) schema = { not: schema };
    assert.match(complaint(schema), /^Schema `post.json`: it nests too deep/);
  });
});

describe("schemas that branch", () => {
  for (const keyword of ["anyOf", "oneOf", "allOf"]) {
    it(`${keyword}: twice on each of 25 levels is told at the fence, soon`, () => {
      const $defs: Record<string, unknown> = { l25: { type: "string" } };
      for (let level = 0; level < 25; level++) {
        const next = { $ref: `#/$defs/l${level + 1}` };
        $defs[`l${level}`] = { [keyword]: [next, next] };
      }
      const before = performance.now();
      assert.deepEqual(said({ $defs, properties: { a: { $ref: "#/$defs/l0" } } }, "a: 1"), [
        "«---» Schema `post.json` branches too much to be checked",
      ]);
      assert.ok(performance.now() - before < 2000);
    });
  }

  it("flatly are checked to the end, and few branches are named", () => {
    const anyOf = Array.from({ length: 400 }, (_, index) => ({ const: `v${index}` }));
    assert.deepEqual(said({ properties: { a: { items: { anyOf } } } }, "a: [v399, x]"), [
      "«x» Item 2 of `a` must be `v0`, `v1`, `v2`, `v3`, `v4`, `v5`, `v6`, `v7`, `v8`, `v9` or one of 390 more, but is the text `x`",
    ]);
  });
});

describe("drafts", () => {
  it("are chosen by `$schema`", () => {
    const old = {
      $schema: "http://json-schema.org/draft-07/schema#",
      properties: { a: { items: [{ type: "string" }] } },
    };
    assert.deepEqual(said(old, "a: [1]"), ["«1» Item 1 of `a` must be text, but is the number `1`"]);
    const middle = { $schema: "https://json-schema.org/draft/2019-09/schema", dependentRequired: { a: ["b"] } };
    assert.deepEqual(said(middle, "a: 1"), ["«a» Missing key `b`, which `a` needs"]);
    const dependencies = { $schema: "http://json-schema.org/draft-07/schema#", dependencies: { a: ["b"] } };
    assert.deepEqual(said(dependencies, "a: 1"), ["«a» Missing key `b`, which `a` needs"]);
  });
});

describe("references", () => {
  it("to other documents are answered by `load`, also between them and round in circles", () => {
    const others: Readonly<Record<string, unknown>> = {
      "b.json": { $defs: { x: { $ref: "c.json" } } },
      "c.json": { type: "object", properties: { name: { type: "string" }, child: { $ref: "c.json" } } },
    };
    const asked: string[] = [];
    const validator = compileSchema(
      { properties: { a: { $ref: "b.json#/$defs/x" } } },
      {
        name: "a",
        load: (ref) => {
          asked.push(ref);
          return others[ref];
        },
      },
    );
    const faults = validator.explain({
      data: { a: { child: { name: 1 } } },
      locate: () => undefined,
      anchor: { start: 0, end: 0 },
    });
    assert.deepEqual(
      faults.map((fault) => fault.pointer),
      ["/a/child/name"],
    );
    assert.deepEqual(asked, ["b.json", "c.json"]);
  });

  it("that `load` cannot answer are mistakes", () => {
    assert.match(
      complaint({ $ref: "b.json" }, () => undefined),
      /at \/\$ref: `b.json` leads nowhere/,
    );
  });
});

describe("patterns", () => {
  const cases: readonly (readonly [pattern: string, fits: readonly string[], not: readonly string[]])[] = [
    ["^a$", ["a"], ["a\n", "b"]],
    ["^\\p{L}+$", ["日本"], ["1"]],
    ["^\\S+$", ["ab"], ["a b", "a\u3000b"]],
    ["^[^\\s,]+$", ["ab"], ["a\u3000b", "a,b"]],
    ["^(?!.*--)[a-z-]+$", ["a-b"], ["a--b"]],
    ["^(?=.*[0-9])(?!x)[a-z0-9]+$", ["a1"], ["ab", "x1"]],
    ["^(?!\\)|[)])a", ["a"], [")a"]],
    ["^\\p{Script=Han}[\\p{sc=Latin}\\b]$", ["海a"], ["aa", "海海"]],
    ["^\\p{Uppercase_Letter}\\P{gc=L}$", ["A1"], ["a1", "AA"]],
    ["\\u4e00", ["一"], ["二"]],
  ];
  for (const [pattern, fits, not] of cases) {
    it(pattern, () => {
      const compiled = compilePattern(pattern);
      for (const text of fits) assert.ok(compiled.test(text), `${text} must fit`);
      for (const text of not) assert.ok(!compiled.test(text), `${text} must not fit`);
    });
  }

  for (const pattern of ["^(a+)+(?<!b)$", "^(a)\\1$", "a(?!b)c", "^(?!a)b|c", "a{1,2000}"]) {
    it(`refuses ${pattern}, which may never end`, () => {
      const says = complaint({ properties: { slug: { pattern } } });
      assert.ok(says.startsWith(`Schema \`post.json\` at /properties/slug/pattern: \`${pattern}\` is more than`), says);
      assert.match(says, /lookbehind/);
      assert.match(complaint({ patternProperties: { [pattern]: {} } }), /at \/patternProperties\/.* is more than RE2/);
    });
  }
});
