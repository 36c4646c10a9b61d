import type { Edit, Range } from "../edit.js";

/**
 * A fault that the source layer met while it read a file. It is data: the rule that subscribes to its code says it in words.
 * `fence-*` belongs to front-matter/valid-fences, `leading-*` to no-leading-content, `syntax-*` to valid-syntax,
 * `html-*` to html/valid-markup.
 */
export interface SourceProblem {
  readonly code: ProblemCode;
  readonly range: Range;
  /** Values for the message, by placeholder. */
  readonly data?: Readonly<Record<string, string>>;
  /** Edits of the file under which the reader went on; absent where it left the part out. A reading, not yet a repair. */
  readonly repair?: readonly Edit[];
}

export type ProblemCode = FrontMatterProblemCode | MarkupProblemCode;

/** Kept open by prefix: the reader of front matter adds codes, its rules give each its words. */
export type FrontMatterProblemCode = `leading-${string}` | `fence-${string}` | `syntax-${string}`;

/** `html-` and the name that parse5 (HTML standard) gives the parse error, e.g. `html-duplicate-attribute`. */
export type MarkupProblemCode = `html-${string}`;
