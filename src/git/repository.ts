import { basename, resolve } from "node:path";
import { UserError } from "../errors.js";
import { GitFailure, git, runGit } from "./git.js";

/** A repository, with or without a work tree. */
export interface Repository {
  /** Absolute: the top of the work tree; of a bare repository, the folder it was asked from. */
  readonly top: string;
  readonly shallow: boolean;
  /** Whether a commit of named paths is under way, for which git keeps an index of its own aside. */
  readonly partialCommit: boolean;
}

/** @throws UserError when the folder (absolute) lies in no repository that git reads */
export function openRepository(folder: string): Repository {
  try {
    const [bare, shallow] = answer(folder, ["rev-parse", "--is-bare-repository", "--is-shallow-repository"]).split(
      "\n",
    );
    const inside = answer(folder, ["rev-parse", "--is-inside-work-tree"]) === "true";
    // The way up, rather than git's own name for the top: the folder may have been reached by links.
    const up = bare === "true" || !inside ? "" : answer(folder, ["rev-parse", "--show-cdup"]);
    const index = basename(process.env["GIT_INDEX_FILE"] ?? "");
    return { top: resolve(folder, up), shallow: shallow === "true", partialCommit: index.startsWith("next-index-") };
  } catch (error) {
    throw failure("git cannot read a repository here", error);
  }
}

/**
 * The commit that a name stands for.
 *
 * @throws UserError that says what to fetch when the clone is shallow
 */
export function commitOf(repository: Repository, name: string, option: string): string {
  try {
    return answer(repository.top, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  } catch {
    const remote = repository.shallow
      ? `This clone is shallow and lacks it. ${FETCH}`
      : "It must be a branch, a tag or a commit. `git fetch` brings what the remote has; its branches are called `origin/NAME`.";
    throw new UserError(`${option}: git knows no commit \`${name}\``, remote);
  }
}

/**
 * The newest commit that two commits both come from.
 *
 * @throws UserError when the clone does not hold one
 */
export function mergeBase(repository: Repository, from: string, to: string, option: string): string {
  const base = commitOf(repository, from, option);
  try {
    return answer(repository.top, ["merge-base", base, to]);
  } catch {
    const why = repository.shallow
      ? `This clone is shallow: where \`${from}\` and your commit part is not in it. ${FETCH}`
      : "They have no commit in common.";
    throw new UserError(`${option}: what changed since \`${from}\` cannot be told`, why);
  }
}

/** The commit that is being merged into the one that is checked out, if any; of several, the first. */
export function mergedCommit({ top }: Repository): string | undefined {
  return runGit(top, ["rev-parse", "--verify", "--quiet", "MERGE_HEAD"])?.trim();
}

const FETCH =
  "Fetch the history: `git fetch --unshallow origin` (GitHub Actions: `fetch-depth: 0` for actions/checkout; GitLab CI: `GIT_DEPTH: 0`).";

const REFETCH = "Clone without `--filter`, or fetch the rest: `git fetch --refetch --no-filter origin`.";

/** What git prints, as text without the line end; without any when it has nothing to print. */
function answer(folder: string, args: readonly string[]): string {
  return git(folder, args).toString("utf8").replace(/\n$/, "");
}

/** A failure of git in words for whoever runs galley. */
export function failure(message: string, error: unknown): Error {
  if (!(error instanceof GitFailure)) return error as Error;
  const partial = /promisor|lazy fetch|missing object|unable to read [\da-f]{40}/.test(error.message);
  const hint = partial
    ? `Part of the history is not in this clone, and galley fetches nothing. ${REFETCH}`
    : error.message;
  return new UserError(message, hint, { cause: error });
}
