import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import ignore, { type Ignore } from "ignore";
import type { Tree } from "../tree.js";

/** Whose ignore file leaves a path out. */
export type IgnoredBy = "git" | "galley";

/** Ignore files of one folder, and of the folders above it. */
export interface IgnoreScope {
  readonly above: IgnoreScope | undefined;
  /** The folder's path from the scope's root, "" for the root. */
  readonly folder: string;
  readonly rules: readonly { readonly by: IgnoredBy; readonly matcher: Ignore }[];
}

/** galley's own comes first: it has the last word over git's. */
const names: readonly (readonly [string, IgnoredBy])[] = [
  [".galleyignore", "galley"],
  [".gitignore", "git"],
];

/** Reads the ignore files of a folder; the scope above when there are none. */
export function enterFolder(
  above: IgnoreScope | undefined,
  absolute: string,
  folder: string,
  tree?: Tree,
): IgnoreScope | undefined {
  const rules = names.flatMap(([name, by]) => {
    const matcher = readRules(join(absolute, name), tree);
    return matcher === undefined ? [] : [{ by, matcher }];
  });
  return rules.length === 0 ? above : { above, folder, rules };
}

/** `.git/info/exclude` of the repository whose top is this folder. */
export function repositoryExcludes(absolute: string): IgnoreScope | undefined {
  const matcher = readRules(join(absolute, ".git", "info", "exclude"));
  return matcher === undefined ? undefined : { above: undefined, folder: "", rules: [{ by: "git", matcher }] };
}

/**
 * Who ignores a path: the nearest ignore file that has something to say about it decides, as in git. The path is relative to the
 * scope's root; a folder's ends with `/`. What lies in an ignored folder is ignored whatever this says.
 */
export function ignoredBy(scope: IgnoreScope | undefined, path: string): IgnoredBy | undefined {
  for (let at = scope; at !== undefined; at = at.above) {
    const below = at.folder === "" ? path : path.slice(at.folder.length + 1);
    for (const { by, matcher } of at.rules) {
      const { ignored, unignored } = matcher.test(below);
      if (ignored) return by;
      if (unignored) return undefined;
    }
  }
  return undefined;
}

/** The top of the git repository that holds a folder. */
export function repositoryTop(folder: string, tree?: Tree): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const git = join(at, ".git");
    const found = tree === undefined ? statSync(git, { throwIfNoEntry: false }) : tree.kind(git);
    if (found !== undefined) return at;
    if (dirname(at) === at) return undefined;
  }
}

function readRules(path: string, tree?: Tree): Ignore | undefined {
  let text: string;
  try {
    const bytes = tree === undefined ? readFileSync(path) : tree.read(path);
    if (bytes === undefined) return undefined;
    text = bytes.toString("utf8");
  } catch {
    return undefined; // none, or not ours to read: git goes on too
  }
  // A file of comments, as git makes one for each repository, need not load what reads patterns.
  if (!/^\uFEFF?[ \t]*[^#\s]/m.test(text)) return undefined;
  // Git's patterns are case-sensitive unless the repository says otherwise.
  return ignore({ allowRelativePaths: true, ignorecase: false }).add(text.replace(/^\uFEFF/, ""));
}
