import type { FixTier } from "../../fix/converge.js";
import type { FileResult } from "../../result.js";
import { eachInTime } from "../deadline.js";
import { reduceResults } from "../gather.js";
import { stalledResult, unreadable } from "../lint-files.js";
import { failedResult, lintText, type TextJob } from "../lint-text.js";
import type { Plan } from "../plan.js";
import { createSchemas } from "../schemas.js";
import type { Line } from "./lines.js";
import { type RecordNames, readRecord } from "./read-record.js";

export interface RecordOptions {
  /** Milliseconds that count up. */
  readonly clock: () => number;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** The longest that one record may take. */
  readonly timeoutMs: number;
  /** Repair the texts, up to this tier. */
  readonly fix: FixTier | undefined;
}

/** What came of a line. */
export interface RecordResult {
  /** As the line gave them. */
  readonly names: RecordNames;
  readonly result: FileResult;
}

/** What is to be done for a line, or what came of it already. */
interface Prepared {
  readonly names: RecordNames;
  readonly outcome: TextJob | FileResult;
}

/**
 * Makes the function that lints lines of a stream: some at a time, since a deadline costs more than a small text. A record stands for
 * itself: nothing is known of files beside it, nor of other records, and rules that ask for those stay silent. Never throws for what a
 * line holds.
 */
export function recordLinter(
  plan: Plan,
  options: RecordOptions,
): (lines: readonly Line[]) => Promise<readonly RecordResult[]> {
  const schemas = createSchemas(plan.loaded.base);
  const folders = { cwd: plan.cwd, base: plan.loaded.base };
  const { rules } = plan.loaded;
  const { clock, timeoutMs } = options;
  return async (lines) => {
    const batch: Prepared[] = [];
    for (const line of lines) batch.push(await prepare(line));
    return lintBatch(batch);
  };

  async function prepare(line: Line): Promise<Prepared> {
    const record = readRecord(line, folders);
    const { id, path } = record;
    const names = { ...(id === undefined ? {} : { id }), ...(path === undefined ? {} : { path }) };
    if ("fault" in record) return { names, outcome: failedResult(path ?? "", "read", record.fault) };
    const { place, fromBase, text } = record;
    const config = plan.resolve(fromBase);
    if (!text.ok) return { names, outcome: unreadable(place, config, text.reason) };
    const outcome = {
      text: text.text,
      path: place,
      fromBase,
      config,
      rules,
      capabilities: { now: options.now },
      validate: await schemas.open(config.schema.value),
      clock,
      measureRules: false,
      fix: options.fix,
    };
    return { names, outcome };
  }

  function lintBatch(batch: readonly Prepared[]): readonly RecordResult[] {
    const at = (index: number): Prepared => batch[index] as Prepared;
    return eachInTime(
      batch.length,
      timeoutMs,
      clock,
      (index): RecordResult => ({ names: at(index).names, result: resultOf(at(index).outcome) }),
      (index) => ({ names: at(index).names, result: stalledResult(at(index).outcome.path, timeoutMs) }),
    );
  }

  function resultOf(outcome: TextJob | FileResult): FileResult {
    if (!("text" in outcome)) return outcome;
    const result = lintText(outcome);
    return reduceResults([result], rules)[0] ?? result;
  }
}
