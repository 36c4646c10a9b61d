import { resolve } from "node:path";
import type { AnyRule } from "../config/types.js";
import { compareText, type Diagnostic } from "../diagnostic.js";
import { digest } from "../digest.js";
import type { Edit } from "../edit.js";
import { UserError } from "../errors.js";
import type { RuleFacts } from "../fact.js";
import { readText } from "../files/read.js";
import type { Excerpts, FileResult, Summary } from "../result.js";
import { type Position, type SourceText, sourceText } from "../source/source-text.js";
import { reduceResults } from "./gather.js";
import type { FileEntry, Place, ShardReport } from "./shard-report.js";

/** A report of a shard, and the name by which a person knows it. */
export interface NamedReport {
  readonly name: string;
  readonly report: ShardReport;
}

/**
 * Whether reports are all parts of one run.
 *
 * @throws UserError that names what is missing, given twice, or of another run
 */
export function checkComplementary(reports: readonly NamedReport[]): void {
  const [first, ...others] = reports;
  if (first === undefined) throw new UserError("There is no report to merge");
  const { tool, shard } = first.report;
  const again = "Run all shards by one version of galley, in one state of the repository, with the same options.";
  for (const { name, report } of others) {
    const both = `\`${first.name}\` and \`${name}\``;
    if (report.tool.version !== tool.version)
      throw new UserError(`${both} are of two versions of galley: ${tool.version} and ${report.tool.version}`, again);
    if (report.shard.count !== shard.count)
      throw new UserError(
        `${both} are of different splits: of ${shard.count} and of ${report.shard.count} shards`,
        again,
      );
    if (report.shard.configuration !== shard.configuration)
      throw new UserError(`${both} were made by different configurations or rules`, again);
    if (report.shard.files !== shard.files) throw new UserError(`${both} come from runs over different files`, again);
  }
  const byIndex = new Map<number, string>();
  for (const { name, report } of reports) {
    const known = byIndex.get(report.shard.index);
    if (known !== undefined) {
      const which = `${report.shard.index}/${shard.count}`;
      throw new UserError(`\`${known}\` and \`${name}\` are both shard ${which}`, "Name each shard's report once.");
    }
    byIndex.set(report.shard.index, name);
  }
  if (byIndex.size === shard.count && [...byIndex.keys()].every((index) => index >= 1 && index <= shard.count)) return;
  const missing: string[] = [];
  for (let index = 1; index <= shard.count && missing.length < 10; index++)
    if (!byIndex.has(index)) missing.push(`${index}/${shard.count}`);
  throw new UserError(`The report of ${missing.length === 1 ? "shard" : "shards"} ${missing.join(", ")} is missing`);
}

/** Rules whose facts the reports carry. */
export function rulesOfFacts(reports: readonly NamedReport[]): ReadonlySet<string> {
  return new Set(
    reports.flatMap(({ report }) => report.files.flatMap(({ facts = [] }) => facts.map(({ rule }) => rule))),
  );
}

/** The results of the whole run, in order of path. Texts come from the disk where they are what the shards linted. */
export function* mergedResults(
  reports: readonly NamedReport[],
  rules: readonly AnyRule[],
  cwd: string,
): Generator<FileResult> {
  const entries = new Map<string, FileEntry>();
  const parts = reports.flatMap(({ report: { files, errors } }) =>
    files.map((entry): FileResult => {
      entries.set(entry.path, entry);
      return resultOf(
        entry,
        errors.filter(({ path }) => path === entry.path),
      );
    }),
  );
  parts.sort((a, b) => compareText(a.path, b.path));
  for (const result of reduceResults(parts, rules)) {
    const source = result.diagnostics.length === 0 ? undefined : textOf(cwd, entries.get(result.path));
    yield source === undefined ? result : { ...result, source };
  }
}

/** The text that a shard linted, if it still is there. */
function textOf(cwd: string, entry: FileEntry | undefined): SourceText | undefined {
  if (entry?.digest === undefined) return undefined;
  // Of bytes that are no text, findings are those of an empty one.
  if (entry.digest === digest("")) return sourceText("");
  const read = readText(resolve(cwd, entry.path));
  return read.ok && digest(read.text) === entry.digest ? sourceText(read.text) : undefined;
}

/** What only the shards know of the whole run. */
export function mergedTotals(
  reports: readonly NamedReport[],
): Pick<Summary, "ignored" | "fixed" | "baselined" | "suppressed" | "durationMs"> {
  const sum = (key: keyof Summary): number => reports.reduce((total, { report }) => total + report.summary[key], 0);
  return {
    ignored: reports[0]?.report.summary.ignored ?? 0,
    fixed: sum("fixed"),
    baselined: sum("baselined"),
    suppressed: sum("suppressed"),
    durationMs: sum("durationMs"),
  };
}

function resultOf(entry: FileEntry, errors: FileResult["errors"]): FileResult {
  const { path, status, generator, facts } = entry;
  return {
    path,
    status,
    ...(generator === undefined ? {} : { generator }),
    excerpts: excerptsOf(entry),
    diagnostics: entry.diagnostics.map(diagnosticOf),
    ...(facts === undefined ? {} : { facts: facts.map(factsOf) }),
    suppressed: 0,
    errors,
    durationMs: 0,
  };
}

function diagnosticOf(entry: FileEntry["diagnostics"][number]): Diagnostic {
  const { rule, severity, message, note, fingerprint, fix } = entry;
  const [first, ...rest] = (fix?.edits ?? []).map(({ start, end, text }): Edit => ({ range: { start, end }, text }));
  return {
    ...{ rule, severity, range: rangeOf(entry), message, fingerprint },
    ...(note === undefined ? {} : { note }),
    ...(fix === undefined || first === undefined
      ? {}
      : { fix: { title: fix.title, safety: fix.safety, edits: [first, ...rest] } }),
  };
}

function factsOf({ rule, severity, options, facts }: NonNullable<FileEntry["facts"]>[number]): RuleFacts {
  return {
    ...{ rule, severity },
    ...(options === undefined ? {} : { options }),
    facts: facts.map((fact) => ({
      ...{ range: rangeOf(fact), key: fact.key },
      ...(fact.value === undefined ? {} : { value: fact.value }),
      ...(fact.silenced === undefined ? {} : { silenced: fact.silenced }),
    })),
  };
}

function rangeOf({ offset, endOffset }: Place): { readonly start: number; readonly end: number } {
  return { start: offset, end: endOffset };
}

/** What a report tells of a text: the places that it names, and the words at facts. */
function excerptsOf({ diagnostics, facts = [] }: FileEntry): Excerpts {
  const positions = new Map<number, Position>();
  const texts = new Map<string, string>();
  const noted = facts.flatMap((one) => one.facts);
  for (const { offset, endOffset, line, column, endLine, endColumn } of [...diagnostics, ...noted]) {
    positions.set(offset, { line, column }).set(endOffset, { line: endLine, column: endColumn });
  }
  for (const { offset, endOffset, excerpt } of noted) {
    const [head = "", tail] = excerpt;
    texts.set(`${offset} ${offset + head.length}`, head);
    if (tail !== undefined) texts.set(`${endOffset - tail.length} ${endOffset}`, tail);
  }
  return {
    position: (offset) => positions.get(offset) ?? { line: 1, column: 1 },
    slice: ({ start, end }) => texts.get(`${start} ${end}`) ?? "",
  };
}
