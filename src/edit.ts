/** Half-open, in UTF-16 units of the file's text (a BOM is unit 0). The only position a rule handles. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Replace the characters of `range` by `text`; an empty range inserts, an empty text deletes. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/**
 * How bold a repair is. `safe`: what readers see is kept. `unsafe`: likely intended, but it changes meaning or guesses.
 * `manual`: shown, never applied.
 */
export type Safety = "safe" | "unsafe" | "manual";

/** A line that a fix needs in another file of the project; appended where it is missing. */
export interface NeededLine {
  /** Relative to the configuration's folder, `/` between parts. */
  readonly file: string;
  readonly line: string;
}

/** Applied whole or not at all. */
export interface Fix {
  /** An imperative: "Remove the comment". */
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly [Edit, ...Edit[]];
  /** What has to stand elsewhere for the edits to be right, such as the rule of a new class in a style sheet. */
  readonly needs?: readonly NeededLine[];
}
