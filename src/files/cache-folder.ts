import { randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { contains } from "./paths.js";

/** A folder of files that may be lost at any time. Nothing here throws: what cannot be read is not there. */
export interface CacheFolder {
  /** Absolute. */
  readonly path: string;
  /** Its own files, links left out, by name. */
  list(): readonly CacheFile[];
  /** A file's bytes, when it is a regular file and no larger than `limit` bytes. */
  read(name: string, limit: number): Buffer | undefined;
  /** Reads parts of a file. */
  open(name: string): Slices | undefined;
  /** Writes a file whole or not at all; returns why it could not. */
  write(name: string, pieces: readonly Uint8Array[]): string | undefined;
  /** Begins a file that is written piece by piece and appears under its name with `keep`. */
  begin(): Draft | undefined;
  remove(name: string): void;
}

export interface CacheFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970 UTC. */
  readonly modified: number;
}

export interface Slices {
  readonly size: number;
  /** Undefined when the file is shorter. */
  slice(offset: number, length: number): Buffer | undefined;
  close(): void;
}

export interface Draft {
  /** Returns false when the disk does not take it. */
  add(piece: Uint8Array): boolean;
  keep(name: string): boolean;
  drop(): void;
}

/** The folder of a cache in a project without packages. */
export const OWN_CACHE = ".galley-cache";

/**
 * Where a project's cache lies when nothing is said: where tools of JavaScript projects keep theirs, else in a folder of its own.
 *
 * @param base the configuration's folder, absolute
 */
export function usualCacheFolder(base: string): string {
  const modules = join(base, "node_modules");
  const isFolder = lstatSync(modules, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? join(modules, ".cache", "galley") : join(base, OWN_CACHE);
}

const TAG = "CACHEDIR.TAG";
/** What people put into a folder so that git keeps it. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([".gitignore", ".gitkeep", ".keep"]);

/** Whether a folder holds something and was not made for a cache. */
export function holdsOthers(path: string): boolean {
  try {
    const names = readdirSync(path);
    return !names.includes(TAG) && names.some((name) => !PLACEHOLDERS.has(name));
  } catch {
    return false; // none, or none that can be written to either
  }
}

/**
 * @param path absolute; made at the first write
 * @param root the project: links must not lead out of it; undefined for a place that a person named
 * @param readOnly nothing is written, nor removed
 */
export function openCacheFolder(path: string, root: string | undefined, readOnly = false): CacheFolder | undefined {
  if (root !== undefined && !staysInside(path, root)) return undefined;
  let made = false;
  const make = (): void => {
    if (made) return;
    makeFolder(path);
    if (root !== undefined && !staysInside(path, root)) throw new Error("a link leads out of the project");
    // Nobody has to tell git, or a backup, that this is no work of theirs.
    writeOnce(join(path, ".gitignore"), "*\n");
    writeOnce(join(path, TAG), "Signature: 8a477f597d28d172789f06886806bc55\n# Made by galley; may be deleted.\n");
    made = true;
  };
  const begin = (): Draft | undefined => {
    if (readOnly) return undefined;
    const temporary = join(path, `${TEMPORARY}${randomUUID()}`);
    let file: number | undefined;
    try {
      make();
      file = openSync(temporary, "wx", 0o600);
    } catch {
      return undefined;
    }
    return draft(file, temporary, path);
  };
  return {
    path,
    list: () => listFiles(path),
    read(name, limit) {
      const slices = openFile(join(path, name));
      try {
        return slices === undefined || slices.size > limit ? undefined : slices.slice(0, slices.size);
      } finally {
        slices?.close();
      }
    },
    open: (name) => openFile(join(path, name)),
    write(name, pieces) {
      const fresh = begin();
      if (fresh === undefined) return "the folder cannot be written to";
      for (const piece of pieces) if (!fresh.add(piece)) return "the disk does not take it";
      return fresh.keep(name) ? undefined : "the file cannot be replaced";
    },
    begin,
    remove(name) {
      if (!readOnly) attempt(() => rmSync(join(path, name), { force: true }));
    },
  };
}

/** Folder by folder: Node's own way of making several at once never ends where none can be made (`/proc/none`). */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another run may have been quicker.
    if (statSync(path, { throwIfNoEntry: false }) === undefined) throw error;
  }
}

const TEMPORARY = ".writing-";

/** A file that was begun this long ago, in milliseconds, will not be ended any more. */
const LEFT_BEHIND = 3_600_000;

function listFiles(path: string): readonly CacheFile[] {
  const files: CacheFile[] = [];
  try {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const stats = statSync(join(path, entry.name), { throwIfNoEntry: false });
      if (stats === undefined) continue;
      if (!entry.name.startsWith(TEMPORARY)) {
        files.push({ name: entry.name, size: stats.size, modified: stats.mtimeMs });
      } else if (Date.now() - stats.mtimeMs > LEFT_BEHIND) rmSync(join(path, entry.name), { force: true });
    }
  } catch {
    // Others may tidy up at the same time.
  }
  return files;
}

function openFile(path: string): Slices | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(file);
    if (!stats.isFile()) {
      closeSync(file);
      return undefined;
    }
    return slicesOf(file, stats.size);
  } catch {
    if (file !== undefined) closeSync(file);
    return undefined;
  }
}

function slicesOf(file: number, size: number): Slices {
  return {
    size,
    slice(offset, length) {
      if (offset < 0 || length < 0 || offset + length > size) return undefined;
      const buffer = Buffer.allocUnsafe(length);
      let read = 0;
      try {
        while (read < length) {
          const count = readSync(file, buffer, read, length - read, offset + read);
          if (count === 0) return undefined;
          read += count;
        }
      } catch {
        return undefined;
      }
      return buffer;
    },
    close: () => attempt(() => closeSync(file)),
  };
}

function draft(file: number, temporary: string, folder: string): Draft {
  let open = true;
  const drop = (): void => {
    if (open) attempt(() => closeSync(file));
    open = false;
    attempt(() => rmSync(temporary, { force: true }));
  };
  return {
    add(piece) {
      if (!open) return false;
      try {
        for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
        return true;
      } catch {
        drop();
        return false;
      }
    },
    keep(name) {
      if (!open) return false;
      try {
        closeSync(file);
        open = false;
        renameSync(temporary, join(folder, name));
        return true;
      } catch {
        drop();
        return false;
      }
    },
    drop,
  };
}

/** Whether no link leads a path, or what there is of it, out of a folder. */
function staysInside(path: string, root: string): boolean {
  try {
    const home = realpathSync.native(root);
    let at = path;
    while (lstatSync(at, { throwIfNoEntry: false }) === undefined) at = dirname(at);
    const real = realpathSync.native(at);
    return real === home || contains(home, real);
  } catch {
    return false;
  }
}

function writeOnce(path: string, text: string): void {
  attempt(() => writeFileSync(path, text, { flag: "wx", mode: 0o600 }));
}

function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // What cannot be done to a cache need not be done.
  }
}
