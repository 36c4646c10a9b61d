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

/** Like `git`, for an answer that is good to have; undefined when it failed or took more than 10 seconds. */
export function runGit(folder: string, args: readonly string[]): string | undefined {
  try {
    return execute(folder, args, 10_000).toString("utf8");
  } catch {
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
      env: environment(),
    });
  } catch (error) {
    throw new GitFailure(reasonOf(error), { cause: error });
  }
}

/** Hooks may be told where the repository is relative to the folder that they run in. The index is named relative to the top. */
function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_LAZY_FETCH: "1",
    LC_ALL: "C",
  };
  for (const name of ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR"]) {
    const path = env[name];
    if (path !== undefined) env[name] = resolve(path);
  }
  return env;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT") return "git is not installed";
  const said = "stderr" in error ? String(error.stderr).trim() : "";
  return said === "" ? error.message : said.replace(/^(?:fatal|error): /, "");
}
