import { resolve } from "node:path";
import { rules } from "../../rules/index.js";
import { UserError } from "../errors.js";
import { type CacheFolder, holdsOthers } from "../files/cache-folder.js";
import { visible } from "../report/visible.js";
import { shortDigest } from "../run/cache/digest.js";
import { cacheFolderOf } from "../run/cache/folders.js";
import type { CacheParts, CacheState, Reason } from "../run/cache/results.js";
import { openResultCache } from "../run/cache/results.js";
import { openRunMemo, type RunMemo } from "../run/cache/run-memo.js";
import type { Plan } from "../run/plan.js";
import { hasFix } from "../run/record.js";
import type { Io } from "./io.js";
import type { LintOptions } from "./program.js";
import type { Reports } from "./reports.js";

/** What a run has of earlier ones. */
export interface Caching {
  readonly parts: CacheParts;
  /** Present when a whole run can be known again. */
  readonly memo: RunMemo | undefined;
}

/** Opens the cache of a configuration's folder (absolute), once; gives none to a run that has no use for it. */
export function cacheFolders(options: LintOptions, io: Io): (base: string) => CacheFolder | undefined {
  const unused = !options.cache || options.stdin || (options.fix && options.staged);
  const location = options.cacheLocation === undefined ? undefined : locationOf(options.cacheLocation, io.cwd);
  const known = new Map<string, CacheFolder | undefined>();
  return (base) => {
    if (!unused && !known.has(base)) known.set(base, cacheFolderOf(base, location, options.fix || options.diff));
    return known.get(base);
  };
}

/**
 * A cache puts a `.gitignore` into its folder, which would hide whatever else lies there.
 *
 * @throws UserError for a folder that holds other files
 */
function locationOf(named: string, cwd: string): string {
  if (named === "") throw new UserError("--cache-location names no folder");
  const location = resolve(cwd, named);
  if (holdsOthers(location)) {
    throw new UserError(
      `\`${named}\` holds files that are not galley's`,
      "Name a folder of its own with --cache-location.",
    );
  }
  return location;
}

/** Undefined for a run without a cache. */
export function openCaching(
  plan: Plan,
  folder: CacheFolder | undefined,
  options: LintOptions & { readonly present: number },
  reports: Reports,
  io: Io,
): Caching | undefined {
  if (folder === undefined) return undefined;
  const repairs = options.fix || options.diff;
  const changesNothing = !repairs && options.baseline === undefined && options.shard === undefined;
  const isWhole = changesNothing && plan.git === undefined && reports.settled !== undefined;
  const request = isWhole ? JSON.stringify([plan.cwd, plan.loaded.base, reports.settled]) : undefined;
  const parts = openResultCache(plan, {
    folder,
    now: options.present,
    today: io.now(),
    ownRules: rules.length,
    platform: `${process.versions["tz"]} ${process.versions["unicode"]}`,
    unfixable: repairs ? (result) => !hasFix(result, options.unsafe) : undefined,
    drawnAs: request && shortDigest(request),
  });
  return { parts, memo: request === undefined ? undefined : openRunMemo(plan, parts, request) };
}

const REASONS: Readonly<Record<Reason, string>> = {
  empty: "nothing was kept yet",
  new: "never seen before",
  content: "the text changed",
  version: "another galley or Node",
  configuration: "the settings changed",
  plugins: "a plugin changed",
  schema: "a schema changed",
  files: "files beside it changed",
  history: "its history changed",
  clock: "time went by",
  fixable: "there is something to repair",
  damaged: "the entry was damaged",
  uncacheable: "a plugin may do more than its code says",
};

/** What `--stats` says of the cache. */
export function cacheLines(state: CacheState | undefined, files: number): readonly string[] {
  if (state === undefined) return ["Cache: not used"];
  const lines = [
    `Cache: ${state.known} of ${files} files known, ${state.reads} read to know them (${visible(state.folder)})`,
  ];
  const byCount = [...state.missed].sort(([, a], [, b]) => b - a);
  for (const [reason, count] of byCount) lines.push(`  linted, since ${REASONS[reason]}: ${count}`);
  if (state.damaged > 0) lines.push(`  damaged files thrown away: ${state.damaged}`);
  if (state.dropped > 0) lines.push(`  entries that nobody needed any more: ${state.dropped}`);
  if (state.unwritten) lines.push("  nothing could be written there");
  return lines;
}
