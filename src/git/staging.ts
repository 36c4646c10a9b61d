import { createHash } from "node:crypto";
import { git, runGit } from "./git.js";
import type { Repository } from "./repository.js";
import type { Entry } from "./snapshot.js";

/**
 * Why files of the index cannot be repaired together with those of the work tree, by name from the top: there they are, but for git's
 * filters, another text, or git was told not to look.
 */
export function unlikeWorkTree({ top }: Repository): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  const quiet = ["--no-color", "--no-ext-diff", "--no-relative", "--ignore-submodules", "--no-renames"];
  const words = git(top, ["-c", "diff.autoRefreshIndex=true", "diff", "--name-status", "-z", ...quiet]).toString(
    "utf8",
  );
  const parts = words.split("\0");
  for (let at = 0; at + 1 < parts.length; at += 2) {
    reasons.set(parts[at + 1] ?? "", parts[at] === "D" ? "it is not in the work tree" : "it is partly staged");
  }
  for (const line of git(top, ["ls-files", "-v", "-z"]).toString("utf8").split("\0")) {
    const tag = line.charAt(0);
    if (tag === "S" || tag === "s") reasons.set(line.slice(2), "it is outside of the sparse checkout");
    else if (tag !== tag.toUpperCase()) reasons.set(line.slice(2), "git is told to take it for unchanged");
  }
  return reasons;
}

/**
 * Stages a text in place of what was staged, whatever the work tree holds by then.
 *
 * @param before the text that was repaired
 * @returns why it was not staged
 */
export function stage(
  { top }: Repository,
  { name, id, mode }: Entry,
  before: string,
  after: string,
): string | undefined {
  const now = runGit(top, ["ls-files", "--stage", "-z", "--", name]);
  if (now?.startsWith(`${mode} ${id} 0\t`) !== true) return "the index changed while galley was at work";
  try {
    const hash = (text: string, ...options: readonly string[]): string =>
      git(top, ["hash-object", "--stdin", ...options], text)
        .toString("utf8")
        .trim();
    // git keeps Windows line endings that it holds already, of which its filters know nothing here.
    const filter = blobId(before, id.length) === id ? "--no-filters" : `--path=${name}`;
    if (filter !== "--no-filters" && hash(before, filter) !== id) return "it is another text than what was staged";
    git(top, ["update-index", "-z", "--index-info"], `${mode} ${hash(after, "-w", filter)}\t${name}\0`);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The name under which git stores a text; repositories have ids of 40 digits or, newer, of 64. */
function blobId(text: string, digits: number): string {
  const bytes = Buffer.from(text);
  return createHash(digits === 40 ? "sha1" : "sha256")
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest("hex");
}
