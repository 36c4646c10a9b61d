import { join, relative } from "node:path";
import { UserError } from "../errors.js";
import { decodeText, type ReadResult, tooLargeText } from "../files/read.js";
import { type ChangedLines, changedFiles, changedLines, commonLines, emptyTree, type Span } from "../git/changes.js";
import { commitOf, failure, mergeBase, mergedCommit, openRepository, type Repository } from "../git/repository.js";
import { openSnapshot, type Snapshot } from "../git/snapshot.js";
import { stage, unlikeWorkTree } from "../git/staging.js";
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
  stage(path: string, before: string, after: string): string | undefined;
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
    const { changed, lines } = span ? changesOf(repository, span, options) : NO_CHANGES;
    return {
      ...(tree === undefined ? {} : { tree }),
      ...(changed === undefined ? {} : { takes: (path) => changed.has(path) }),
      ...(lines === undefined ? {} : { lines }),
      ...(staged && tree !== undefined ? { staging: stagingOf(repository, tree) } : {}),
    };
  } catch (error) {
    throw failure("git could not say what is to be checked", error);
  }
}

const NO_CHANGES = { changed: undefined, lines: undefined };

/** While a merge is under way, what is as one of its sides has it is the work of others: only what differs from both was changed here. */
function changesOf(
  repository: Repository,
  span: Span,
  { staged, changedSince, changedLines: byLine }: GitOptions,
): { readonly changed: ReadonlySet<string>; readonly lines: GitScope["lines"] } {
  const merged = staged && changedSince === undefined ? mergedCommit(repository) : undefined;
  const spans = merged === undefined ? [span] : [span, { ...span, from: merged }];
  const [own, other] = spans.map((one) => changedFiles(repository, one));
  const changed = new Set([...(own ?? [])].filter((path) => other?.has(path) !== false));
  if (!byLine) return { changed, lines: undefined };
  const sides = spans.map((one) => changedLines(repository, one));
  return { changed, lines: (path) => sides.map((side) => side.get(path) ?? []).reduce(commonLines) };
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
  // Asked once, before the first repair: afterwards, the answer would be another one.
  let unlike: ReadonlyMap<string, string> | undefined;
  return {
    keepsBack(path) {
      if (repository.partialCommit)
        return "`git commit` with paths keeps an index of its own, which repairs would miss";
      unlike ??= unlikeWorkTree(repository);
      const entry = tree.entry(path);
      return entry === undefined ? "it is not in the index" : unlike.get(entry.name);
    },
    stage(path, before, after) {
      const entry = tree.entry(path);
      return entry === undefined ? "it is not in the index" : stage(repository, entry, before, after);
    },
  };
}

/** A file of the scope's tree, decoded. */
export function readFromTree(tree: Snapshot, path: string): ReadResult {
  const bytes = tree.read(path);
  if (bytes !== undefined) return decodeText(bytes);
  const size = tree.excess(path);
  if (size !== undefined) return tooLargeText(size);
  return { ok: false, reason: { kind: "io", message: "git has no such file here" } };
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
