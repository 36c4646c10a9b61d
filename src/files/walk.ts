import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Tree } from "../tree.js";
import { globList } from "./glob-list.js";
import {
  enterFolder,
  excludesOf,
  type IgnoredBy,
  type IgnoreScope,
  ignoredBy,
  repositoryExcludes,
  repositoryTop,
} from "./ignore-files.js";
import { below, contains, withSeparator } from "./paths.js";

export interface WalkOptions {
  readonly cwd: string;
  readonly base: string;
  readonly ignore?: readonly string[];
  readonly ignorePatterns?: readonly string[];
  readonly noIgnore?: boolean;
  /** Read in place of the disk. */
  readonly tree?: Tree | undefined;
}

export interface Walk {
  /** Whether a file, by its absolute path, is asked for. */
  readonly wanted: (path: string) => boolean;
  /** Names of folders that are entered although they begin with a dot, or are `node_modules`. */
  readonly named: ReadonlySet<string>;
  /** Called for each wanted file. */
  readonly visit: (path: string, ignored: boolean) => void;
}

export interface Walker {
  /** Whether ignore files or globs leave out this file or folder, or a folder above it. */
  readonly ignores: (path: string, kind: "file" | "folder") => boolean;
  /** All that was looked at: folders, and files that say what is ignored. */
  readonly looked: ReadonlySet<string>;
  /** Visits every wanted file below a folder. Links are not followed, folders that cannot be read are passed over. */
  readonly walk: (folder: string, walk: Walk) => void;
}

interface Folder {
  readonly path: string;
  readonly root: string;
  readonly scope: IgnoreScope | undefined;
  /** By an ignore file. */
  readonly by: IgnoredBy | undefined;
  /** By the globs of the configuration and the command line. */
  readonly byGlob: boolean;
}

/**
 * Walks folders, mindful of what is ignored. Folders that git ignores are not entered; those that galley's own settings leave out are,
 * so that their files can be counted.
 */
export function createWalker(options: WalkOptions): Walker {
  const { cwd, base, tree } = options;
  const configured = globList(options.ignore ?? []);
  const asked = globList(options.ignorePatterns ?? []);
  const folders = new Map<string, Folder>();
  const looked = new Set<string>();

  /** The rules of a folder's own ignore files, in front of those above it. */
  const scopeIn = (above: IgnoreScope | undefined, path: string, root: string): IgnoreScope | undefined => {
    // One that comes changes the folder; of one that is there, what it says may change.
    return enterFolder(above, path, below(root, path), tree, (met) => looked.add(met));
  };

  const byGlobs = (path: string, above: boolean): boolean =>
    (options.ignorePatterns?.length ? asked(below(cwd, path)) : undefined) ??
    (options.ignore?.length ? configured(below(base, path)) : undefined) ??
    above;
  const byFiles = ({ by, scope, root }: Folder, path: string, slash: "" | "/"): IgnoredBy | undefined =>
    by ?? ignoredBy(scope, below(root, path) + slash);

  const rootOf = (folder: string): string =>
    repositoryTop(folder, tree) ?? [base, cwd].find((candidate) => contains(candidate, folder)) ?? folder;

  const child = (above: Folder, path: string): Folder => {
    const by = options.noIgnore === true ? undefined : byFiles(above, path, "/");
    const readsRules = options.noIgnore !== true && by === undefined;
    return {
      path,
      root: above.root,
      scope: readsRules ? scopeIn(above.scope, path, above.root) : above.scope,
      by,
      byGlob: byGlobs(path, above.byGlob),
    };
  };

  /** The state of a folder, from the root of its ignore files down. */
  const enter = (path: string): Folder => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const root = rootOf(path);
    const excludes = options.noIgnore === true || tree !== undefined ? undefined : repositoryExcludes(root);
    looked.add(root).add(excludesOf(root));
    const scope = options.noIgnore === true ? undefined : scopeIn(excludes, root, root);
    let folder: Folder = { path: root, root, scope, by: undefined, byGlob: false };
    const between: string[] = [];
    for (let at = path; at !== root; at = dirname(at)) between.push(at);
    for (const at of between.reverse()) {
      looked.add(at);
      folder = child(folder, at);
    }
    folders.set(path, folder);
    return folder;
  };

  return {
    looked,
    ignores(path, kind) {
      const above = kind === "folder" ? enter(path) : enter(dirname(path));
      if (kind === "folder") return above.by !== undefined || above.byGlob;
      return byGlobs(path, above.byGlob) || (options.noIgnore !== true && byFiles(above, path, "") !== undefined);
    },
    walk(start, { wanted, named, visit }) {
      const stack = [enter(start)];
      for (let folder = stack.pop(); folder !== undefined; folder = stack.pop()) {
        if (folder.by === "git") continue;
        looked.add(folder.path);
        for (const entry of entriesOf(folder.path, tree)) {
          // Names of a folder need no normalizing.
          const path = withSeparator(folder.path) + entry.name;
          if (entry.kind === "folder") {
            if (entry.name === ".git" || (isSkipped(entry.name) && !named.has(entry.name))) continue;
            stack.push(child(folder, path));
          } else if (entry.kind === "file" && wanted(path)) {
            const ignored = byGlobs(path, folder.byGlob);
            visit(path, ignored || (options.noIgnore !== true && byFiles(folder, path, "") !== undefined));
          }
        }
      }
    },
  };
}

function isSkipped(name: string): boolean {
  return name === "node_modules" || name.startsWith(".");
}

interface Entry {
  readonly name: string;
  readonly kind: "file" | "folder" | undefined;
}

function entriesOf(folder: string, tree: Tree | undefined): readonly Entry[] {
  if (tree !== undefined) {
    return (tree.list(folder) ?? []).map((name) => ({ name, kind: tree.kind(join(folder, name)) }));
  }
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      kind: entry.isDirectory() ? "folder" : entry.isFile() ? "file" : undefined,
    }));
  } catch {
    return [];
  }
}
