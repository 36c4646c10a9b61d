/**
 * A tree of files that is read in place of the disk: the index of a repository, or a commit. Paths are absolute, where the files would
 * lie if they were checked out.
 */
export interface Tree {
  /** Links and submodules are neither. */
  kind(path: string): "file" | "folder" | undefined;
  /** Undefined for what is no file. */
  read(path: string): Buffer | undefined;
  /** Names in a folder, links and submodules too; undefined for what is no folder. */
  list(path: string): readonly string[] | undefined;
}
