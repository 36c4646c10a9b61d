import { createHash } from "node:crypto";

/** Raised whenever a form on disk changes: what has another number is not read. */
const HEAD = Buffer.from("galley cache 1\n");
const SUM_BYTES = 20;

/** Bytes as they are written: behind a line that says what they are, and a checksum. */
export function checked(bytes: Uint8Array): readonly Uint8Array[] {
  return [HEAD, sum(bytes), bytes];
}

/** What `checked` was given; undefined for what is torn, damaged, or of another version. */
export function unchecked(file: Buffer): Buffer | undefined {
  const start = HEAD.length + SUM_BYTES;
  if (file.length < start || !file.subarray(0, HEAD.length).equals(HEAD)) return undefined;
  const bytes = file.subarray(start);
  return sum(bytes).equals(file.subarray(HEAD.length, start)) ? bytes : undefined;
}

export function sum(bytes: Uint8Array): Buffer {
  return createHash("sha1").update(bytes).digest();
}
