import { createHash } from "node:crypto";
import type { Change } from "../result.js";

/** One edit that was written to a file: a line of a ledger. */
export interface LedgerEntry {
  /** Relative to the ledger's folder, `/` between parts. */
  readonly file: string;
  readonly rule: string;
  readonly safety: "safe" | "unsafe";
  /** What was wrong, and what was done. */
  readonly why: string;
  readonly title: string;
  /** Offsets in UTF-16 units, in the text that the pass began with. */
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  readonly pass: number;
  /** SHA-256 of the whole text before and after the run that made the edit. */
  readonly found: string;
  readonly left: string;
}

/** The lines of a ledger for one changed file, in the order in which the edits were made. */
export function ledgerEntries(file: string, change: Change): readonly LedgerEntry[] {
  const found = digest(change.before);
  const left = digest(change.after);
  return change.repairs.flatMap(({ rule, safety, message, title, pass, edits }) =>
    edits.map(({ start, end, before, after }) => ({
      file,
      rule,
      safety,
      why: message,
      title,
      start,
      end,
      before,
      after,
      pass,
      found,
      left,
    })),
  );
}

export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The edits that one run made in one file. */
export interface LedgerRun {
  readonly file: string;
  readonly found: string;
  readonly left: string;
  readonly entries: readonly LedgerEntry[];
}

/**
 * Reads a ledger into runs, in the order in which they were made.
 *
 * @throws Error that names the line which is no entry
 */
export function readLedger(text: string): readonly LedgerRun[] {
  const runs: { file: string; found: string; left: string; entries: LedgerEntry[] }[] = [];
  const open = new Map<string, (typeof runs)[number]>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const entry = parseEntry(line);
    if (entry === undefined) throw new Error(`line ${index + 1} is no entry of a ledger`);
    const last = open.get(entry.file);
    if (last !== undefined && last.found === entry.found && last.left === entry.left) {
      last.entries.push(entry);
    } else {
      const run = { file: entry.file, found: entry.found, left: entry.left, entries: [entry] };
      open.set(entry.file, run);
      runs.push(run);
    }
  }
  return runs;
}

function parseEntry(line: string): LedgerEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const entry = value as Readonly<Record<string, unknown>>;
  const texts = ["file", "rule", "safety", "why", "title", "before", "after", "found", "left"];
  const numbers = ["start", "end", "pass"];
  const good =
    texts.every((key) => typeof entry[key] === "string") && numbers.every((key) => Number.isSafeInteger(entry[key]));
  return good ? (value as LedgerEntry) : undefined;
}

/** Takes the edits of a run back: last pass first. undefined when the text is not what the run left. */
export function takeBack(text: string, run: LedgerRun): string | undefined {
  if (digest(text) !== run.left) return undefined;
  let current = text;
  const passes = [...new Set(run.entries.map(({ pass }) => pass))].sort((a, b) => b - a);
  for (const pass of passes) {
    // From the first edit on, each shifts those behind it: undone in order, an offset is where the pass had it.
    const edits = run.entries.filter((entry) => entry.pass === pass).sort((a, b) => a.start - b.start || a.end - b.end);
    for (const { start, before, after } of edits) {
      if (current.slice(start, start + after.length) !== after) return undefined;
      current = current.slice(0, start) + before + current.slice(start + after.length);
    }
  }
  return digest(current) === run.found ? current : undefined;
}
