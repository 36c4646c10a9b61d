import { converge, type FixResult, type FixTier } from "../../src/fix/converge.js";
import { lintDocument } from "../../src/lint/lint-document.js";
import type { GeneratorName, Rule } from "../../src/rule.js";
import { defaultOptions } from "../../src/rule.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";

export interface FixingOptions {
  readonly tier?: FixTier;
  readonly path?: string;
  readonly generator?: GeneratorName;
}

/** Fixes a text with these rules alone, at their defaults. */
export function fixWith(rules: readonly unknown[], text: string, options: FixingOptions = {}): FixResult {
  const enabled = (rules as readonly Rule[]).map((rule) => ({
    rule,
    severity: "warn" as const,
    options: defaultOptions(rule),
  }));
  return converge(text, {
    tier: options.tier ?? "safe",
    read: (content) => readDocument(content, options.path ?? "post.md", generatorProfile(options.generator)),
    lint: (reading) =>
      lintDocument(reading, {
        rules: enabled,
        knownRules: new Set(enabled.map(({ rule }) => rule.id)),
        capabilities: {},
        timezone: "UTC",
        root: undefined,
        validate: undefined,
      }),
  });
}
