import { compareDiagnostics, type Diagnostic } from "../diagnostic.js";
import { compareFacts, type Fact, type RuleFacts } from "../fact.js";
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
  /** What rules with `across` noted; undefined when none of them is on. */
  readonly facts: readonly RuleFacts[] | undefined;
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
  const noted = new Map<string, Fact[]>();
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
      visitor = create(enabled);
    });
    visitors[index] = visitor;
  }
  walk(document, visitors, settings, call);

  const silenced = applyDirectives(document, found, noted, {
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
    facts: settings.rules.some(({ rule }) => rule.across !== undefined) ? factsOf(silenced.facts) : undefined,
    suppressed: silenced.suppressed,
    crashes,
    ruleMs: settings.clock === undefined ? undefined : Object.fromEntries(spent),
  };

  function create(enabled: EnabledRule): Visitor {
    const { id } = enabled.rule;
    const note = (fact: Fact): void => {
      const known = noted.get(id);
      if (known === undefined) noted.set(id, [fact]);
      else known.push(fact);
    };
    return enabled.rule.create(
      createContext(enabled, document, settings, (diagnostic) => found.push(diagnostic), note) as never,
    );
  }

  function factsOf(disabled: ReadonlySet<Fact>): readonly RuleFacts[] {
    return settings.rules.flatMap(({ rule, severity, options }) => {
      const facts = noted.get(rule.id);
      if (facts === undefined || rule.across === undefined) return [];
      const marked = facts.map((fact): Fact => (disabled.has(fact) ? { ...fact, silenced: true } : fact));
      const set = rule.options === undefined ? {} : { options: options as NonNullable<RuleFacts["options"]> };
      return [{ rule: rule.id, severity, ...set, facts: marked.sort(compareFacts) }];
    });
  }
}

/** Two images that share one definition, or one attribute seen twice, are one finding. */
export function withoutRepetitions(sorted: readonly Diagnostic[]): readonly Diagnostic[] {
  return sorted.filter((diagnostic, index) => {
    const before = sorted[index - 1];
    return before === undefined || compareDiagnostics(before, diagnostic) !== 0;
  });
}
