import { createHash } from "node:crypto";

/** 32 hexadecimal digits of SHA-256: nobody finds two texts with one digest. */
export function shortDigest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
