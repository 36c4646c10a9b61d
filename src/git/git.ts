import { execFileSync } from "node:child_process";

/** The largest output that is read. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Settings that a repository could use to make git run a program of its choice are overruled. */
const SAFE = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false"];

/**
 * Runs git in a folder, without a shell, and returns what it printed; undefined when it failed, took more than
 * 10 seconds, or is not installed. It takes no locks and asks nothing.
 */
export function runGit(folder: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync("git", [...SAFE, "--no-pager", ...args], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: MOST_BYTES,
      timeout: 10_000,
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" },
    });
  } catch {
    return undefined;
  }
}
