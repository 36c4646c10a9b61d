import type { LintResult } from "../../src/lint/lint-document.js";
import { lintDocument } from "../../src/lint/lint-document.js";
import type { Rule } from "../../src/rule.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";

/** What one rule of a test finds in a text, without anything of the world. */
export function lintWith(rule: Rule, text: string, path: string): LintResult {
  return lintDocument(readDocument(text, path, generatorProfile(undefined)), {
    rules: [{ rule, severity: "warn", options: {} }],
    knownRules: new Set([rule.id]),
    capabilities: {},
    timezone: "UTC",
    root: undefined,
    validate: undefined,
  });
}
