import { statSync } from "node:fs";
import { sep } from "node:path";
import { filesBelow } from "./file-list.js";
import type { Found, FoundFiles } from "./find.js";

/** What was found, and the state of all that was looked at for it. Plain JSON. */
export interface FoundMemory {
  readonly places: readonly Place[];
  /** Relative to the base. */
  readonly files: readonly string[];
  readonly ignored: number;
  readonly ignoredPaths: readonly string[];
  readonly unmatched: readonly string[];
}

/** A folder or a file, by its times in milliseconds; without them: nothing was there. */
type Place = readonly [path: string, mtime?: number, ctime?: number, ino?: number];

/** As in `statIdentity`: within a tick of the clock two changes look like one. */
const TICK = 100;
const COARSE_TICK = 2500;

/**
 * What to keep of a search, so that the next one need not be made while no folder gains or loses a name. Undefined when something was
 * changed only just or while it was looked for, or when folders here do not tell (on Windows, some do not).
 */
export function rememberFound({ found, looked, began }: Found): FoundMemory | undefined {
  if (looked === undefined || sep !== "/") return undefined;
  const places: Place[] = [];
  for (const path of new Set(looked)) {
    const place = placeOf(path);
    const [, mtime = 0, ctime = 0] = place;
    const tick = ctime % 1000 === 0 ? COARSE_TICK : TICK;
    if (began - Math.max(mtime, ctime) <= tick) return undefined;
    places.push(place);
  }
  const { ignored, ignoredPaths, unmatched } = found;
  const files = Array.from(found.files, ({ fromBase }) => fromBase);
  return files.some((path) => path.startsWith("../")) ? undefined : { places, files, ignored, ignoredPaths, unmatched };
}

/** The files of an earlier search; undefined when another one may find others. */
export function recallFound(memory: FoundMemory, cwd: string, base: string): FoundFiles | undefined {
  for (const [path, ...times] of memory.places) {
    const [, ...now] = placeOf(path);
    if (now.length !== times.length || now.some((time, index) => time !== times[index])) return undefined;
  }
  const { ignored, ignoredPaths, unmatched } = memory;
  return { files: filesBelow(base, cwd, memory.files), ignored, ignoredPaths, unmatched };
}

function placeOf(path: string): Place {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? [path] : [path, stats.mtimeMs, stats.ctimeMs, stats.ino];
  } catch {
    return [path];
  }
}
