import type { Diagnostic, Severity } from "../diagnostic.js";
import type { Edit, Fix, NeededLine, Safety } from "../edit.js";
import type { Fact, FactValue, RuleFacts } from "../fact.js";
import type { FileResult, RunError } from "../result.js";
import { lazyText } from "../source/lazy-text.js";
import type { Position, SourceText } from "../source/source-text.js";

/*
 * One file's result as one line of JSON, without its text: what a worker hands over, a spool holds and a cache keeps. Places are
 * written with their lines and columns, so that a list of findings needs no text; whoever wants an excerpt reads the text again.
 *
 * Strings stand in a table and are meant by their index; each finding is eleven numbers in one flat list. That is a third of the
 * plain objects' size, since findings of one rule share their notes, and is read twice as fast.
 */

/** Raised whenever the form changes. */
export const RECORD_VERSION = 1;

/** What a result has beyond its findings, by index in `Line`. */
type Line = readonly [
  strings: readonly string[],
  status: number,
  generator: number,
  /** Of the text, in UTF-16 units; -1 when it could not be read. */
  length: number,
  suppressed: number,
  findings: readonly number[],
  fixes: readonly RecordedFix[],
  facts: readonly RecordedFacts[] | null,
  errors: readonly RunError[],
  durationMs: number,
  ruleMs: Readonly<Record<string, number>> | null,
];

type RecordedFix = readonly [
  title: number,
  safety: number,
  edits: readonly number[],
  needs: readonly NeededLine[] | null,
];

type RecordedFacts = readonly [
  rule: number,
  severity: number,
  options: Readonly<Record<string, unknown>> | null,
  facts: readonly RecordedFact[],
];

type RecordedFact = readonly [start: number, end: number, key: string, silenced: 0 | 1, value?: FactValue];

const SEVERITIES: readonly Severity[] = ["error", "warn", "info"];
const SAFETIES: readonly Safety[] = ["safe", "unsafe", "manual"];
const STATUSES: readonly FileResult["status"][] = ["linted", "cached", "failed"];

/** Numbers of one finding: rule, severity, start, end, line, column, end line, end column, message, note or -1, fix or -1. */
const NUMBERS = 11;

/**
 * What fixing made of a text is not recorded: such a result holds both texts.
 *
 * @param facts those to record; default: those of the result
 */
export function encodeResult(result: Omit<FileResult, "change" | "path">, facts = result.facts ?? null): string {
  const { source, diagnostics } = result;
  const strings: string[] = [];
  const known = new Map<string, number>();
  const text = (value: string): number => {
    let index = known.get(value);
    if (index === undefined) {
      index = strings.push(value) - 1;
      known.set(value, index);
    }
    return index;
  };
  const findings: number[] = [];
  const fixes: RecordedFix[] = [];
  for (const { rule, severity, range, message, note, fix } of diagnostics) {
    const start = source?.position(range.start);
    const end = source?.position(range.end);
    findings.push(
      text(rule),
      SEVERITIES.indexOf(severity),
      range.start,
      range.end,
      start?.line ?? 0,
      start?.column ?? 0,
      end?.line ?? 0,
      end?.column ?? 0,
      text(message),
      note === undefined ? -1 : text(note),
      fix === undefined ? -1 : fixes.push(recordFix(fix, text)) - 1,
    );
  }
  const line: Line = [
    strings,
    STATUSES.indexOf(result.status),
    result.generator === undefined ? -1 : text(result.generator),
    source === undefined ? -1 : (source.lazyLength ?? source.text.length),
    result.suppressed,
    findings,
    fixes,
    facts?.map((one) => recordFacts(one, text)) ?? null,
    result.errors,
    result.durationMs,
    result.ruleMs ?? null,
  ];
  return JSON.stringify(line);
}

function recordFix({ title, safety, edits, needs }: Fix, text: (value: string) => number): RecordedFix {
  const flat: number[] = [];
  for (const { range, text: replacement } of edits) flat.push(range.start, range.end, text(replacement));
  return [text(title), SAFETIES.indexOf(safety), flat, needs ?? null];
}

function recordFacts({ rule, severity, options, facts }: RuleFacts, text: (value: string) => number): RecordedFacts {
  const recorded = facts.map(({ range, key, value, silenced }): RecordedFact => {
    const head = [range.start, range.end, key, silenced === true ? 1 : 0] as const;
    return value === undefined ? head : [...head, value];
  });
  return [text(rule), SEVERITIES.indexOf(severity), options ?? null, recorded];
}

/**
 * The result that a record holds.
 *
 * @param record from `encodeResult`; what else it may be makes a result of no use, or an exception
 * @param path as reports show it
 * @param open the text, should it be asked for
 */
export function decodeResult(record: string, path: string, open: () => SourceText): FileResult {
  const line: Line = JSON.parse(record);
  const [strings, status, generator, length, suppressed, findings, fixes, facts, errors, durationMs, ruleMs] = line;
  const text = (index: number): string => {
    const value = strings[index];
    if (value === undefined) throw new Error("A record is damaged");
    return value;
  };
  const diagnostics: Diagnostic[] = [];
  for (let at = 0; at < findings.length; at += NUMBERS) diagnostics.push(findingAt(findings, at, fixes, text));
  const position = placesOf(findings);
  return {
    path,
    status: STATUSES[status] ?? "failed",
    ...(generator === -1 ? {} : { generator: text(generator) }),
    ...(length === -1 ? {} : { source: lazyText({ length, position, open }) }),
    diagnostics,
    ...(facts === null ? {} : { facts: facts.map((one) => factsOf(one, text)) }),
    suppressed,
    errors,
    durationMs,
    ...(ruleMs === null ? {} : { ruleMs }),
  };
}

/** The result of an earlier run in this one: it took no time. */
export function asCached({ ruleMs: _, ...result }: FileResult): FileResult {
  return { ...result, status: "cached", durationMs: 0 };
}

/** Whether a result has a fix that `--fix` (and `--unsafe`) would apply. */
export function hasFix(result: Pick<FileResult, "diagnostics">, unsafe: boolean): boolean {
  return result.diagnostics.some(({ fix }) => fix?.safety === "safe" || (unsafe && fix?.safety === "unsafe"));
}

function findingAt(
  numbers: readonly number[],
  at: number,
  fixes: readonly RecordedFix[],
  text: (index: number) => string,
): Diagnostic {
  const number = (offset: number): number => numbers[at + offset] ?? -1;
  const note = number(9);
  const fix = fixes[number(10)];
  const finding = {
    rule: text(number(0)),
    severity: SEVERITIES[number(1)] ?? "error",
    range: { start: number(2), end: number(3) },
    message: text(number(8)),
  };
  if (note === -1 && fix === undefined) return finding;
  return {
    ...finding,
    ...(note === -1 ? {} : { note: text(note) }),
    ...(fix === undefined ? {} : { fix: fixOf(fix, text) }),
  };
}

function fixOf([title, safety, flat, needs]: RecordedFix, text: (index: number) => string): Fix {
  const edits: Edit[] = [];
  for (let at = 0; at < flat.length; at += 3) {
    edits.push({ range: { start: flat[at] ?? 0, end: flat[at + 1] ?? 0 }, text: text(flat[at + 2] ?? -1) });
  }
  const [first, ...rest] = edits;
  if (first === undefined) throw new Error("A record is damaged");
  const fix = { title: text(title), safety: SAFETIES[safety] ?? "manual", edits: [first, ...rest] } as const;
  return needs === null ? fix : { ...fix, needs };
}

function factsOf([rule, severity, options, facts]: RecordedFacts, text: (index: number) => string): RuleFacts {
  return {
    rule: text(rule),
    severity: SEVERITIES[severity] ?? "error",
    ...(options === null ? {} : { options }),
    facts: facts.map(([start, end, key, silenced, value]): Fact => {
      const fact = { range: { start, end }, key };
      if (value === undefined && silenced === 0) return fact;
      return { ...fact, ...(value === undefined ? {} : { value }), ...(silenced === 1 ? { silenced: true } : {}) };
    }),
  };
}

/** Lines and columns of the places that findings name. */
function placesOf(numbers: readonly number[]): (offset: number) => Position | undefined {
  let places: Map<number, Position> | undefined;
  return (offset) => {
    if (places === undefined) {
      places = new Map();
      for (let at = 0; at < numbers.length; at += NUMBERS) {
        const number = (index: number): number => numbers[at + index] ?? 0;
        places.set(number(2), { line: number(4), column: number(5) });
        places.set(number(3), { line: number(6), column: number(7) });
      }
    }
    return places.get(offset);
  };
}
