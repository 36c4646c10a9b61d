import { createSpool, type Spool } from "../files/spool.js";
import type { Reporter, ReporterName, RunNotes, Style } from "../report/index.js";
import type { Summary } from "../result.js";

/** A report, and where it goes. */
export interface Target {
  readonly name: ReporterName;
  readonly style: Style;
  readonly reporter: Reporter;
  /** The file that it goes to; undefined: stdout. */
  readonly file: string | undefined;
  /** What there is of it so far: a file is written whole, and so is a document. Undefined: it is printed as it comes. */
  readonly held: Spool | undefined;
  /** Writes the file. */
  readonly write: WriteFile;
}

export type WriteFile = (path: string, pieces: Iterable<string | Uint8Array>) => void;

export function openTarget(
  name: ReporterName,
  style: Style,
  reporter: Reporter,
  file: string | undefined,
  write: WriteFile,
): Target {
  const held = file !== undefined || "document" in reporter ? createSpool() : undefined;
  return { name, style, reporter, file, held, write };
}

/** What has not been printed yet, piece by piece; each is valid until the next one. */
export function* restOf({ reporter, held }: Target, summary: Summary, run: RunNotes): Generator<string | Uint8Array> {
  if ("document" in reporter) yield* reporter.document(summary, run, held ?? NOTHING);
  else {
    if (held !== undefined) yield* held.pieces();
    yield reporter.end(summary, run);
  }
}

const NOTHING = { size: 0, pieces: () => [] };
