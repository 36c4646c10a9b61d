import type { Listing } from "../capabilities.js";

/** What is known of a file of the project. */
export type FileLookup =
  | { readonly kind: "found" }
  /** A name differs in its case alone; `near` is the path as the file system writes it. */
  | { readonly kind: "case"; readonly near: string }
  /** Its folder is there and holds other files. */
  | { readonly kind: "missing"; readonly folder: string }
  /** Its folder is not there, is empty, or lies outside the project: nobody can say what belongs there. */
  | { readonly kind: "unknown" };

type ListFolder = (folder: string) => Listing | undefined;

/**
 * The path in a URL that names a file of this site, without query and fragment, `%20` and the like decoded.
 * undefined: an address elsewhere, an alias (`@/`, `~/`), template code, or nothing that could be a path.
 */
export function localPath(url: string): string | undefined {
  const written = url.trim();
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/|[@~#?\\])/i.test(written) || /\{\{|\{%|<%|[${}<>*|\\]/.test(written))
    return undefined;
  const end = written.search(/[?#]/);
  const path = end === -1 ? written : written.slice(0, end);
  if (path === "") return undefined;
  if (!path.includes("%")) return /[\0\r\n]/.test(path) ? undefined : path;
  try {
    const decoded = decodeURIComponent(path);
    return /[\0\r\n]/.test(decoded) ? undefined : decoded;
  } catch {
    return undefined;
  }
}

/** `.`, `..` and nothing between the slashes. */
const EMPTY_PART = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** A path below a folder of the project, `.` and `..` resolved; undefined when it leads out of the project. */
export function joinPath(folder: string, path: string): string | undefined {
  if (!EMPTY_PART.test(path)) {
    if (folder === ".") return path;
    if (!EMPTY_PART.test(folder)) return `${folder}/${path}`;
  }
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}

/** Looks for a file name by name, so that case counts on every file system. `path` as `joinPath` makes it. */
export function lookUpFile(listFolder: ListFolder, path: string): FileLookup {
  let folder = ".";
  let exact = true;
  for (let start = 0, isLast = false; !isLast; ) {
    const slash = path.indexOf("/", start);
    isLast = slash === -1;
    const part = path.slice(start, isLast ? path.length : slash);
    start = slash + 1;
    const names = listFolder(folder);
    if (names === undefined || isEmpty(names)) return { kind: "unknown" };
    let name: string | undefined = part;
    if (!names.has(part)) {
      const near = nearName(names, part);
      if (near === undefined) return isLast ? { kind: "missing", folder } : { kind: "unknown" };
      if (near === SEVERAL) return { kind: "unknown" };
      // The same letters in another Unicode form are the same name on the machine where they were written.
      if (near.normalize() !== part.normalize()) exact = false;
      name = near;
    }
    folder = folder === "." ? name : `${folder}/${name}`;
  }
  return exact ? { kind: "found" } : { kind: "case", near: folder };
}

/** Whether a folder holds nothing. */
export function isEmpty(listing: Listing): boolean {
  const empty = (listing.names ?? listing).size === 0;
  listing.asked?.("empty", "", empty ? "yes" : undefined);
  return empty;
}

/** The name that is the same but for case and Unicode form; a slash when there are several. */
export function nearName(listing: Listing, name: string): string | undefined {
  const near = foldedNames(listing.names ?? listing).get(fold(name));
  listing.asked?.("near", name, near);
  return near;
}

const BEYOND_ASCII = /[^\0-\x7F]/;

/** Names that are the same but for case; a slash stands in no name. */
const SEVERAL = "/";
const folded = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, string>>();

/** Names by their folded form, made once for each listing. */
function foldedNames(names: ReadonlySet<string>): ReadonlyMap<string, string> {
  const known = folded.get(names);
  if (known !== undefined) return known;
  const map = new Map<string, string>();
  for (const name of names) map.set(fold(name), map.has(fold(name)) ? SEVERAL : name);
  folded.set(names, map);
  return map;
}

function fold(name: string): string {
  return (BEYOND_ASCII.test(name) ? name.normalize() : name).toLowerCase();
}
