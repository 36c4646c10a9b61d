import { type CacheFile, type CacheFolder, openCacheFolder, usualCacheFolder } from "../../files/cache-folder.js";
import { type FindOptions, type FoundFiles, findFiles, namesFoldersAlone, searchFiles } from "../../files/find.js";
import { type FoundMemory, recallFound, rememberFound } from "../../files/found-memory.js";
import { repositoryTop } from "../../files/ignore-files.js";
import { realFolder } from "../../files/project.js";
import { indexMentions } from "../../files/repository.js";
import { isTracked } from "../../git/blobs.js";
import { toolVersion } from "../version.js";
import { checked, unchecked } from "./checksum.js";
import { shortDigest } from "./digest.js";

/**
 * The folder of a project's cache. Undefined where none can be: links lead it out of the project, or it is part of the repository, and
 * so the word of whoever may push to it.
 *
 * @param location `--cache-location`, absolute
 * @param readOnly for a run that must not write, or has nothing to keep
 */
export function cacheFolderOf(base: string, location: string | undefined, readOnly: boolean): CacheFolder | undefined {
  const root = location === undefined ? base : undefined;
  const folder = openCacheFolder(location ?? usualCacheFolder(base), root, readOnly);
  if (folder === undefined || folder.list().length === 0) return folder;
  // Of the repository is what lies in it once links are followed, also those that it lays out itself; a submodule is one of its own.
  const path = realFolder(folder.path);
  const top = repositoryTop(path);
  if (top === undefined || (path !== top && indexMentions(top, path) === false)) return folder;
  return isTracked(top, path) ? undefined : folder;
}

const FOUND = "found-";
/** Of what is kept of a search. */
const FORM = 2;
const MOST_BYTES = 64 * 1024 * 1024;
/** Searches that are remembered. */
const MOST_FOUND = 8;

/** `findFiles`, which need not search when no folder has changed since the last time. */
export function findAgain(options: FindOptions, folder: CacheFolder | undefined): FoundFiles {
  if (folder === undefined || !namesFoldersAlone(options)) return findFiles(options);
  const { cwd, base } = options;
  const request = JSON.stringify([FORM, toolVersion(), options, repositoryTop(base), repositoryTop(cwd)]);
  const name = `${FOUND}${shortDigest(request)}`;
  const saved = folder.read(name, MOST_BYTES);
  const bytes = saved && unchecked(saved);
  if (bytes !== undefined) {
    const memory: FoundMemory = JSON.parse(bytes.toString("utf8"));
    const known = recallFound(memory, cwd, base);
    if (known !== undefined) return known;
  }
  const search = searchFiles(options);
  const memory = rememberFound(search);
  if (memory !== undefined) {
    folder.write(name, checked(Buffer.from(JSON.stringify(memory))));
    keepNewest(folder, FOUND, MOST_FOUND);
  }
  return search.found;
}

/** Removes all but the newest files whose names begin so. Returns those that stay, the newest first. */
export function keepNewest(folder: CacheFolder, prefix: string, most: number): readonly CacheFile[] {
  const files = folder.list().filter(({ name }) => name.startsWith(prefix));
  files.sort((a, b) => b.modified - a.modified);
  for (const { name } of files.slice(most)) folder.remove(name);
  return files.slice(0, most);
}
