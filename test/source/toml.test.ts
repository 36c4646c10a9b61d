import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseTomlMapping } from "../../src/source/toml.js";

const lead = "+++\r\n";

function parse(content: string) {
  const text = lead + content;
  const parsed = parseTomlMapping(text, { start: lead.length, end: text.length });
  return {
    problems: parsed.problems,
    scalar: (pointer: string) => parsed.scalar(pointer),
    scalars: parsed.scalars,
    comments: parsed.comments.map(({ start, end }) => text.slice(start, end)),
    places: parsed.problems.map(({ code, range }) => [code, text.slice(range.start, range.end)]),
    data: parsed.data === undefined ? undefined : JSON.parse(JSON.stringify(parsed.data)),
    slice(pointer: string, part: "key" | "value" | "pair") {
      const range = parsed.locate(pointer, part);
      return range === undefined ? undefined : text.slice(range.start, range.end);
    },
  };
}

describe("TOML", () => {
  it("is data with places", () => {
    const parsed = parse(
      'title = "海 # no comment" # a note\r\ndate = 2024-05-01T10:00:00Z\r\ntags = ["a", \'b\']\r\nx.y = {z = 1}\r\n\r\n[menu.main]\r\nweight = 1_000\r\n[[photos]]\r\nsrc = "p"\r\n[[photos]]\r\nsrc = "q"\r\n',
    );
    assert.deepEqual(parsed.data, {
      title: "海 # no comment",
      date: "2024-05-01T10:00:00Z",
      tags: ["a", "b"],
      x: { y: { z: 1 } },
      menu: { main: { weight: 1000 } },
      photos: [{ src: "p" }, { src: "q" }],
    });
    assert.deepEqual(parsed.comments, ["# a note"]);
    assert.equal(parsed.slice("/title", "pair"), 'title = "海 # no comment"');
    assert.equal(parsed.slice("/tags/1", "value"), "'b'");
    assert.equal(parsed.slice("/x/y/z", "pair"), "z = 1");
    assert.equal(parsed.slice("/photos/1/src", "value"), '"q"');
    assert.equal(parsed.slice("/menu/main", "key"), "menu.main");
    assert.equal(parsed.scalar("/menu/main/weight")?.text, "1_000");
    assert.equal(parsed.scalar("/title")?.quoted, true);
    assert.deepEqual(parsed.problems, []);
  });

  it("keeps dates that are none", () => {
    for (const date of [
      "2023-02-30",
      "2023-13-01T10:00:00Z",
      "2023-01-01T25:61:00+08:00",
      "2023-1-5",
      "2023-02-30 10:00:00",
    ]) {
      const parsed = parse(`title = "2023-02-30"\ndate = ${date} # c\ndraft = false\n`);
      assert.deepEqual(parsed.problems, [], date);
      assert.deepEqual(parsed.data, { title: "2023-02-30", date, draft: false });
      assert.deepEqual(
        { ...parsed.scalar("/date"), range: undefined },
        { pointer: "/date", text: date, range: undefined, quoted: false, block: false },
      );
      assert.equal(parsed.slice("/date", "pair"), `date = ${date}`);
    }
  });

  it("tells what cannot be read and keeps the lines that can", () => {
    const parsed = parse('title = "Tides"\ndraft = nope\ndate = 2024-05-01\n');
    assert.deepEqual(parsed.places, [["syntax-toml-unreadable", "nope"]]);
    assert.equal(parsed.data, undefined);
    assert.equal(parsed.scalar("/date")?.text, "2024-05-01");
    assert.equal(parsed.scalar("/title")?.text, "Tides");
    assert.equal(parsed.slice("/title", "value"), '"Tides"');
  });

  it("guards prototypes and depth", () => {
    const reserved = parse("[__proto__]\nx = 1\n[a.constructor]\nb = 2\n");
    assert.deepEqual(reserved.places, [
      ["syntax-reserved-key", "__proto__"],
      ["syntax-reserved-key", "constructor"],
    ]);
    assert.equal(Reflect.get({}, "x"), undefined);
    assert.deepEqual(parse(`a = ${"[".repeat(20_000)}`).places, [["syntax-too-deep", "a"]]);
    assert.deepEqual(parse(`${"a.".repeat(20_000)}a = 1`).places, [["syntax-too-deep", "a"]]);
    assert.deepEqual(parse(`[${"a.".repeat(20_000)}a]`).places, [["syntax-too-deep", "["]]);
  });

  it("tells a duplicate key", () => {
    assert.equal(parse("a = 1\na = 2\n").places[0]?.[0], "syntax-toml-unreadable");
  });
});
