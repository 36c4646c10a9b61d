import { spawn, spawnSync } from "node:child_process";
import { closeSync, fstatSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A whole process, from its start to its end, with all that it starts. */
export interface Command {
  /** The program, and what it is given. */
  readonly words: readonly string[];
  readonly cwd: string;
}

/** What one run cost. What the machine has no means to measure is missing. */
export interface Sample {
  readonly wallMs: number;
  /** User and system time, of all processes. */
  readonly cpuMs?: number;
  /** The most memory of the largest process, in MB of 1,000,000 bytes. */
  readonly rssMb?: number;
}

export interface Outcome extends Sample {
  readonly code: number;
  /** Empty, when nobody wanted it: the output went to the null device. */
  readonly stdout: string;
  readonly stderr: string;
}

/** Longer than this, and a process is ended. */
const LONGEST = 30 * 60_000;

/** A group of its own does not hear of these. */
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

type Timer = "gnu" | "bsd" | undefined;
let known: { readonly timer: Timer } | undefined;

/** Which `/usr/bin/time` there is: it knows the memory of a process that has ended, which Node does not. */
function timer(): Timer {
  if (known !== undefined) return known.timer;
  const works = (flag: string): boolean =>
    process.platform !== "win32" && spawnSync("/usr/bin/time", [...flag.split(" "), "true"]).status === 0;
  known = { timer: works("-f %M") ? "gnu" : works("-l") ? "bsd" : undefined };
  return known.timer;
}

/** What cannot be measured here, for the reader of a table. */
export function notMeasured(): readonly string[] {
  if (process.platform === "win32") return ["CPU time and memory: not measured on Windows"];
  return timer() === undefined ? ["Memory: not measured, there is no `/usr/bin/time`"] : [];
}

/** A shell says what its children cost, to the millisecond; Node does not. The last line of `times` is theirs. */
const SHELL = 'times=$1; shift; "$@"; code=$?; times >"$times"; exit $code';

/** Runs a command; its output goes to the null device, or is kept. Rejects when it does not start or does not end. */
export async function runProcess({ words, cwd }: Command, keep: boolean): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "galley-bench-run-"));
  const file = (name: string): string => join(folder, name);
  const streams = keep ? [openSync(file("stdout"), "w"), openSync(file("stderr"), "w")] : [];
  const timed = {
    gnu: ["/usr/bin/time", "-f", "%M", "-o", file("memory")],
    bsd: ["/usr/bin/time", "-l", "-o", file("memory")],
  };
  const kind = timer();
  const inner = kind === undefined ? words : [...timed[kind], ...words];
  const [program = "", ...rest] =
    process.platform === "win32" ? words : ["/bin/sh", "-c", SHELL, "sh", file("times"), ...inner];
  try {
    const started = performance.now();
    const child = spawn(program, rest, {
      cwd,
      stdio: ["ignore", streams[0] ?? "ignore", streams[1] ?? "ignore"],
      // A group of its own, so that all of it can be ended.
      detached: process.platform !== "win32",
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined },
    });
    const overdue = setTimeout(() => end(child.pid), LONGEST);
    const stopped = (): never => {
      end(child.pid);
      process.exit(130);
    };
    for (const signal of SIGNALS) process.once(signal, stopped);
    const code = await new Promise<number>((done, fail) => {
      child.once("error", fail);
      child.once("exit", (status, signal) =>
        status === null ? fail(new Error(`${words.join(" ")} ended by ${signal}`)) : done(status),
      );
    }).finally(() => {
      clearTimeout(overdue);
      for (const signal of SIGNALS) process.removeListener(signal, stopped);
    });
    const wallMs = performance.now() - started;
    const read = (name: string): string => (keep ? lastOf(file(name)) : "");
    return { wallMs, code, ...costs(file, kind), stdout: read("stdout"), stderr: read("stderr") };
  } finally {
    for (const stream of streams) closeSync(stream);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** More than this is no string any more. What counts of it stands at its end, where linters sum up. */
const MOST_KEPT = 256 * 1024 * 1024;

function lastOf(path: string): string {
  const descriptor = openSync(path, "r");
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, MOST_KEPT));
    return bytes.toString("utf8", 0, readSync(descriptor, bytes, 0, bytes.length, size - bytes.length));
  } finally {
    closeSync(descriptor);
  }
}

function end(pid: number | undefined): void {
  if (pid !== undefined) process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
}

function costs(file: (name: string) => string, kind: Timer): Pick<Sample, "cpuMs" | "rssMb"> {
  if (process.platform === "win32") return {};
  const last = readFileSync(file("times"), "utf8").trim().split("\n").at(-1) ?? "";
  const parts = [...last.matchAll(/(\d+)m([\d.]+)s/g)];
  const cpuMs = parts.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1_000,
    0,
  );
  if (kind === undefined) return { cpuMs };
  const memory = readFileSync(file("memory"), "utf8");
  // GNU speaks of KiB; macOS of bytes.
  const units =
    kind === "gnu" ? Number(/(\d+)\s*$/.exec(memory)?.[1]) * 1_024 : Number(/(\d+) +maximum/.exec(memory)?.[1]);
  return { cpuMs, rssMb: units / 1e6 };
}
