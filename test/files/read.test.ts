import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { decodeText, type ReadFailure, readText } from "../../src/files/read.js";

const folder = mkdtempSync(join(tmpdir(), "galley-read-"));
after(() => rmSync(folder, { recursive: true }));

function read(bytes: Buffer | string, limit?: number): ReturnType<typeof readText> {
  const path = join(folder, "post.md");
  writeFileSync(path, bytes);
  return limit === undefined ? readText(path) : readText(path, limit);
}

function failure(result: ReturnType<typeof readText>): ReadFailure {
  assert.ok(!result.ok);
  return result.reason;
}

test("text comes back as it is, BOM and line ends included, short or long, ASCII or Chinese", () => {
  const texts = [
    "",
    "\uFEFF",
    "a\r\nb\rc",
    "\uFEFF---\n标题",
    "汉字😀".repeat(2000),
    `\uFEFF${"世界".repeat(5000)}`,
    "x".repeat(9000),
  ];
  for (const text of texts) assert.deepEqual(read(text), { ok: true, text });
});

test("any text survives the way to bytes and back", () => {
  const text = fc.string({ unit: "binary", maxLength: 40 }).map((part) => part.replaceAll("\0", "").repeat(100));
  fc.assert(
    fc.property(text, (sample) => {
      assert.deepEqual(decodeText(Buffer.from(sample, "utf8")), {
        ok: true,
        text: Buffer.from(sample, "utf8").toString("utf8"),
      });
    }),
    { numRuns: 200 },
  );
});

test("the first byte that is no UTF-8 is named, with its line", () => {
  const bytes = Buffer.concat([Buffer.from("标题\n第二行\n"), Buffer.from([0xb1, 0xea]), Buffer.from("x")]);
  const reason = failure(read(bytes));
  assert.deepEqual(reason, {
    kind: "encoding",
    looksLike: "other",
    offset: 17,
    line: 3,
    message: "The file is not UTF-8: byte 18, on line 3, is `0xB1`",
  });
});

test("the offset of the first bad byte is that of the longest valid beginning", () => {
  const byte = fc.constantFrom(0x61, 0x0a, 0x80, 0xbf, 0xc3, 0xa9, 0xe6, 0xb1, 0x89, 0xf0, 0x9f, 0x98, 0xff, 0xed);
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 24 }), (list) => {
      const bytes = Buffer.from([0x61, ...list]);
      const decoder = (end: number): boolean => {
        try {
          new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, end));
          return true;
        } catch {
          return false;
        }
      };
      let longest = 0;
      for (let end = 0; end <= bytes.length; end++) if (decoder(end)) longest = end;
      const result = decodeText(bytes);
      if (longest === bytes.length) assert.ok(result.ok);
      else {
        const reason = failure(result);
        assert.ok(reason.kind === "encoding");
        assert.equal(reason.offset, longest);
      }
    }),
    { numRuns: 500 },
  );
});

test("UTF-16 and UTF-32 are known by their marks, binary files by a NUL", () => {
  const looks = (bytes: Buffer): unknown => {
    const reason = failure(decodeText(bytes));
    return reason.kind === "encoding" ? reason.looksLike : reason.kind;
  };
  assert.equal(looks(Buffer.from("\uFEFF---", "utf16le")), "UTF-16");
  assert.equal(looks(Buffer.from("\uFEFF---", "utf16le").swap16()), "UTF-16");
  assert.equal(looks(Buffer.from([0xff, 0xfe, 0, 0])), "UTF-32");
  assert.equal(looks(Buffer.from("PNG\n\0")), "binary");
});

test("a file beyond the limit is not read", () => {
  const reason = failure(read("x".repeat(2048), 1024));
  assert.deepEqual([reason.kind, "size" in reason && reason.size], ["too-large", 2048]);
  assert.deepEqual(read("x".repeat(1024), 1024).ok, true);
});

test("what is no file says so at once", () => {
  const pipe = join(folder, "pipe.md");
  execFileSync("mkfifo", [pipe]);
  assert.equal(failure(readText(pipe)).message, "it is a pipe or a device, not a file");
  assert.equal(failure(readText("/dev/zero")).message, "it is a pipe or a device, not a file");
  assert.equal(failure(readText(folder)).message, "it is a folder, not a file");
  assert.equal(failure(readText(join(folder, "none.md"))).message, "there is no such file");
  assert.equal(failure(readText("a\0b")).kind, "io");
});
