import { checked, unchecked } from "./checksum.js";

/** A file as it was when it was last read. */
export interface Stats {
  /** Of its content. */
  readonly id: string;
  readonly size: number;
  readonly mtime: number;
  readonly ctime: number;
  readonly ino: number;
}

const ID_BYTES = 20;
const NUMBER_BYTES = 4 * 8;

/**
 * The form on disk: a count, four doubles for each file, then all ids, then all paths, separated by NUL. Ten thousand files are read in
 * a few milliseconds.
 */
export function encodeStats(files: ReadonlyMap<string, Stats>): readonly Uint8Array[] {
  const table = Buffer.alloc(4 + files.size * (NUMBER_BYTES + ID_BYTES));
  table.writeUInt32LE(files.size, 0);
  let at = 4;
  let idAt = 4 + files.size * NUMBER_BYTES;
  for (const { id, size, mtime, ctime, ino } of files.values()) {
    for (const number of [size, mtime, ctime, ino]) at = table.writeDoubleLE(number, at);
    idAt += table.write(id, idAt, ID_BYTES, "hex");
  }
  return checked(Buffer.concat([table, Buffer.from([...files.keys()].join("\0"))]));
}

/** Undefined for what is damaged, or of another version. */
export function decodeStats(file: Buffer): ReadonlyMap<string, Stats> | undefined {
  const bytes = unchecked(file);
  if (bytes === undefined || bytes.length < 4) return undefined;
  const count = bytes.readUInt32LE(0);
  const firstId = 4 + count * NUMBER_BYTES;
  const end = firstId + count * ID_BYTES;
  if (bytes.length < end) return undefined;
  const paths = count === 0 ? [] : bytes.toString("utf8", end).split("\0");
  if (paths.length !== count) return undefined;
  // All ids are made text at once.
  const ids = bytes.toString("hex", firstId, end);
  const files = new Map<string, Stats>();
  let at = 4;
  let idAt = 0;
  for (const path of paths) {
    files.set(path, {
      size: bytes.readDoubleLE(at),
      mtime: bytes.readDoubleLE(at + 8),
      ctime: bytes.readDoubleLE(at + 16),
      ino: bytes.readDoubleLE(at + 24),
      id: ids.slice(idAt, idAt + 2 * ID_BYTES),
    });
    at += NUMBER_BYTES;
    idAt += 2 * ID_BYTES;
  }
  return files;
}
