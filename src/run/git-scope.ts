import { join, relative } from "node:path";
import { UserError } from "../errors.js";
import { decodeText, type ReadResult } from "../files/read.js";
import { type ChangedLines, changedFiles, changedLines, emptyTree, type Span } from "../git/changes.js";
import { commitOf, failure, mergeBase, openRepository, type Repository } from "../git/repository.js";
import { openSnapshot, type Snapshot } from "../git/snapshot.js";
import { agrees, stage } from "../git/staging.js";
import type { Tree } from "../tree.js";

/** What of a repository is linted. */
export interface GitOptions {
  /** What is staged for the next commit. */
  readonly staged: boolean;
  /** What is other than where this and the present part ways. */
  readonly changedSince?: string | undefined;
  /** Tell which lines changed, too. */
  readonly changedLines: boolean;
  /** The files of this commit, in place of those of the work tree. */
  readonly rev?: string | undefined;
}

/** What git says about a run. */
export interface GitScope {
  /** The files that are read in place of those on the disk. */
  readonly tree?: Snapshot;
  /** Whether a file, by its absolute path, is among those that changed; undefined: all count. */
  readonly takes?: (path: string) => boolean;
  /** Which lines of a file changed; undefined: all count. */
  readonly lines?: (path: string) => ChangedLines;
  /** Present when the index is linted. */
  readonly staging?: Staging;
}

/** How repairs get into the index. */
export interface Staging {
  /** Why a file must be left as it is, as the end of "`a.md` was not repaired: …"; undefined when work tree and index agree. */
  keepsBack(path: string): string | undefined;
  /** Stages the repaired text of a file; returns why it could not. */
  stage(path: string, text: string): string | undefined;
}

/**
 * @param cwd absolute
 * @throws UserError when git cannot tell
 */
export function openGitScope(cwd: string, options: GitOptions): GitScope | undefined {
  const { staged, changedSince, rev } = options;
  if (!staged && changedSince === undefined && rev === undefined) return undefined;
  const repository = openRepository(cwd);
  try {
    const commit = rev === undefined ? undefined : commitOf(repository, rev, "--rev");
    const span = spanOf(repository, options, commit);
    const tree = staged || commit !== undefined ? openSnapshot(repository, commit) : undefined;
    const changed = span && changedFiles(repository, span);
    const lines = span && options.changedLines ? changedLines(repository, span) : undefined;
    return {
      ...(tree === undefined ? {} : { tree }),
      ...(changed === undefined ? {} : { takes: (path) => changed.has(path) }),
      ...(lines === undefined ? {} : { lines: (path) => lines.get(path) ?? [] }),
      ...(staged && tree !== undefined ? { staging: stagingOf(repository, tree) } : {}),
    };
  } catch (error) {
    throw failure("git could not say what is to be checked", error);
  }
}

function spanOf(repository: Repository, options: GitOptions, commit: string | undefined): Span | undefined {
  const { staged, changedSince } = options;
  const to = commit ?? (staged ? "index" : "work tree");
  if (changedSince !== undefined) {
    return { from: mergeBase(repository, changedSince, commit ?? "HEAD", "--changed-since"), to };
  }
  return staged ? { from: headOf(repository), to } : undefined;
}

/** Before the first commit, everything in the index is new. */
function headOf(repository: Repository): string {
  try {
    return commitOf(repository, "HEAD", "--staged");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return emptyTree(repository);
  }
}

function stagingOf(repository: Repository, tree: Snapshot): Staging {
  const reasons = new Map<string, string | undefined>();
  const reasonFor = (path: string): string | undefined => {
    const entry = tree.entry(path);
    if (repository.partialCommit) return "`git commit` with paths keeps an index of its own, which repairs would miss";
    return entry !== undefined && agrees(repository, entry) ? undefined : "it is partly staged";
  };
  return {
    keepsBack(path) {
      // Asked anew after a repair, the answer would be another one.
      if (!reasons.has(path)) reasons.set(path, reasonFor(path));
      return reasons.get(path);
    },
    stage(path, text) {
      const entry = tree.entry(path);
      return entry === undefined ? "it is not in the index" : stage(repository, entry, text);
    },
  };
}

/** A file of the scope's tree, decoded. */
export function readFromTree(tree: Tree, path: string): ReadResult {
  const bytes = tree.read(path);
  if (bytes !== undefined) return decodeText(bytes);
  return { ok: false, reason: { kind: "io", message: "git does not have its content in this clone" } };
}

/** Lists folders for rules: those of the tree, with what lies on the disk beside it when `disk` is given. */
export function treeFolders(
  tree: Tree,
  base: string,
  disk: ((folder: string) => ReadonlySet<string> | undefined) | undefined,
): (folder: string) => ReadonlySet<string> | undefined {
  const known = new Map<string, ReadonlySet<string> | undefined>();
  return (folder) => {
    if (!known.has(folder)) {
      const path = join(base, folder);
      const inside = !relative(base, path).startsWith("..");
      const names = [...((inside ? tree.list(path) : undefined) ?? []), ...(disk?.(folder) ?? [])];
      known.set(folder, names.length === 0 ? undefined : new Set(names));
    }
    return known.get(folder);
  };
}
