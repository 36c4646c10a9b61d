import { resolve } from "node:path";
import { compareText, type Diagnostic } from "../diagnostic.js";
import { UserError } from "../errors.js";
import { globList } from "../files/glob-list.js";
import { readText } from "../files/read.js";
import { isTaken } from "../files/write-new.js";
import { writeReport } from "../files/write-report.js";
import { fingerprints } from "../report/index.js";
import { safeJson, visible } from "../report/visible.js";
import type { FileResult } from "../result.js";
import type { Plan } from "../run/plan.js";
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
}

/** A finding as the baseline has it. Lines are left out: they move. */
interface Entry {
  readonly rule: string;
  /** Over rule and text, not over the path: it outlives a move to another place or file. */
  readonly fingerprint: string;
  readonly message: string;
}

/** By path from the configuration's folder. */
type Entries = Map<string, readonly Entry[]>;

const MOST_LISTED = 20;

/** @throws UserError when the file is missing, and not to be written, or is no baseline */
export function openBaseline(plan: Plan, options: BaselineOptions, io: Io): Baseline | undefined {
  if (options.baseline === undefined) return undefined;
  const path = resolve(io.cwd, options.baseline);
  const say = (text: string): void => io.stderr.write(`galley: ${text}\n`);
  const before = readBaseline(path, options.baseline, options.updateBaseline);
  const takesNew = options.acceptNew || before === undefined;
  const old: Entries = before ?? new Map();
  const fromBase = new Map(plan.files.map((file) => [file.path, file.fromBase]));
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
  const now: Entries = new Map();
  let known = 0;
  let fresh = 0;

  return {
    apply(result) {
      const file = fromBase.get(result.path);
      if (file === undefined || result.status === "failed") return result;
      const identities = fingerprints({ ...result, path: "" });
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
      kept.push(...left.filter(({ rule }) => runs(rule) !== true));
      now.set(file, kept);
      return { ...result, diagnostics, ...(baselined.length === 0 ? {} : { baselined }) };
    },
    known: () => known,
    end() {
      // What this run did not look at stays as it was.
      for (const [file, entries] of old) if (!now.has(file) && stands(plan, file)) now.set(file, entries);
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
        writeReport(path, written(now));
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

function readBaseline(path: string, name: string, mayBeMissing: boolean): Entries | undefined {
  if (!isTaken(path)) {
    if (mayBeMissing) return undefined;
    throw new UserError(`There is no baseline \`${name}\``, "--update-baseline writes it.");
  }
  const read = readText(path, Number.POSITIVE_INFINITY);
  const entries = read.ok ? parseBaseline(read.text) : undefined;
  if (entries !== undefined) return entries;
  const why = read.ok ? "" : `: ${read.reason.message}`;
  throw new UserError(
    `\`${name}\` is no baseline${why}`,
    "Bring it back from your repository, or delete it and write it anew with --update-baseline.",
  );
}

function parseBaseline(text: string): Entries | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(data) || data["version"] !== 1 || !isRecord(data["files"])) return undefined;
  const entries: Entries = new Map();
  for (const [file, list] of Object.entries(data["files"])) {
    if (!Array.isArray(list) || !list.every(isEntry)) return undefined;
    entries.set(file, list);
  }
  return entries;
}

function isEntry(value: unknown): value is Entry {
  return isRecord(value) && ["rule", "fingerprint", "message"].every((key) => typeof value[key] === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** In an order that depends on the findings alone, one to a line: small differences, few conflicts. */
function written(entries: Entries): string {
  const files = [...entries]
    .filter(([, list]) => list.length > 0)
    .sort(([a], [b]) => compareText(a, b))
    .map(([file, list]) => {
      const sorted = [...list].sort((a, b) => compareText(a.rule, b.rule) || compareText(a.fingerprint, b.fingerprint));
      const lines = sorted.map(({ rule, fingerprint, message }) =>
        safeJson(JSON.stringify({ rule, fingerprint, message })),
      );
      return `    ${safeJson(JSON.stringify(file))}: [\n      ${lines.join(",\n      ")}\n    ]`;
    });
  return `{\n  "version": 1,\n  "files": {${files.length === 0 ? "" : `\n${files.join(",\n")}\n  `}}\n}\n`;
}
