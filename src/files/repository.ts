import { existsSync } from "node:fs";
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
