import type { EncodedFacts } from "./fact-bytes.js";

/** What a run makes of a result when it is drawn for one report: enough to report it again without the result. */
export interface DrawnResult {
  /** Text, or its UTF-8. */
  readonly text: string | Uint8Array;
  /** How much was found. */
  readonly counts: readonly number[];
  /** Rules that found something. */
  readonly rules: readonly string[];
  /** Undefined when no rule that weighs facts was on. */
  readonly facts: EncodedFacts | undefined;
}

/** What was drawn of a result after other files had their say. */
export interface AmendedResult extends Pick<DrawnResult, "text" | "counts" | "rules"> {
  /** How much had been found before they had. */
  readonly countsBefore: DrawnResult["counts"];
}

/** Where such a drawing is kept: found under all that it rests on. */
export interface AmendedPlace {
  readonly known: AmendedResult | undefined;
  keep(amended: AmendedResult): void;
}
