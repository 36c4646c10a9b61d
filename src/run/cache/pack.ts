import { crc32 } from "node:zlib";
import type { CacheFolder, Draft, Slices } from "../../files/cache-folder.js";
import { sum } from "./checksum.js";
import type { Fingerprint } from "./fingerprint.js";

/*
 * A pack holds results of many files. It is written once and never changed: runs at the same time, and shards, add packs of their own
 * and read each other's; folders of packs can be put together by copying.
 *
 *   a line that says what it is | the entries' bytes | the index | length and checksum of the index
 *
 * The index is read whole, entries one by one, each with a checksum of its own.
 */

const HEAD = Buffer.from("galley pack 1\n");
const ENTRY_BYTES = 20 + 8 + 8 + 4 + 4 + 2 + 2;
const TAIL_BYTES = 4 + 20;
/** The index is put down in blocks: an object for each entry would be dearer than what it holds. */
const ENTRIES_IN_BLOCK = 1024;
/** So many bytes are read at once: entries of one run mostly lie in its order. */
const WINDOW = 1024 * 1024;

/** A result of one file, and under what it was found. */
export interface Entry {
  /** Relative to the base. */
  readonly path: string;
  /** Of the content: 40 hexadecimal digits. */
  readonly id: string;
  /** Of the content, in bytes. */
  readonly size: number;
  readonly fingerprint: Fingerprint;
  /** The day on which it was last of use, counted from 1970. */
  readonly day: number;
}

export interface StoredEntry extends Entry {
  /** What was stored; undefined when it is damaged or gone. */
  bytes(): Buffer | undefined;
  /** Bytes. */
  readonly length: number;
  /** Whether this run needed it. */
  isUsed: boolean;
  /** Whether this run put another one in its place. */
  isReplaced: boolean;
}

export interface Pack {
  readonly name: string;
  readonly size: number;
  readonly entries: readonly StoredEntry[];
  close(): void;
}

/** Undefined for what is no pack of this version, or damaged. */
export function openPack(folder: CacheFolder, name: string): Pack | undefined {
  const file = folder.open(name);
  if (file === undefined) return undefined;
  const entries = readIndex(file);
  if (entries !== undefined) return { name, size: file.size, entries, close: file.close };
  file.close();
  return undefined;
}

function readIndex(file: Slices): readonly StoredEntry[] | undefined {
  const tail = file.slice(file.size - TAIL_BYTES, TAIL_BYTES);
  if (tail === undefined || file.slice(0, HEAD.length)?.equals(HEAD) !== true) return undefined;
  const length = tail.readUInt32LE(0);
  const index = file.slice(file.size - TAIL_BYTES - length, length);
  if (index === undefined || !sum(index).equals(tail.subarray(4))) return undefined;
  const count = index.readUInt32LE(0);
  const names = index.readUInt32LE(4);
  const table = 8 + names;
  const [paths, fingerprints]: [readonly string[], readonly Fingerprint[]] = JSON.parse(
    index.toString("utf8", 8, table),
  );
  // A copy: the names, which are as long again, need not be held.
  const rows = Buffer.from(index.subarray(table, table + count * ENTRY_BYTES));
  if (rows.length !== count * ENTRY_BYTES || paths.length < count) return undefined;
  const shared: Rows = { rows, fingerprints, bytesOf: reader(file) };
  const entries: StoredEntry[] = [];
  for (let number = 0; number < count; number++) {
    const at = number * ENTRY_BYTES;
    if (fingerprints[rows.readUInt16LE(at + 44)] === undefined) return undefined;
    entries.push(new PackEntry(paths[number] as string, shared, at));
  }
  return entries;
}

/** What the entries of a pack share. */
interface Rows {
  readonly rows: Buffer;
  readonly fingerprints: readonly Fingerprint[];
  readonly bytesOf: BytesReader;
}

/** An entry where it stands: a million of them, each read into an object of its own, would take most of a gigabyte. */
class PackEntry implements StoredEntry {
  readonly path: string;
  isUsed = false;
  isReplaced = false;
  readonly #shared: Rows;
  readonly #at: number;

  constructor(path: string, shared: Rows, at: number) {
    this.path = path;
    this.#shared = shared;
    this.#at = at;
  }

  get id(): string {
    return this.#shared.rows.toString("hex", this.#at, this.#at + 20);
  }

  get size(): number {
    return this.#shared.rows.readDoubleLE(this.#at + 20);
  }

  get fingerprint(): Fingerprint {
    return this.#shared.fingerprints[this.#shared.rows.readUInt16LE(this.#at + 44)] as Fingerprint;
  }

  get day(): number {
    return this.#shared.rows.readUInt16LE(this.#at + 46);
  }

  get length(): number {
    return this.#shared.rows.readUInt32LE(this.#at + 36);
  }

  bytes(): Buffer | undefined {
    const { rows, bytesOf } = this.#shared;
    return bytesOf(rows.readDoubleLE(this.#at + 28), this.length, rows.readUInt32LE(this.#at + 40));
  }
}

type BytesReader = (offset: number, length: number, crc: number) => Buffer | undefined;

function reader(file: Slices): BytesReader {
  let window: Buffer = Buffer.alloc(0);
  let start = 0;
  return (offset, length, crc) => {
    if (offset < start || offset + length > start + window.length) {
      const wanted = Math.min(Math.max(WINDOW, length), file.size - offset);
      window = file.slice(offset, wanted) ?? Buffer.alloc(0);
      start = offset;
    }
    const bytes = window.subarray(offset - start, offset - start + length);
    return bytes.length === length && crc32(bytes) === crc ? bytes : undefined;
  };
}

export interface PackWriter {
  add(entry: Entry, bytes: Uint8Array): void;
  /** Bytes so far. */
  size(): number;
  /** Whether the pack is there now. */
  keep(name: string): boolean;
  drop(): void;
}

/** Writes a pack entry by entry. What the disk does not take is dropped at the end. */
export function createPack(folder: CacheFolder): PackWriter | undefined {
  const draft = folder.begin();
  return draft && packWriter(draft);
}

function packWriter(draft: Draft): PackWriter {
  const paths: string[] = [];
  const fingerprints: Fingerprint[] = [];
  const numbers = new Map<string, number>();
  const blocks: Buffer[] = [];
  let waiting: Uint8Array[] = [HEAD];
  let offset = HEAD.length;
  let unwritten = 0;
  let fine = true;
  const flush = (): void => {
    fine &&= draft.add(Buffer.concat(waiting));
    waiting = [];
    unwritten = 0;
  };
  return {
    add({ path, id, size, fingerprint, day }, bytes) {
      const key = `${fingerprint.tool} ${fingerprint.settings} ${fingerprint.plugins}`;
      let number = numbers.get(key);
      if (number === undefined) {
        number = fingerprints.push(fingerprint) - 1;
        numbers.set(key, number);
      }
      if (number > 0xffff) return;
      const at = (paths.length % ENTRIES_IN_BLOCK) * ENTRY_BYTES;
      if (at === 0) blocks.push(Buffer.alloc(ENTRIES_IN_BLOCK * ENTRY_BYTES));
      const row = (blocks.at(-1) as Buffer).subarray(at, at + ENTRY_BYTES);
      row.write(id, 0, 20, "hex");
      row.writeDoubleLE(size, 20);
      row.writeDoubleLE(offset, 28);
      row.writeUInt32LE(bytes.length, 36);
      row.writeUInt32LE(crc32(bytes), 40);
      row.writeUInt16LE(number, 44);
      row.writeUInt16LE(day & 0xffff, 46);
      paths.push(path);
      waiting.push(bytes);
      offset += bytes.length;
      unwritten += bytes.length;
      if (unwritten >= WINDOW) flush();
    },
    size: () => offset,
    keep(name) {
      const names = Buffer.from(JSON.stringify([paths, fingerprints]));
      const head = Buffer.alloc(8);
      head.writeUInt32LE(paths.length, 0);
      head.writeUInt32LE(names.length, 4);
      const table = blocks.map((block, number) =>
        block.subarray(0, (paths.length - number * ENTRIES_IN_BLOCK) * ENTRY_BYTES),
      );
      const index = [head, names, ...table];
      const tail = Buffer.alloc(4);
      tail.writeUInt32LE(head.length + names.length + paths.length * ENTRY_BYTES, 0);
      flush();
      for (const piece of [...index, tail, sum(...index)]) fine &&= draft.add(piece);
      if (!fine) draft.drop();
      return fine && draft.keep(name);
    },
    drop: draft.drop,
  };
}
