/** Folders of layouts and their pieces by the generators' conventions. */
const FOLDERS = /(?:^|\/)(?:_includes|_layouts|_partials|includes|layouts|partials|templates|themes)\//;

/** Whether a file (path relative to the project) is a piece of a page: what one opens, another closes. */
export function isLayoutPiece(path: string): boolean {
  return FOLDERS.test(path);
}
