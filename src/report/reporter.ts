import type { Severity } from "../diagnostic.js";
import type { FileResult, RunError, ShardMark, Summary } from "../result.js";

export interface Style {
  readonly color: boolean;
  /** OSC 8 links from rule names to their documentation. */
  readonly hyperlinks: boolean;
  /** Columns of the terminal; less than 40 counts as 40. */
  readonly width: number;
  /** List errors alone. Counts stay those of the run, since the exit code depends on them. */
  readonly quiet: boolean;
  /** Time and count of each rule, and the slowest files. */
  readonly stats: boolean;
  /** Where the working directory lies below the root of the repository, with a slash at its end; "" at the root. */
  readonly below: string;
  /** More warnings than this fail the run. */
  readonly maxWarnings: number | undefined;
  /** The report is that of a shard: `json` carries what `galley merge` needs, and lists everything. */
  readonly shard?: (ShardMark & { readonly unmatched: readonly string[] }) | undefined;
}

export interface Tool {
  readonly name: string;
  readonly version: string;
  /** What there is to say of a rule; undefined for ids that are no rule of galley's. */
  rule(id: string): RulePage | undefined;
  /** A script that the HTML report holds. */
  asset(name: "chart" | "page"): string;
}

/** A rule, and where its page is. */
export interface RulePage {
  readonly summary: string;
  /** Why it matters, as Markdown. */
  readonly why: string;
  /** Its severity when nothing is configured; for a rule that is off then, when it is turned on. */
  readonly severity: Severity;
  /** Its page, relative to the installed package. */
  readonly docs: string;
  /** Address of that page. */
  readonly url: string;
}

/** Files that a run met and left alone. */
export interface NotChecked {
  /** Completes "3 files: …", for instance "ignored by .gitignore". */
  readonly reason: string;
  readonly files: number;
}

/** Turns results into text, file by file. */
export type Reporter = StreamReporter | DocumentReporter;

interface FileReporter {
  file(result: FileResult): string;
  /** `file` in two steps; present when the text of a file depends on that file alone. */
  readonly apart?: Apart | undefined;
}

/** What the methods return, joined, is the report. */
export interface StreamReporter extends FileReporter {
  end(summary: Summary, run: RunNotes): string;
}

/** A report that is good for nothing before its end. */
export interface DocumentReporter extends FileReporter {
  /** The report, piece by piece; each is valid until the next one. */
  document(summary: Summary, run: RunNotes, held: Held): Iterable<string | Uint8Array>;
}

/** What `file` returned, joined, as UTF-8: it was put aside. */
export interface Held {
  /** In bytes. */
  readonly size: number;
  /** What lies between two offsets, by default everything; each piece is valid until the next one. */
  pieces(start?: number, end?: number): Iterable<Uint8Array>;
}

/** A reporter that may draw files in any order, and in another thread. */
export interface Apart {
  /** Pure. */
  draw(result: FileResult): string;
  /** Takes in what the end of the report tells of results, in order of their files. */
  note(noted: Noted): void;
}

/** What the end of a report tells of results. */
export interface Noted {
  readonly errors: readonly RunError[];
  /** Rules that found something. */
  readonly rules: Iterable<string>;
}

/** What a report says of a run as such. */
export interface RunNotes {
  readonly notChecked: readonly NotChecked[];
  /** With `--stats`: lines about the cache. */
  readonly aside?: readonly string[] | undefined;
}

/** For reports that authors read: `warn` in full. */
export const SEVERITY_WORDS = { error: "error", warn: "warning", info: "info" } as const;
