import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type JsonOptions, parseJsonMapping } from "../../src/source/json.js";

function parse(text: string, options?: JsonOptions) {
  const parsed = parseJsonMapping(text, { start: 0, end: text.length }, options);
  return {
    problems: parsed.problems,
    comments: parsed.comments,
    scalar: (pointer: string) => parsed.scalar(pointer),
    places: parsed.problems.map(({ code, range }) => [code, text.slice(range.start, range.end)]),
    data: parsed.data === undefined ? undefined : JSON.parse(JSON.stringify(parsed.data)),
    slice(pointer: string, part: "key" | "value" | "pair") {
      const range = parsed.locate(pointer, part);
      return range === undefined ? undefined : text.slice(range.start, range.end);
    },
  };
}

describe("JSON", () => {
  it("is data with places", () => {
    const { data, slice, scalar, problems } = parse(
      '{\r\n\t"title" : "It\\"s", "n": 1.50, "list": [ {"a/b": null} ]\r\n}',
    );
    assert.deepEqual(data, { title: 'It"s', n: 1.5, list: [{ "a/b": null }] });
    assert.equal(slice("/title", "key"), '"title"');
    assert.equal(slice("/title", "pair"), '"title" : "It\\"s"');
    assert.equal(scalar("/n")?.text, "1.50");
    assert.equal(slice("/list/0/a~1b", "value"), "null");
    assert.deepEqual(problems, []);
  });

  it("goes without braces where they are left out", () => {
    const { data, slice, problems } = parse('"title": "x",\n"n": 1\n', { bare: true });
    assert.deepEqual(data, { title: "x", n: 1 });
    assert.equal(slice("/n", "pair"), '"n": 1');
    assert.deepEqual(problems, []);
  });

  it("is read past comments and stray commas, which are told", () => {
    const { data, places, comments } = parse('{ // a note\n"a": [1, 2,],\n"b": "// none"\n"c": 3,\n}');
    assert.deepEqual(data, { a: [1, 2], b: "// none", c: 3 });
    assert.deepEqual(places, [
      ["syntax-json-comment", "// a note"],
      ["syntax-json-trailing-comma", ","],
      ["syntax-json-missing-comma", '"c"'],
      ["syntax-json-trailing-comma", ","],
    ]);
    assert.equal(comments.length, 1);
  });

  it("tells one cause where it cannot be read", () => {
    for (const [text, code, place] of [
      ['{"a": Ferry, "b": 1}', "syntax-json-unreadable", "Ferry"],
      ['{"a" 1}', "syntax-json-missing-colon", "1"],
      ['{"a": "\\q"}', "syntax-json-escape", '"\\q"'],
      ["{'a': 1}", "syntax-json-unreadable", "'a'"],
      ["[1]", "syntax-no-mapping", "["],
    ] as const) {
      assert.deepEqual(parse(text).places, [[code, place]], text);
      assert.equal(parse(text).data, undefined);
    }
  });

  it("guards prototypes, duplicates and depth", () => {
    const { places } = parse('{"__proto__": {"x": 1}, "a": 1, "a": 2}');
    assert.deepEqual(places, [
      ["syntax-reserved-key", '"__proto__"'],
      ["syntax-duplicate-key", '"a"'],
    ]);
    assert.equal(Reflect.get({}, "x"), undefined);
    assert.equal(parse('{"a":'.repeat(40_000)).places[0]?.[0], "syntax-too-deep");
    assert.equal(parse("[".repeat(100_000)).places[0]?.[0], "syntax-too-deep");
  });
});
