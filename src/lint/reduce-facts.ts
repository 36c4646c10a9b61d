import { compareDiagnostics, compareText, type Diagnostic, type Severity } from "../diagnostic.js";
import type { Fact, PlacedFact, RuleFacts } from "../fact.js";
import type { AcrossContext, AcrossReport, Rule } from "../rule.js";
import { withoutRepetitions } from "./lint-document.js";
import { fillIn, lesser } from "./rule-context.js";

/** Values here are mostly paths of other files, which nobody finds when they are cut. */
const LONGEST_PATH = 250;

/** What the reducer needs of a file's result. */
export interface Reducible {
  readonly path: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed: number;
  readonly facts?: readonly RuleFacts[];
}

/** What became of a file whose diagnostics are others than before. */
export interface Reduced {
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed: number;
}

export interface Reduction {
  /** By path; files that are not here stay as they were. */
  readonly changed: ReadonlyMap<string, Reduced>;
  /** Rules that threw, each at the first file with a fact of theirs. What they reported until then counts. */
  readonly crashes: readonly { readonly rule: string; readonly path: string; readonly error: unknown }[];
}

/**
 * Weighs the facts of all files against each other: each rule's `across` once, in the order of `rules`. Pure, and the same for every
 * order of `files`.
 */
export function reduceFacts(files: readonly Reducible[], rules: readonly Rule[]): Reduction {
  const sorted = [...files].sort((a, b) => compareText(a.path, b.path));
  const byPath = new Map(sorted.map((file) => [file.path, file]));
  const drafts = new Map<string, { diagnostics: Diagnostic[]; suppressed: number }>();
  const crashes: { rule: string; path: string; error: unknown }[] = [];
  for (const rule of rules) {
    const placed = placedFacts(sorted, rule.id);
    const [first] = placed.keys();
    if (rule.across === undefined || first === undefined) continue;
    try {
      rule.across([...placed.keys()] as never, contextOf(rule, placed) as never);
    } catch (error) {
      crashes.push({ rule: rule.id, path: first.path, error });
    }
  }
  const changed = [...drafts].map(([path, { diagnostics, suppressed }]): [string, Reduced] => [
    path,
    { diagnostics: withoutRepetitions(diagnostics.sort(compareDiagnostics)), suppressed },
  ]);
  return { changed: new Map(changed), crashes };

  function draftOf(path: string): { diagnostics: Diagnostic[]; suppressed: number } {
    let draft = drafts.get(path);
    if (draft === undefined) {
      const file = byPath.get(path);
      draft = { diagnostics: [...(file?.diagnostics ?? [])], suppressed: file?.suppressed ?? 0 };
      drafts.set(path, draft);
    }
    return draft;
  }

  function contextOf(rule: Rule, placed: ReadonlyMap<PlacedFact, Fact>): AcrossContext {
    const said = ({ fact, message, data }: AcrossReport): string => {
      const template = rule.messages[message];
      if (template === undefined) throw new Error(`Rule ${rule.id} has no message \`${message}\``);
      if (!placed.has(fact)) throw new Error(`Rule ${rule.id} reports a fact that is none of its own`);
      return fillIn(rule.id, template, data ?? {}, LONGEST_PATH);
    };
    return {
      report(report) {
        const message = said(report);
        const { path, range } = report.fact;
        const severity = lesser(report.fact.severity, report.severity ?? report.fact.severity);
        const draft = draftOf(path);
        if (placed.get(report.fact)?.silenced === true) draft.suppressed++;
        else draft.diagnostics.push({ rule: rule.id, severity, range, message, ...noteOf(report.note) });
      },
      amend(report) {
        const more = said(report);
        const { path, range } = report.fact;
        const { diagnostics } = draftOf(path);
        const index = diagnostics.findIndex(
          (one) => one.rule === rule.id && one.range.start === range.start && one.range.end === range.end,
        );
        const own = diagnostics[index];
        if (own === undefined) return;
        const note = [own.note, report.note].filter((text) => text !== undefined).join(" ");
        diagnostics[index] = { ...own, message: `${own.message} ${more}`, ...noteOf(note === "" ? undefined : note) };
      },
    };
  }
}

function noteOf(note: string | undefined): { readonly note?: string } {
  return note === undefined ? {} : { note };
}

/** The facts of a rule as it sees them, in order of file and place. */
function placedFacts(files: readonly Reducible[], rule: string): ReadonlyMap<PlacedFact, Fact> {
  const placed = new Map<PlacedFact, Fact>();
  for (const { path, facts = [] } of files) {
    for (const noted of facts) {
      if (noted.rule !== rule) continue;
      const { severity, options = {} }: { severity: Severity; options?: unknown } = noted;
      for (const fact of noted.facts) {
        placed.set({ path, range: fact.range, key: fact.key, value: fact.value, severity, options }, fact);
      }
    }
  }
  return placed;
}
