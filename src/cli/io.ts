import { availableParallelism } from "node:os";

/** The world of the command line, handed in so that it can be tested. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** All of standard input, as bytes. */
  readStdin(): Promise<Uint8Array>;
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

export interface Output {
  write(text: string): void;
  /** Writes UTF-8 that was kept; absent: as text. */
  writeBytes?(bytes: Uint8Array): void;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  /** What became of earlier writes: `closed` when the reader has gone (`galley lint | head`), else what went wrong. */
  readonly failure: "closed" | Error | undefined;
}

/** The real world. */
export function processIo(): Io {
  return {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    async readStdin() {
      const chunks: Uint8Array[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
      return Buffer.concat(chunks);
    },
    env: process.env,
    cwd: process.cwd(),
    clock: () => performance.now(),
    now: () => Date.now(),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    cores: availableParallelism(),
    onInterrupt(handler) {
      process.once("SIGINT", handler);
      return () => process.off("SIGINT", handler);
    },
  };
}

function output(stream: NodeJS.WriteStream): Output {
  let failure: Output["failure"];
  stream.on("error", (error: NodeJS.ErrnoException) => {
    failure ??= error.code === "EPIPE" ? "closed" : error;
  });
  return {
    write(text) {
      if (failure === undefined) stream.write(text);
    },
    writeBytes(bytes) {
      if (failure === undefined) stream.write(bytes);
    },
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
    get failure() {
      return failure;
    },
  };
}
