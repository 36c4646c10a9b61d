import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostic.js";
import { globFolder, globList, isGlob } from "../files/glob-list.js";
import { contains } from "../files/paths.js";
import { isTaken } from "../files/write-new.js";
import { writeReport } from "../files/write-report.js";
import { contentFingerprints, fingerprints } from "../report/index.js";
import { visible } from "../report/visible.js";
import type { FileResult } from "../result.js";
import type { Plan } from "../run/plan.js";
import { baselineText, type Entries, type Entry, readBaseline } from "./baseline-file.js";
import type { Io } from "./io.js";

/** What `--baseline` does with a run. */
export interface Baseline {
  /** The result without what is known, which is kept apart. */
  apply(result: FileResult): FileResult;
  /** How many findings were known. */
  known(): number;
  /** Says what is stale, and writes the baseline anew when that was asked for. */
  end(): void;
}

export interface BaselineOptions {
  readonly baseline?: string;
  readonly updateBaseline: boolean;
  readonly acceptNew: boolean;
  readonly only: readonly string[];
  readonly filesFrom?: string;
}

const MOST_LISTED = 20;

/**
 * @param places what the run was asked to look at: files, folders and globs, relative to the current folder; empty: everything below it
 * @throws UserError when the file is missing, and not to be written, or is no baseline
 */
export function openBaseline(
  plan: Plan,
  places: readonly string[],
  options: BaselineOptions,
  io: Io,
): Baseline | undefined {
  if (options.baseline === undefined) return undefined;
  const path = resolve(io.cwd, options.baseline);
  const say = (text: string): void => io.stderr.write(`galley: ${text}\n`);
  const before = readBaseline(path, options.baseline, options.updateBaseline);
  const takesNew = options.acceptNew || before === undefined;
  const old: Entries = before ?? new Map();
  const fromBase = new Map(Array.from(plan.files, ({ path, fromBase }) => [path, fromBase]));
  const runs = options.only.length === 0 ? () => true : globList(options.only);
  /** Entries of files that are no more: their findings may turn up in another file. */
  const orphans = new Map<string, Entry[]>();
  for (const [file, entries] of old) {
    if (stands(plan, file)) continue;
    for (const entry of entries) {
      const same = orphans.get(entry.fingerprint);
      if (same === undefined) orphans.set(entry.fingerprint, [entry]);
      else same.push(entry);
    }
  }
  const isLookedAt = options.filesFrom === undefined ? looksAt(plan, places) : () => false;
  const now: Entries = new Map();
  let known = 0;
  let fresh = 0;

  return {
    apply(result) {
      const file = fromBase.get(result.path);
      if (file === undefined || result.status === "failed") return result;
      const identities = contentFingerprints(result);
      const shown = fingerprints(result);
      const left = [...(old.get(file) ?? [])];
      const kept: Entry[] = [];
      const diagnostics: Diagnostic[] = [];
      const baselined: Diagnostic[] = [];
      result.diagnostics.forEach((found, index) => {
        // Numbers among equals are those of all findings, known or not.
        const diagnostic = { ...found, fingerprint: shown[index] ?? "" };
        const fingerprint = identities[index] ?? "";
        const at = left.findIndex((entry) => entry.fingerprint === fingerprint);
        const entry = { rule: found.rule, fingerprint, message: found.message };
        if (at !== -1 || orphans.get(fingerprint)?.pop() !== undefined) {
          if (at !== -1) left.splice(at, 1);
          kept.push(entry);
          baselined.push(diagnostic);
          return;
        }
        fresh++;
        if (options.updateBaseline && takesNew) {
          kept.push(entry);
          baselined.push(diagnostic);
        } else diagnostics.push(diagnostic);
      });
      known += baselined.length;
      now.set(file, [...kept, ...left.filter(({ rule }) => runs(rule) !== true)]);
      return { ...result, diagnostics, ...(baselined.length === 0 ? {} : { baselined }) };
    },
    known: () => known,
    end() {
      // What this run did not look at stays as it was.
      for (const [file, entries] of old) {
        if (now.has(file)) continue;
        if (stands(plan, file)) now.set(file, entries);
        // A file that is no more may have moved to where this run did not look. What turned up in another is that file's.
        else if (!isLookedAt(file)) {
          const left = entries.filter(({ fingerprint }) => orphans.get(fingerprint)?.shift() !== undefined);
          now.set(file, left);
        }
      }
      const stale = [...old].flatMap(([file, entries]) => {
        const still = (now.get(file) ?? []).map(({ fingerprint }) => fingerprint);
        return entries
          .filter(({ fingerprint }) => {
            const at = still.indexOf(fingerprint);
            if (at !== -1) still.splice(at, 1);
            return at === -1 && (stands(plan, file) || orphans.get(fingerprint)?.shift() !== undefined);
          })
          .map((entry) => ({ file, ...entry }));
      });
      if (options.updateBaseline) {
        const total = [...now.values()].reduce((sum, entries) => sum + entries.length, 0);
        writeReport(path, [baselineText(now)]);
        const added = takesNew ? fresh : 0;
        say(`baseline ${visible(options.baseline ?? "")}: +${added} −${stale.length}, ${total} in all`);
        if (fresh > added) say(`${fresh} new: not taken into the baseline, --accept-new does that`);
      } else if (stale.length > 0) {
        say(`no longer found, though in the baseline (--update-baseline takes them out): ${stale.length}`);
        for (const { file, rule, message } of stale.slice(0, MOST_LISTED)) {
          io.stderr.write(`  ${visible(`${file}  ${rule}  ${message}`)}\n`);
        }
        if (stale.length > MOST_LISTED) io.stderr.write(`  and ${stale.length - MOST_LISTED} more\n`);
      }
    },
  };
}

function stands({ loaded, git }: Plan, file: string): boolean {
  const path = resolve(loaded.base, file);
  return git?.tree === undefined ? isTaken(path) : git.tree.kind(path) !== undefined;
}

/** Whether a run looks at the place where a file was. What changed is a list of files that are there. */
function looksAt({ cwd, git, loaded }: Plan, places: readonly string[]): (file: string) => boolean {
  if (git?.takes !== undefined) return () => false;
  const folders = (places.length === 0 ? ["."] : places).map((place) =>
    resolve(cwd, isGlob(place) ? globFolder(place) : place),
  );
  return (file) => folders.some((folder) => contains(folder, resolve(loaded.base, file)));
}
