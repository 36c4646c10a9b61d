import type { Diagnostic } from "../diagnostic.js";
import type { FileResult } from "../result.js";
import type { Position } from "../source/source-text.js";
import { fingerprints } from "./fingerprint.js";
import { placesOf } from "./places.js";

/** A diagnostic with its lines and its identity. */
export interface Placed {
  readonly diagnostic: Diagnostic;
  readonly start: Position;
  readonly end: Position;
  readonly fingerprint: string;
}

/** The diagnostics of a file that are to be listed, in their order. */
export function placed(result: FileResult, quiet: boolean): readonly Placed[] {
  const places = placesOf(result);
  const identities = fingerprints(result);
  return result.diagnostics.flatMap((diagnostic, index) => {
    if (quiet && diagnostic.severity !== "error") return [];
    const { start, end } = diagnostic.range;
    return [
      {
        diagnostic,
        start: places.position(start),
        end: places.position(end),
        fingerprint: identities[index] ?? "",
      },
    ];
  });
}

/** Message and note as one text; both end with a full stop. */
export function told({ message, note }: Diagnostic): string {
  return note === undefined ? message : `${message}. ${note}`;
}
