import { Script } from "node:vm";

const HANDLE: unique symbol = Symbol.for("galley.timed");
let call: Script | undefined;

/**
 * Calls a synchronous function and ends it where it stands when it takes too long: also in an endless loop, or within a regular
 * expression. A watching thread does that, so it costs no worker to start, and 50 microseconds a call.
 *
 * @param milliseconds more than 0
 * @returns whether the function came to its end
 */
function inTime(run: () => void, milliseconds: number): boolean {
  const slots = globalThis as { [HANDLE]?: (() => void) | undefined };
  slots[HANDLE] = run;
  try {
    call ??= new Script('globalThis[Symbol.for("galley.timed")]()');
    call.runInThisContext({ timeout: Math.ceil(milliseconds) });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return false;
    throw error;
  } finally {
    delete slots[HANDLE];
  }
}

/** What the others of a batch may take, in milliseconds. */
const GRACE = 200;

/**
 * Calls `one` for each index from 0 to `count`, under one deadline for all, since setting one costs more than most texts do. Each has
 * its whole time nevertheless: one that got less, because those before it took theirs, is begun anew. Of what takes too long, `late`
 * makes the result.
 *
 * @param timeoutMs for one call
 * @param clock milliseconds that count up
 */
export function eachInTime<R>(
  count: number,
  timeoutMs: number,
  clock: () => number,
  one: (index: number) => R,
  late: (index: number) => R,
): readonly R[] {
  const results: R[] = [];
  let begun = 0;
  const run = (): void => {
    while (results.length < count) {
      begun = clock();
      results.push(one(results.length));
    }
  };
  while (results.length < count) {
    const first = results.length;
    if (inTime(run, timeoutMs + GRACE)) break;
    const index = results.length;
    if (index === count || (index > first && clock() - begun < timeoutMs)) continue;
    results.push(late(index));
  }
  return results;
}
