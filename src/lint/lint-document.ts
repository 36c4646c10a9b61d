import { compareDiagnostics, type Diagnostic } from "../diagnostic.js";
import type { Visitor } from "../rule.js";
import type { DocumentReading } from "../source/read-document.js";
import { applyDirectives } from "./directives.js";
import { createContext } from "./rule-context.js";
import type { EnabledRule, LintSettings } from "./types.js";
import { walk } from "./walk.js";

/** What the rules found in one document. */
export interface LintResult {
  /** In order of (start, end, rule), without repetitions. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many diagnostics directives silenced. */
  readonly suppressed: number;
  /** Rules that threw: a bug of the rule, not of the text. The others ran to their end. */
  readonly crashes: readonly { readonly rule: string; readonly error: unknown }[];
  /** Milliseconds by rule, when `settings.clock` is given. */
  readonly ruleMs: Readonly<Record<string, number>> | undefined;
}

/** Runs the rules of `settings` over one document. Pure: same document and settings, same result. */
export function lintDocument(reading: DocumentReading, settings: LintSettings): LintResult {
  const { document } = reading;
  const found: Diagnostic[] = [];
  const crashes: { rule: string; error: unknown }[] = [];
  const spent = new Map<string, number>();
  const visitors: (Visitor | undefined)[] = [];

  const call = (index: number, run: () => void): void => {
    const enabled = settings.rules[index];
    if (enabled === undefined || (index < visitors.length && visitors[index] === undefined)) return;
    const started = settings.clock?.();
    try {
      run();
    } catch (error) {
      crashes.push({ rule: enabled.rule.id, error });
      visitors[index] = undefined;
    }
    if (started !== undefined && settings.clock !== undefined) {
      spent.set(enabled.rule.id, (spent.get(enabled.rule.id) ?? 0) + settings.clock() - started);
    }
  };

  for (const [index, enabled] of settings.rules.entries()) {
    let visitor: Visitor | undefined;
    call(index, () => {
      visitor = create(enabled, (diagnostic) => found.push(diagnostic));
    });
    visitors[index] = visitor;
  }
  walk(document, visitors, settings, call);

  const silenced = applyDirectives(document, found, {
    known: settings.knownRules,
    ran: new Set(settings.rules.map(({ rule }) => rule.id)),
  });
  // What directive rules say comes after all else and cannot be silenced by the directives that it is about.
  const aboutDirectives = found.length;
  for (const use of silenced.uses) {
    for (const [index, visitor] of visitors.entries()) {
      if (visitor?.directive !== undefined) call(index, () => visitor.directive?.(use));
    }
  }
  const all = [...silenced.diagnostics, ...found.slice(aboutDirectives), ...reading.faults];
  return {
    diagnostics: withoutRepetitions(all.sort(compareDiagnostics)),
    suppressed: silenced.suppressed,
    crashes,
    ruleMs: settings.clock === undefined ? undefined : Object.fromEntries(spent),
  };

  function create(enabled: EnabledRule, take: (diagnostic: Diagnostic) => void): Visitor {
    return enabled.rule.create(createContext(enabled, document, settings, take) as never);
  }
}

/** Two images that share one definition, or one attribute seen twice, are one finding. */
function withoutRepetitions(sorted: readonly Diagnostic[]): readonly Diagnostic[] {
  return sorted.filter((diagnostic, index) => {
    const before = sorted[index - 1];
    return before === undefined || compareDiagnostics(before, diagnostic) !== 0;
  });
}
