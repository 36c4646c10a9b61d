import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/** A setting of V8 that pays from so many files on. */
interface Tuning {
  readonly files: number;
  readonly flag: string;
  readonly value: number;
  /** V8's own. */
  readonly usual: number;
}

const TUNINGS: readonly Tuning[] = [
  // Optimizing takes V8 a second thread for seconds, most of it for what it puts into each other. With a fifth of that, code is as fast
  // and there earlier.
  { files: 100, flag: "--max-inlined-bytecode-size-cumulative", value: 200, usual: 920 },
  // The heap may grow by half of what is alive before it is swept, or by a fourth, in place of threefold: a fourth less memory for a twentieth more time.
  { files: 2000, flag: "--heap-growing-percent", value: 50, usual: 0 },
  { files: 20_000, flag: "--heap-growing-percent", value: 25, usual: 0 },
];

/**
 * New space may take so many bytes, from so many files on: V8 would give it twice that, which is a sixth of all memory and saves no time,
 * since next to nothing outlives its file.
 */
const MOST_YOUNG = 16 * 1024 * 1024;
const MANY = 2000;
const GROWTH: Tuning = { files: MANY, flag: "--semi-space-growth-factor", value: 1, usual: 2 };
const LOOK_EVERY = 32;

/** V8 as suits a run of so many files. */
export interface TunedEngine {
  /** Looks after what cannot be set once and for all. To be called after each file; `linted`: by this thread. */
  step(linted: boolean): void;
  /** Undoes all: code that is kept under other settings is of no use to the next run. */
  reset(): void;
}

export function tuneEngine(files: number): TunedEngine {
  const tunings = TUNINGS.filter((tuning) => files >= tuning.files);
  // Small runs change nothing, and need not load what changes it.
  const undone = files >= MANY ? [...tunings, GROWTH] : tunings;
  for (const { flag, value } of tunings) setFlagsFromString(`${flag}=${value}`);
  let steps = 0;
  return {
    step(byThisThread) {
      if (byThisThread) linted++;
      if (files < MANY || ++steps % LOOK_EVERY !== 0 || newSpace() < MOST_YOUNG) return;
      // Again and again: a thread that starts brings back V8's own value.
      setFlagsFromString(`${GROWTH.flag}=${GROWTH.value}`);
    },
    reset() {
      for (const { flag, usual } of undone) setFlagsFromString(`${flag}=${usual}`);
    },
  };
}

let linted = 0;
/** In longer runs V8 throws away the code of what runs once, such as reading the configuration. */
const MOST_KEPT = 1000;

/** Whether V8 holds most of the code that linting takes. */
export function ranWhole(): boolean {
  return linted > 0 && linted <= MOST_KEPT;
}

/** Bytes. */
function newSpace(): number {
  return getHeapSpaceStatistics().find((space) => space.space_name === "new_space")?.space_size ?? 0;
}
