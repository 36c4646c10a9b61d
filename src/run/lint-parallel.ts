import type { FileResult } from "../result.js";
import type { Keepable } from "./cache/results.js";
import { type Linted, openLinter, PAUSE_EVERY_MS, type RunOptions } from "./lint-files.js";
import { type Chunk, drawnOf, drawnParcel, type Parcel } from "./packing.js";
import type { Plan } from "./plan.js";
import type { Workers } from "./workers.js";

/** A file is done: by this thread, or by another. In the order in which they come. */
export type Arrived =
  | { readonly index: number; readonly result: FileResult; readonly record?: string | undefined }
  | { readonly index: number; readonly parcel: Parcel };

export interface ParallelOptions {
  /** Opens other threads, at the first need. */
  readonly open: () => Promise<Workers>;
  /** How many threads there are to be, this one included; undefined: as many as pay. */
  readonly threads: number | undefined;
  /** How many can run at once. */
  readonly cores: number;
}

/** As many as share a deadline: setting one costs a millisecond where all cores are busy. */
const MOST_IN_CHUNK = 64;
/** So many files tell how fast it goes, once they have taken so many milliseconds: before, code is slow that will be fast. */
const SAMPLE = 48;
const WARM_MS = 1000;
/** One more thread pays when so much is left, in milliseconds: it has to warm up. */
const WORTH_A_THREAD = 8000;
/** Where there are two cores, Node's own threads use the other one: 12,000 posts of 10 KB took two threads a little longer than one. */
const WORTH_THE_OTHER_CORE = 13_000;
const MOST_THREADS = 8;

/**
 * Lints the files of a plan by several threads. This one looks up and keeps results in the cache, and lints like the others. Yields
 * undefined when nothing has come for a while, so that the caller can look around.
 */
export async function* lintParallel(
  plan: Plan,
  options: RunOptions,
  { open, threads, cores }: ParallelOptions,
): AsyncGenerator<Arrived | undefined> {
  const { cache, clock } = options;
  const linter = openLinter(plan, options);
  const { files } = plan;
  const most = Math.min(threads ?? cores, files.length);
  const size = Math.max(1, Math.min(MOST_IN_CHUNK, Math.floor(files.length / (4 * most))));
  let ready: Chunk[number][] = [];
  let workers: Workers | undefined;
  let next = 0;
  let missed = 0;
  let linted = 0;
  let spent = 0;
  let pace = 0;
  let paused = clock();

  try {
    for (;;) {
      if (workers !== undefined) {
        const { parcels, lost, back } = workers.collect();
        ready = [...back, ...ready];
        for (const { index, result } of lost) yield { index, result };
        for (const parcel of parcels) {
          keep(parcel);
          yield { index: parcel.index, parcel };
        }
      }
      // Work for all, before this thread turns to its own.
      while (next < files.length && ready.length < size * (1 + 2 * (most - 1))) {
        const file = files.at(next);
        if (file === undefined) break;
        const index = next++;
        const found = cache?.findDrawn(file, plan.resolve(file.fromBase));
        if (found?.kind === "known") {
          const { result, record } = found;
          if (options.drawResult !== undefined) found.redraw(options.drawResult(result));
          yield { index, result, record };
        } else if (found?.kind === "drawn") yield { index, parcel: drawnParcel(index, found) };
        else {
          missed++;
          ready.push([index, file]);
        }
        await breathe();
      }
      if (workers === undefined && ready.length > 0) {
        const wanted = threadsWanted();
        if (wanted > 1) {
          workers = await open();
          workers.grow(wanted - 1);
        }
      }
      while (workers?.idle === true && ready.length > 0) workers.give(ready.splice(0, size));
      if (ready.length > 0) {
        const chunk = ready.splice(0, size);
        const began = clock();
        let at = 0;
        for await (const one of linter.lint(
          chunk.map(([, file]) => file),
          false,
        )) {
          yield arrived(chunk[at++]?.[0] ?? 0, one);
        }
        linted += chunk.length;
        const each = (clock() - began) / chunk.length;
        spent += each * chunk.length;
        pace = pace === 0 ? each : (3 * pace + each) / 4;
        if (workers !== undefined) await options.pause();
      } else if (next >= files.length) {
        if (workers?.busy !== true) return;
        await workers.wait();
        yield undefined;
      }
    }
  } finally {
    await workers?.end();
  }

  /** Gives signals their turn while nothing but the cache is asked. */
  async function breathe(): Promise<void> {
    if (clock() - paused < PAUSE_EVERY_MS) return;
    await options.pause();
    paused = clock();
  }

  function threadsWanted(): number {
    if (threads !== undefined) return most;
    if (linted < SAMPLE || spent < WARM_MS || cores < 2) return 1;
    const left = ready.length + (files.length - next) * (missed / next);
    const worth = cores > 2 ? WORTH_A_THREAD : WORTH_THE_OTHER_CORE;
    return Math.min(most, MOST_THREADS, 1 + Math.floor((left * pace) / worth));
  }

  function keep(parcel: Parcel): void {
    const { index, packed, status, notes, schemas } = parcel;
    const file = files.at(index);
    if (cache === undefined || file === undefined) return;
    const record = (): string => Buffer.from(packed.record ?? "").toString();
    const drawn = drawnOf(parcel);
    const found: Keepable = {
      status,
      errors: packed.errors,
      record,
      drawn: drawn && (() => drawn),
      notes,
      schemas,
    };
    cache.keep(file, plan.resolve(file.fromBase), found);
  }
}

function arrived(index: number, { result, record }: Linted): Arrived {
  return { index, result, record };
}
