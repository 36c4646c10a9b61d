import { isAbsolute, relative, resolve, sep } from "node:path";

/** A path in the system's notation with `/` between its parts. */
export function slashed(path: string): string {
  return sep === "/" ? path : path.split(sep).join("/");
}

/** The other way round: a path with `/` between its parts in the system's notation. */
export function native(path: string): string {
  return sep === "/" ? path : path.replaceAll("/", sep);
}

/** A folder as the beginning of what lies in it. */
export function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

/** Whether a path is the folder or lies below it, by its text alone. */
export function contains(folder: string, path: string): boolean {
  if (startBelow(folder, path) > 0) return true;
  const between = relative(folder, path);
  return between !== ".." && !between.startsWith(`..${sep}`) && !isAbsolute(between);
}

/**
 * `path` relative to a folder, `/` between parts. Both are absolute; what lies below the folder, which is nearly everything, takes no
 * more than a slice.
 */
export function below(folder: string, path: string): string {
  const start = startBelow(folder, path);
  return slashed(start > 0 ? path.slice(start) : relative(folder, path));
}

/** Where a normal path goes on behind a normal folder; 0 when its text alone does not say that it lies below. */
function startBelow(folder: string, path: string): number {
  if (!path.startsWith(folder)) return 0;
  const start = folder.endsWith(sep) ? folder.length : folder.length + 1;
  if (path.length <= start || path[start - 1] !== sep || !isNormal(folder)) return 0;
  return /(?:^|[\\/])\.{0,2}(?:[\\/]|$)/.test(path.slice(start)) ? 0 : start;
}

const normal = new Map<string, boolean>();

function isNormal(folder: string): boolean {
  let known = normal.get(folder);
  if (known === undefined) {
    known = resolve(folder) === folder;
    if (normal.size < MOST_FOLDERS) normal.set(folder, known);
  }
  return known;
}

const MOST_FOLDERS = 1000;
