import { closeSync, mkdtempSync, openSync, readSync, rmdirSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../errors.js";

/** Bytes that are put aside and read again: in memory while there are few, then in a file that nobody else can read. */
export interface Spool {
  /** Appends; text as UTF-8. Returns where the bytes begin. */
  add(piece: Uint8Array | string): number;
  /** What was appended there; valid until the next call. */
  read(offset: number, length: number): Buffer;
  /** What lies between two offsets, by default everything, piece by piece; each is valid until the next call. */
  pieces(start?: number, end?: number): Iterable<Buffer>;
  /** Bytes so far. */
  readonly size: number;
  /** Lets go of everything, the file included. */
  close(): void;
}

export interface SpoolOptions {
  /** So many bytes stay in memory; default: 2 MiB. */
  readonly memory?: number | undefined;
  /** Folder for the file; default: the system's for temporary files. */
  readonly folder?: string | undefined;
}

const USUAL_MEMORY = 2 * 1024 * 1024;
/** What is written, and read ahead, in one go. */
const PIECE = 64 * 1024;

/** The methods throw a UserError when there is no room for the file. */
export function createSpool({ memory = USUAL_MEMORY, folder = tmpdir() }: SpoolOptions = {}): Spool {
  // The end of what was added: everything, while it is little.
  let tail = Buffer.allocUnsafe(Math.min(16 * 1024, memory + 1));
  let used = 0;
  let flushed = 0;
  let file: TemporaryFile | undefined;
  let ahead: Buffer = Buffer.alloc(0);
  let aheadAt = 0;

  const flush = (): void => {
    try {
      file ??= openTemporary(folder);
      for (let done = 0; done < used; ) done += writeSync(file.descriptor, tail, done, used - done, flushed + done);
    } catch (error) {
      throw noRoom(folder, error);
    }
    flushed += used;
    used = 0;
    // While there was no file, it may have grown.
    if (tail.length > PIECE) tail = Buffer.allocUnsafe(PIECE);
  };

  const reserve = (bytes: number): void => {
    const most = file === undefined ? memory : PIECE;
    if (used > 0 && used + bytes > most) flush();
    if (used + bytes <= tail.length) return;
    const larger = Buffer.allocUnsafe(Math.max(used + bytes, Math.min(tail.length * 2, most)));
    tail.copy(larger, 0, 0, used);
    tail = larger;
  };

  const read = (offset: number, length: number): Buffer => {
    if (offset < flushed && offset + length > flushed) flush();
    if (offset >= flushed) return tail.subarray(offset - flushed, offset - flushed + length);
    if (offset < aheadAt || offset + length > aheadAt + ahead.length) {
      const wanted = Math.min(Math.max(length, PIECE), flushed - offset);
      ahead = readAt(file, offset, wanted, ahead);
      aheadAt = offset;
    }
    return ahead.subarray(offset - aheadAt, offset - aheadAt + length);
  };

  return {
    add(piece) {
      const at = flushed + used;
      if (typeof piece === "string") {
        // To count the bytes takes a pass of its own; three for a unit are the most there can be.
        const most = used + 3 * piece.length;
        reserve(most <= tail.length ? 0 : Buffer.byteLength(piece));
        used += tail.write(piece, used);
      } else {
        reserve(piece.length);
        tail.set(piece, used);
        used += piece.length;
      }
      return at;
    },
    read,
    *pieces(start = 0, end = flushed + used) {
      for (let at = start; at < end; at += PIECE) yield read(at, Math.min(PIECE, end - at));
    },
    get size() {
      return flushed + used;
    },
    close() {
      file?.close();
      file = undefined;
      tail = Buffer.alloc(0);
      ahead = Buffer.alloc(0);
    },
  };
}

function readAt(file: TemporaryFile | undefined, offset: number, length: number, before: Buffer): Buffer {
  const buffer = before.buffer.byteLength >= length ? Buffer.from(before.buffer, 0, length) : Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const count = file === undefined ? 0 : readSync(file.descriptor, buffer, done, length - done, offset + done);
    if (count === 0) throw new Error("A temporary file is shorter than what was written to it");
    done += count;
  }
  return buffer;
}

interface TemporaryFile {
  readonly descriptor: number;
  close(): void;
}

/** A file without a name, where the system has such: it is gone with the process, however that ends. */
function openTemporary(folder: string): TemporaryFile {
  const own = mkdtempSync(join(folder, "galley-spool-"));
  const path = join(own, "results");
  const remove = (): boolean => {
    try {
      unlinkSync(path);
      rmdirSync(own);
      return true;
    } catch {
      return false;
    }
  };
  try {
    const descriptor = openSync(path, "wx+", 0o600);
    const removed = remove();
    return {
      descriptor,
      close() {
        closeSync(descriptor);
        if (!removed) remove();
      },
    };
  } catch (error) {
    rmdirSync(own);
    throw error;
  }
}

function noRoom(folder: string, error: unknown): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(
    `Results of many files are put aside in \`${folder}\`, which failed: ${reason}`,
    "TMPDIR names another folder for temporary files.",
  );
}
