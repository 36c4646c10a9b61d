import { resolve } from "node:path";
import { rules } from "../../rules/index.js";
import { loadConfig } from "../config/load.js";
import type { AnyRule } from "../config/types.js";
import { UserError } from "../errors.js";
import { readText } from "../files/read.js";
import { summarize } from "../report/index.js";
import { visible } from "../report/visible.js";
import { checkComplementary, mergedResults, mergedTotals, type NamedReport, rulesOfFacts } from "../run/merge.js";
import { readShardReport } from "../run/shard-report.js";
import { toolVersion } from "../run/version.js";
import type { Io } from "./io.js";
import { judge, leftOut } from "./judge.js";
import type { MergeOptions } from "./program.js";
import { openReports, type Reports } from "./reports.js";

/** `galley merge`: the report that one run over all files would have given, and its exit code. */
export async function mergeCommand(paths: readonly string[], options: MergeOptions, io: Io): Promise<number> {
  const named = paths.map((path) => ({ name: path, report: readReport(path, io) }));
  checkComplementary(named);
  const catalogue = await catalogueFor(named, options, io);
  const reports = openReports({ ...options, stats: false }, io, true);
  try {
    return await mergeInto(named, catalogue, reports, options, io);
  } finally {
    reports.close();
  }
}

async function mergeInto(
  named: readonly NamedReport[],
  catalogue: readonly AnyRule[],
  reports: Reports,
  options: MergeOptions,
  io: Io,
): Promise<number> {
  const totals = summarize();
  let failed = false;
  for (const result of mergedResults(named, catalogue, io.cwd)) {
    totals.add(result);
    if (result.errors.length > 0) failed = true;
    reports.file(result, () => {});
  }
  const known = mergedTotals(named);
  const counted = totals.summary(known);
  const summary = { ...counted, suppressed: counted.suppressed + known.suppressed };
  await reports.end(summary, leftOut(known.ignored));

  const unmatched = new Set(named.flatMap(({ report }) => report.shard.unmatched));
  for (const pattern of unmatched) io.stderr.write(`galley: No file to check matches \`${visible(pattern)}\`\n`);
  if (failed || unmatched.size > 0) return 2;
  return options.exitZero ? 0 : judge(summary, options.maxWarnings, io);
}

function readReport(path: string, io: Io): NamedReport["report"] {
  const read = readText(resolve(io.cwd, path), Number.POSITIVE_INFINITY);
  if (!read.ok) throw new UserError(`\`${path}\` cannot be read: ${read.reason.message}`);
  const report = readShardReport(read.text);
  const how = "Make one with `galley lint --shard 1/2 --format json=FILE`.";
  if (report === "unmarked") throw new UserError(`\`${path}\` is the report of a whole run, not of a shard`, how);
  if (report === undefined) throw new UserError(`\`${path}\` is no JSON report of galley`, how);
  if (report.tool.version !== toolVersion()) {
    throw new UserError(
      `\`${path}\` is of galley ${report.tool.version}, this is ${toolVersion()}`,
      "Merge by the version that linted the shards.",
    );
  }
  return report;
}

/** galley's own rules; with those of plugins when facts are theirs. */
async function catalogueFor(
  reports: readonly NamedReport[],
  options: MergeOptions,
  io: Io,
): Promise<readonly AnyRule[]> {
  const wanted = [...rulesOfFacts(reports)];
  const missing = (known: readonly AnyRule[]): string | undefined =>
    wanted.find((id) => !known.some((rule) => rule.id === id && rule.across !== undefined));
  if (missing(rules) === undefined) return rules;
  const loaded = await loadConfig({
    cwd: io.cwd,
    rules,
    file: typeof options.config === "string" ? options.config : undefined,
    noConfig: options.config === false,
    noPlugins: !options.plugins,
  });
  const unknown = missing(loaded.rules);
  if (unknown === undefined) return loaded.rules;
  throw new UserError(
    `The reports hold facts of the rule \`${unknown}\`, which is unknown here`,
    "Merge with the configuration that the shards were linted with: its plugins bring the rule.",
  );
}
