import assert from "node:assert/strict";
import { test } from "node:test";
import stringWidth from "string-width";
import { cellsOf } from "../../src/report/cells.js";
import { cellExcerpt, excerpt } from "../../src/report/excerpt.js";
import { plainColumns, showPlain } from "../../src/report/plain.js";
import type { Span } from "../../src/report/spans.js";
import { visible } from "../../src/report/visible.js";
import { wrap, wrapCells } from "../../src/report/wrap.js";
import { sourceText } from "../../src/source/source-text.js";
import fc from "../property.js";
import { HOSTILE } from "./results.js";

const words = fc.constantFrom(
  ...[
    "a",
    "word",
    " ",
    "  ",
    "世界",
    "，",
    "“",
    "”",
    "ー",
    "한글",
    "é",
    "Д",
    "(",
    ")",
    ":",
    "::",
    "#",
    "[",
    "\t",
    "\u3000",
  ],
  ...["€", "™", "\u00a0", "\u00ad", "\ufeff", "\u200b", "\u0001", "## ", "##[x]", "\ufffd"],
  ...["👨‍👩‍👧", "e\u0301", "🇩🇪", "\u200d", "…", "`x y`"],
  ...HOSTILE,
);
const plainWords = words.filter((word) => plainColumns(word) !== undefined);
const text = fc.oneof(
  fc.array(plainWords, { maxLength: 60 }).map((all) => all.join("")),
  fc.array(words, { maxLength: 60 }).map((all) => all.join("")),
);

test("plain text is what a terminal shows unit by unit", () => {
  const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });
  for (let unit = 0; unit < 0x10000; unit++) {
    const character = String.fromCharCode(unit);
    const columns = plainColumns(character);
    if (columns === undefined) continue;
    assert.equal(showPlain(character), character === "\t" ? "    " : visible(character));
    assert.equal(columns, stringWidth(showPlain(character)), `U+${unit.toString(16)}`);
    const between = `${character}a${character}世${character}한${character}`;
    assert.equal([...segmenter.segment(between)].length, between.length, `U+${unit.toString(16)}`);
  }
});

test("lines of plain text break and are painted as those of any text", () => {
  const paints = ["", "1", "2"].map((name) => (painted: string) => (name === "" ? painted : `<${name} ${painted}>`));
  const spans = fc.array(fc.record<Span>({ text, paint: fc.constantFrom(...paints) as fc.Arbitrary<Span["paint"]> }), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(spans, fc.integer({ min: 4, max: 120 }), (all, width) => {
      assert.deepEqual(wrap(all, width), wrapCells(all, width));
    }),
    { numRuns: 2000 },
  );
});

test("excerpts of plain lines are cut as those of any line", () => {
  const long = fc.tuple(text, fc.integer({ min: 1, max: 12 }), text).map(([a, count, b]) => a.repeat(count) + b);
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(long, place, place, fc.integer({ min: 28, max: 100 }), (whole, from, to, columns) => {
      const source = sourceText(whole.replace(/[\r\n]/g, ""));
      const line = { start: 0, end: source.text.length };
      const [start = 0, end = 0] = [from, to].map((one) => Math.round(one * line.end)).sort((a, b) => a - b);
      if (source.bom) return;
      assert.deepEqual(
        excerpt(source, line, { start, end }, columns),
        cellExcerpt(source.text, line, { start, end }, columns),
      );
    }),
    { numRuns: 2000 },
  );
});

test("cells of plain text are its units", () => {
  assert.deepEqual(
    cellsOf("aé世\t").map(({ text: shown, width }) => [shown, width]),
    [
      ["a", 1],
      ["é", 1],
      ["世", 2],
      ["    ", 4],
    ],
  );
});

test("a picture of one code point takes as many columns as string-width says", () => {
  let seen = 0;
  for (let code = 0x2000; code < 0x20000; code++) {
    const picture = String.fromCodePoint(code);
    // A tone of skin belongs to what stands before it.
    if (!/\p{Emoji_Presentation}/u.test(picture) || /\p{Emoji_Modifier}/u.test(picture)) continue;
    seen++;
    assert.deepEqual(
      cellsOf(`é${picture}`).map(({ text, width }) => [text, width]),
      [
        ["é", 1],
        [picture, stringWidth(picture)],
      ],
      picture,
    );
  }
  assert.ok(seen > 1000, `${seen}`);
});
