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

/** Applied whole or not at all. */
export interface Fix {
  /** An imperative: "Remove the comment". */
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly [Edit, ...Edit[]];
}
