import { createHash } from "node:crypto";

/** Raised whenever a form on disk changes: what has another number is not read. */
const HEAD = Buffer.from("galley cache 1\n");
const SUM_BYTES = 20;

/** Bytes as they are written: behind a line that says what they are, and a checksum. */
export function checked(...pieces: readonly Uint8Array[]): readonly Uint8Array[] {
  return [HEAD, sum(...pieces), ...pieces];
}

/** What `checked` was given, in one piece; undefined for what is torn, damaged, or of another version. */
export function unchecked(file: Buffer): Buffer | undefined {
  const start = HEAD.length + SUM_BYTES;
  if (file.length < start || !file.subarray(0, HEAD.length).equals(HEAD)) return undefined;
  const bytes = file.subarray(start);
  return sum(bytes).equals(file.subarray(HEAD.length, start)) ? bytes : undefined;
}

export function sum(...pieces: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha1");
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}
