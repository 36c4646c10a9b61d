import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

/** The largest output that is read. */
const MOST_BYTES = 512 * 1024 * 1024;

/** Settings that a repository could use to make git run a program of its choice are overruled. */
const SAFE = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false"];

/** git could not do what it was asked. */
export class GitFailure extends Error {
  override readonly name = "GitFailure";
}

/**
 * Runs git in a folder, without a shell, and returns the bytes that it printed. It asks nothing and fetches nothing.
 *
 * @throws GitFailure with what git says; also when it is not installed or takes more than two minutes
 */
export function git(folder: string, args: readonly string[], input?: string | Uint8Array): Buffer {
  return execute(folder, args, 120_000, input);
}

/**
 * Like `git`, for an answer that is good to have; undefined when it failed or took more than 10 seconds.
 *
 * @param brokenOff is called when git did not come to its end, so that another time it may say something else
 */
export function runGit(folder: string, args: readonly string[], brokenOff?: () => void): string | undefined {
  try {
    return execute(folder, args, 10_000).toString("utf8");
  } catch (error) {
    const { cause } = error as { readonly cause?: { readonly code?: unknown; readonly signal?: unknown } };
    if (cause?.code === "ETIMEDOUT" || (cause?.signal ?? null) !== null) brokenOff?.();
    return undefined;
  }
}

function execute(folder: string, args: readonly string[], timeout: number, input?: string | Uint8Array): Buffer {
  try {
    return execFileSync("git", [...SAFE, "--no-pager", ...args], {
      cwd: folder,
      maxBuffer: MOST_BYTES,
      timeout,
      input: input ?? "",
      stdio: ["pipe", "pipe", "pipe"],
      env: environment(folder),
    });
  } catch (error) {
    throw new GitFailure(reasonOf(error), { cause: error });
  }
}

/**
 * What a person's shell or a hook could say to change the answers is taken back: a name is a name and no pattern, and the context of
 * changes is that of the command.
 */
function environment(folder: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_LAZY_FETCH: "1",
    GIT_LITERAL_PATHSPECS: "1",
    LC_ALL: "C",
  };
  for (const name of ["GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_DIFF_OPTS"]) {
    delete env[name];
  }
  // Hooks may be told where the repository is relative to the folder that they run in. The index is named relative to the top.
  for (const name of ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR"]) {
    const path = env[name];
    if (path !== undefined) env[name] = resolve(path);
  }
  if (findsByItself(folder)) {
    delete env["GIT_DIR"];
    delete env["GIT_WORK_TREE"];
  }
  return env;
}

const found = new Map<string, boolean>();

/**
 * Whether git, asked from a folder, finds the repository and the work tree that it is told of without being told. A hook that went into
 * a folder before it ran galley still has what was meant from the top; and git that is told of a repository alone takes the folder that
 * it runs in for the top. Either way it would look for the wrong files.
 */
function findsByItself(folder: string): boolean {
  const { GIT_DIR: told, GIT_WORK_TREE: tree, GIT_COMMON_DIR: common, ...env } = process.env;
  if (told === undefined || common !== undefined) return false;
  const key = JSON.stringify([folder, told, tree]);
  const known = found.get(key);
  if (known !== undefined) return known;
  const ask = (more: NodeJS.ProcessEnv, ...questions: readonly string[]): readonly string[] => {
    const args = [...SAFE, "rev-parse", "--absolute-git-dir", ...questions];
    const options = { cwd: folder, env: { ...env, ...more }, timeout: 10_000 };
    try {
      return execFileSync("git", args, { ...options, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).split(
        "\n",
      );
    } catch {
      return [];
    }
  };
  const isOwn = (path: string, own: string): boolean => path === own || ask({ GIT_DIR: path })[0] === own;
  const [own, top] = ask({}, "--show-toplevel");
  // Relative names are meant from where the hook began, which is the top, or from where galley runs.
  const same =
    own !== undefined &&
    top !== undefined &&
    [process.cwd(), top].some(
      (from) => (tree === undefined || resolve(from, tree) === top) && isOwn(resolve(from, told), own),
    );
  found.set(key, same);
  return same;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT") return "git is not installed";
  const said = "stderr" in error ? String(error.stderr).trim() : "";
  return said === "" ? error.message : said.replace(/^(?:fatal|error): /, "");
}
