import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { Capabilities } from "../capabilities.js";
import { OWN_CACHE } from "./cache-folder.js";
import { contains } from "./paths.js";

/**
 * From so many names and folders on, the oldest listing is let go of. A folder that is asked for all along, one of images, is then read
 * again once in so many folders of posts.
 */
const MOST_NAMES = 20_000;
const MOST_FOLDERS = 16;

/**
 * Lists the folders of a project for rules: exact-case names, each folder read once or seldom, nothing outside the project, neither by
 * `..` nor by a link. `base` is absolute.
 */
export function projectFolders(base: string): NonNullable<Capabilities["listFolder"]> {
  const cache = new Map<string, ReadonlySet<string> | undefined>();
  let held = 0;
  let root: string | undefined;
  const read = (folder: string): ReadonlySet<string> | undefined => {
    if (folder.includes("\0")) return undefined;
    try {
      root ??= realpathSync.native(base);
      const path = join(root, folder);
      if (!contains(root, path)) return undefined;
      const real = realpathSync.native(path);
      if (!contains(root, real)) return undefined;
      // On a file system that folds case, a folder asked for by another case is another folder on the web.
      if (real.toLowerCase() === path.toLowerCase() && real !== path) return undefined;
      const names = new Set(readdirSync(real));
      // A run that makes it has changed nothing that a later one could meet.
      names.delete(OWN_CACHE);
      return names;
    } catch {
      return undefined;
    }
  };
  return (folder) => {
    let names = cache.get(folder);
    if (names === undefined && !cache.has(folder)) {
      names = read(folder);
      cache.set(folder, names);
      held += names?.size ?? 0;
      for (const [oldest, listing] of cache) {
        if (held <= MOST_NAMES || cache.size <= MOST_FOLDERS) break;
        cache.delete(oldest);
        held -= listing?.size ?? 0;
      }
    }
    return names;
  };
}

/** A text file and where links lead to; undefined when there is none. `path` is absolute. */
export function projectFile(path: string): { readonly real: string; readonly text: string } | undefined {
  try {
    const real = realpathSync(path);
    return { real, text: readFileSync(real, "utf8") };
  } catch {
    return undefined;
  }
}

/** A folder after links; as it is when there is none. */
export function realFolder(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
