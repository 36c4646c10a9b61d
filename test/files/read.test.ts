import assert from "node:assert/strict";
import { Buffer, isUtf8 } from "node:buffer";
import { describe, it } from "node:test";
import { decodeText } from "../../src/files/read.js";
import fc from "../property.js";

describe("decodeText", () => {
  it("names the first byte that is no UTF-8, and its line", () => {
    const cases: readonly (readonly [bytes: Buffer, offset: number, line: number])[] = [
      [Buffer.from([0xff]), 0, 1],
      [Buffer.from([0x61, 0xff, 0x0a]), 1, 1],
      [Buffer.from("a\nb\né", "latin1"), 4, 3],
      [Buffer.concat([Buffer.from("茶\n"), Buffer.from([0xe8, 0x8c])]), 4, 2],
    ];
    for (const [bytes, offset, line] of cases) {
      const result = decodeText(bytes);
      assert.ok(!result.ok && result.reason.kind === "encoding");
      assert.deepEqual([result.reason.offset, result.reason.line], [offset, line]);
    }
  });

  it("finds that byte in whatever bytes", () => {
    const part = fc.oneof(
      fc.string({ unit: "binary" }).map((text) => Buffer.from(text.replaceAll("\0", " "))),
      fc.uint8Array({ min: 1, maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const bytes = Buffer.concat(parts);
        const result = decodeText(bytes);
        if (result.ok) return assert.ok(isUtf8(bytes));
        if (result.reason.kind !== "encoding" || result.reason.looksLike !== "other") return;
        const { offset } = result.reason;
        assert.ok(isUtf8(bytes.subarray(0, offset)));
        for (let end = offset + 1; end <= Math.min(offset + 4, bytes.length); end++) {
          assert.ok(!isUtf8(bytes.subarray(offset, end)));
        }
      }),
      { numRuns: 300 },
    );
  });
});
