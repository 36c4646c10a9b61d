import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { contains, slashed } from "./paths.js";

/**
 * Where a folder lies below the root of its repository: "" at the root and outside of any, else with a slash at its end.
 * The root is the workspace that a CI runner names, else the nearest folder upward with a `.git`.
 *
 * @param folder absolute
 */
export function belowRepository(folder: string, workspace: string | undefined): string {
  const root = workspace !== undefined && workspace !== "" && contains(workspace, folder) ? workspace : gitRoot(folder);
  const between = root === undefined ? "" : slashed(relative(root, folder));
  return between === "" ? "" : `${between}/`;
}

function gitRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/**
 * Whether git's index may hold files below a folder: a look at its bytes, far sooner than git has started.
 *
 * @param top of the work tree, absolute
 * @param folder absolute
 * @returns undefined where only git can tell: the index is not a plain file, or does not spell out its paths
 */
export function indexMentions(top: string, folder: string): boolean | undefined {
  let index: Buffer;
  try {
    index = readFileSync(join(top, ".git", "index"));
  } catch {
    return undefined;
  }
  const spelled = index.toString("latin1", 0, 4) === "DIRC" && [2, 3].includes(index.readUInt32BE(4));
  // `link`: the rest of a split index lies elsewhere; `sdir`: folders may stand for what they hold.
  if (!spelled || index.includes("link\0") || index.includes("sdir\0")) return undefined;
  return index.includes(`${slashed(relative(top, folder))}/`);
}
