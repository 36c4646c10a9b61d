import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/*
 * What V8 made of a chunk, kept between runs. Whoever can write such a file decides what code runs, and V8 takes it on trust:
 * a file counts only when nobody else could have written it, and when it is whole. Nothing here ever fails a run.
 */

/** Where code is kept, and for what. */
export interface CodeCache {
  /** undefined: nothing kept, or nothing to be trusted. `stamp` is that of `keep`. */
  read(chunk: string, stamp: number): KeptCode | undefined;
  /** @param stamp tells an edition of the chunk from others: the time of its last change */
  keep(chunk: string, stamp: number, kept: KeptCode): void;
}

export interface KeptCode {
  readonly code: Buffer;
  /** Whether the run that made it has run what such a command is for, so that the next one finds most of what it needs. */
  readonly whole: boolean;
}

export interface CacheOptions {
  /** Absolute. Made when it is not there, for its owner alone. */
  readonly folder: string;
  /** Tells apart what must not share code: builds, versions of Node, commands. Part of file names. */
  readonly key: string;
  /** The user's number; undefined where the system has none. */
  readonly uid: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder for galley's code in the user's cache; undefined: none is known, or none is wanted. */
export function cacheFolder(env: Environment, platform: string): string | undefined {
  if (env["GALLEY_CODE_CACHE"] === "0" || env["NODE_DISABLE_COMPILE_CACHE"] === "1") return undefined;
  const home = absolute(platform === "win32" ? env["LOCALAPPDATA"] : env["HOME"], platform);
  const xdg = platform === "win32" ? undefined : absolute(env["XDG_CACHE_HOME"], platform);
  if (xdg !== undefined) return join(xdg, "galley", "code");
  if (home === undefined) return undefined;
  if (platform === "win32") return join(home, "galley", "cache", "code");
  return platform === "darwin"
    ? join(home, "Library", "Caches", "galley", "code")
    : join(home, ".cache", "galley", "code");
}

function absolute(path: string | undefined, platform: string): string | undefined {
  return path !== undefined && (platform === "win32" ? /^[a-z]:[\\/]/i : /^\//).test(path) ? path : undefined;
}

/** Whether the folder is there, or could be made, and nobody else can write in it. */
export function isOwnFolder(folder: string, uid: number | undefined): boolean {
  try {
    // Folder by folder: Node's own way of making several at once never ends where none can be made (`/proc/none`).
    for (const part of [dirname(dirname(folder)), dirname(folder), folder]) {
      if (lstatSync(part, { throwIfNoEntry: false }) === undefined) mkdirSync(part, { mode: 0o700 });
    }
    const found = lstatSync(folder);
    return found.isDirectory() && isOwn(found, uid);
  } catch {
    return false;
  }
}

function isOwn(found: Stats, uid: number | undefined): boolean {
  return uid === undefined || (found.uid === uid && (found.mode & 0o022) === 0);
}

/** Magic, length of the code, stamp, whether it is whole; then the code twice: V8 checks no more than lengths, and half a file would crash it. */
const HEADER = 20;
const MAGIC = 0x47414c32;
const PIECE = 64 * 1024;
const UNUSED_DAYS = 30;

export function openCodeCache({ folder, key, uid }: CacheOptions): CodeCache {
  const fileOf = (chunk: string): string => join(folder, `${chunk}-${key}.bin`);
  return {
    read(chunk, stamp) {
      try {
        if (!isOwn(lstatSync(folder), uid)) return undefined;
        return readOwn(fileOf(chunk), uid, stamp);
      } catch {
        return undefined;
      }
    },
    keep(chunk, stamp, { code, whole }) {
      if (!isOwnFolder(folder, uid)) return;
      const header = Buffer.alloc(HEADER);
      header.writeUInt32LE(MAGIC, 0);
      header.writeUInt32LE(code.length, 4);
      header.writeDoubleLE(stamp, 8);
      header.writeUInt32LE(whole ? 1 : 0, 16);
      const path = fileOf(chunk);
      const draft = `${path}.${process.pid}.new`;
      try {
        writeFileSync(draft, Buffer.concat([header, code, code]), { flag: "wx", mode: 0o600 });
        renameSync(draft, path);
      } catch {
        rmSync(draft, { force: true });
      }
    },
  };
}

/** The code in a file that its owner alone can write; undefined where it is not whole, or of another stamp. */
function readOwn(path: string, uid: number | undefined, stamp: number): KeptCode | undefined {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const found = fstatSync(file);
    if (!found.isFile() || !isOwn(found, uid)) return undefined;
    const length = (found.size - HEADER) / 2;
    const header = Buffer.allocUnsafe(HEADER);
    if (length < 0 || readSync(file, header, 0, HEADER, 0) !== HEADER) return undefined;
    const isRight = header.readUInt32LE(0) === MAGIC && header.readUInt32LE(4) === length;
    if (!isRight || header.readDoubleLE(8) !== stamp) return undefined;
    const code = Buffer.allocUnsafeSlow(length);
    if (readSync(file, code, 0, length, HEADER) !== length) return undefined;
    // Piece by piece: memory that has not been touched costs as much as what is read into it.
    const piece = Buffer.allocUnsafe(Math.min(length, PIECE));
    for (let at = 0; at < length; at += PIECE) {
      const read = readSync(file, piece, 0, Math.min(PIECE, length - at), HEADER + length + at);
      if (read === 0 || piece.compare(code, at, at + read, 0, read) !== 0) return undefined;
    }
    return { code, whole: header.readUInt32LE(16) === 1 };
  } finally {
    closeSync(file);
  }
}

/** Takes away what no run has used for a month: other versions' code. */
export function forgetUnused(folder: string, now: number): void {
  try {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const { mtimeMs, atimeMs } = lstatSync(path);
      if (now - Math.max(mtimeMs, atimeMs) > UNUSED_DAYS * 86_400_000) rmSync(path, { force: true });
    }
  } catch {}
}
