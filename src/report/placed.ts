import type { Diagnostic } from "../diagnostic.js";
import type { Excerpts, FileResult } from "../result.js";
import type { Position } from "../source/source-text.js";
import { fingerprints } from "./fingerprint.js";
import { placesOf } from "./places.js";

/** A diagnostic with its lines. */
export interface Placed {
  readonly diagnostic: Diagnostic;
  readonly start: Position;
  readonly end: Position;
}

/** The same with its identity, which takes the text, and a digest. */
export interface Identified extends Placed {
  readonly fingerprint: string;
}

/** The diagnostics of a file that are to be listed, in their order. */
export function placed(result: FileResult, quiet: boolean): readonly Placed[] {
  const places = placesOf(result);
  return result.diagnostics.filter(isListed(quiet)).map((diagnostic) => placedOne(diagnostic, places));
}

/** The same, identified. */
export function identified(result: FileResult, quiet: boolean): readonly Identified[] {
  const places = placesOf(result);
  const identities = fingerprints(result);
  return result.diagnostics
    .map((diagnostic, index) => ({ ...placedOne(diagnostic, places), fingerprint: identities[index] ?? "" }))
    .filter(({ diagnostic }) => isListed(quiet)(diagnostic));
}

function isListed(quiet: boolean): (diagnostic: Diagnostic) => boolean {
  return quiet ? ({ severity }) => severity === "error" : () => true;
}

function placedOne(diagnostic: Diagnostic, places: Excerpts): Placed {
  const { start, end } = diagnostic.range;
  return { diagnostic, start: places.position(start), end: places.position(end) };
}

/** Message and note as one text; both end with a full stop. */
export function told({ message, note }: Diagnostic): string {
  return note === undefined ? message : `${message}. ${note}`;
}
