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

/** Files as they were, in an order. */
export interface StatsList {
  readonly paths: readonly string[];
  /** Size, mtime, ctime, inode of each. */
  readonly numbers: Float64Array;
  /** 20 bytes of each. */
  readonly ids: Buffer;
}

export const ID_BYTES = 20;
const NUMBER_BYTES = 4 * 8;

/** Takes files one by one: a list of objects for many would take more memory than all else that is known of them. */
export interface StatsEncoder {
  add(path: string, stats: Stats): void;
  end(): readonly Uint8Array[];
}

/**
 * The form on disk: a count, four doubles for each file, then all ids, then all paths, separated by NUL. It becomes three values in
 * memory: objects for ten thousand files would take longer than asking the file system about them.
 *
 * @param most no more files than this are to come
 */
export function statsEncoder(most: number): StatsEncoder {
  const numbers = new Float64Array(most * 4);
  const ids = Buffer.alloc(most * ID_BYTES);
  const paths: string[] = [];
  return {
    add(path, { id, size, mtime, ctime, ino }) {
      numbers.set([size, mtime, ctime, ino], paths.length * 4);
      ids.write(id, paths.length * ID_BYTES, "hex");
      paths.push(path);
    },
    end() {
      const head = Buffer.alloc(4);
      const count = paths.length;
      head.writeUInt32LE(count, 0);
      const used = new Uint8Array(numbers.buffer, 0, count * NUMBER_BYTES);
      return checked(head, used, ids.subarray(0, count * ID_BYTES), Buffer.from(paths.join("\0")));
    },
  };
}

/** Undefined for what is damaged, or of another version. */
export function decodeStats(file: Buffer): StatsList | undefined {
  const bytes = unchecked(file);
  if (bytes === undefined || bytes.length < 4) return undefined;
  const count = bytes.readUInt32LE(0);
  const firstId = 4 + count * NUMBER_BYTES;
  const end = firstId + count * ID_BYTES;
  if (bytes.length < end) return undefined;
  const paths = count === 0 ? [] : bytes.toString("utf8", end).split("\0");
  if (paths.length !== count) return undefined;
  // A copy: doubles must lie at multiples of eight.
  const numbers = new Float64Array(new Uint8Array(bytes.subarray(4, firstId)).buffer);
  return { paths, numbers, ids: Buffer.from(bytes.subarray(firstId, end)) };
}

/** The id of one of a list. */
export function idAt({ ids }: StatsList, index: number): string {
  return ids.toString("hex", index * ID_BYTES, (index + 1) * ID_BYTES);
}

/** One of a list. */
export function statsAt(list: StatsList, index: number): Stats {
  const [size = 0, mtime = 0, ctime = 0, ino = 0] = list.numbers.subarray(index * 4, index * 4 + 4);
  return { id: idAt(list, index), size, mtime, ctime, ino };
}
