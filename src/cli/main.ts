import { CommanderError } from "commander";
import { UserError } from "../errors.js";
import { visible, visibleLines } from "../report/visible.js";
import { preferReference } from "../source/reference.js";
import { type Io, processIo } from "./io.js";
import { createProgram } from "./program.js";

export { ranWhole } from "./tune-engine.js";

/**
 * Runs galley and returns its exit code, when all that it has to say is said: 0 clean, 1 findings, 2 anything that kept it from its work,
 * 130 Ctrl-C.
 */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<number> {
  const code = await run(argv, io);
  await io.stdout.flushed?.();
  const { failure } = io.stdout;
  const isLost = failure !== undefined && failure !== "closed";
  if (isLost) io.stderr.write(`galley: the output cannot be written: ${visible(failure.message)}\n`);
  await io.stderr.flushed?.();
  return isLost ? 2 : code;
}

/** What another thread runs, when several lint. */
export async function work(): Promise<void> {
  const worker = await import("./worker.js");
  await worker.work();
}

async function run(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  preferReference((io.env["GALLEY_REFERENCE"] ?? "") !== "");
  const program = createProgram(io, argv[0], (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UserError) {
      io.stderr.write(
        `galley: ${visibleLines(error.message)}\n${error.hint === undefined ? "" : `  ${visibleLines(error.hint)}\n`}`,
      );
      return 2;
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.stderr.write(
      `galley: this is a bug in galley, please report it with the text that caused it.\n${visibleLines(text)}\n`,
    );
    return 2;
  }
}
