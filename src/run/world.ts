import type { Capabilities } from "../capabilities.js";
import { projectFolders } from "../files/project.js";
import { firstCommits } from "../git/first-commit.js";
import { treeFolders } from "./git-scope.js";
import type { Plan } from "./plan.js";
import type { siblingDates as siblingDatesOf } from "./sibling-dates.js";

export type SiblingDates = typeof siblingDatesOf;

/**
 * What the rules of a run may ask.
 *
 * @param now milliseconds since 1970 UTC
 * @param siblingDates loaded apart, since it brings the readers of front matter along
 */
export function worldOf(plan: Plan, now: number, siblingDates: SiblingDates): Capabilities {
  const { base } = plan.loaded;
  const { git } = plan;
  // What is not committed, but lies there, is not missing before a commit; in a commit it is.
  const onDisk = projectFolders(base);
  const beside = git?.staging === undefined ? undefined : onDisk;
  const listFolder = git?.tree === undefined ? onDisk : treeFolders(git.tree, base, beside);
  return {
    now,
    listFolder,
    siblingDates: siblingDates(base, listFolder, (path) => plan.resolve(path).generator.value),
    firstCommit: remembered(firstCommits(base)),
  };
}

/** An answer that costs a process is sought once. */
function remembered<A>(answer: (path: string) => A): (path: string) => A {
  const known = new Map<string, { readonly answer: A }>();
  return (path) => {
    const before = known.get(path) ?? { answer: answer(path) };
    known.set(path, before);
    return before.answer;
  };
}
