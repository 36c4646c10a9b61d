import type { Range } from "../edit.js";

/** A `galley-…` comment and what became of it. */
export interface DirectiveUse {
  readonly range: Range;
  readonly kind: "disable-next-line" | "disable-line" | "disable" | "enable" | "disable-file";
  /** As written; empty: all rules. */
  readonly rules: readonly {
    readonly name: string;
    readonly range: Range;
    readonly suggestion: string | undefined;
    readonly known: boolean;
    readonly used: boolean;
  }[];
  /** It silenced something (an `enable`: it ended something). */
  readonly used: boolean;
}
