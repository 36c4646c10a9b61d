import { type ResourceLimits, Worker } from "node:worker_threads";
import type { FoundFile } from "../files/file-list.js";
import { stalledResult } from "./lint-files.js";
import { failedResult } from "./lint-text.js";
import type { Chunk, FromWorker, Parcel, ToWorker } from "./packing.js";

/** Threads that lint. */
export interface Workers {
  /** Starts threads until there are so many. */
  grow(threads: number): void;
  /** Whether a thread waits for work. */
  readonly idle: boolean;
  /** Gives work to the thread that has least of it. */
  give(chunk: Chunk): void;
  /** Whether work was given that is not done, or not collected. */
  readonly busy: boolean;
  /** What was done since the last call. */
  collect(): Collected;
  /** Ends when something was done, and at the latest after a moment. */
  wait(): Promise<void>;
  /** Ends all threads, whatever they do. */
  end(): Promise<void>;
}

export interface Collected {
  readonly parcels: readonly Parcel[];
  /** Files that a thread died over. */
  readonly lost: readonly { readonly index: number; readonly result: ReturnType<typeof failedResult> }[];
  /** Files that a thread had before it, when it died. */
  readonly back: Chunk;
}

export interface WorkersOptions {
  /** The module that a thread runs. */
  readonly entry: URL;
  readonly data: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
  /** Milliseconds that count up. */
  readonly clock: () => number;
}

/** A thread has one chunk under way and one before it, so that it never waits. */
const OUTSTANDING = 2;
/** A post of the largest size takes half a gigabyte with the slowest parser. */
const LIMITS: ResourceLimits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 24 };
const WAIT_MS = 500;
/** Longer than its own watch takes to end a file. */
const PATIENCE_MS = 5000;

interface Thread {
  readonly worker: Worker;
  /** The index, plus 1, of the file at hand; 0 before the first. */
  readonly at: Int32Array;
  readonly chunks: Chunk[];
  ready: boolean;
  seen: number;
  since: number;
  stalled: boolean;
}

export function createWorkers({ entry, data, timeoutMs, clock }: WorkersOptions): Workers {
  const threads = new Set<Thread>();
  let parcels: Parcel[] = [];
  let lost: Collected["lost"][number][] = [];
  let back: (readonly [number, FoundFile])[] = [];
  let wake: (() => void) | undefined;
  let wanted = 0;
  let ended = false;

  const hasNews = (): boolean => parcels.length + lost.length + back.length > 0;

  const start = (): void => {
    const shared = new SharedArrayBuffer(4);
    const worker = new Worker(entry, { workerData: { ...data, at: shared }, resourceLimits: LIMITS, stdin: false });
    const thread: Thread = {
      worker,
      at: new Int32Array(shared),
      chunks: [],
      ready: false,
      seen: 0,
      since: clock(),
      stalled: false,
    };
    threads.add(thread);
    let reason = "it ended itself";
    worker.on("message", (message: FromWorker) => {
      if ("ready" in message) thread.ready = true;
      else {
        thread.chunks.shift();
        parcels.push(...message.done);
      }
      wake?.();
    });
    worker.on("error", (error) => {
      reason = reasonOf(error);
    });
    worker.on("exit", () => {
      threads.delete(thread);
      bury(thread, reason);
      wake?.();
    });
  };

  /** Takes what a dead thread leaves behind: one file is lost, the others are for whoever is left. */
  const bury = ({ chunks, at, ready, stalled }: Thread, reason: string): void => {
    if (ended) return;
    const current = Atomics.load(at, 0) - 1;
    for (const entry of chunks.flat()) {
      const [index, file] = entry;
      if (index !== current) back.push(entry);
      else if (stalled) lost.push({ index, result: stalledResult(file.path, timeoutMs) });
      else {
        const message = `It brought down the thread that checked it: ${reason}`;
        lost.push({ index, result: failedResult(file.path, "internal", message) });
      }
    }
    // One that could not even begin would fail again.
    if (ready && threads.size < wanted) start();
  };

  /** A thread watches over its own files; one that does not even do that is ended. */
  const watch = (): void => {
    for (const thread of threads) {
      const at = Atomics.load(thread.at, 0);
      if (at !== thread.seen || thread.chunks.length === 0) {
        thread.seen = at;
        thread.since = clock();
      } else if (thread.ready && clock() - thread.since > 2 * timeoutMs + PATIENCE_MS) {
        thread.stalled = true;
        void thread.worker.terminate();
      }
    }
  };

  const waiting = (): Thread | undefined => {
    let least: Thread | undefined;
    for (const thread of threads) {
      if (!thread.ready || thread.stalled || thread.chunks.length >= OUTSTANDING) continue;
      if (least === undefined || thread.chunks.length < least.chunks.length) least = thread;
    }
    return least;
  };

  return {
    grow(count) {
      for (; wanted < count; wanted++) start();
    },
    get idle() {
      return waiting() !== undefined;
    },
    give(chunk) {
      const thread = waiting();
      if (thread === undefined) throw new Error("No thread waits for work");
      thread.chunks.push(chunk);
      // A message carries no getters.
      const message: ToWorker = {
        lint: chunk.map(([index, { absolute, path, fromBase }]) => [index, { absolute, path, fromBase }]),
      };
      thread.worker.postMessage(message);
    },
    get busy() {
      return hasNews() || [...threads].some(({ chunks }) => chunks.length > 0);
    },
    collect() {
      watch();
      const collected = { parcels, lost, back };
      [parcels, lost, back] = [[], [], []];
      return collected;
    },
    wait() {
      return new Promise((resolve) => {
        const timer = setTimeout(done, WAIT_MS);
        function done(): void {
          clearTimeout(timer);
          wake = undefined;
          resolve();
        }
        wake = done;
        if (hasNews()) done();
      });
    },
    async end() {
      ended = true;
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return `it took more than ${LIMITS.maxOldGenerationSizeMb} MB of memory`;
  }
  return error.message;
}
