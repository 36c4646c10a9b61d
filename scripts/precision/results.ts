import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A repository that precision is measured on. Without an address: posts that are not public. */
export interface MeasuredRepository {
  /** Its folder below the one that holds them all. */
  readonly name: string;
  /** `owner/name` on GitHub. */
  readonly repository?: string;
  readonly commit?: string;
  /** The site, where it is not the whole repository. */
  readonly folder?: string;
}

/** What `recommended` said, and what people who read it said of that. */
export interface PrecisionResults {
  readonly repositories: readonly MeasuredRepository[];
  /** Files that were checked, by repository. */
  readonly files: Readonly<Record<string, number>>;
  /** Findings by rule and repository. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The findings to read: their places by rule. */
  readonly samples: Readonly<Record<string, readonly string[]>>;
  /** `right`, `meant` (true, but there on purpose), or what is wrong with the finding: by rule and place. */
  readonly verdicts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Findings of one rule in one repository that are read; all, when there are no more. */
const SAMPLE = 8;

/** The findings of a rule in a repository that are to be read: the same ones for everybody, from all over the repository. */
export function sampleOf(places: readonly string[]): readonly string[] {
  const order = new Map(places.map((place) => [place, createHash("sha256").update(place).digest("hex")]));
  return [...order]
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .slice(0, SAMPLE)
    .map(([place]) => place)
    .sort();
}

const FILES = ["repositories", "files", "counts", "samples", "verdicts"] as const;

export function readResults(root: string): PrecisionResults {
  const entries = FILES.map((name) => [name, JSON.parse(readFileSync(fileOf(root, name), "utf8")) as unknown]);
  return Object.fromEntries(entries) as PrecisionResults;
}

export function writeResult(root: string, name: Exclude<(typeof FILES)[number], "repositories">, value: object): void {
  writeFileSync(fileOf(root, name), `${JSON.stringify(value, undefined, 2)}\n`);
}

function fileOf(root: string, name: string): string {
  return join(root, "scripts", "precision", `${name}.json`);
}
