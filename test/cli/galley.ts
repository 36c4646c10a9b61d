/** Runs the command line in a temporary folder: in this process with a made-up terminal, or as a real process. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Io } from "../../src/cli/io.js";
import type { Output } from "../../src/cli/output.js";

/** The package under test. `GALLEY_PACKAGE` names the folder of an installed one, so that this suite runs on that. */
export const packageRoot =
  process.env["GALLEY_PACKAGE"] ?? join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

/** Of an installed package its bundle: there is no other command line in it. */
const cli: { main(argv: readonly string[], io: Io): Promise<number> } =
  process.env["GALLEY_PACKAGE"] === undefined
    ? await import(pathToFileURL(join(packageRoot, "dist/src/cli/main.js")).href)
    : createRequire(import.meta.url)(join(packageRoot, "dist/cli/chunks/main.cjs"));

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A temporary folder with these files, which is a repository of its own. Removed after the tests. */
export function project(files: Files): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "galley-")));
  after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, ".git"));
  put(folder, files);
  return folder;
}

export function put(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

export interface World {
  readonly stdin?: string | Uint8Array;
  readonly env?: Io["env"];
  /** Which of the streams are terminals. */
  readonly tty?: readonly ("stdout" | "stderr")[];
  /** How much the clock goes on whenever it is asked, in milliseconds. */
  readonly tick?: number;
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Watched extends Outcome {
  /** Both streams, as a terminal gets them. */
  readonly terminal: string;
}

/** `galley ARGV` in `cwd`. */
export async function galley(cwd: string, argv: readonly string[], world: World = {}): Promise<Watched> {
  const written = { stdout: "", stderr: "", terminal: "" };
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const output = (name: "stdout" | "stderr"): Output => ({
    write(piece) {
      // A piece of bytes may end within a character.
      const text = typeof piece === "string" ? piece : decoder.decode(piece, { stream: true });
      written[name] += text;
      written.terminal += text;
    },
    isTTY: world.tty?.includes(name) === true,
    columns: world.tty?.includes(name) === true ? 80 : undefined,
    failure: undefined,
  });
  let time = 0;
  const code = await cli.main(argv, {
    stdout: output("stdout"),
    stderr: output("stderr"),
    readStdin: async () => Buffer.from(world.stdin ?? ""),
    async *stdinPieces() {
      yield Buffer.from(world.stdin ?? "");
    },
    env: world.env ?? {},
    cwd,
    clock: () => {
      time += world.tick ?? 0;
      return time;
    },
    now: () => Date.UTC(2024, 5, 1),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    cores: 2,
    onInterrupt: () => () => undefined,
  });
  return { code, ...written };
}

export interface ProcessOutcome extends Outcome {
  readonly signal: NodeJS.Signals | null;
}

/** The real program. `meddle` gets the running process. */
export function galleyProcess(
  cwd: string,
  argv: readonly string[],
  options: { readonly env?: Io["env"]; readonly meddle?: (child: ChildProcess) => void } = {},
): Promise<ProcessOutcome> {
  const child = spawn(process.execPath, [join(packageRoot, "bin/galley.js"), ...argv], {
    cwd,
    env: { PATH: process.env["PATH"], ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    chunks.stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    chunks.stderr += chunk;
  });
  options.meddle?.(child);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? -1, signal, ...chunks }));
  });
}

export const clean = "---\ntitle: The ferry is back\ndate: 2024-03-05 08:00:00\n---\n\nIt runs again.\n";
/** One error: the date. */
export const badDate = "---\ntitle: The ferry is late\ndate: 2023-02-30\n---\n\nIt waits.\n";
/** One warning: an inline style. */
export const styled = '---\ntitle: Red\ndate: 2024-03-05 08:00:00\n---\n\n<p style="color:red">Stop.</p>\n';
