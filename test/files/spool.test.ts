import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { UserError } from "../../src/errors.js";
import { createSpool } from "../../src/files/spool.js";
import fc from "../property.js";

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), "galley-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe("a spool", () => {
  it("gives back what was put in, in any order, whatever stays in memory", () => {
    const folder = temporary();
    const piece = fc.oneof(fc.uint8Array({ maxLength: 3000 }), fc.string({ unit: "binary", maxLength: 1500 }));
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.nat(5000),
        fc.infiniteStream(fc.nat(29)),
        (mixed, memory, which) => {
          const pieces: Uint8Array[] = [];
          const spool = createSpool({ memory, folder });
          try {
            const places: number[] = [];
            for (const one of mixed) {
              places.push(spool.add(one));
              pieces.push(Uint8Array.from(typeof one === "string" ? Buffer.from(one) : one));
              // Reading between does not disturb what comes.
              const index = (which.next().value ?? 0) % places.length;
              assert.deepEqual(
                Uint8Array.from(spool.read(places[index] ?? 0, pieces[index]?.length ?? 0)),
                pieces[index],
              );
            }
            assert.equal(
              spool.size,
              pieces.reduce((sum, { length }) => sum + length, 0),
            );
            const all = Buffer.concat(pieces);
            for (const [index, at] of places.entries()) {
              const end = places[(index + 3) % places.length] ?? 0;
              if (end > at) assert.deepEqual(Buffer.from(spool.read(at, end - at)), all.subarray(at, end));
            }
            for (const [index, bytes] of pieces.entries()) {
              assert.deepEqual(Uint8Array.from(spool.read(places[index] ?? 0, bytes.length)), bytes);
            }
          } finally {
            spool.close();
          }
        },
      ),
      { numRuns: 60 },
    );
    assert.deepEqual(readdirSync(folder), []);
  });

  it("writes no file while there is little, and leaves none behind", () => {
    const folder = temporary();
    const spool = createSpool({ memory: 100, folder: join(folder, "missing") });
    spool.add(new Uint8Array(100));
    spool.close();
    const large = createSpool({ memory: 100, folder });
    large.add(new Uint8Array(90));
    large.add(new Uint8Array(90));
    // The system keeps it without a name.
    if (process.platform !== "win32") assert.deepEqual(readdirSync(folder), []);
    large.close();
    assert.deepEqual(readdirSync(folder), []);
  });

  it("says what is wrong when the file cannot be written", () => {
    const spool = createSpool({ memory: 10, folder: join(temporary(), "missing") });
    spool.add(new Uint8Array(10));
    assert.throws(
      () => spool.add(new Uint8Array(10)),
      (error) =>
        error instanceof UserError && /put aside in .*missing/.test(error.message) && /TMPDIR/.test(error.hint ?? ""),
    );
  });
});
