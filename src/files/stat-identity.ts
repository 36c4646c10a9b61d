import { createHash } from "node:crypto";
import { statSync } from "node:fs";

/** What a file system says of a file that changes when its content does. Times in milliseconds, with their fractions. */
export interface StatIdentity {
  readonly size: number;
  readonly mtime: number;
  readonly ctime: number;
  readonly ino: number;
  /**
   * The file was left alone for so long that a change from now on gives it another time. What was just written could be written again
   * within one tick of the file system's clock.
   */
  readonly settled: boolean;
}

/** How coarse clocks of file systems are, in milliseconds: those that count fractions, and those of whole seconds (FAT counts two). */
const TICK = 100;
const COARSE_TICK = 2500;

/** A regular file's identity; undefined for what is none, or is not there. */
export function statIdentity(path: string): StatIdentity | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() !== true) return undefined;
    const { size, mtimeMs: mtime, ctimeMs: ctime, ino } = stats;
    const tick = ctime % 1000 === 0 ? COARSE_TICK : TICK;
    return { size, mtime, ctime, ino, settled: Date.now() - Math.max(mtime, ctime) > tick };
  } catch {
    return undefined;
  }
}

/** The id that git gives to content of these bytes: 40 hexadecimal digits. */
export function blobId(bytes: Uint8Array): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
