import type { FirstCommit } from "../capabilities.js";
import { runGit } from "./git.js";

const POST = /\.(?:md|markdown|mdx|html?)$/i;

/** The answer rests on the history alone, whatever a person has set: a cache counts on that. */
const PLAIN = ["-c", "diff.renames=true", "-c", "diff.renameLimit=1000", "-c", "core.useReplaceRefs=false"];

/**
 * Answers which commit added a file, from the repository that holds `base` (absolute). Asked only for posts whose date
 * is broken: each answer costs a process or two.
 */
export function firstCommits(base: string): (path: string) => FirstCommit | undefined {
  let shallow: boolean | undefined;
  const posts = new Map<string, number>();
  return (path) => {
    shallow ??= runGit(base, ["rev-parse", "--is-shallow-repository"])?.trim() !== "false";
    // Renames are followed: moving a post is not writing it.
    const line = runGit(base, [
      ...PLAIN,
      "log",
      "--follow",
      "--diff-filter=A",
      "--format=%H %aI",
      "--",
      `:(literal)${path}`,
    ])
      ?.trim()
      .split("\n")
      .at(-1);
    const [commit, date] = (line ?? "").split(" ");
    if (commit === undefined || commit === "" || date === undefined) return undefined;
    let count = posts.get(commit);
    if (count === undefined) {
      count = addedPosts(base, commit);
      posts.set(commit, count);
    }
    return { date, posts: count, shallow };
  };
}

function addedPosts(base: string, commit: string): number {
  const args = [
    ...PLAIN,
    "show",
    "--no-renames",
    "--diff-filter=A",
    "--name-only",
    "--format=",
    "-z",
    "--root",
    commit,
  ];
  const names = runGit(base, args)?.split("\0");
  // Not to be counted is as good as too many.
  return names === undefined ? Number.POSITIVE_INFINITY : names.filter((name) => POST.test(name)).length;
}
