import { checkstyleReporter } from "./checkstyle.js";
import { compactReporter } from "./compact.js";
import { githubReporter } from "./github.js";
import { gitlabReporter } from "./gitlab.js";
import { htmlReporter } from "./html.js";
import { jsonReporter } from "./json.js";
import { junitReporter } from "./junit.js";
import { markdownReporter } from "./markdown.js";
import { ndjsonReporter } from "./ndjson.js";
import { prettyReporter } from "./pretty.js";
import { rdjsonReporter } from "./rdjson.js";
import type { Reporter, Style, Tool } from "./reporter.js";
import { sarifReporter } from "./sarif.js";

export { contentFingerprints, fingerprints } from "./fingerprint.js";
export type { NotChecked, Noted, Reporter, RulePage, Style, Tool } from "./reporter.js";
export { countsOf, type SummaryAccumulator, summarize } from "./summarize.js";

const REPORTERS = {
  pretty: prettyReporter,
  compact: compactReporter,
  json: jsonReporter,
  ndjson: ndjsonReporter,
  sarif: sarifReporter,
  github: githubReporter,
  gitlab: gitlabReporter,
  junit: junitReporter,
  checkstyle: checkstyleReporter,
  rdjson: rdjsonReporter,
  markdown: markdownReporter,
  html: htmlReporter,
} as const;

export type ReporterName = keyof typeof REPORTERS;

export const REPORTER_NAMES = Object.keys(REPORTERS) as readonly ReporterName[];

export function createReporter(name: ReporterName, style: Style, tool: Tool): Reporter {
  return REPORTERS[name](style, tool);
}
