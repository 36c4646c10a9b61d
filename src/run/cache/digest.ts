import { createHash } from "node:crypto";

/** 32 hexadecimal digits of SHA-256: nobody finds two texts with one digest. */
export function shortDigest(text: string): string {
  const digest = openDigest();
  digest.add(text);
  return digest.end();
}

/** Pieces are put together up to so many UTF-16 units: hashing each by itself would take longer than it. */
const ENOUGH = 64 * 1024;

/** The same for a text that comes in pieces: that of all files of a run would be as large as all else. */
export function openDigest(): { add(piece: string): void; end(): string } {
  const hash = createHash("sha256");
  let waiting = "";
  return {
    add(piece) {
      waiting += piece;
      if (waiting.length < ENOUGH) return;
      hash.update(waiting);
      waiting = "";
    },
    end: () => hash.update(waiting).digest("hex").slice(0, 32),
  };
}
