import { join } from "node:path";
import type { Capabilities } from "../capabilities.js";
import { projectFolders } from "../files/project.js";
import { type ReadResult, readText } from "../files/read.js";
import { firstCommits } from "../git/first-commit.js";
import { readFromTree, treeFolders } from "./git-scope.js";
import type { Plan } from "./plan.js";
import type { siblingDates as siblingDatesOf } from "./sibling-dates.js";

export type SiblingDates = typeof siblingDatesOf;

/** What the rules of a run may ask, and what a cache has to know of the answers. */
export interface World extends Capabilities {
  /** Whether git did not come to the end of an answer: then there was none, which is no answer to keep. */
  readonly historyFailed: () => boolean;
}

/**
 * What the rules of a run may ask.
 *
 * @param now milliseconds since 1970 UTC
 * @param siblingDates loaded apart, since it brings the readers of front matter along
 */
export function worldOf(plan: Plan, now: number, siblingDates: SiblingDates): World {
  const { base } = plan.loaded;
  const { git } = plan;
  // What is not committed, but lies there, is not missing before a commit; in a commit it is.
  const onDisk = projectFolders(base);
  const beside = git?.staging === undefined ? undefined : onDisk;
  const listFolder = git?.tree === undefined ? onDisk : treeFolders(git.tree, base, beside);
  const tree = git?.tree;
  const read = (path: string): ReadResult => {
    const absolute = join(base, path);
    return tree === undefined ? readText(absolute) : readFromTree(tree, absolute);
  };
  let failed = false;
  const brokenOff = (): void => {
    failed = true;
  };
  return {
    now,
    listFolder,
    siblingDates: siblingDates(read, listFolder, (path) => plan.resolve(path).generator.value),
    firstCommit: remembered(firstCommits(base, brokenOff)),
    historyFailed: () => failed,
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
