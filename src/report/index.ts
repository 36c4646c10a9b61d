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
export { recordLine } from "./record-entry.js";
export type { NotChecked, Noted, Reporter, RulePage, RunNotes, Style, Tool } from "./reporter.js";
export { countsOf, type SummaryAccumulator, summarize } from "./summarize.js";

/** Functions of their own, so that a bundle loads what is asked for alone. */
const REPORTERS = {
  pretty: (style: Style, tool: Tool) => prettyReporter(style, tool),
  compact: (style: Style) => compactReporter(style),
  json: (style: Style, tool: Tool) => jsonReporter(style, tool),
  ndjson: (style: Style, tool: Tool) => ndjsonReporter(style, tool),
  sarif: (style: Style, tool: Tool) => sarifReporter(style, tool),
  github: (style: Style) => githubReporter(style),
  gitlab: (style: Style) => gitlabReporter(style),
  junit: (style: Style, tool: Tool) => junitReporter(style, tool),
  checkstyle: (style: Style, tool: Tool) => checkstyleReporter(style, tool),
  rdjson: (style: Style, tool: Tool) => rdjsonReporter(style, tool),
  markdown: (style: Style, tool: Tool) => markdownReporter(style, tool),
  html: (style: Style, tool: Tool) => htmlReporter(style, tool),
} as const;

export type ReporterName = keyof typeof REPORTERS;

export const REPORTER_NAMES = Object.keys(REPORTERS) as readonly ReporterName[];

export function createReporter(name: ReporterName, style: Style, tool: Tool): Reporter {
  return REPORTERS[name](style, tool);
}
