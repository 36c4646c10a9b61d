import type { FirstCommit } from "../capabilities.js";
import { runGit } from "./git.js";

const POST = /\.(?:md|markdown|mdx|html?)$/i;
/** Asked for more posts than this, git tells of all of them at once. */
const FEW = 4;

/** The answer rests on the history alone, whatever a person has set: a cache counts on that. */
const PLAIN = [
  "-c",
  "diff.renames=true",
  "-c",
  "diff.renameLimit=1000",
  "-c",
  "core.useReplaceRefs=false",
  "-c",
  "log.showRoot=true",
];

/**
 * Answers which commit added a file, from the repository that holds `base` (absolute). Asked only for posts whose date
 * is broken: an answer costs a process or two. Outside of a repository, and for files that were never committed, none.
 *
 * @param brokenOff is called when git does not come to its end, and there is no answer for that
 */
export function firstCommits(base: string, brokenOff?: () => void): (path: string) => FirstCommit | undefined {
  const ask: Ask = (args) => runGit(base, args, brokenOff);
  const history: Ask = (args) => ask([...PLAIN, ...args]);
  let repository: { readonly shallow: boolean } | "none" | undefined;
  let asked = 0;
  let additions: Additions | undefined;
  const posts = new Map<string, number>();
  return (path) => {
    repository ??= repositoryOf(ask);
    if (repository === "none") return undefined;
    if (asked++ === FEW) additions = allAdditions(history);
    const added = path.startsWith("../") ? "unsure" : (additions?.(path) ?? "unsure");
    if (added === "never") return undefined;
    const [commit, date] = added === "unsure" ? followed(history, path) : [added.commit, added.date];
    if (commit === undefined || commit === "" || date === undefined) return undefined;
    let count = posts.get(commit);
    if (count === undefined) {
      count = addedPosts(history, commit);
      posts.set(commit, count);
    }
    return { date, posts: count, shallow: repository.shallow };
  };
}

/** What git says in the repository; undefined when it does not. */
type Ask = (args: readonly string[]) => string | undefined;

function repositoryOf(ask: Ask): { readonly shallow: boolean } | "none" {
  const answer = ask(["rev-parse", "--is-shallow-repository"])?.trim();
  return answer === undefined ? "none" : { shallow: answer !== "false" };
}

/** Renames are followed: moving a post is not writing it. */
function followed(history: Ask, path: string): readonly (string | undefined)[] {
  const args = ["log", "--follow", "--diff-filter=A", "--format=%H %aI", "--", path];
  return (history(args)?.trim().split("\n").at(-1) ?? "").split(" ");
}

type Addition = { readonly commit: string; readonly date: string } | "never" | "unsure";
type Additions = (path: string) => Addition;

/**
 * Every addition of a file below a folder, by its path. What the first commit of all holds was not moved there; of other
 * additions only a closer look says.
 */
function allAdditions(history: Ask): Additions | undefined {
  const args = ["log", "--full-history", "--no-renames", "--diff-filter=A", "--name-only", "--relative", "-z"];
  const log = history([...args, "--root", "--format=/%H %aI %P", "--", "."]);
  if (log === undefined) return undefined;
  const found = new Map<string, Addition>();
  let first: Addition = "unsure";
  // Paths of files do not begin with a slash.
  for (const part of log.split("\0")) {
    const name = part.replace(/^\n/, "");
    const [, commit, date, parents] = /^\/([0-9a-f]{40,64}) (\S+) (.*)$/.exec(name) ?? [];
    if (commit !== undefined && date !== undefined) first = parents === "" ? { commit, date } : "unsure";
    else if (name !== "") found.set(name, found.has(name) ? "unsure" : first);
  }
  return (path) => found.get(path) ?? "never";
}

function addedPosts(history: Ask, commit: string): number {
  const args = ["show", "--no-renames", "--diff-filter=A", "--name-only", "--format=", "-z", "--root", commit];
  const names = history(args)?.split("\0");
  // Not to be counted is as good as too many.
  return names === undefined ? Number.POSITIVE_INFINITY : names.filter((name) => POST.test(name)).length;
}
