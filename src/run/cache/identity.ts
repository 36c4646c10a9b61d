import { createHash } from "node:crypto";
import type { CacheFolder } from "../../files/cache-folder.js";
import type { FileList, FoundFile } from "../../files/file-list.js";
import { type ReadFailure, readFileBytes, sizeLimit } from "../../files/read.js";
import { blobId, type StatIdentity, statIdentity } from "../../files/stat-identity.js";
import { unchangedBlobs } from "../../git/blobs.js";
import type { Snapshot } from "../../git/snapshot.js";
import { type Identity, identityTable } from "./identity-table.js";
import { decodeStats, idAt, type StatsList, statsAt, statsEncoder } from "./stats-file.js";

/** Knows files by what the file system or git says of them, and reads those that neither knows. */
export interface Identities {
  /** What is known without reading; asks git once, when there are many that the file system does not vouch for. */
  known(file: FoundFile): Identity | undefined;
  /** Reads a file. Its bytes are given to whoever lints it. */
  read(file: FoundFile): { readonly identity: Identity; readonly bytes: Buffer } | ReadFailure;
  /**
   * Whether the file is as it was when it came to be known: to be asked after its text was read again. `surely`: and was left alone for
   * so long that no change within a tick can hide.
   */
  isStill(file: FoundFile, surely: boolean): boolean;
  /** The size that was recorded with an unproven identity is that of the file: git was right. */
  prove(file: FoundFile): void;
  /** The same of all files. */
  proveAll(): void;
  /** How many files were read. */
  reads(): number;
  /** Keeps what is known for the next run. */
  save(): void;
}

export interface IdentityOptions {
  readonly folder: CacheFolder;
  /** Absolute. */
  readonly base: string;
  readonly files: FileList;
  /** Read in place of the disk. */
  readonly tree: Snapshot | undefined;
  /** Whether the base lies in a work tree of git. */
  readonly inRepository: boolean;
}

/** So many files are read sooner than git has started. */
const WORTH_ASKING = 32;

/** Entries of files outside of a run that are kept beside its own. */
const MOST_OTHERS = 50_000;

export function createIdentities(options: IdentityOptions): Identities {
  const { folder, tree, files } = options;
  const name = `files-${createHash("sha256").update(options.base).digest("hex").slice(0, 16)}`;
  let before: StatsList = { paths: [], numbers: new Float64Array(), ids: Buffer.alloc(0) };
  const table = identityTable(files);
  let changed = false;
  let reads = 0;
  let surveyed = false;
  let unproven = 0;

  /** Looks at all files of the run at once. */
  const survey = (): void => {
    surveyed = true;
    const saved = folder.read(name, MOST_BYTES);
    before = (saved && decodeStats(saved)) ?? before;
    const numberOf = finder(before.paths);
    let unknown = 0;
    files.forEach(({ absolute, fromBase }, place) => {
      const stat = statIdentity(absolute);
      if (stat === undefined) return;
      const number = numberOf(fromBase, place);
      table.setStat(place, stat);
      if (stat.size > sizeLimit) table.set(place, tooLarge(stat.size));
      else if (number !== undefined && isSame(stat, before.numbers, number * 4)) {
        table.set(place, { id: idAt(before, number), size: stat.size });
      } else unknown++;
    });
    if (unknown < WORTH_ASKING || !options.inRepository) return;
    const blobs = unchangedBlobs(options.base);
    if (blobs === undefined) return;
    files.forEach(({ fromBase }, place) => {
      if (table.get(place) !== undefined) return;
      const stat = table.stat(place);
      const id = stat && blobs.get(fromBase);
      if (id?.length !== 40) return;
      table.set(place, { id, size: stat?.size, unproven: true });
      unproven++;
    });
  };

  const prove = (place: number): void => {
    const identity = table.get(place);
    if (identity?.unproven !== true) return;
    table.set(place, { id: identity.id, size: identity.size });
    unproven--;
    changed = true;
  };

  return {
    known(file) {
      if (tree !== undefined) {
        const id = tree.entry(file.absolute)?.id;
        return id?.length === 40 ? { id, size: undefined } : undefined;
      }
      if (!surveyed) survey();
      return table.get(table.place(file));
    },
    read(file) {
      if (!surveyed) survey();
      // First the times, then the content: a change in between gives the file another time than was noted.
      const stat = statIdentity(file.absolute);
      reads++;
      const bytes = readFileBytes(file.absolute);
      if (!Buffer.isBuffer(bytes)) return bytes;
      const identity = { id: blobId(bytes), size: bytes.length };
      const place = table.place(file);
      if (table.get(place)?.unproven === true) unproven--;
      table.set(place, identity);
      table.setStat(place, stat?.size === bytes.length ? stat : undefined);
      changed = true;
      return { identity, bytes };
    },
    isStill(file, surely) {
      const now = statIdentity(file.absolute);
      const noted = table.stat(table.place(file));
      if (now === undefined || noted === undefined || (surely && !now.settled)) return false;
      return isSame(now, numbersOf(noted), 0);
    },
    prove(file) {
      if (unproven > 0) prove(table.place(file));
    },
    proveAll() {
      for (let place = 0; unproven > 0 && place < files.length; place++) prove(place);
    },
    reads: () => reads,
    save() {
      if (!changed || tree !== undefined) return;
      const fresh = statsEncoder(files.length + Math.min(before.paths.length, MOST_OTHERS));
      const numberOf = finder(before.paths);
      const seen = new Uint8Array(before.paths.length);
      files.forEach(({ fromBase }, place) => {
        const identity = table.get(place);
        const stat = table.stat(place);
        const number = numberOf(fromBase, place);
        if (number !== undefined) seen[number] = 1;
        if (identity === undefined || identity.unproven === true) return;
        // What was read is known by what it was then; the rest is as it was.
        if (stat === undefined && number !== undefined) fresh.add(fromBase, statsAt(before, number));
        if (stat?.settled === true && stat.size === identity.size) fresh.add(fromBase, { ...stat, id: identity.id });
      });
      let others = 0;
      before.paths.forEach((path, number) => {
        if (seen[number] === 0 && others++ < MOST_OTHERS) fresh.add(path, statsAt(before, number));
      });
      folder.write(name, fresh.end());
    },
  };
}

const MOST_BYTES = 256 * 1024 * 1024;

/** What a file that is not read is found to be depends on its size alone. */
function tooLarge(size: number): Identity {
  return { id: createHash("sha1").update(`too large: ${size}`).digest("hex"), size };
}

/** Finds numbers of paths; at once where the order is as expected. */
function finder(paths: readonly string[]): (path: string, expected: number) => number | undefined {
  let numbers: Map<string, number> | undefined;
  return (path, expected) => {
    if (paths[expected] === path) return expected;
    numbers ??= new Map(paths.map((one, number) => [one, number]));
    return numbers.get(path);
  };
}

function numbersOf({ size, mtime, ctime, ino }: StatIdentity): readonly number[] {
  return [size, mtime, ctime, ino];
}

function isSame({ size, mtime, ctime, ino }: StatIdentity, was: ArrayLike<number>, at: number): boolean {
  return size === was[at] && mtime === was[at + 1] && ctime === was[at + 2] && ino === was[at + 3];
}
