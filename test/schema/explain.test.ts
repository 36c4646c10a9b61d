import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compileSchema, validateLocated } from "../../src/schema/compile.js";
import fc from "../property.js";
import { faultsOf, frontMatterOf, said } from "./faults.js";

const text = { type: "string" };
const texts = { type: "array", items: text };

/** Schema of some keys, front matter, what is said where. */
type Case = readonly [properties: object, content: string, ...says: string[]];

function table(name: string, cases: readonly Case[]): void {
  describe(name, () => {
    for (const [properties, content, ...says] of cases) {
      it(content, () => assert.deepEqual(said({ type: "object", properties }, content), says));
    }
  });
}

table("values of the wrong kind", [
  [{ title: text }, "title: 2019", "«2019» Key `title` must be text, but is the number `2019`"],
  [{ title: text }, "title: 3.10", "«3.10» Key `title` must be text, but is the number `3.10`"],
  [{ title: text }, "title: true", "«true» Key `title` must be text, but is `true`"],
  [{ title: text }, "title:", "«title» Key `title` must be text, but is empty"],
  [{ title: text }, "title: #1", "«title» Key `title` must be text, but is empty"],
  [{ title: text }, "title: [a]", "«[a]» Key `title` must be text, but is a list"],
  [{ title: text }, "title: { a: 1 }", "«{ a: 1 }» Key `title` must be text, but is a mapping"],
  [{ tags: texts }, "tags: news", "«news» Key `tags` must be a list of texts, but is the text `news`"],
  [{ tags: texts }, "tags: [a, 2]", "«2» Item 2 of `tags` must be text, but is the number `2`"],
  [{ on: { type: "boolean" } }, "on: yes", "«yes» Key `on` must be `true` or `false`, but is the text `yes`"],
  [{ n: { type: "integer" } }, "n: 3.5", "«3.5» Key `n` must be a whole number, but is the number `3.5`"],
  [{ n: { type: ["integer", "null"] } }, 'n: "3"', '«"3"» Key `n` must be a whole number, but is the text `3`'],
  [
    { a: { type: "array", items: { type: "array", items: text } } },
    "a: [[x], [y, 1]]",
    "«1» Item 2 of item 2 of `a` must be text, but is the number `1`",
  ],
  [
    { a: { items: { items: { items: text } } } },
    "a: [[[x, 1]]]",
    "«1» Key `a[0][0][1]` must be text, but is the number `1`",
  ],
  [
    { a: { properties: { b: { properties: { c: text } } } } },
    "a: { b: { c: 1 } }",
    "«1» Key `a.b.c` must be text, but is the number `1`",
  ],
  [
    { a: { type: "array", items: { properties: { name: text } } } },
    "a:\n  - name: 1",
    "«1» Key `name` in item 1 of `a` must be text, but is the number `1`",
  ],
]);

table("values that are not allowed", [
  [
    { l: { enum: ["post", "page", "draft"] } },
    "l: x",
    "«x» Key `l` must be one of `post`, `page`, `draft`, but is the text `x`",
  ],
  [
    { l: { enum: ["post", "page", "draft"] } },
    "l: psot",
    "«psot» Key `l` must be one of `post`, `page`, `draft`, but is the text `psot`; did you mean `post`?",
  ],
  [{ l: { type: "string", enum: ["a", "b"] } }, "l: 5", "«5» Key `l` must be `a` or `b`, but is the number `5`"],
  [{ l: { const: false } }, "l: true", "«true» Key `l` must be `false`, but is `true`"],
  [{ d: { maxLength: 3 } }, "d: 𠮷𠮷𠮷𠮷", "«𠮷𠮷𠮷𠮷» Key `d` must have at most 3 characters, but has 4"],
  [{ d: { minLength: 5 } }, "d: abc", "«abc» Key `d` must have at least 5 characters, but has 3"],
  [{ d: { minLength: 1, pattern: "^a" } }, 'd: ""', '«""» Key `d` must not be empty'],
  [{ d: { pattern: "^a" } }, "d: b", "«b» Key `d` must match `^a`, but is the text `b`"],
  [
    { d: { pattern: "^[a-z-]+$", "x-allowed": "lower-case words" } },
    "d: B",
    "«B» Key `d` must be lower-case words, but is the text `B`",
  ],
  [
    { d: { format: "date" } },
    "d: 2021-02-30",
    "«2021-02-30» Key `d` must be a date such as `2024-05-01`, but is the text `2021-02-30`",
  ],
  [
    { u: { format: "uri" } },
    "u: /a",
    "«/a» Key `u` must be a full URL such as `https://example.com/page`, but is the text `/a`",
  ],
  [{ n: { minimum: 1, maximum: 5 } }, "n: 9", "«9» Key `n` must be 5 or less, but is the number `9`"],
  [{ n: { exclusiveMinimum: 0 } }, "n: 0", "«0» Key `n` must be more than 0, but is the number `0`"],
  [{ n: { multipleOf: 5 } }, "n: 7", "«7» Key `n` must be a multiple of 5, but is the number `7`"],
  [{ a: { minItems: 1 } }, "a: []", "«[]» Key `a` must have at least 1 item, but is empty"],
  [{ a: { maxItems: 1 } }, "a: [x, y]", "«[x, y]» Key `a` must have at most 1 item, but has 2"],
  [{ a: { prefixItems: [text], items: false } }, "a: [x, y]", "«[x, y]» Key `a` must have at most 1 item, but has 2"],
  [{ a: { uniqueItems: true } }, "a: [x, y, x]", "«x» `a` lists `x` twice"],
  [{ a: { contains: { const: "x" } } }, "a: [y, 1]", "«[y, 1]» Key `a` must have an item that is `x`, but has none"],
  [{ m: { minProperties: 2 } }, "m: { a: 1 }", "«{ a: 1 }» Key `m` must have at least 2 keys, but has 1"],
  [{ x: { not: { const: "a" } } }, "x: a", "«a» Key `x` must not be `a`"],
  [{ x: false }, "x: 1", "«x» Key `x` is not allowed here"],
]);

table("several forms", [
  [
    { tags: { anyOf: [text, texts] } },
    "tags: 3",
    "«3» Key `tags` must be text or a list of texts, but is the number `3`",
  ],
  [{ tags: { anyOf: [text, texts] } }, "tags: [a, 3]", "«3» Item 2 of `tags` must be text, but is the number `3`"],
  [
    {
      u: {
        anyOf: [
          { type: "string", format: "uri" },
          { type: "string", pattern: "^/" },
        ],
      },
    },
    "u: x",
    "«x» Key `u` must be a full URL such as `https://example.com/page` or match `^/`, but is the text `x`",
  ],
  [{ d: { oneOf: [{ const: false }, text] } }, "d: 1", "«1» Key `d` must be `false` or text, but is the number `1`"],
  [
    {
      m: {
        oneOf: [
          { required: ["type", "src"], properties: { type: { const: "image" } } },
          { required: ["type", "url"], properties: { type: { const: "video" } } },
        ],
      },
    },
    "m: { type: video }",
    "«m» Missing key `url` in `m`",
  ],
  [
    {
      m: {
        oneOf: [{ properties: { type: { const: "image" } } }, { properties: { type: { const: "video" } } }],
      },
    },
    "m: { type: audio }",
    "«audio» Key `m.type` must be `image` or `video`, but is the text `audio`",
  ],
]);

describe("keys", () => {
  const cases: readonly (readonly [schema: object, content: string, ...says: string[]])[] = [
    [{ required: ["title", "date"] }, "a: 1", "«---» Missing key `title`", "«---» Missing key `date`"],
    [{ properties: { a: { required: ["b"] } } }, "a: { c: 1 }", "«a» Missing key `b` in `a`"],
    [
      { properties: { a: { items: { required: ["b"] } } } },
      "a:\n  - c: 1\n    d: 2",
      "«c» Missing key `b` in item 1 of `a`",
    ],
    [
      { properties: { tags: {} }, additionalProperties: false },
      "tag: 1",
      "«tag» Unknown key `tag`; did you mean `tags`?",
    ],
    [
      { properties: { categories: {} }, additionalProperties: false },
      "category: 1",
      "«category» Unknown key `category`; did you mean `categories`?",
    ],
    [
      { properties: { ogImage: {} }, additionalProperties: false },
      "og_image: 1",
      "«og_image» Unknown key `og_image`; did you mean `ogImage`?",
    ],
    [{ properties: { tags: {} }, additionalProperties: false }, "weather: 1", "«weather» Unknown key `weather`"],
    [{ properties: { a: { additionalProperties: false } } }, "a: { b: 1 }", "«b» Unknown key `b` in `a`"],
    [
      { allOf: [{ $ref: "#/$defs/a" }], $defs: { a: { properties: { title: {} } } }, unevaluatedProperties: false },
      "titel: 1",
      "«titel» Unknown key `titel`; did you mean `title`?",
    ],
    // A part that fails names its keys all the same: they are not unknown.
    [
      { anyOf: [{ properties: { a: text }, required: ["a"] }], unevaluatedProperties: false },
      "a: 1",
      "«1» Key `a` must be text, but is the number `1`",
    ],
    [
      { patternProperties: { "^x": text }, additionalProperties: false },
      "x1: 1",
      "«1» Key `x1` must be text, but is the number `1`",
    ],
    [{ propertyNames: { pattern: "^[a-z]+$" } }, "Ab: 1", "«Ab» The name of key `Ab` must match `^[a-z]+$`"],
    [{ dependentRequired: { a: ["b"] } }, "a: 1", "«a» Missing key `b`, which `a` needs"],
    // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
    [{ if: { required: ["a"] }, then: { required: ["b"] } }, "a: 1", "«---» Missing key `b`"],
    [{ anyOf: [{ required: ["a"] }, { required: ["b"] }] }, "c: 1", "«---» Missing key: `a` or `b`"],
    [{ oneOf: [{ required: ["a"] }, { required: ["b"] }] }, "a: 1\nb: 2", "«b» Keys `a` and `b` cannot stand together"],
    [{ not: { required: ["a"] } }, "a: 1", "«a» Key `a` is not allowed here"],
    [
      { required: ["toString", "constructor", "hasOwnProperty"] },
      "toString: 1",
      "«---» Missing key `constructor`",
      "«---» Missing key `hasOwnProperty`",
    ],
    [{ properties: { hasOwnProperty: text } }, "hasOwnProperty: a\nvalueOf: b"],
    [
      { allOf: [{ properties: { a: text } }, { properties: { a: text } }] },
      "a: 1",
      "«1» Key `a` must be text, but is the number `1`",
    ],
  ];
  for (const [schema, content, ...says] of cases) {
    it(`${JSON.stringify(schema).slice(0, 70)} | ${content}`, () => assert.deepEqual(said(schema, content), says));
  }
});

describe("references", () => {
  it("do not hide what is allowed", () => {
    const schema = {
      $defs: { tag: text, tags: { type: "array", items: { $ref: "#/$defs/tag" } } },
      properties: { tags: { oneOf: [{ $ref: "#/$defs/tag" }, { $ref: "#/$defs/tags" }] } },
    };
    assert.deepEqual(said(schema, "tags: 3"), [
      "«3» Key `tags` must be text or a list of texts, but is the number `3`",
    ]);
  });
});

describe("notes", () => {
  const cases: readonly (readonly [properties: object, text: string, note: string])[] = [
    [
      { title: text },
      "---\ntitle: 2019\n---\n",
      'Without quotes this is a number. Put quotes around it: `title: "2019"`.',
    ],
    [
      { title: text },
      "+++\ntitle = 2019\n+++\n",
      'Without quotes this is a number. Put quotes around it: `title = "2019"`.',
    ],
    [
      { title: text },
      "---\ntitle: #1\n---\n",
      "What follows ` #` is a comment in YAML. Put quotes around text that begins with `#`.",
    ],
    [
      { on: { type: "boolean" } },
      "---\non: yes\n---\n",
      "Tools that read YAML 1.2 take `yes` for text. Write `on: true`.",
    ],
    [{ on: { type: "boolean" } }, '---\non: "false"\n---\n', "Quotes make it text. Write `on: false`."],
    [{ tags: texts }, "---\ntags: sea, 3 ships\n---\n", 'Write it as a list: `tags: [sea, "3 ships"]`.'],
    [{ n: { maximum: 3, description: "How many columns." } }, "---\nn: 4\n---\n", "How many columns."],
    [{ d: { pattern: "^a", errorMessage: "Begin with a." } }, "---\nd: b\n---\n", "Begin with a."],
  ];
  for (const [properties, content, note] of cases) {
    it(note, () =>
      assert.deepEqual(
        faultsOf({ properties }, content).map((fault) => fault.note),
        [note],
      ),
    );
  }
});

describe("data", () => {
  it("compares values without asking them", () => {
    const schema = {
      properties: { a: { uniqueItems: true }, b: { const: { x: [1] } }, c: { enum: [{ valueOf: 1 }] } },
    };
    const content = "a: [{ valueOf: 1 }, { valueOf: 2 }, { toString: x }]\nb: { x: [1] }\nc: { valueOf: 1 }";
    assert.deepEqual(said(schema, content), []);
    assert.deepEqual(said(schema, "a: [{ x: 1, y: 2 }, { y: 2, x: 1 }]"), [
      "«{ y: 2, x: 1 }» `a` lists the same item twice",
    ]);
  });

  it("explains data that are no front matter", () => {
    const validator = compileSchema({ required: ["files"], type: "object" }, { name: "config" });
    const anchor = { start: 0, end: 0 };
    const faults = validateLocated(validator, {
      data: [],
      locate: () => undefined,
      anchor,
      label: "The configuration",
    });
    assert.deepEqual(
      faults.map((fault) => fault.message),
      ["The configuration must be a mapping, but is an empty list"],
    );
  });

  it("stays quick when the schema's pattern and the text are hostile", () => {
    const schema = { properties: { a: { pattern: "^(a+)+$" }, b: { pattern: "^(?!.*x$)(b+)+$" } } };
    const content = `a: ${"a".repeat(30_000)}!\nb: ${"b".repeat(30_000)}!`;
    const text = `---\n${content}\n---\n`;
    assert.deepEqual(
      faultsOf(schema, text).map((fault) => fault.pointer),
      ["/a", "/b"],
    );
  });

  it("stays quick when every key is at fault", () => {
    const properties = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`key${index}word`, text]));
    const content = Array.from({ length: 4000 }, (_, index) => `k${index}a: {}`).join("\n");
    const started = performance.now();
    assert.equal(said({ properties, additionalProperties: false }, content).length, 4000);
    assert.ok(performance.now() - started < 5000);
  });

  it("has ranges inside the text for any data", () => {
    const schema = {
      type: "object",
      required: ["a", "toString"],
      additionalProperties: {
        anyOf: [
          text,
          { type: "array", uniqueItems: true, contains: { const: 1 }, items: { $ref: "#" } },
          { $ref: "#" },
        ],
      },
      propertyNames: { maxLength: 3 },
      maxProperties: 3,
    };
    const validator = compileSchema(schema, { name: "any" });
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z_]{1,6}$/), fc.jsonValue({ maxDepth: 4 })), (data) => {
        const pairs = Object.entries(data).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
        const content = `---\ntitle: x\n${pairs.join("")}---\n`;
        const faults = validator.validate(frontMatterOf(content));
        const messages = new Set<string>();
        for (const { range, pointer, message } of faults) {
          assert.ok(range.start >= 0 && range.start < range.end && range.end <= content.length);
          assert.ok(!messages.has(`${pointer} ${message}`), "said twice");
          messages.add(`${pointer} ${message}`);
        }
      }),
      { numRuns: 300 },
    );
  });
});
