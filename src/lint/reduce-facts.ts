import { compareDiagnostics, compareText, type Diagnostic, type Severity } from "../diagnostic.js";
import type { Range } from "../edit.js";
import type { PlacedFact, RuleFacts } from "../fact.js";
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
  const said = new Map<Reducible, Said[]>();
  const crashes: { rule: string; path: string; error: unknown }[] = [];
  for (const rule of rules) {
    const { placed, silenced } = placedFacts(sorted, rule.id);
    const crash = weigh(rule, placed, silenced, (file, one) => {
      const known = said.get(file);
      if (known === undefined) said.set(file, [one]);
      else known.push(one);
    });
    if (crash !== undefined) crashes.push({ rule: rule.id, path: crash.file.path, error: crash.error });
  }
  return { changed: new Map([...said].map(([file, all]) => [file.path, reduced(file, all)])), crashes };
}

/** What a rule has to say at the place of a fact, once it knows the facts of all files. */
export type Said =
  | { readonly kind: "report"; readonly diagnostic: Diagnostic }
  /** A report that a directive keeps back. */
  | { readonly kind: "silenced" }
  | {
      readonly kind: "amend";
      readonly rule: string;
      readonly range: Range;
      readonly message: string;
      readonly note: string | undefined;
    };

/**
 * Calls `across` of a rule.
 *
 * @param placed its facts in order of path and place, each with the file that it is of, whatever stands for that
 * @param silenced those at which nothing is said
 * @param say takes what is said of a file, in order
 * @returns what it threw, at the first file with a fact; undefined when all went well
 */
export function weigh<F>(
  rule: Rule,
  placed: ReadonlyMap<PlacedFact, F>,
  silenced: ReadonlySet<PlacedFact>,
  say: (file: F, said: Said) => void,
): { readonly file: F; readonly error: unknown } | undefined {
  const [first] = placed.values();
  if (rule.across === undefined || first === undefined) return undefined;
  const spoken = ({ fact, message, data }: AcrossReport): { readonly text: string; readonly file: F } => {
    const template = rule.messages[message];
    if (template === undefined) throw new Error(`Rule ${rule.id} has no message \`${message}\``);
    const file = placed.get(fact);
    if (file === undefined) throw new Error(`Rule ${rule.id} reports a fact that is none of its own`);
    return { text: fillIn(rule.id, template, data ?? {}, LONGEST_PATH), file };
  };
  const context: AcrossContext = {
    report(report) {
      const { text: message, file } = spoken(report);
      const { range } = report.fact;
      const severity = lesser(report.fact.severity, report.severity ?? report.fact.severity);
      if (silenced.has(report.fact)) say(file, { kind: "silenced" });
      else {
        const diagnostic = { rule: rule.id, severity, range, message, ...noteOf(report.note) };
        say(file, { kind: "report", diagnostic });
      }
    },
    amend(report) {
      const { text: message, file } = spoken(report);
      say(file, { kind: "amend", rule: rule.id, range: report.fact.range, message, note: report.note });
    },
  };
  try {
    rule.across([...placed.keys()] as never, context as never);
    return undefined;
  } catch (error) {
    return { file: first, error };
  }
}

/** What a file's result becomes by what was said of it. */
export function reduced(file: Pick<Reducible, "diagnostics" | "suppressed">, said: readonly Said[]): Reduced {
  const diagnostics = [...file.diagnostics];
  let { suppressed } = file;
  for (const one of said) {
    if (one.kind === "silenced") suppressed++;
    else if (one.kind === "report") diagnostics.push(one.diagnostic);
    else {
      const { rule, range } = one;
      const index = diagnostics.findIndex(
        (own) => own.rule === rule && own.range.start === range.start && own.range.end === range.end,
      );
      const own = diagnostics[index];
      if (own === undefined) continue;
      const note = [own.note, one.note].filter((text) => text !== undefined).join(" ");
      const message = `${own.message} ${one.message}`;
      diagnostics[index] = { ...own, message, ...noteOf(note === "" ? undefined : note) };
    }
  }
  return { diagnostics: withoutRepetitions(diagnostics.sort(compareDiagnostics)), suppressed };
}

function noteOf(note: string | undefined): { readonly note?: string } {
  return note === undefined ? {} : { note };
}

/** The facts of a rule as it sees them, in order of file and place. */
function placedFacts(
  files: readonly Reducible[],
  rule: string,
): { readonly placed: ReadonlyMap<PlacedFact, Reducible>; readonly silenced: ReadonlySet<PlacedFact> } {
  const placed = new Map<PlacedFact, Reducible>();
  const silenced = new Set<PlacedFact>();
  for (const file of files) {
    for (const noted of file.facts ?? []) {
      if (noted.rule !== rule) continue;
      const { severity, options = {} }: { severity: Severity; options?: unknown } = noted;
      for (const { range, key, value, silenced: isSilenced } of noted.facts) {
        const fact: PlacedFact = { path: file.path, range, key, value, severity, options };
        placed.set(fact, file);
        if (isSilenced === true) silenced.add(fact);
      }
    }
  }
  return { placed, silenced };
}
