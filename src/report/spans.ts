/** Adds color, or a link, to a piece of one line. */
export type Paint = (text: string) => string;

export interface Span {
  /** Raw: it is made visible here. */
  readonly text: string;
  readonly paint: Paint;
}

/** What CJK typography keeps from the begin of a line, */
export const NO_LINE_START: ReadonlySet<string> = new Set("!),.:;?]}”’…·、。〉》」』】〕〗〙〛！），．：；？］｝");
/** and from its end. */
export const NO_LINE_END: ReadonlySet<string> = new Set("([{“‘〈《「『【〔〖〘〚（［｛");
