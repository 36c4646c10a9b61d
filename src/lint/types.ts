import type { Capabilities } from "../capabilities.js";
import type { Severity } from "../diagnostic.js";
import type { Rule } from "../rule.js";
import type { SchemaFault } from "../schema/fault.js";
import type { FrontMatter } from "../source/front-matter.js";

export type { Element } from "hast";
export type { Document } from "../source/document.js";

/** A rule that is on for a file. */
export interface EnabledRule {
  readonly rule: Rule;
  readonly severity: Severity;
  /** With every default filled in. */
  readonly options: unknown;
  /** The tier to which the configuration moves its fixes; `never`: they are shown alone. */
  readonly fixes?: { readonly value: "safe" | "unsafe" | "never" } | undefined;
}

/** Everything but the text that decides what is found in a file. */
export interface LintSettings {
  readonly rules: readonly EnabledRule[];
  /** Ids of every rule that exists: a directive may name one that is off. */
  readonly knownRules: ReadonlySet<string>;
  readonly capabilities: Capabilities;
  /** IANA name. */
  readonly timezone: string;
  readonly root: string | undefined;
  /** Checks front matter against the schema of the file's path. */
  readonly validate: ((frontMatter: FrontMatter) => readonly SchemaFault[]) | undefined;
  /** Milliseconds that count up; given, the time of each rule is measured. */
  readonly clock?: (() => number) | undefined;
}
