import { realpathSync, statSync } from "node:fs";
import { basename, relative, resolve, sep } from "node:path";
import { detached } from "../source/detached.js";
import type { Tree } from "../tree.js";
import { type FileList, type FoundFile, filesBelow } from "./file-list.js";
import { escapeGlob, globFolder, globList, isGlob } from "./glob-list.js";
import { contains, native, below as relativeTo, slashed, withSeparator } from "./paths.js";
import { createWalker, type Walk, type Walker } from "./walk.js";

export interface FindOptions {
  /** Absolute. */
  readonly cwd: string;
  /** Files, folders and globs, relative to `cwd`; empty: the globs of `files`, or the folder `.`. */
  readonly patterns: readonly string[];
  /** The configuration's folder, absolute: `files` and `ignore` are relative to it. */
  readonly base: string;
  /** The configuration's globs of what to lint. */
  readonly files?: readonly string[] | undefined;
  /**
   * `files` are a preset's guess: they count below `cwd` alone, and where they match nothing every content file below `cwd` is taken.
   */
  readonly filesAreGuess?: boolean;
  /** The configuration's globs of what to leave out. */
  readonly ignore?: readonly string[];
  /** `--ignore-pattern`: the same, relative to `cwd`. */
  readonly ignorePatterns?: readonly string[];
  /** `--no-ignore`: .gitignore, .git/info/exclude and .galleyignore do not count. */
  readonly noIgnore?: boolean;
  /** Searched in place of the disk. */
  readonly tree?: Tree | undefined;
}

export interface FoundFiles {
  /** Sorted by the code units of `path`, each file once. */
  readonly files: FileList;
  /** How many files were left out; those of folders that git ignores are not counted. */
  readonly ignored: number;
  /** Files and folders that were named by themselves, but are ignored; relative to `cwd`. */
  readonly ignoredPaths: readonly string[];
  /** Patterns that match no file, not even an ignored one. */
  readonly unmatched: readonly string[];
}

/** What was found, and on what it rests. */
export interface Found {
  readonly found: FoundFiles;
  /** Folders and files, absolute: while these stay as they are, the same files are found. Undefined when it rests on more. */
  readonly looked: readonly string[] | undefined;
  /** When the search began, in milliseconds since 1970 UTC. */
  readonly began: number;
}

/** What galley reads when no glob says otherwise. */
export const contentEndings: readonly string[] = [".md", ".markdown", ".mdx", ".html", ".htm"];

/**
 * Expands files, folders and globs. A path that exists is that path, even when it reads like a glob (`[slug].md`). A file that is named
 * is taken whatever its ending, a symbolic link too, unless links lead it out of the project. In folders, content files and those that
 * `files` names are taken; links are not followed; `node_modules`, `.git` and other folders that begin with a dot are skipped unless a
 * pattern names them (what lies in `.vitepress` or `.github` are seldom pages).
 */
export function findFiles(options: FindOptions): FoundFiles {
  return searchFiles(options).found;
}

/** `findFiles`, and what it looked at. */
export function searchFiles(options: FindOptions): Found {
  const { patterns, files = [] } = options;
  const search: Search = {
    options,
    folder: withSeparator(options.base),
    places: new Set(),
    walker: createWalker(options),
    below: new Set(),
    elsewhere: new Map(),
    began: Date.now(),
    ignored: new Set(),
    ignoredPaths: new Set(),
  };
  if (patterns.length > 0) {
    return result(
      search,
      patterns.filter((pattern) => !expandPattern(search, pattern)),
    );
  }
  if (files.length > 0) {
    const below = options.filesAreGuess === true ? options.cwd : undefined;
    const matched = expandGlobs(search, options.base, files, below);
    if (matched || options.filesAreGuess !== true) return result(search, matched ? [] : files);
  }
  return result(search, expandPattern(search, ".") ? [] : ["."]);
}

/** Whether a search is for all that lies in folders of the disk: files that are named are found sooner than remembered. */
export function namesFoldersAlone(options: FindOptions): boolean {
  const { cwd, patterns, tree } = options;
  return tree === undefined && patterns.every((pattern) => kindOf(options, resolve(cwd, pattern)) === "folder");
}

interface Search {
  /** Paths of which the kind was asked. */
  readonly places: Set<string>;
  readonly options: FindOptions;
  /** The base with a separator behind it: one text for all files. */
  readonly folder: string;
  readonly walker: Walker;
  /** Files below the base, by their paths from there. */
  readonly below: Set<string>;
  /** Others, likewise. */
  readonly elsewhere: Map<string, FoundFile>;
  readonly began: number;
  readonly ignored: Set<string>;
  readonly ignoredPaths: Set<string>;
}

function result({ ignored, ignoredPaths, ...search }: Search, unmatched: readonly string[]): Found {
  const files = sorted(search);
  const looked = namesFoldersAlone(search.options) ? [...search.places, ...search.walker.looked] : undefined;
  return {
    found: { files, ignored: ignored.size, ignoredPaths: [...ignoredPaths], unmatched },
    looked,
    began: search.began,
  };
}

function sorted({
  options: { base, cwd },
  below,
  elsewhere,
}: Pick<Search, "options" | "below" | "elsewhere">): FileList {
  if (elsewhere.size === 0 && cwd === base) return filesBelow(base, cwd, [...below].sort());
  const files = [...filesBelow(base, cwd, [...below]), ...elsewhere.values()];
  files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return elsewhere.size > 0
    ? files
    : filesBelow(
        base,
        cwd,
        files.map(({ fromBase }) => fromBase),
      );
}

/** Whether the pattern matched a file, ignored or not. */
function expandPattern(search: Search, pattern: string): boolean {
  const { cwd, base, files = [] } = search.options;
  if (pattern === "" || pattern.includes("\0")) return false;
  const path = resolve(cwd, pattern);
  search.places.add(path);
  const kind = kindOf(search.options, path);
  if (kind === undefined) {
    // Windows shells hand over backslashes; elsewhere they escape in a glob.
    const glob = sep === "\\" ? pattern.replaceAll("\\", "/") : pattern;
    return isGlob(glob) && expandGlobs(search, cwd, [glob]);
  }
  if (!staysInside(search.options, path)) return false;
  if (search.walker.ignores(path, kind)) {
    if (kind === "file") search.ignored.add(path);
    search.ignoredPaths.add(relativeTo(cwd, path));
    return true;
  }
  // What is neither file nor folder (a pipe, a device) is taken: reading it says what it is.
  if (kind === "file") return add(search, path, false);
  const also = globList(files);
  const wanted = (file: string): boolean => isContent(file) || also(relativeTo(base, file)) === true;
  return walk(search, path, wanted, new Set());
}

/** Whether any file matches. Globs choose by themselves: endings do not count. `below`: only files in this folder. */
function expandGlobs(search: Search, from: string, globs: readonly string[], below?: string): boolean {
  // Parents are taken off, since no glob goes up: `../x/*.md` is `x/*.md` from the folder above.
  const ups = Math.max(...globs.map((glob) => /^!?((?:\.{1,2}\/)*)/.exec(glob)?.[1]?.match(/\.\.\//g)?.length ?? 0));
  const start = resolve(from, "../".repeat(ups));
  const normal = globs.map((glob) => fromFolder(glob, from, start));
  const list = globList(normal);
  const roots = normal.filter((glob) => !glob.startsWith("!")).map((glob) => resolve(start, globFolder(glob)));
  const named = new Set(normal.flatMap((glob) => glob.split("/")));
  const wanted = (path: string): boolean =>
    (below === undefined || contains(below, path)) && list(relativeTo(start, path)) === true;
  let matched = false;
  for (const root of new Set(roots)) {
    search.places.add(root);
    const inOther = roots.some((other) => other !== root && contains(other, root));
    if (inOther || kindOf(search.options, root) !== "folder" || !staysInside(search.options, root)) continue;
    if (walk(search, root, wanted, named)) matched = true;
  }
  return matched;
}

/** A glob of one folder, said from a folder above it. */
function fromFolder(glob: string, from: string, start: string): string {
  const negated = glob.startsWith("!");
  const bare = negated ? glob.slice(1) : glob;
  const folder = globFolder(bare);
  const rest = folder === "" ? bare : bare.slice(folder.length + 1);
  const prefix = slashed(relative(start, resolve(from, folder)));
  return (negated ? "!" : "") + (prefix === "" ? rest.replace(/^\/+/, "") : `${escapeGlob(prefix)}/${rest}`);
}

function walk(search: Search, folder: string, wanted: Walk["wanted"], named: Walk["named"]): boolean {
  let matched = false;
  const visit: Walk["visit"] = (path, ignored) => {
    matched = true;
    add(search, path, ignored);
  };
  search.walker.walk(folder, { wanted, named, visit });
  return matched;
}

function add({ options, folder, below, elsewhere, ignored }: Search, path: string, isIgnored: boolean): true {
  if (isIgnored) ignored.add(path);
  else {
    const { base, cwd } = options;
    const fromBase = relativeTo(base, path);
    if (below.has(fromBase)) return true;
    // Cut out of a longer text, of which there may be a million.
    if (folder + native(fromBase) === path) below.add(detached(fromBase));
    else elsewhere.set(fromBase, { absolute: path, path: relativeTo(cwd, path), fromBase });
  }
  return true;
}

function isContent(path: string): boolean {
  const name = basename(path).toLowerCase();
  return contentEndings.some((ending) => name.endsWith(ending));
}

/**
 * Whether links leave a path in the project: one that leads out would let a repository have other files read, and mended. A path that
 * is named outside from the start is the user's own wish.
 */
function staysInside({ cwd, base, tree }: FindOptions, path: string): boolean {
  if (tree !== undefined) return true;
  const homes = [cwd, base];
  if (!homes.some((home) => contains(home, path))) return true;
  try {
    const target = realpathSync(path);
    return homes.some((home) => contains(realpathSync(home), target));
  } catch {
    return false; // a link that leads nowhere
  }
}

/** Pipes and devices count as files. */
function kindOf({ tree }: FindOptions, path: string): "file" | "folder" | undefined {
  if (tree !== undefined) return tree.kind(path);
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isDirectory() === true ? "folder" : stats && "file";
  } catch {
    return undefined; // a name too long, a circle of links
  }
}
