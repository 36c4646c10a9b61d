import type { FixTier } from "../../fix/converge.js";
import type { FileResult } from "../../result.js";
import { inTime } from "../deadline.js";
import { reduceResults } from "../gather.js";
import { stalledResult, unreadable } from "../lint-files.js";
import { failedResult, lintText } from "../lint-text.js";
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

/**
 * Makes the function that lints one line of a stream. A record stands for itself: nothing is known of files beside it, nor of other
 * records, and rules that ask for those stay silent. Never throws for what a line holds.
 */
export function recordLinter(plan: Plan, options: RecordOptions): (line: Line) => Promise<RecordResult> {
  const schemas = createSchemas(plan.loaded.base);
  const folders = { cwd: plan.cwd, base: plan.loaded.base };
  const { rules } = plan.loaded;
  return async (line) => {
    const record = readRecord(line, folders);
    const { id, path } = record;
    const names = { ...(id === undefined ? {} : { id }), ...(path === undefined ? {} : { path }) };
    if ("fault" in record) return { names, result: failedResult(path ?? "", "read", record.fault) };
    const { place, fromBase, text } = record;
    const config = plan.resolve(fromBase);
    if (!text.ok) return { names, result: unreadable(place, config, text.reason) };
    const job = {
      text: text.text,
      path: place,
      fromBase,
      config,
      rules,
      capabilities: { now: options.now },
      validate: await schemas.open(config.schema.value),
      clock: options.clock,
      measureRules: false,
      fix: options.fix,
    };
    let result = stalledResult(place, options.timeoutMs);
    inTime(() => {
      const [alone] = reduceResults([lintText(job)], rules);
      result = alone ?? result;
    }, options.timeoutMs);
    return { names, result };
  };
}
