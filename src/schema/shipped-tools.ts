import { step } from "./budget.js";
import { equalities } from "./equality.js";
import { compilePattern } from "./patterns.js";
import type { SchemaObject } from "./schema-object.js";
import type { Validate } from "./validator.js";

/** A schema's code as the build writes it: a function of what it calls. */
export type MakeValidator = (tools: ShippedTools) => { readonly schema: SchemaObject; readonly validate: Validate };

/** What the code of a precompiled schema calls. */
export interface ShippedTools {
  readonly step: () => void;
  readonly equalities: typeof equalities;
  readonly compilePattern: (pattern: string) => { test(text: string): boolean };
}

export const shippedTools: ShippedTools = {
  step,
  equalities,
  // What runs patterns is loaded when there is a text to test.
  compilePattern(pattern) {
    let compiled: ReturnType<typeof compilePattern> | undefined;
    return {
      test(text) {
        compiled ??= compilePattern(pattern);
        return compiled.test(text);
      },
    };
  },
};
