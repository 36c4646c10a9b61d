import { below, native, withSeparator } from "./paths.js";

/** A file to lint. */
export interface FoundFile {
  /** Absolute, in the notation of the system. */
  readonly absolute: string;
  /** Relative to `cwd`, `/` between parts: what reports show. */
  readonly path: string;
  /** Relative to `base`, `/` between parts: what the globs of a configuration see. */
  readonly fromBase: string;
}

/** Files in their order. An array is such a list, too. */
export interface FileList extends Iterable<FoundFile> {
  readonly length: number;
  /** @param index not below 0; behind the end there is nothing. Each time the file is equal, but need not be the same object. */
  at(index: number): FoundFile | undefined;
  filter(wanted: (file: FoundFile) => boolean): FileList;
  forEach(visit: (file: FoundFile, index: number) => void): void;
}

/**
 * Files below `base`. Each is made when it is asked for: objects and texts of a million files would take more memory than all else that
 * a run keeps of them.
 *
 * @param cwd absolute, like `base`
 * @param paths from `base`, `/` between parts
 */
export function filesBelow(base: string, cwd: string, paths: readonly string[]): FileList {
  const folder = withSeparator(base);
  const texts = packTexts(paths);
  const { length } = paths;
  const at = (index: number): FoundFile | undefined => {
    if (index >= length) return undefined;
    const fromBase = texts(index);
    const absolute = folder + native(fromBase);
    return { absolute, path: cwd === base ? fromBase : below(cwd, absolute), fromBase };
  };
  function* all(): Generator<FoundFile> {
    for (let index = 0; index < length; index++) yield at(index) as FoundFile;
  }
  const filter = (wanted: (file: FoundFile) => boolean): FileList => {
    const kept: string[] = [];
    for (const file of all()) if (wanted(file)) kept.push(file.fromBase);
    return filesBelow(base, cwd, kept);
  };
  const forEach: FileList["forEach"] = (visit) => {
    for (let index = 0; index < length; index++) visit(at(index) as FoundFile, index);
  };
  return { length, at, filter, forEach, [Symbol.iterator]: all };
}

/** The index of a file in a list that is sorted by the code units of `path`; -1 when it holds none with that path. */
export function indexOfPath(files: FileList, path: string): number {
  let low = 0;
  let high = files.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((files.at(middle)?.path ?? "") < path) low = middle + 1;
    else high = middle;
  }
  return files.at(low)?.path === path ? low : -1;
}

/** Texts by their index, as bytes without an object for each. */
function packTexts(texts: readonly string[]): (index: number) => string {
  // Names on Windows may hold half of a surrogate pair, which UTF-8 cannot keep.
  const encoding = texts.some((text) => /[^\0-\xff]/.test(text)) ? "utf16le" : "latin1";
  const ends = new Uint32Array(texts.length);
  let size = 0;
  for (const [index, text] of texts.entries()) {
    size += encoding === "latin1" ? text.length : 2 * text.length;
    ends[index] = size;
  }
  const bytes = Buffer.alloc(size);
  for (const [index, text] of texts.entries()) bytes.write(text, ends[index - 1] ?? 0, encoding);
  return (index) => bytes.toString(encoding, ends[index - 1] ?? 0, ends[index]);
}
