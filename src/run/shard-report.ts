import type { Severity } from "../diagnostic.js";
import type { FactValue } from "../fact.js";
import type { RunError, ShardMark, Summary } from "../result.js";

/** The JSON report of a shard: as `schemas/report.schema.json` describes it. */
export interface ShardReport {
  readonly tool: { readonly name: string; readonly version: string };
  readonly shard: ShardMark & { readonly unmatched: readonly string[] };
  readonly summary: Summary;
  readonly files: readonly FileEntry[];
  readonly errors: readonly RunError[];
}

export interface FileEntry {
  readonly path: string;
  readonly status: "linted" | "cached" | "failed";
  readonly generator?: string;
  /** Of the text that was linted. */
  readonly digest?: string;
  readonly diagnostics: readonly DiagnosticEntry[];
  readonly facts?: readonly {
    readonly rule: string;
    readonly severity: Severity;
    readonly options?: Readonly<Record<string, unknown>>;
    readonly facts: readonly FactEntry[];
  }[];
}

export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly offset: number;
  readonly endOffset: number;
}

interface DiagnosticEntry extends Place {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly note?: string;
  readonly fingerprint: string;
  readonly fix?: {
    readonly title: string;
    readonly safety: "safe" | "unsafe" | "manual";
    readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  };
}

interface FactEntry extends Place {
  readonly key: string;
  readonly value?: FactValue;
  readonly silenced?: true;
  /** The text at the place, or its head and its tail. */
  readonly excerpt: readonly string[];
}

type Shape = (value: unknown) => boolean;

const text: Shape = (value) => typeof value === "string";
const count: Shape = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const number: Shape = (value) => typeof value === "number";
const object = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const oneOf =
  (...values: readonly unknown[]): Shape =>
  (value) =>
    values.includes(value);
const listOf =
  (item: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(item);
const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || shape(value);
const shaped =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  (value) =>
    object(value) && Object.entries(shapes).every(([key, shape]) => shape(value[key]));

const severity = oneOf("error", "warn", "info");
const place = { line: count, column: count, endLine: count, endColumn: count, offset: count, endOffset: count };
const edits = shaped({ start: count, end: count, text });
const fix = shaped({
  title: text,
  safety: oneOf("safe", "unsafe", "manual"),
  edits: (value) => listOf(edits)(value) && Array.isArray(value) && value.length > 0,
});
const diagnostic = shaped({
  ...place,
  rule: text,
  severity,
  message: text,
  note: optional(text),
  fingerprint: text,
  fix: optional(fix),
});
const fact = shaped({ ...place, key: text, silenced: optional(oneOf(true)), excerpt: listOf(text) });
const facts = shaped({ rule: text, severity, options: optional(object), facts: listOf(fact) });
const file = shaped({
  path: text,
  status: oneOf("linted", "cached", "failed"),
  generator: optional(text),
  digest: optional(text),
  diagnostics: listOf(diagnostic),
  facts: optional(listOf(facts)),
});

const numbers =
  "files ignored errors warnings infos fixable fixableUnsafe fixed suppressed baselined failed durationMs";

const report = shaped({
  version: oneOf(1),
  tool: shaped({ name: text, version: text }),
  shard: shaped({ index: count, count, configuration: text, files: text, unmatched: listOf(text) }),
  summary: shaped(Object.fromEntries(numbers.split(" ").map((key) => [key, number]))),
  files: listOf(file),
  errors: listOf(shaped({ kind: oneOf("read", "write", "rule", "timeout", "internal"), path: text, message: text })),
});

/**
 * Reads the JSON report of a shard. `text` may be anything.
 *
 * @returns `unmarked` for the report of a whole run, undefined for what is no report
 */
export function readShardReport(json: string): ShardReport | "unmarked" | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (report(value)) return value as ShardReport;
  return object(value) && object(value["tool"]) && value["shard"] === undefined ? "unmarked" : undefined;
}
