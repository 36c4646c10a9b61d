import { compareText } from "../diagnostic.js";
import { UserError } from "../errors.js";
import { readText } from "../files/read.js";
import { isTaken } from "../files/write-new.js";
import { safeJson } from "../report/visible.js";

/** A finding as the baseline has it. Lines are left out: they move. */
export interface Entry {
  readonly rule: string;
  /** Over rule and text, not over the path: it outlives a move to another place or file. */
  readonly fingerprint: string;
  readonly message: string;
}

/** By path from the configuration's folder. */
export type Entries = Map<string, readonly Entry[]>;

/**
 * @param name the path as it was given
 * @returns undefined when there is none and it may be missing
 * @throws UserError when it is missing or no baseline
 */
export function readBaseline(path: string, name: string, mayBeMissing: boolean): Entries | undefined {
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
export function baselineText(entries: Entries): string {
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
