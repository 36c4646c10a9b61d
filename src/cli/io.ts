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
  /** Lets signals and timers have their turn. */
  pause(): Promise<void>;
}

export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
}

/** The real world. */
export function processIo(): Io {
  // A reader that has seen enough (`galley lint | head`) closes the pipe: no fault of anybody.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
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
  };
}

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => {
      stream.write(text);
    },
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
  };
}
