import { basename, dirname, join } from "node:path";
import type { Tree } from "../tree.js";
import { GitFailure, git } from "./git.js";
import { failure, type Repository } from "./repository.js";

/** The files of the index or of a commit. */
export interface Snapshot extends Tree {
  /** What git stores at an absolute path. */
  entry(path: string): Entry | undefined;
  /** In bytes, when the file is too large to be read. */
  excess(path: string): number | undefined;
  /** Reads these files with the next one that is asked for. */
  expect(paths: readonly string[]): void;
}

export interface Entry {
  readonly mode: string;
  readonly id: string;
  /** From the top, `/` between parts. */
  readonly name: string;
}

/** Files that are read by one process of git, and their bytes. */
const AT_ONCE = 64;
const BYTES_AT_ONCE = 32 * 1024 * 1024;
/** Larger ones are no posts, and are not brought into memory: in bytes. */
const LARGEST = 5 * 1024 * 1024;

/** @param commit undefined: the index. Files with a merge conflict are left out: there is no one text of them. */
export function openSnapshot({ top }: Repository, commit: string | undefined): Snapshot {
  const listed = commit === undefined ? ["ls-files", "--stage", "-z"] : ["ls-tree", "-r", "-z", "--full-tree", commit];
  const entries = new Map<string, Entry>();
  const folders = new Map<string, Set<string>>([[top, new Set([".git"])]]);
  for (const line of git(top, listed).toString("utf8").split("\0")) {
    const tab = line.indexOf("\t");
    const words = line.slice(0, tab).split(" ");
    const [mode = "", second = "", third = ""] = words;
    if (tab === -1 || (commit === undefined && third !== "0")) continue;
    const name = line.slice(tab + 1);
    const path = join(top, name);
    entries.set(path, { mode, id: commit === undefined ? second : third, name });
    for (let at = path; at !== top; at = dirname(at)) {
      const above = folders.get(dirname(at));
      if (above === undefined) folders.set(dirname(at), new Set([basename(at)]));
      else if (above.has(basename(at))) break;
      else above.add(basename(at));
    }
  }
  const isFile = (path: string): boolean => entries.get(path)?.mode.startsWith("100") === true;
  const read = new Map<string, Buffer | number>();
  let expected: string[] = [];
  const take = (path: string): void => {
    const at = expected.indexOf(path);
    const paths = at === -1 ? [path] : expected.slice(at, at + AT_ONCE);
    if (at !== -1) read.clear();
    const ids = paths.map((one) => entries.get(one)?.id ?? "");
    const blobs = readBlobs(top, ids);
    blobs.forEach((blob, index) => {
      read.set(paths[index] ?? "", blob);
    });
    if (at !== -1) expected = expected.slice(at + blobs.length);
  };
  const readOnce = (path: string): Buffer | number | undefined => {
    if (!isFile(path)) return undefined;
    if (!read.has(path)) take(path);
    return read.get(path);
  };
  return {
    kind(path) {
      if (path === join(top, ".git") || folders.has(path)) return "folder";
      return isFile(path) ? "file" : undefined;
    },
    list: (path) => {
      const found = folders.get(path);
      return found && [...found];
    },
    read(path) {
      const bytes = readOnce(path);
      return typeof bytes === "number" ? undefined : bytes;
    },
    excess(path) {
      const bytes = readOnce(path);
      return typeof bytes === "number" ? bytes : undefined;
    },
    entry: (path) => entries.get(path),
    expect(paths) {
      expected = [...paths];
    },
  };
}

/**
 * The contents of blobs in their order, of so many as are read at once, but of one at least; of one that is too large, its size.
 *
 * @throws UserError when the clone does not hold them
 */
function readBlobs(top: string, ids: readonly string[]): readonly (Buffer | number)[] {
  try {
    const sizes = git(top, ["cat-file", "--batch-check=%(objectsize)"], `${ids.join("\n")}\n`)
      .toString("utf8")
      .split("\n")
      .map((size) => (/^\d+$/.test(size) ? Number(size) : undefined));
    const chosen: (readonly [id: string, size: number])[] = [];
    let sum = 0;
    for (const [index, id] of ids.entries()) {
      const size = sizes[index];
      if (size === undefined) throw new GitFailure(`missing object ${id}`);
      if (size <= LARGEST) sum += size;
      if (sum > BYTES_AT_ONCE) break;
      chosen.push([id, size]);
    }
    const wanted = chosen.filter(([, size]) => size <= LARGEST).map(([id]) => id);
    const bytes =
      wanted.length === 0 ? Buffer.alloc(0) : git(top, ["cat-file", "--batch=%(objectsize)"], `${wanted.join("\n")}\n`);
    let at = 0;
    return chosen.map(([, size]) => {
      if (size > LARGEST) return size;
      const start = bytes.indexOf(10, at) + 1;
      at = start + size + 1;
      return bytes.subarray(start, start + size);
    });
  } catch (error) {
    throw failure("git could not read what is to be checked", error);
  }
}
