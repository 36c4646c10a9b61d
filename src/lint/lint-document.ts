import { compareDiagnostics, type Diagnostic } from "../diagnostic.js";
import { compareFacts, type Fact, type RuleFacts } from "../fact.js";
import type { DocumentReading } from "../source/read-document.js";
import { applyDirectives, type Silenced } from "./directives.js";
import { needsFilter } from "./needs.js";
import { contexts, type Draft, type MakeFix } from "./rule-context.js";
import { type Crash, createRunner } from "./runner.js";
import { createSubscribers } from "./subscribers.js";
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
  /** Rules that threw. The others ran to their end. */
  readonly crashes: readonly Crash[];
  /** Milliseconds by rule, when `settings.clock` is given. */
  readonly ruleMs: Readonly<Record<string, number>> | undefined;
}

/** Runs the rules of `settings` over one document. Pure: same document and settings, same result. */
export function lintDocument(reading: DocumentReading, settings: LintSettings): LintResult {
  const { document } = reading;
  const { rules } = settings;
  const found: Draft[] = [];
  const unmade: { readonly draft: Draft; readonly makeFix: MakeFix; readonly index: number; readonly at: number }[] =
    [];
  const noted = new Map<string, Fact[]>();
  const runner = createRunner(rules, settings.clock);
  const subscribers = createSubscribers();
  const contextOf = contexts(document, settings, take, note);
  const isNeeded = needsFilter(document);
  for (const [index, enabled] of rules.entries()) {
    if (isNeeded(enabled)) runner.run(index, create, undefined, enabled, index, undefined);
  }
  walk(document, subscribers, settings, runner);

  const silenced = applyDirectives(document, found, noted, {
    known: settings.knownRules,
    ran: () => new Set(rules.map(({ rule }) => rule.id)),
  });
  // What directive rules say comes after all else and cannot be silenced by the directives that it is about.
  const aboutDirectives = found.length;
  for (const use of silenced.uses) {
    for (const { index, visitor, handle } of subscribers.by.directive) {
      runner.run(index, handle, visitor, use, undefined, undefined);
    }
  }
  makeFixes(silenced);
  const all: Diagnostic[] =
    silenced.uses.length === 0 ? found : [...silenced.diagnostics, ...found.slice(aboutDirectives)];
  all.push(...reading.faults);
  return {
    diagnostics: withoutRepetitions(all.sort(compareDiagnostics)),
    facts: rules.some(({ rule }) => rule.across !== undefined) ? factsOf(silenced.facts) : undefined,
    suppressed: silenced.suppressed,
    crashes: runner.crashes,
    ruleMs: runner.spent && Object.fromEntries(runner.spent),
  };

  function take(draft: Draft, makeFix: MakeFix | undefined, index: number): void {
    if (makeFix !== undefined) unmade.push({ draft, makeFix, index, at: found.length });
    found.push(draft);
  }

  /** Fixes cost more than findings, so those of silenced findings are never made. */
  function makeFixes({ diagnostics, suppressed }: Silenced): void {
    const kept = suppressed === 0 ? undefined : new Set(diagnostics);
    for (const { draft, makeFix, index, at } of unmade) {
      if (kept === undefined || kept.has(draft) || at >= aboutDirectives)
        runner.run(index, makeFix, undefined, draft, undefined, undefined);
    }
  }

  function create(enabled: EnabledRule, index: number): void {
    subscribers.add(index, enabled.rule.create(contextOf(enabled, index) as never));
  }

  function note(rule: string, fact: Fact): void {
    const known = noted.get(rule);
    if (known === undefined) noted.set(rule, [fact]);
    else known.push(fact);
  }

  function factsOf(disabled: ReadonlySet<Fact>): readonly RuleFacts[] {
    const all: RuleFacts[] = [];
    for (const { rule, severity, options } of rules) {
      const facts = rule.across === undefined ? undefined : noted.get(rule.id);
      if (facts === undefined) continue;
      const marked =
        disabled.size === 0
          ? facts
          : facts.map((fact): Fact => (disabled.has(fact) ? { ...fact, silenced: true } : fact));
      const one: Noted = { rule: rule.id, severity, facts: marked.sort(compareFacts) };
      if (rule.options !== undefined) one.options = options as NonNullable<RuleFacts["options"]>;
      all.push(one);
    }
    return all;
  }
}

type Noted = { -readonly [K in keyof RuleFacts]: RuleFacts[K] };

/** Two images that share one definition, or one attribute seen twice, are one finding. */
export function withoutRepetitions(sorted: readonly Diagnostic[]): readonly Diagnostic[] {
  if (sorted.length < 2) return sorted;
  return sorted.filter((diagnostic, index) => {
    const before = index === 0 ? undefined : sorted[index - 1];
    return before === undefined || compareDiagnostics(before, diagnostic) !== 0;
  });
}
