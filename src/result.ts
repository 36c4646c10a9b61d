import type { Diagnostic } from "./diagnostic.js";
import type { NeededLine } from "./edit.js";
import type { RuleFacts } from "./fact.js";
import type { SourceText } from "./source/source-text.js";

/** Something that kept galley from doing its work: it makes the exit code 2. */
export interface RunError {
  readonly kind: "read" | "write" | "rule" | "timeout" | "internal";
  /** Relative to the working directory, `/` between parts. */
  readonly path: string;
  readonly message: string;
}

/** A fix that was applied. */
export interface Repair {
  readonly rule: string;
  readonly title: string;
  /** What the finding said. */
  readonly message: string;
  readonly safety: "safe" | "unsafe";
  /** Fixing goes in passes, from 0; offsets are those of the text that the pass began with. */
  readonly pass: number;
  readonly edits: readonly {
    readonly start: number;
    readonly end: number;
    readonly before: string;
    readonly after: string;
  }[];
  readonly needs?: readonly NeededLine[];
}

/** What fixing made of a text. */
export interface Change {
  readonly before: string;
  readonly after: string;
  readonly repairs: readonly Repair[];
}

/** What marks the report of a shard: reports whose `configuration` and `files` are equal are parts of one run. */
export interface ShardMark {
  /** From 1. */
  readonly index: number;
  readonly count: number;
  /** Digest of everything but the texts that decides what is found. */
  readonly configuration: string;
  /** Digest of the paths of all shards' files. */
  readonly files: string;
}

/** What is known of a text that is not at hand. */
export type Excerpts = Pick<SourceText, "position" | "slice">;

/** What came of one file. */
export interface FileResult {
  /** Relative to the working directory, `/` between parts. */
  readonly path: string;
  readonly status: "linted" | "cached" | "failed";
  /** The generator whose dialect the file was read in; absent when none is known. */
  readonly generator?: string;
  /** The text that the diagnostics speak of; absent when the file could not be read. */
  readonly source?: SourceText;
  /** Instead of `source`, when a report was read in place of the file. */
  readonly excerpts?: Excerpts;
  /** In order of (start, end, rule). */
  readonly diagnostics: readonly Diagnostic[];
  /** Findings that the baseline knows; they count for nothing. */
  readonly baselined?: readonly Diagnostic[];
  /** What is still to be weighed against other files; absent when it was, or when no rule asks for that. */
  readonly facts?: readonly RuleFacts[];
  /** When fixing was asked for and changed the text: `source` and `diagnostics` are those of the text after it. */
  readonly change?: Change;
  /** How many diagnostics directives silenced. */
  readonly suppressed: number;
  readonly errors: readonly RunError[];
  /** Milliseconds spent on the file and, when asked for, on each rule. */
  readonly durationMs: number;
  readonly ruleMs?: Readonly<Record<string, number>>;
}

/** Totals of a run. Keys as in the JSON report. */
export interface Summary {
  readonly files: number;
  readonly ignored: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly fixable: number;
  readonly fixableUnsafe: number;
  readonly fixed: number;
  readonly suppressed: number;
  readonly baselined: number;
  readonly failed: number;
  readonly durationMs: number;
}
