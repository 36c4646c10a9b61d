import { closeSync, constants, openSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
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

/**
 * Reads the ignore files of a folder; the scope above when there are none.
 *
 * @param met is told of each file that is there, also of one without a rule, or that cannot be read
 */
export function enterFolder(
  above: IgnoreScope | undefined,
  absolute: string,
  folder: string,
  tree?: Tree,
  met?: (path: string) => void,
): IgnoreScope | undefined {
  const rules = names.flatMap(([name, by]) => {
    const matcher = readRules(join(absolute, name), tree, met);
    return matcher === undefined ? [] : [{ by, matcher }];
  });
  return rules.length === 0 ? above : { above, folder, rules };
}

/** The file in which git keeps what a clone ignores; `top` is that of the work tree, which may be one of several. */
export function excludesOf(top: string): string {
  return join(commonFolder(join(top, ".git")), "info", "exclude");
}

/** Where the work trees of a repository have what they share: a linked one, or a submodule, has a file that says where. */
function commonFolder(git: string): string {
  const own = /^gitdir: (.+)$/m.exec(textOf(git) ?? "")?.[1];
  if (own === undefined) return git;
  const folder = resolve(dirname(git), own);
  return resolve(folder, textOf(join(folder, "commondir"))?.trim() ?? "");
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined; // a folder, or none
  }
}

/** `.git/info/exclude` of the repository whose top is this folder. */
export function repositoryExcludes(absolute: string): IgnoreScope | undefined {
  const matcher = readRules(excludesOf(absolute));
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

/** As git does, links are not followed: what they lead to is not of this folder. Windows has no such flag. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

function readNoLink(path: string): Buffer {
  const file = openSync(path, READ);
  try {
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

function readRules(path: string, tree?: Tree, met?: (path: string) => void): Ignore | undefined {
  let text: string;
  try {
    const bytes = tree === undefined ? readNoLink(path) : tree.read(path);
    if (bytes === undefined) return undefined;
    text = bytes.toString("utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) met?.(path);
    return undefined; // none, or not ours to read: git goes on too
  }
  met?.(path);
  // A file of comments, as git makes one for each repository, need not load what reads patterns.
  if (!/^\uFEFF?[ \t]*[^#\s]/m.test(text)) return undefined;
  // Git's patterns are case-sensitive unless the repository says otherwise.
  return ignore({ allowRelativePaths: true, ignorecase: false }).add(text.replace(/^\uFEFF/, ""));
}
