import { git, runGit } from "./git.js";
import type { Repository } from "./repository.js";
import type { Entry } from "./snapshot.js";

/** Whether a file of the work tree is, but for git's filters, what the index holds. */
export function agrees({ top }: Repository, { name, id }: Entry): boolean {
  return runGit(top, ["hash-object", "--", name])?.trim() === id;
}

/**
 * Stages a text in place of what was staged, whatever the work tree holds by then.
 *
 * @returns why it was not staged
 */
export function stage({ top }: Repository, { name, id, mode }: Entry, text: string): string | undefined {
  const now = runGit(top, ["ls-files", "--stage", "-z", "--", `:(top,literal)${name}`]);
  if (now?.startsWith(`${mode} ${id} 0\t`) !== true) return "the index changed while galley was at work";
  try {
    const fresh = git(top, ["hash-object", "-w", "--stdin", `--path=${name}`], text)
      .toString("utf8")
      .trim();
    git(top, ["update-index", "-z", "--index-info"], `${mode} ${fresh}\t${name}\0`);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
