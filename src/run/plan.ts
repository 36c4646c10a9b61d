import { dirname, relative, resolve } from "node:path";
import { filesOf } from "../config/files.js";
import type { LoadedConfig } from "../config/layers.js";
import { loadConfig } from "../config/load.js";
import { type CommandLineRules, createResolver, type ResolvedConfig } from "../config/resolve.js";
import type { AnyRule } from "../config/types.js";
import type { CacheFolder } from "../files/cache-folder.js";
import type { FileList } from "../files/file-list.js";
import { contentEndings } from "../files/find.js";
import { globList } from "../files/glob-list.js";
import { findAgain } from "./cache/folders.js";
import { type GitOptions, type GitScope, openGitScope } from "./git-scope.js";

/** What a run is asked for. */
export interface PlanOptions {
  /** Absolute. */
  readonly cwd: string;
  /** galley's own rules. */
  readonly rules: readonly AnyRule[];
  /** Files, folders and globs. */
  readonly patterns: readonly string[];
  /** The patterns are all there is: none of them means no file, not every file. */
  readonly patternsAreComplete?: boolean;
  /** A text that stands for a file. */
  readonly stdin?: { readonly path: string; readonly bytes: Uint8Array } | undefined;
  readonly config?: string | undefined;
  readonly noConfig?: boolean;
  readonly noPlugins?: boolean;
  readonly noIgnore?: boolean;
  readonly ignorePatterns?: readonly string[];
  readonly commandLine?: CommandLineRules;
  /** What git is asked for. */
  readonly git?: GitOptions | undefined;
  /** The folder of the cache for a configuration's folder (absolute). */
  readonly cacheFolder?: ((base: string) => CacheFolder | undefined) | undefined;
}

/** Which files are linted, and by which settings. */
export interface Plan {
  /** Absolute. */
  readonly cwd: string;
  readonly loaded: LoadedConfig;
  readonly files: FileList;
  readonly ignored: number;
  /** Files and folders that were named by themselves, but are ignored. */
  readonly ignoredPaths: readonly string[];
  /** Patterns that match no file, not even an ignored one; `.` when nothing was named. */
  readonly unmatched: readonly string[];
  /** By path from the configuration's folder. */
  readonly resolve: (fromBase: string) => ResolvedConfig;
  /** The bytes of the only file, when it comes from standard input. */
  readonly stdin: Uint8Array | undefined;
  readonly git: GitScope | undefined;
}

/** @throws UserError for a configuration or an option that is wrong. */
export async function planRun(options: PlanOptions): Promise<Plan> {
  const git = options.git && openGitScope(options.cwd, options.git);
  const settings = await planSettings(options, git);
  return { ...settings, stdin: options.stdin?.bytes, git, ...chooseFiles(options, settings.loaded, git) };
}

/**
 * What a plan says of any file: the same wherever it is made.
 *
 * @throws UserError as `planRun`
 */
export async function planSettings(
  options: PlanOptions,
  git?: GitScope,
): Promise<Pick<Plan, "cwd" | "loaded" | "resolve">> {
  const { cwd, patterns } = options;
  const named = options.stdin === undefined ? patterns : [options.stdin.path];
  // A commit is linted by its own settings, like a checkout of it. They may not run code: nobody has read them yet.
  const own = options.git?.rev !== undefined && options.config === undefined;
  const tree = own ? git?.tree : undefined;
  const loaded = await loadConfig({
    cwd,
    tree,
    rules: options.rules,
    file: options.config,
    noConfig: options.noConfig === true,
    noPlugins: options.noPlugins === true,
    folders: foldersOf(cwd, named),
  });
  return { cwd, loaded, resolve: createResolver(loaded, options.commandLine ?? {}) };
}

type Choice = Pick<Plan, "files" | "ignored" | "ignoredPaths" | "unmatched">;

function chooseFiles(options: PlanOptions, loaded: LoadedConfig, git: GitScope | undefined): Choice {
  const { cwd, patterns } = options;
  if (options.stdin !== undefined) {
    const absolute = resolve(cwd, options.stdin.path);
    const file = {
      absolute,
      path: slashes(relative(cwd, absolute)),
      fromBase: slashes(relative(loaded.base, absolute)),
    };
    return { ...NOTHING, files: [file] };
  }
  if (patterns.length === 0 && options.patternsAreComplete === true) return NOTHING;
  const { files, filesAreGuess, ignore } = filesOf(loaded);
  const search = {
    cwd,
    patterns,
    base: loaded.base,
    files,
    filesAreGuess,
    ignore,
    ignorePatterns: options.ignorePatterns ?? [],
    noIgnore: options.noIgnore === true,
    tree: git?.tree,
  };
  const found = findAgain(search, options.cacheFolder?.(loaded.base));
  if (git?.takes !== undefined) return amongChanged(found, git.takes);
  if (options.patternsAreComplete !== true) return found;
  // A list made by a machine (`git diff --name-only`) names everything that changed: images are none of galley's business.
  const wanted = globList(files);
  const posts = found.files.filter(
    ({ path, fromBase }) =>
      contentEndings.some((ending) => path.toLowerCase().endsWith(ending)) || wanted(fromBase) === true,
  );
  return { ...found, files: posts, ignored: found.ignored + found.files.length - posts.length };
}

/** Whoever asks for changes asks for no particular file: none is as good as many. */
function amongChanged(found: Choice, takes: (path: string) => boolean): Choice {
  return { ...NOTHING, files: found.files.filter(({ absolute }) => takes(absolute)) };
}

const NOTHING: Choice = { files: [], ignored: 0, ignoredPaths: [], unmatched: [] };

/** Folders in which a generator is looked for. */
function foldersOf(cwd: string, patterns: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const pattern of patterns) {
    const path = resolve(cwd, pattern.replace(/[*?[{(].*$/s, ""));
    folders.add(path).add(dirname(path));
  }
  return [...folders];
}

function slashes(path: string): string {
  return path.replaceAll("\\", "/");
}
