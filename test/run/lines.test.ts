import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { batches, type Line, lineSplitter } from "../../src/run/records/lines.js";
import fc from "../property.js";

/** Text for a line, what is said of it for one that is too long. */
function shown(line: Line): string {
  return `${line.number} ${"bytes" in line ? line.bytes.toString() : `longer than ${line.longerThan}`}`;
}

function split(pieces: readonly string[], limit = 1000): readonly string[] {
  const splitter = lineSplitter(limit);
  return [...pieces.flatMap((piece) => splitter.push(Buffer.from(piece))), ...splitter.end()].map(shown);
}

describe("lines of a stream", () => {
  it("end with LF or CRLF, the last one without, and count when they are empty", () => {
    assert.deepEqual(split(["a\r\n\n\r\nb\nc"]), ["1 a", "4 b", "5 c"]);
    assert.deepEqual(split(["a\rb\r\n"]), ["1 a\rb"]);
    assert.deepEqual(split([]), []);
    assert.deepEqual(split(["\n"]), []);
  });

  it("are the same in whatever pieces they come", () => {
    const text = fc.array(fc.constantFrom("a", "b", "\n", "\r\n", "\r", "é", "ab".repeat(4)), { maxLength: 30 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(40)), (parts, cuts) => {
        const bytes = Buffer.from(parts.join(""));
        const limit = 7;
        const splitter = lineSplitter(limit);
        const lines: Line[] = [];
        let start = 0;
        for (const cut of [...cuts.filter((at) => at <= bytes.length).sort((a, b) => a - b), bytes.length]) {
          lines.push(...splitter.push(bytes.subarray(start, cut)));
          start = cut;
        }
        lines.push(...splitter.end());
        const expected = bytes
          .toString("latin1")
          .split("\n")
          .flatMap((line, index) => {
            if (line.length > limit) return [`${index + 1} longer than ${limit}`];
            const text = Buffer.from(line.replace(/\r$/, ""), "latin1").toString();
            return text === "" ? [] : [`${index + 1} ${text}`];
          });
        assert.deepEqual(lines.map(shown), expected);
      }),
    );
  });

  it("are let go of when they are too long, and the next one is whole", () => {
    const splitter = lineSplitter(100);
    const piece = Buffer.alloc(64 * 1024, "x");
    const before = process.memoryUsage().arrayBuffers;
    for (let count = 0; count < 1000; count++) assert.deepEqual(splitter.push(Buffer.from(piece)), []);
    const held = process.memoryUsage().arrayBuffers - before;
    assert.deepEqual(splitter.push(Buffer.from("\nnext\n")).map(shown), ["1 longer than 100", "2 next"]);
    assert.ok(held < 60 * 1024 * 1024, `${held} bytes are held`);
  });

  it("are dealt with in batches of little work, in order", () => {
    const sizes = fc.array(fc.constantFrom(1, 100, 10_000, 40_000, 70_000, 1_000_000), { maxLength: 50 });
    fc.assert(
      fc.property(sizes, (bytes) => {
        const lines = bytes.map((size, index): Line => ({ number: index + 1, bytes: Buffer.alloc(size) }));
        const cut = [...batches(lines)];
        assert.deepEqual(cut.flat(), lines);
        for (const batch of cut) {
          const total = batch.reduce((sum, line) => sum + ("bytes" in line ? line.bytes.length : 0), 0);
          assert.ok(batch.length === 1 || (batch.length <= 16 && total <= 64 * 1024));
        }
      }),
    );
  });
});
