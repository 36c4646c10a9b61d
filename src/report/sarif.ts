import type { Severity } from "../diagnostic.js";
import type { Edit } from "../edit.js";
import type { Excerpts, FileResult, RunError, Summary } from "../result.js";
import { lineHashes } from "./line-hash.js";
import { type Identified, identified, told } from "./placed.js";
import { placesOf } from "./places.js";
import type { StreamReporter, Style, Tool } from "./reporter.js";
import { clip, safeJson } from "./visible.js";

/** GitHub stores so many results of a run, and refuses a run with 25,000. */
const MOST_RESULTS = 5000;
const LONGEST_SUMMARY = 1024;

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warn: "warning", info: "note" };
const RANKS: readonly Severity[] = ["error", "warn", "info"];

interface Result {
  readonly rule: string;
  readonly severity: Severity;
  /** Whether the baseline has it. */
  readonly known: boolean;
  readonly entry: object;
}

/** SARIF 2.1.0 within the limits of GitHub's code scanning. Beyond 5,000 results the least severe are counted alone, those of the baseline first. */
export function sarifReporter(style: Style, tool: Tool): StreamReporter {
  const results: Result[] = [];
  const errors: RunError[] = [];
  let unlisted = 0;
  return {
    file(result) {
      for (const error of result.errors) errors.push({ ...error, path: style.below + error.path });
      const baselined = identified({ ...result, diagnostics: result.baselined ?? [] }, style.quiet);
      const findings = [
        ...identified(result, style.quiet).map((finding) => ({ finding, known: false })),
        ...baselined.map((finding) => ({ finding, known: true })),
      ];
      if (findings.length === 0) return "";
      const uri = uriOf(style.below + result.path);
      const hashes = lineHashes(result.source?.text ?? "");
      for (const { finding, known } of findings) {
        const { rule, severity } = finding.diagnostic;
        const entry = resultEntry(finding, result, uri, hashes);
        results.push({ rule, severity, known, entry: known ? { ...entry, suppressions: [BASELINED] } : entry });
      }
      // Of twice as many, those that stay are known already.
      if (results.length > 2 * MOST_RESULTS) unlisted += cut(results);
      return "";
    },
    end(summary) {
      unlisted += cut(results);
      return `${safeJson(JSON.stringify(log(results, errors, unlisted, summary, tool)))}\n`;
    },
  };
}

/** Takes results off: those of the baseline first, then the least severe, the last ones first; how many. */
function cut(results: Result[]): number {
  const over = results.length - MOST_RESULTS;
  if (over <= 0) return 0;
  const kept = [false, true]
    .flatMap((old) => RANKS.flatMap((rank) => results.filter((one) => one.known === old && one.severity === rank)))
    .slice(0, MOST_RESULTS);
  const stay = new Set(kept);
  const inOrder = results.filter((result) => stay.has(result));
  results.splice(0, results.length, ...inOrder);
  return over;
}

function log(
  results: readonly Result[],
  errors: readonly RunError[],
  unlisted: number,
  summary: Summary,
  tool: Tool,
): object {
  const ids = [...new Set(results.map(({ rule }) => rule))].sort();
  const index = new Map(ids.map((id, at) => [id, at]));
  const notifications = errors.map(({ kind, path, message }) => ({
    level: "error",
    descriptor: { id: kind },
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path), uriBaseId: ROOT } } }],
  }));
  const left = `${unlisted} more findings are not listed: ${summary.errors} errors, ${summary.warnings} warnings and ${summary.infos} infos in all.`;
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: tool.name, semanticVersion: tool.version, rules: ids.map((id) => ruleEntry(id, tool)) },
        },
        automationDetails: { id: `${tool.name}/` },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: errors.length === 0,
            toolExecutionNotifications: [
              ...notifications,
              ...(unlisted === 0 ? [] : [{ level: "warning", descriptor: { id: "limit" }, message: { text: left } }]),
            ],
          },
        ],
        results: results.map(({ entry, rule }) => ({ ...entry, ruleIndex: index.get(rule) })),
      },
    ],
  };
}

const BASELINED = { kind: "external", justification: "It is in the baseline." };

const ROOT = "%SRCROOT%";

function ruleEntry(id: string, tool: Tool): object {
  const rule = tool.rule(id);
  const text = rule?.summary ?? id;
  const why = rule?.why ?? text;
  return {
    id,
    shortDescription: { text: clip(text, LONGEST_SUMMARY - 1) },
    fullDescription: { text: clip(why, LONGEST_SUMMARY - 1) },
    help: { text: why, markdown: `${why}\n\n\`galley rules ${id}\` shows options and examples.` },
    ...(rule === undefined ? {} : { defaultConfiguration: { level: LEVELS[rule.severity] } }),
    properties: { tags: [id.split("/", 1)[0] ?? id] },
  };
}

function resultEntry(
  { diagnostic, start, end, fingerprint }: Identified,
  result: FileResult,
  uri: string,
  hashes: readonly string[],
): object {
  const { rule, severity, fix } = diagnostic;
  const artifactLocation = { uri, uriBaseId: ROOT };
  const region = { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
  const places = placesOf(result);
  return {
    ruleId: rule,
    level: LEVELS[severity],
    message: { text: told(diagnostic) },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    partialFingerprints: {
      primaryLocationLineHash: hashes[start.line - 1] ?? `${fingerprint.slice(0, 16)}:1`,
      "galley/v1": fingerprint,
    },
    ...(fix === undefined || fix.safety === "manual"
      ? {}
      : {
          fixes: [
            {
              description: { text: fix.title },
              artifactChanges: [{ artifactLocation, replacements: fix.edits.map((edit) => replacement(edit, places)) }],
            },
          ],
        }),
  };
}

function replacement({ range, text }: Edit, places: Excerpts): object {
  const start = places.position(range.start);
  const end = places.position(range.end);
  return {
    deletedRegion: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
    insertedContent: { text },
  };
}

/** A path as a relative URI: its parts encoded, the slashes kept. */
function uriOf(path: string): string {
  return path
    .split("/")
    .map((part) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, "\ufffd")))
    .join("/");
}
