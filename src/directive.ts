import type { Range } from "./edit.js";

export type DirectiveKind = "disable-next-line" | "disable-line" | "disable" | "enable" | "disable-file";

/** One rule named by a directive. */
export interface DirectiveRule {
  readonly name: string;
  readonly range: Range;
  readonly known: boolean;
  /** The known rule nearest in spelling. */
  readonly suggestion: string | undefined;
  /** It silenced something, or nobody can tell because the rule did not run. */
  readonly used: boolean;
}

/** A `galley-…` comment and what became of it. */
export interface DirectiveUse {
  /** The whole comment. */
  readonly range: Range;
  /** As written: `disable-next-line`. */
  readonly name: string;
  /** undefined: there is no such directive. */
  readonly kind: DirectiveKind | undefined;
  readonly suggestion: string | undefined;
  /** Empty: all rules. */
  readonly rules: readonly DirectiveRule[];
  readonly used: boolean;
}
