/** Folders of layouts and their pieces by the generators' conventions. */
const FOLDERS = /(?:^|\/)(?:_includes|_layouts|_partials|includes|layouts|partials|templates|themes)\//;

/** Whether a file (path relative to the project) is a piece of a page: what one opens, another closes. */
export function isLayoutPiece(path: string): boolean {
  if (last.path !== path) last = { path, isPiece: FOLDERS.test(path) };
  return last.isPiece;
}

/** Of the path asked about last: several rules ask. */
let last = { path: "", isPiece: false };
