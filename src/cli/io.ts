import { availableParallelism } from "node:os";
import { batched, type Output, processOutput } from "./output.js";

/** The world of the command line, handed in so that it can be tested. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** All of standard input, as bytes. */
  readStdin(): Promise<Uint8Array>;
  /** Standard input piece by piece; whoever leaves early closes it. */
  stdinPieces(): AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  /** Milliseconds that count up. */
  clock(): number;
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Lets signals, timers and errors of earlier writes have their turn. */
  pause(): Promise<void>;
  /** How many threads can run at once. */
  readonly cores: number;
  /** Calls `handler` at Ctrl-C, which then no longer ends the process by itself. Returns what undoes that. */
  onInterrupt(handler: () => void): () => void;
}

/** The real world. */
export function processIo(): Io {
  const stdout = batched(processOutput(1));
  const stderr = processOutput(2);
  return {
    stdout,
    stderr: {
      // What was written first is read first, wherever both go.
      write(text) {
        stdout.flush();
        stderr.write(text);
      },
      flushed: stderr.flushed,
      isTTY: stderr.isTTY,
      get columns() {
        return stderr.columns;
      },
      get failure() {
        return stderr.failure;
      },
    },
    async readStdin() {
      const chunks: Uint8Array[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
      return Buffer.concat(chunks);
    },
    stdinPieces: () => process.stdin,
    env: process.env,
    cwd: process.cwd(),
    // `performance` would have to be loaded first.
    clock: () => Number(process.hrtime.bigint()) / 1e6,
    now: () => Date.now(),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    get cores() {
      return availableParallelism();
    },
    onInterrupt(handler) {
      process.once("SIGINT", handler);
      return () => process.off("SIGINT", handler);
    },
  };
}
