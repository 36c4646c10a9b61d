import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseYamlMapping, type YamlOptions } from "../../src/source/yaml.js";
import fc from "../property.js";

function parse(text: string, options?: YamlOptions) {
  const parsed = parseYamlMapping(text, { start: 0, end: text.length }, options);
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

describe("YAML data", () => {
  it("keeps what YAML 1.1 would bend", () => {
    const { data } = parse("a: 2024-02-30\nb: 12:30\nc: 1_000\nd: yes\ne: 0123\nf: 3.10\n201: x\n~: y\n");
    assert.deepEqual(data, { a: "2024-02-30", b: "12:30", c: "1_000", d: "yes", e: 123, f: 3.1, "201": "x", "~": "y" });
  });

  it("stands on objects without a prototype", () => {
    const { data, problems } = parseYamlMapping("__proto__: {x: 1}\nconstructor: 2\n", { start: 0, end: 34 });
    assert.equal(Object.getPrototypeOf(data), null);
    assert.ok(data !== undefined && Object.hasOwn(data, "__proto__"));
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["syntax-reserved-key", "syntax-reserved-key"],
    );
    assert.equal(Reflect.get({}, "x"), undefined);
  });

  it("fills in aliases and merge keys", () => {
    const { data } = parse("a: &a {x: 1, y: 2}\nb: *a\nc: {<<: *a, y: 3}\n");
    assert.deepEqual(data, { a: { x: 1, y: 2 }, b: { x: 1, y: 2 }, c: { x: 1, y: 3 } });
  });

  it("fills in the last anchor before the alias", () => {
    const parsed = parse("a: &x one\nb: *x\nc: &x two\nd: *x\ne: {<<: &y {k: 1}}\n");
    assert.deepEqual(parsed.data, { a: "one", b: "one", c: "two", d: "two", e: { k: 1 } });
    assert.equal(parsed.scalar("/d")?.text, "two");
    assert.deepEqual(parse("a: *x\nb: &x one\n").places, [["syntax-unknown-alias", "*x"]]);
  });

  it("ends at a line that begins a second document", () => {
    const text = "title: a\n--- word\ndate: 2024-05-01\n";
    const parsed = parse(text);
    assert.deepEqual(parsed.places, [["syntax-separator", "--- word"]]);
    assert.equal(parsed.problems[0]?.data?.["value"], "--- word");
    assert.equal(parsed.data, undefined);
    assert.equal(parsed.slice("/date", "value"), "2024-05-01");
    assert.deepEqual(parse("title: a\r\n---\tb: c\r\nd: e\r\n").places, [["syntax-separator", "---\tb: c"]]);
    for (const right of ["--- # a note\ntitle: a\n", "x: |\n  --- word\n", "---word: a\n", "a: b --- c\n"])
      assert.deepEqual(parse(right).places, [], right);
  });

  it("takes nothing from tags that nobody knows", () => {
    const text = 'a: !foo b\nc: !!js/function "x"\nd: !bar [1]\n';
    const parsed = parse(text);
    assert.deepEqual(parsed.places, [
      ["syntax-unknown-tag", "!foo"],
      ["syntax-unknown-tag", "!!js/function"],
      ["syntax-unknown-tag", "!bar"],
    ]);
    assert.deepEqual(parsed.data, { a: "b", c: "x", d: [1] });
    assert.ok(parsed.problems.every(({ data }) => data?.["tolerated"] === undefined));
    const ruby = parse(text, { lastKeyWins: true });
    assert.ok(ruby.problems.every(({ data }) => data?.["tolerated"] === "yes"));
    const known =
      'a: !!str 1\nb: !!timestamp 2024-05-01\nc: !!binary aGk=\nd: !!set {x}\ne: "!foo"\nf: ! x\ng: !!float 1\n';
    assert.deepEqual(parse(known).places, []);
  });

  it("stops at aliases that multiply, and at rings", () => {
    const lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"];
    for (let level = 1; level < 30; level++) {
      lines.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(",")}]`,
      );
    }
    const before = performance.now();
    const bomb = parse(lines.join("\n"));
    assert.ok(performance.now() - before < 1000);
    assert.equal(bomb.data, undefined);
    assert.deepEqual(
      bomb.places.map(([code]) => code),
      ["syntax-alias-bomb"],
    );
    assert.equal(parse("a: &a [*a]\n").data, undefined);
  });

  it("names both lines of a duplicate key", () => {
    const { problems, places, data } = parse("title: a\ndate: b\ntitle: c\n");
    assert.deepEqual(places, [["syntax-duplicate-key", "title"]]);
    assert.deepEqual(problems[0]?.data, { key: "title", line: "1" });
    assert.equal(problems[0]?.range.start, 17);
    assert.deepEqual(data, { title: "c", date: "b" });
    assert.equal(parse("a: 1\na: 2\n", { lastKeyWins: true }).problems[0]?.data?.["tolerated"], "yes");
  });

  it("finds twenty thousand duplicates in no time", () => {
    const before = performance.now();
    parse("k: 1\n".repeat(12_000));
    assert.ok(performance.now() - before < 3000);
  });
});

describe("YAML places", () => {
  it("are those of the characters written", () => {
    const text =
      "title:  'It''s' # a note\nempty: \ntags: [ a, \"b\" ]\nnested:\n  - name: x\n    url:\nblock: |\n  one # two\n  three\n\nlast: y";
    const { slice, scalar, comments } = parse(text);
    assert.equal(slice("/title", "key"), "title");
    assert.equal(slice("/title", "value"), "'It''s'");
    assert.equal(slice("/title", "pair"), "title:  'It''s'");
    assert.equal(scalar("/title")?.text, "It's");
    assert.equal(slice("/empty", "pair"), "empty:");
    assert.deepEqual(scalar("/empty"), {
      pointer: "/empty",
      text: "",
      range: { start: 31, end: 31 },
      quoted: false,
      block: false,
    });
    assert.equal(slice("/tags", "value"), '[ a, "b" ]');
    assert.equal(slice("/tags/1", "value"), '"b"');
    assert.equal(slice("/nested", "pair"), "nested:\n  - name: x\n    url:");
    assert.equal(slice("/nested/0/url", "pair"), "url:");
    assert.equal(slice("/block", "value"), "|\n  one # two\n  three");
    assert.equal(scalar("/block")?.block, true);
    assert.equal(slice("/nowhere", "value"), undefined);
    assert.deepEqual(comments, ["# a note"]);
  });

  it("are offsets of the file", () => {
    const text = "0123456789title: x\r\ndate: '2024'\r\n0123";
    const parsed = parseYamlMapping(text, { start: 10, end: text.length - 4 });
    const range = parsed.locate("/date", "pair");
    assert.equal(text.slice(range?.start, range?.end), "date: '2024'");
  });

  const word = fc.string({
    unit: fc.constantFrom("a", "Z", "3", "海", "é", "😀", " ", "'", '"', "#", ":", "-", "\\"),
    maxLength: 12,
  });
  const style = fc.constantFrom("single", "double", "plain");
  const pair = fc.tuple(word, style);

  function write(text: string, how: string): { readonly written: string; readonly text: string } {
    if (how === "single") return { written: `'${text.replaceAll("'", "''")}'`, text };
    if (how === "double") return { written: JSON.stringify(text), text };
    const plain = `x${text.replace(/["'#:\\-]/g, "")}x`;
    return { written: plain, text: plain };
  }

  it("hold for any mapping", () => {
    fc.assert(
      fc.property(
        fc.array(pair, { minLength: 1, maxLength: 8 }),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        (pairs, eol, nested) => {
          const written = pairs.map(([own, how]) => write(own, how));
          const lines = written.map((one, index) => `${nested ? "  " : ""}k${index}:  ${one.written} # c`);
          const text = `${nested ? `top:${eol}` : ""}${lines.join(eol)}${eol}`;
          const { slice, scalar, problems } = parse(text);
          assert.deepEqual(problems, []);
          for (const [index, one] of written.entries()) {
            const pointer = `${nested ? "/top" : ""}/k${index}`;
            assert.equal(slice(pointer, "value"), one.written);
            assert.equal(scalar(pointer)?.text, one.text);
            const own = slice(pointer, "pair") ?? "";
            assert.equal(parse(own).scalar(`/k${index}`)?.text, one.text);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("hold in the lists and flow collections of any mapping", () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 6 }), fc.boolean(), (pairs, flow) => {
        const written = pairs.map(([own, how]) => write(own, how));
        const items = written.map((one) => one.written);
        const text = flow
          ? `list: [${items.join(" , ")}]\nb: {a: ${items[0]}}\n`
          : `list:\n${items.map((one) => `- ${one}\n`).join("")}`;
        const { slice, scalar } = parse(text);
        for (const [index, one] of written.entries()) {
          assert.equal(slice(`/list/${index}`, "value"), one.written);
          assert.equal(scalar(`/list/${index}`)?.text, one.text);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("never leaves the range, whatever the text", () => {
    const piece = fc.constantFrom(
      "a",
      "b: ",
      "\n",
      "  ",
      "- ",
      "'",
      '"',
      "[",
      "]",
      "{",
      "}",
      "|",
      ">",
      "#",
      "&x",
      "*x",
      "\t",
      "@",
      "\r\n",
      "? ",
      ": ",
      ",",
      "\\",
      "<<: ",
      "海",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = `# lead\n${pieces.join("")}`;
        const parsed = parseYamlMapping(text, { start: 7, end: text.length });
        for (const range of [...parsed.problems, ...parsed.scalars].map((one) => one.range).concat(parsed.comments)) {
          assert.ok(
            range.start >= 7 && range.start <= range.end && range.end <= text.length,
            JSON.stringify({ text, range }),
          );
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("YAML that cannot be read", () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ["title: @harbor\n", "syntax-reserved-character", "@harbor", "@harbor"],
    ["title: `x` y\n", "syntax-reserved-character", "`x` y", "`x` y"],
    ["title: 100% sure\nb: %x\n", "syntax-reserved-character", "%x", "100% sure"],
    ["title: **bold** move\n", "syntax-reserved-character", "**bold** move", "**bold** move"],
    ["title: *bold*\n", "syntax-unknown-alias", "*bold*", "*bold*"],
    ["title: & then\n", "syntax-reserved-character", "& then", "& then"],
    ["title: a: b\n", "syntax-colon", "a: b", "a: b"],
    ["title: [x\n", "syntax-unclosed-bracket", "[x", "[x"],
    ["title: [x] y\n", "syntax-text-after-bracket", "[x] y", "[x] y"],
    ["title: {{ x }} y\n", "syntax-template", "{{ x }} y", "{{ x }} y"],
    ["title: 'x\n", "syntax-unclosed-quote", "'x", "'x"],
    ["title: 'it's'\n", "syntax-text-after-quote", "'it's'", "'it's'"],
    ['title: """\'x\'"""\n', "syntax-grown-quotes", '"""\'x\'"""', "x"],
    ["title: one\ntwo three\n", "syntax-unindented", "two three", "one two three"],
    ["title:x\n", "syntax-missing-space", "title:", "x"],
    ['title: "C:\\data"\n', "syntax-escape", "\\d", "C:\\data"],
    ["title: x\n  sub: y\n", "syntax-indentation", "sub", "x"],
    ["title: x\nmap:\n\tzoom: 3\n", "syntax-tab", "\t", "x"],
    ["title: x\n{% if y %}\n", "syntax-template-line", "{% if y %}", "x"],
  ];
  for (const [text, code, place, title] of cases) {
    it(JSON.stringify(text), () => {
      const whole = `layout: post\n${text}date: Invalid Date\n`;
      const { places, scalar, data } = parse(whole);
      assert.deepEqual(places, [[code, place]]);
      assert.equal(scalar("/date")?.text, "Invalid Date");
      assert.equal(scalar("/layout")?.text, "post");
      assert.equal(scalar("/title")?.text, title);
      assert.equal(data, undefined);
    });
  }

  it("tells each cause once", () => {
    const { places } = parse("a: @x\nb: fine\nc: d: e\nf: 'g\nh: i\n");
    assert.deepEqual(places, [
      ["syntax-reserved-character", "@x"],
      ["syntax-colon", "d: e"],
      ["syntax-unclosed-quote", "'g"],
    ]);
  });

  it("keeps the data of what the parsers in use read", () => {
    const quoted = parse('a: "x\ny"\nb: [c,\nd\n]\ne: f\n');
    assert.deepEqual(quoted.data, { a: "x y", b: ["c", "d"], e: "f" });
    assert.deepEqual(
      quoted.problems.map(({ data }) => data?.["tolerated"]),
      ["yes", "yes"],
    );
    assert.deepEqual(parse("map:\n\tzoom: 3\n", { tabs: true }).data, { map: { zoom: 3 } });
  });

  it("leaves a template in a date to the rule about dates", () => {
    const { problems, scalar } = parse("date: {{ date }}\n");
    assert.deepEqual(problems, []);
    assert.equal(scalar("/date")?.text, "{{ date }}");
  });

  it("survives nesting that kills the parser, twice in one process", () => {
    for (let round = 0; round < 2; round++) {
      for (const levels of [5_000, 30_000, 100_000]) {
        for (const unit of ["[", "- ", "? ", "{a: ", "[}", "a: ", "[\n", '"]" [', "[ # ]\n"]) {
          for (const text of [
            unit.repeat(levels),
            `a: ${unit.repeat(levels)}`,
            `a:\n  ${unit.repeat(levels)}\nb: 1\n`,
          ]) {
            const { problems } = parseYamlMapping(text, { start: 0, end: text.length });
            assert.ok(problems.length > 0, `${unit} ${levels}`);
          }
        }
      }
    }
  });
});
