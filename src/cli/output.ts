import { fstatSync, type Stats, statSync, writeSync } from "node:fs";

/** Where text goes: standard output, or standard error. */
export interface Output {
  /** Text, or its UTF-8, which may be kept for a while. */
  write(text: string | Uint8Array): void;
  /** Once enough of what was written is through, or cannot be: whoever waits holds no more than a pipe does. Absent: always. */
  drained?(): Promise<void>;
  /** Once all that was written is through, or cannot be. Absent: always. */
  flushed?(): Promise<void>;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  /** What became of earlier writes: `closed` when the reader has gone (`galley lint | head`), else what went wrong. */
  readonly failure: "closed" | Error | undefined;
}

const STREAMS = { 1: () => process.stdout, 2: () => process.stderr };

/**
 * Node's streams for files and pipes take longer to load than a post to lint, so these are written to at once; a terminal, and a pipe
 * that somebody made one not to wait for, gets its stream.
 */
export function processOutput(descriptor: 1 | 2): Required<Output> {
  let stream = isPlain(descriptor) ? undefined : streamOutput(STREAMS[descriptor]());
  let failure: Output["failure"];
  return {
    write(text) {
      if (stream !== undefined) return stream.write(text);
      const bytes = typeof text === "string" ? Buffer.from(text) : text;
      for (let at = 0; failure === undefined && at < bytes.length; ) {
        try {
          at += writeSync(descriptor, bytes, at);
        } catch (error) {
          if (codeOf(error) === "EAGAIN") {
            stream = streamOutput(STREAMS[descriptor]());
            return stream.write(bytes.subarray(at));
          }
          failure = failureOf(error);
        }
      }
    },
    drained: async () => stream?.drained(),
    flushed: async () => stream?.flushed(),
    get isTTY() {
      return stream?.isTTY ?? false;
    },
    get columns() {
      return stream?.columns;
    },
    get failure() {
      return failure ?? stream?.failure;
    },
  };
}

/** Whether a write is done when it returns, or fails. */
function isPlain(descriptor: number): boolean {
  if (process.platform === "win32") return false;
  try {
    const found = fstatSync(descriptor);
    return found.isFile() || found.isFIFO() || found.isSocket() || isNullDevice(found);
  } catch {
    return false;
  }
}

function isNullDevice(found: Stats): boolean {
  return found.isCharacterDevice() && found.rdev === statSync("/dev/null").rdev;
}

function streamOutput(stream: NodeJS.WriteStream): Required<Output> {
  let failure: Output["failure"];
  stream.on("error", (error) => {
    failure ??= failureOf(error);
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
    async flushed() {
      if (failure !== undefined) return;
      await new Promise<void>((resolve) => stream.write("", () => resolve()));
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

function failureOf(error: unknown): Output["failure"] {
  // A socket whose reader leaves with something unread says the second.
  if (["EPIPE", "ECONNRESET"].includes(String(codeOf(error)))) return "closed";
  return error instanceof Error ? error : new Error(String(error));
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** What is held goes out from this length on. */
const MOST_HELD = 64 * 1024;

/**
 * Holds what is written until there is much of it, or the event loop has its turn: a report of ten thousand pieces is no ten thousand
 * calls of the system. A terminal gets everything at once.
 */
export function batched(output: Required<Output>): Required<Output> & { flush(): void } {
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
    flushed() {
      flush();
      return output.flushed();
    },
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
