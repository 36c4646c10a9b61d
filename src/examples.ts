import type { Diagnostic, Severity } from "./diagnostic.js";
import type { Range } from "./edit.js";
import { converge, type FixResult, type FixTier } from "./fix/converge.js";
import { type LintResult, lintDocument } from "./lint/lint-document.js";
import { reduceFacts } from "./lint/reduce-facts.js";
import type { LintSettings } from "./lint/types.js";
import type { Change } from "./result.js";
import { defaultOptions, type Example, type Rule } from "./rule.js";
import { compileSchema } from "./schema/compile.js";
import { generatorProfile } from "./source/generators.js";
import { type DocumentReading, readDocument } from "./source/read-document.js";
import { type SourceText, sourceText } from "./source/source-text.js";

/** The text of an example without its marks, and where they stood. */
export function unmarked(marked: string): { readonly text: string; readonly ranges: readonly Range[] } {
  const ranges: Range[] = [];
  const pieces: string[] = [];
  let length = 0;
  let start: number | undefined;
  for (const piece of marked.split(/([«»])/)) {
    if (piece === "«") {
      start = length;
    } else if (piece === "»" && start !== undefined) {
      ranges.push({ start, end: length });
      start = undefined;
    } else {
      pieces.push(piece);
      length += piece.length;
    }
  }
  return { text: pieces.join(""), ranges };
}

export function exampleText(example: Example): string {
  return unmarked(example.bad ?? example.good ?? "").text;
}

export function examplePath(example: Example): string {
  return example.path ?? "post.md";
}

/** How an example is read and linted: its rule with the options of the example, and others at their defaults. */
export interface ExampleRun {
  readonly read: (text: string) => DocumentReading;
  readonly lint: (reading: DocumentReading) => LintResult;
  readonly repair: (text: string, tier: FixTier) => FixResult;
  /** What a text gives, weighed against the other posts of the example. */
  readonly result: (text: string) => Pick<LintResult, "diagnostics" | "crashes">;
}

/** @param path instead of the example's own */
export function exampleRun(
  rule: Rule,
  example: Example,
  path = examplePath(example),
  others: readonly Rule[] = [],
): ExampleRun {
  const enabled = (one: Rule, given: Readonly<Record<string, unknown>> = {}): LintSettings["rules"][number] => ({
    rule: one,
    severity: shownSeverity(one),
    options: { ...defaultOptions(one), ...given },
  });
  const validator = example.schema === undefined ? undefined : compileSchema(example.schema, { name: "example" });
  const folders =
    example.files === undefined ? undefined : foldersOf([...example.files, path, ...Object.keys(example.others ?? {})]);
  const settings: LintSettings = {
    rules: [enabled(rule, example.options), ...others.filter((one) => one.id !== rule.id).map((one) => enabled(one))],
    knownRules: new Set([rule.id, ...others.map((one) => one.id)]),
    capabilities: {
      ...(folders === undefined ? {} : { listFolder: (folder: string) => folders.get(folder) }),
      ...(example.now === undefined ? {} : { now: Date.parse(example.now) }),
    },
    timezone: example.timezone ?? "UTC",
    root: example.root,
    validate: validator === undefined ? undefined : (frontMatter) => validator.validate(frontMatter),
  };
  const profile = generatorProfile(example.generator);
  const generator = { ...profile, markdown: { ...profile.markdown, ...example.markdown } };
  const readAs = (text: string, as: string): DocumentReading => readDocument(text, as, generator);
  const read = (text: string): DocumentReading => readAs(text, path);
  const lint = (reading: DocumentReading): LintResult => lintDocument(reading, settings);
  return {
    read,
    lint,
    repair: (text, tier) => converge(text, { tier, read, lint }),
    result(text) {
      const own = lint(read(text));
      if (own.facts === undefined) return own;
      const files = [{ ...own, path, facts: own.facts }];
      for (const [as, one] of Object.entries(example.others ?? {})) {
        const { facts = [], ...rest } = lint(readAs(one, as));
        files.push({ ...rest, path: as, facts });
      }
      const reduced = reduceFacts(
        files,
        settings.rules.map((one) => one.rule),
      );
      return {
        diagnostics: reduced.changed.get(path)?.diagnostics ?? own.diagnostics,
        crashes: [...own.crashes, ...reduced.crashes],
      };
    },
  };
}

/** What the rule says of its example. */
export function exampleFindings(
  rule: Rule,
  example: Example,
): { readonly diagnostics: readonly Diagnostic[]; readonly source: SourceText } {
  const text = exampleText(example);
  const diagnostics = exampleRun(rule, example)
    .result(text)
    .diagnostics.filter((one) => one.rule === rule.id);
  return { diagnostics, source: sourceText(text) };
}

/** What fixing makes of an example: once for each tier that changes more than the one before. */
export function exampleRepairs(
  rule: Rule,
  example: Example,
): readonly { readonly tier: FixTier; readonly change: Change }[] {
  const before = exampleText(example);
  const { repair } = exampleRun(rule, example);
  let last = before;
  return (["safe", "unsafe"] as const).flatMap((tier) => {
    const { text: after, applied: repairs } = repair(before, tier);
    if (after === last) return [];
    last = after;
    return [{ tier, change: { before, after, repairs } }];
  });
}

/** Examples show a rule as it is when it is on. */
function shownSeverity({ recommended }: Rule): Severity {
  return recommended === "off" ? "warn" : recommended;
}

/** Names by folder. */
function foldersOf(files: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>([[".", new Set()]]);
  for (const file of files) {
    let folder = ".";
    for (const part of file.split("/")) {
      folders.set(folder, (folders.get(folder) ?? new Set()).add(part));
      folder = folder === "." ? part : `${folder}/${part}`;
    }
  }
  return folders;
}
