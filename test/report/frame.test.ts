import assert from "node:assert/strict";
import { test } from "node:test";
import stringWidth from "string-width";
import { framer } from "../../src/report/frame.js";
import { sourceText } from "../../src/source/source-text.js";
import fc from "../property.js";
import { FORBIDDEN } from "./results.js";

const same = (text: string): string => text;

function frameOf(text: string, at: string | readonly [number, number], width = 60): readonly string[] {
  const [start, end] = typeof at === "string" ? [text.indexOf(at), text.indexOf(at) + at.length] : at;
  return framer({ width, margin: "  ", gutter: same, mark: same })(sourceText(text), { start, end }).split("\n");
}

test("ASCII", () => {
  assert.deepEqual(frameOf("title: x\ndate: soon\n", "soon"), [
    "  2 │ date: soon", //
    "    │       ^^^^",
  ]);
});

test("CJK is two columns wide", () => {
  assert.deepEqual(frameOf("<p>发布 时间，<b>世界</b></p>", "<b>"), [
    "  1 │ <p>发布 时间，<b>世界</b></p>",
    "    │               ^^^",
  ]);
  assert.deepEqual(frameOf("标题：世界大会", "世界"), [
    "  1 │ 标题：世界大会", //
    "    │       ^^^^",
  ]);
});

test("emoji: joined, flags, variation selectors, skin tones", () => {
  assert.deepEqual(frameOf("a👨‍👩‍👧🇨🇳❤️👍🏽<b>", "<b>"), [
    "  1 │ a👨‍👩‍👧🇨🇳❤️👍🏽<b>", //
    "    │          ^^^",
  ]);
  assert.deepEqual(frameOf("a🇨🇳b", "🇨🇳"), [
    "  1 │ a🇨🇳b", //
    "    │  ^^",
  ]);
});

test("combining marks take no column; a range on the mark alone marks its letter", () => {
  assert.deepEqual(frameOf("cafe\u0301 <b>", "<b>"), [
    "  1 │ cafe\u0301 <b>", //
    "    │      ^^^",
  ]);
  assert.deepEqual(frameOf("cafe\u0301 <b>", "\u0301"), [
    "  1 │ cafe\u0301 <b>", //
    "    │    ^",
  ]);
});

test("tabs are four columns wherever they stand", () => {
  assert.deepEqual(frameOf("\ta\t<b>", "<b>"), [
    "  1 │     a    <b>", //
    "    │          ^^^",
  ]);
});

test("controls and bidi controls are seen and counted", () => {
  assert.deepEqual(frameOf("a\u202eb\u001b[1m", "b"), [
    "  1 │ a\\u{202e}b\\u{1b}[1m", //
    "    │          ^",
  ]);
  assert.deepEqual(frameOf("a\u200bb", "\u200b"), [
    "  1 │ a\\u{200b}b", //
    "    │  ^^^^^^^^",
  ]);
  assert.deepEqual(frameOf("\u0301\u0302a", "a"), [
    "  1 │ \\u{301}…a", //
    "    │         ^",
  ]);
});

test("runner commands in content are broken", () => {
  assert.deepEqual(frameOf("::error::x ##[error]y", "y"), [
    "  1 │ ::error::x ##\\u{5b}error]y",
    "    │                          ^",
  ]);
});

test("CR LF and lone CR", () => {
  assert.deepEqual(frameOf("a: 1\r\nb: 2\r\n", "2"), [
    "  2 │ b: 2", //
    "    │    ^",
  ]);
  assert.deepEqual(frameOf("a: 1\rb: 2\r", "2"), [
    "  2 │ b: 2", //
    "    │    ^",
  ]);
  assert.deepEqual(frameOf("a: 1\r\nb: 2\r\n", "\r\n"), [
    "  1 │ a: 1", //
    "    │     ^",
  ]);
});

test("a byte order mark takes no column, unless it is what is wrong", () => {
  assert.deepEqual(frameOf("\ufeff---\n", "---"), [
    "  1 │ ---", //
    "    │ ^^^",
  ]);
  assert.deepEqual(frameOf("\ufeff---\n", [0, 4]), [
    "  1 │ ---", //
    "    │ ^^^",
  ]);
  assert.deepEqual(frameOf("\ufeff---\n", [0, 1]), [
    "  1 │ \\u{feff}---", //
    "    │ ^^^^^^^^",
  ]);
});

test("two lines", () => {
  assert.deepEqual(frameOf("<p>a\n  b</p>", "a\n  b"), [
    "  1 │ <p>a", //
    "    │    ^",
    "  2 │   b</p>",
    "    │   ^",
  ]);
});

test("three lines are shown whole", () => {
  assert.deepEqual(frameOf("<!-- a\n  b\n-->", [0, 14]), [
    "  1 │ <!-- a", //
    "    │ ^^^^^^",
    "  2 │   b",
    "  3 │ -->",
    "    │ ^^^",
  ]);
});

test("of many lines the first two and the last are shown", () => {
  const text = `x <ul>\n${"  <li>\n".repeat(9)}</ul>\n`;
  assert.deepEqual(frameOf(text, [2, text.length - 1]), [
    "   1 │ x <ul>",
    "     │   ^^^^",
    "   2 │   <li>",
    "   ⋮ │",
    "  11 │ </ul>",
    "     │ ^^^^^",
  ]);
});

test("a line ending at the range's end adds no line", () => {
  assert.deepEqual(frameOf("a\nb\n", [0, 2]), [
    "  1 │ a", //
    "    │ ^",
  ]);
});

test("empty ranges, line ends and the end of the file take one caret", () => {
  assert.deepEqual(frameOf("世界", [1, 1]), [
    "  1 │ 世界", //
    "    │   ^",
  ]);
  assert.deepEqual(frameOf("世界\n", [2, 2]), [
    "  1 │ 世界", //
    "    │     ^",
  ]);
  assert.deepEqual(frameOf("a\n", [2, 2]), [
    "  2 │", //
    "    │ ^",
  ]);
  assert.deepEqual(frameOf("", [0, 0]), [
    "  1 │", //
    "    │ ^",
  ]);
});

test("ranges outside the text are brought inside", () => {
  assert.deepEqual(frameOf("ab", [-3, 1]), [
    "  1 │ ab", //
    "    │ ^",
  ]);
  assert.deepEqual(frameOf("ab", [9, 12]), [
    "  1 │ ab", //
    "    │   ^",
  ]);
});

test("long lines are cut around the range", () => {
  const text = `${"one two three ".repeat(20)}<b>${" four five six".repeat(20)}`;
  assert.deepEqual(frameOf(text, "<b>", 40), [
    "  1 │ …one two three <b> four five six…", //
    "    │                ^^^",
  ]);
  assert.deepEqual(frameOf(text, "one", 40), [
    "  1 │ one two three one two three one…", //
    "    │ ^^^",
  ]);
  assert.deepEqual(frameOf(`${"世".repeat(50)}<b>${"界".repeat(50)}`, "<b>", 40), [
    "  1 │ …世世世世世世世<b>界界界界界界界…",
    "    │                ^^^",
  ]);
});

test("a line of flags is cut between flags, from wherever it is looked at", () => {
  for (const between of ["", "世", "世界", "e\u0301"]) {
    const text = `${"🇨🇳".repeat(300)}${between}🇯🇵${"🇨🇳".repeat(300)}`;
    const [shown = "", carets = ""] = frameOf(text, "🇯🇵", 40);
    assert.match(shown, /^ {2}1 │ …(?:🇨🇳)+(?:世界|世|e\u0301)?🇯🇵(?:🇨🇳)+…$/u);
    assert.match(carets, /^ {4}│ +\^\^$/);
  }
});

test("a range longer than the line is cut too", () => {
  assert.deepEqual(frameOf("x".repeat(500), [0, 500], 40), [
    `  1 │ ${"x".repeat(31)}…`, //
    `    │ ${"^".repeat(31)}`,
  ]);
});

test("a line of a megabyte is shown at once, whatever it is made of", () => {
  for (const unit of ["x ", "世界", "👨‍👩‍👧🇨🇳", "\u0301", "\u202e", "\t"]) {
    const text = unit.repeat(1_000_000 / unit.length);
    const began = performance.now();
    for (let at = 0; at < 20; at++) frameOf(text, [at * 40_000, text.length], 100);
    assert.ok(performance.now() - began < 2000, `20 frames of ${JSON.stringify(unit)}`);
  }
});

/** Graphemes with the columns that a terminal gives them, counted by hand. */
const GRAPHEMES: readonly (readonly [source: string, shown: string, columns: number])[] = [
  ["a", "a", 1],
  [" ", " ", 1],
  ["世", "世", 2],
  ["，", "，", 2],
  ["“", "“", 1],
  ["é", "é", 1],
  ["e\u0301", "e\u0301", 1],
  ["😀", "😀", 2],
  ["👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦", 2],
  ["👍🏽", "👍🏽", 2],
  ["🇨🇳", "🇨🇳", 2],
  ["❤️", "❤️", 2],
  ["한", "한", 2],
  ["\t", "    ", 4],
  ["\u202e", "\\u{202e}", 8],
  ["\u001b", "\\u{1b}", 6],
  ["\ud800", "\\u{d800}", 8],
];
const line = fc.array(fc.constantFrom(...GRAPHEMES), { minLength: 1, maxLength: 200 });

test("carets stand under exactly the range", () => {
  fc.assert(
    fc.property(line, fc.nat(), fc.nat(), (graphemes, a, b) => {
      const from = a % graphemes.length;
      const to = from + 1 + (b % (graphemes.length - from));
      const length = (part: typeof graphemes): number => part.reduce((sum, [source]) => sum + source.length, 0);
      const columns = (part: typeof graphemes): number => part.reduce((sum, [, , width]) => sum + width, 0);
      const start = length(graphemes.slice(0, from));
      const end = start + length(graphemes.slice(from, to));
      const text = graphemes.map(([source]) => source).join("");
      assert.deepEqual(frameOf(text, [start, end], 2000), [
        `  1 │ ${graphemes.map(([, shown]) => shown).join("")}`,
        `    │ ${" ".repeat(columns(graphemes.slice(0, from)))}${"^".repeat(columns(graphemes.slice(from, to)))}`,
      ]);
    }),
    { numRuns: 300 },
  );
});

test("a cut line fits, holds the range's begin, and is cut between graphemes", () => {
  fc.assert(
    fc.property(line, fc.nat(), fc.integer({ min: 40, max: 120 }), (graphemes, a, width) => {
      const at = a % graphemes.length;
      const start = graphemes.slice(0, at).reduce((sum, [source]) => sum + source.length, 0);
      const text = graphemes.map(([source]) => source).join("");
      const [shown = "", carets = ""] = frameOf(text, [start, text.length], width);
      assert.ok(stringWidth(shown) <= width && stringWidth(carets) <= width);

      const content = shown.slice("  1 │ ".length).replace(/^…/, "").replace(/…$/, "");
      const cutLeft = shown.startsWith("  1 │ …");
      const caret = carets.indexOf("^") - "    │ ".length - (cutLeft ? 1 : 0);
      // From the caret both ways the excerpt must be whole graphemes of the line.
      let left = at;
      let columns = caret;
      while (columns > 0 && left > 0) columns -= graphemes[--left]?.[2] ?? 0;
      assert.equal(columns, 0);
      let rest = content;
      for (let next = left; rest !== ""; next++) {
        const piece = graphemes[next]?.[1];
        assert.ok(piece !== undefined && rest.startsWith(piece));
        rest = rest.slice(piece.length);
      }
    }),
    { numRuns: 300 },
  );
});

test("any text and any range give a safe frame", () => {
  const unit = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "\n",
      "\r\n",
      "\r",
      "\u2028",
      "\ufeff",
      "##[",
      "#",
      "[",
      "::",
      "\u200d",
      "\u0301",
      "\ud83d",
      "\udc68",
    ),
    fc.constantFrom(...GRAPHEMES.map(([source]) => source.repeat(60))),
  );
  fc.assert(
    fc.property(fc.array(unit), fc.integer(), fc.integer(), fc.boolean(), (units, a, b, inside) => {
      const text = units.join("");
      const range: [number, number] = inside
        ? [Math.abs(a) % (text.length + 1), Math.abs(b) % (text.length + 1)]
        : [a, b];
      const lines = frameOf(text, range, 40);
      assert.ok(lines.length >= 2 && lines.length <= 6);
      for (const shown of lines) {
        assert.match(shown, /^ {2} *(\d+|⋮)? │/);
        assert.doesNotMatch(shown, FORBIDDEN);
      }
    }),
    { numRuns: 500 },
  );
});
