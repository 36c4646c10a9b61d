import { relative } from "node:path";
import { git } from "./git.js";

/**
 * The ids of files whose text in the work tree is byte for byte what the index holds, by path relative to `folder`. Only git's own
 * record of sizes and times is compared, so nothing is read but what was changed in the second of a checkout.
 *
 * A blob is what a file is after git's filters. Those that translate line ends change the number of bytes, so the caller
 * compares sizes; files with a `filter`, an encoding or `$Id$` are left out, and so are those that git was told not to look at.
 *
 * @param folder absolute, in a work tree
 * @returns undefined when git cannot say
 */
export function unchangedBlobs(folder: string): ReadonlyMap<string, string> | undefined {
  try {
    const blobs = new Map<string, string>();
    for (const line of records(git(folder, ["ls-files", "--stage", "-v", "-z", "--", "."]))) {
      // `H 100644 0123… 0<tab>name`: lower case is "assume unchanged", `S` "skip work tree".
      const [, mark, mode, id, stage, name] = /^(\S) (\d+) ([\da-f]+) (\d)\t(.*)$/s.exec(line) ?? [];
      if (mark !== "H" || mode?.startsWith("100") !== true || stage !== "0" || !id || !name) continue;
      blobs.set(name, id);
    }
    if (blobs.size === 0) return blobs;
    for (const name of records(git(folder, [...STRICT, "diff-files", "--name-only", "--relative", "-z", ...PLAIN]))) {
      blobs.delete(name);
    }
    for (const name of converted(folder, [...blobs.keys()])) blobs.delete(name);
    return blobs;
  } catch {
    return undefined;
  }
}

/**
 * Whether a folder holds files that came with the repository.
 *
 * @param top of the work tree, absolute
 * @param path of the folder, absolute
 * @returns true also when git cannot tell
 */
export function isTracked(top: string, path: string): boolean {
  try {
    return git(top, ["ls-files", "-z", "--", relative(top, path) || "."]).length > 0;
  } catch (error) {
    // A folder may be called `.git` and be none.
    return !(error instanceof Error && error.message.includes("not a git repository"));
  }
}

/** Whatever the repository says: all that git notes of a file counts. */
const STRICT = ["-c", "core.trustctime=true", "-c", "core.checkStat=default", "-c", "core.ignoreStat=false"];
const PLAIN = ["--no-ext-diff", "--no-textconv", "--ignore-submodules", "--", "."];

/** Files whose bytes git makes by a program, in an encoding, or with their ids. */
function converted(folder: string, names: readonly string[]): readonly string[] {
  const attributes = ["check-attr", "-z", "--stdin", "filter", "working-tree-encoding", "ident"];
  const answers = records(git(folder, attributes, `${names.join("\0")}\0`));
  const found: string[] = [];
  for (let at = 0; at + 2 < answers.length; at += 3) {
    const value = answers[at + 2];
    if (value !== "unspecified" && value !== "unset") found.push(answers[at] ?? "");
  }
  return found;
}

function records(output: Buffer): readonly string[] {
  const all = output.toString("utf8").split("\0");
  all.pop();
  return all;
}

/**
 * What the answers about the history of files rest on: the commit that is checked out, and where the clone is cut off. "" where git
 * knows of no commit, and so gives no answers.
 */
export function historyState(folder: string): string {
  try {
    const said = git(folder, ["rev-parse", "HEAD", "--is-shallow-repository"]).toString("utf8");
    // Where the clone is cut off, commits look like the first ones.
    return said.endsWith("true\n")
      ? said + git(folder, ["rev-list", "--max-parents=0", "HEAD"]).toString("utf8")
      : said;
  } catch {
    return "";
  }
}
