import { availableParallelism } from "node:os";

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

export interface Output {
  /** Text, or its UTF-8, which may be kept for a while. */
  write(text: string | Uint8Array): void;
  /** Once enough of what was written is through, or cannot be: whoever waits holds no more than a pipe does. Absent: always. */
  drained?(): Promise<void>;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  /** What became of earlier writes: `closed` when the reader has gone (`galley lint | head`), else what went wrong. */
  readonly failure: "closed" | Error | undefined;
}

/** The real world. */
export function processIo(): Io {
  const stdout = batched(output(process.stdout));
  const stderr = output(process.stderr);
  return {
    stdout,
    stderr: {
      // What was written first is read first, wherever both go.
      write(text) {
        stdout.flush();
        stderr.write(text);
      },
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
    cores: availableParallelism(),
    onInterrupt(handler) {
      process.once("SIGINT", handler);
      return () => process.off("SIGINT", handler);
    },
  };
}

/** What is held goes out from this length on. */
const MOST_HELD = 64 * 1024;

/**
 * Holds what is written until there is much of it, or the event loop has its turn: a report of ten thousand pieces is no ten thousand
 * calls of the system. A terminal gets everything at once.
 */
function batched(output: Required<Output>): Required<Output> & { flush(): void } {
  let held: (string | Uint8Array)[] = [];
  let length = 0;
  let waits = false;
  const flush = (): void => {
    const pieces = held;
    held = [];
    length = 0;
    const [only] = pieces;
    if (only === undefined) return;
    const bytesOf = (piece: string | Uint8Array) => (typeof piece === "string" ? Buffer.from(piece) : piece);
    output.write(pieces.length === 1 ? only : Buffer.concat(pieces.map(bytesOf)));
  };
  const flushLater = (): void => {
    waits = false;
    flush();
  };
  const hold = (piece: string | Uint8Array): void => {
    if (output.isTTY) {
      output.write(piece);
      return;
    }
    held.push(piece);
    length += piece.length;
    if (length >= MOST_HELD) flush();
    else if (!waits) {
      waits = true;
      setImmediate(flushLater);
    }
  };
  process.on("exit", flush);
  return {
    write: hold,
    drained: output.drained,
    flush,
    isTTY: output.isTTY,
    get columns() {
      return output.columns;
    },
    get failure() {
      return output.failure;
    },
  };
}

function output(stream: NodeJS.WriteStream): Required<Output> {
  let failure: Output["failure"];
  stream.on("error", (error: NodeJS.ErrnoException) => {
    failure ??= error.code === "EPIPE" ? "closed" : error;
  });
  return {
    write(text) {
      if (failure === undefined) stream.write(text);
    },
    async drained() {
      if (!stream.writableNeedDrain || failure !== undefined) return;
      await new Promise<void>((resolve) => {
        const done = (): void => {
          for (const event of ENDS_OF_WAITING) stream.off(event, done);
          resolve();
        };
        for (const event of ENDS_OF_WAITING) stream.on(event, done);
      });
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

const ENDS_OF_WAITING = ["drain", "error", "close"] as const;
