import { closeSync, constants, fsyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../errors.js";

/** Never through a link, which a repository may have laid where it expects the ledger. Windows has no such flag. */
const APPEND = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);

/**
 * Appends entries to a ledger, one JSON line each, flushed to the disk.
 *
 * @throws UserError when the ledger cannot be written
 */
export function appendLedger(path: string, entries: readonly object[]): void {
  const bytes = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, APPEND);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new UserError(
      `The ledger ${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
