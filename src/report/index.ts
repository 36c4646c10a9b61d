import { compactReporter } from "./compact.js";
import { jsonReporter } from "./json.js";
import { prettyReporter } from "./pretty.js";
import type { Reporter, Style, Tool } from "./reporter.js";

export { fingerprints } from "./fingerprint.js";
export type { NotChecked, Reporter, RulePage, Style, Tool } from "./reporter.js";
export { summarize } from "./summarize.js";

const REPORTERS = { pretty: prettyReporter, compact: compactReporter, json: jsonReporter } as const;

export type ReporterName = keyof typeof REPORTERS;

export const REPORTER_NAMES: readonly ReporterName[] = ["pretty", "compact", "json"];

export function createReporter(name: ReporterName, style: Style, tool: Tool): Reporter {
  return REPORTERS[name](style, tool);
}
