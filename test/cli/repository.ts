/** Real repositories of git in temporary folders. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Files, galley, project, put } from "./galley.js";

/** git as Ada; what it prints. Throws when it fails. */
export function git(folder: string, ...args: readonly string[]): string {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...identity, "-c", "protocol.file.allow=always", ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** A real repository with these files committed. */
export function repository(files: Files): string {
  const folder = project({});
  rmSync(join(folder, ".git"), { recursive: true });
  git(folder, "init", "-q", "-b", "main");
  put(folder, files);
  if (Object.keys(files).length > 0) commitAll(folder);
  return folder;
}

export function commitAll(folder: string): void {
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "--allow-empty", "-m", "Work");
}

interface Report {
  readonly files: readonly {
    readonly path: string;
    readonly diagnostics: readonly { readonly rule: string; readonly line: number }[];
  }[];
}

/** What is found, as `line rule`, by path. */
export async function found(
  cwd: string,
  argv: readonly string[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { stdout, stderr } = await galley(cwd, ["lint", "--format", "json", ...argv]);
  assert.equal(stderr, "");
  const report: Report = JSON.parse(stdout);
  return Object.fromEntries(
    report.files.map(({ path, diagnostics }) => [path, diagnostics.map(({ rule, line }) => `${line} ${rule}`)]),
  );
}

export const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");
/** What the index holds. */
export const staged = (folder: string, path: string): string => git(folder, "show", `:${path}`);
