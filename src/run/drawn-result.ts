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
