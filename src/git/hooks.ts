import { resolve } from "node:path";
import { git, runGit } from "./git.js";
import { failure } from "./repository.js";

/** Where the hooks of a repository lie. */
export interface Hooks {
  /** Absolute. */
  readonly folder: string;
  /** Whether a setting names the folder: then a tool such as husky, or a person, keeps it. */
  readonly configured: boolean;
  /** The way from the folder that hooks run in to the one that was asked from, `/` between parts and at the end; "" for the same. */
  readonly below: string;
}

/** @throws UserError when the folder (absolute) lies in no work tree */
export function hooksOf(folder: string): Hooks {
  try {
    const [common = "", below = ""] = git(folder, ["rev-parse", "--git-common-dir", "--show-prefix"])
      .toString("utf8")
      .split("\n");
    // The last value is the one that galley sets for its own calls.
    const set = runGit(folder, ["config", "--get-all", "-z", "core.hooksPath"])?.split("\0").slice(0, -2).at(-1);
    const top = resolve(folder, below.replace(/[^/]+/g, ".."));
    return {
      folder: set === undefined ? resolve(folder, common, "hooks") : resolve(top, set),
      configured: set !== undefined,
      below,
    };
  } catch (error) {
    throw failure("A git hook needs a repository", error);
  }
}
