import { spawn } from "node:child_process";

/**
 * With these, a program takes the same instructions each time: no threads, no random seeds, no clock in the collector, and no guesses
 * of what will live long, which the length of a path is enough to change by a tenth.
 */
const STEADY = ["--single-threaded", "--hash-seed=1", "--predictable-gc-schedule", "--no-allocation-site-pretenuring"];

/** Something to count: what Node is given after its own flags. */
export interface Task {
  readonly name: string;
  readonly given: readonly string[];
  readonly cwd: string;
  /** It keeps compiled code between runs. Code of a plain run is no good to one that is counted: valgrind makes another processor. */
  readonly keepsCode?: true;
}

const VALGRIND = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"];

/**
 * The instructions of one run, in millions. It is run once before without counting, since what it compiles may be kept
 * between runs. Rejects without valgrind, and when the run fails.
 *
 * @param cache where programs keep what is for the next run, whatever home the caller has
 */
export async function instructions({ name, given, cwd, keepsCode }: Task, cache: string): Promise<number> {
  const node = [process.execPath, ...STEADY, ...given];
  const env = { ...process.env, XDG_CACHE_HOME: cache };
  await output(name, keepsCode === true ? [...VALGRIND, ...node] : node, { cwd, env });
  const said = await output(name, [...VALGRIND, ...node], { cwd, env });
  const counted = /Collected : (\d+)/.exec(said)?.[1];
  if (counted === undefined) throw new Error(`valgrind counted nothing for ${name}:\n${said.slice(-2_000)}`);
  return Number(counted) / 1e6;
}

/** What a run says on stderr. */
function output(
  name: string,
  [program = "", ...words]: readonly string[],
  where: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(program, words, { ...where, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    child.once("error", (error) => fail(new Error(`${program} does not start: ${error.message}`)));
    child.once("close", (code) =>
      code === 0 ? done(said) : fail(new Error(`${name} exited with ${code}:\n${said.slice(-2_000)}`)),
    );
  });
}
