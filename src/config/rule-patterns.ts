import { UserError } from "../errors.js";
import { didYouMean } from "./suggest.js";
import type { AnyRule, RuleSeverity } from "./types.js";

export const severities: readonly RuleSeverity[] = ["off", "info", "warn", "error"];

export function isSeverity(value: unknown): value is RuleSeverity {
  return severities.some((severity) => severity === value);
}

/** Whether `html/*`, `*` or a rule's own id names the rule. */
export function namesRule(pattern: string, id: string): boolean {
  return pattern === id || pattern === "*" || (pattern.endsWith("/*") && id.startsWith(pattern.slice(0, -1)));
}

/** The words for a pattern that names no rule; undefined when it names one. */
export function unknownRule(pattern: string, rules: readonly AnyRule[]): string | undefined {
  if (rules.some((rule) => namesRule(pattern, rule.id))) return undefined;
  if (pattern.endsWith("/*")) {
    const namespaces = new Set(rules.map((rule) => `${rule.id.slice(0, rule.id.indexOf("/"))}/*`));
    return `there are no rules \`${pattern}\`${didYouMean(pattern, namespaces)}`;
  }
  const ids = rules.map((rule) => rule.id);
  return `unknown rule \`${pattern}\`${didYouMean(pattern, ids)}`;
}

/** Reads `ID=SEVERITY`, the value of `--rule`. */
export function parseRuleFlag(value: string, rules: readonly AnyRule[]): readonly [string, RuleSeverity] {
  const equals = value.lastIndexOf("=");
  const hint = "Write it as `--rule html/no-comments=warn`; severities are `off`, `info`, `warn` and `error`.";
  if (equals === -1) throw new UserError(`--rule ${value}: a severity is missing`, hint);
  const pattern = value.slice(0, equals);
  const severity = value.slice(equals + 1);
  const unknown = unknownRule(pattern, rules);
  if (unknown !== undefined) throw new UserError(`--rule ${value}: ${unknown}`, "`galley rules` lists all rules.");
  if (!isSeverity(severity)) {
    throw new UserError(`--rule ${value}: unknown severity \`${severity}\`${didYouMean(severity, severities)}`, hint);
  }
  return [pattern, severity];
}
