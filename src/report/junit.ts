import type { FileResult, RunError } from "../result.js";
import { type Placed, placed, told } from "./placed.js";
import { type Reporter, SEVERITY_WORDS, type Style, type Tool } from "./reporter.js";
import { xmlAttributes, xmlText } from "./xml.js";

/**
 * JUnit's XML: a test case for each file, a failure for each error. Warnings are output of a case that passes, unless there
 * are more of them than `--max-warnings` allows: then they fail it.
 */
export function junitReporter(style: Style, tool: Tool): Reporter {
  const cases: Case[] = [];
  return {
    file(result) {
      const { path, durationMs, errors } = result;
      cases.push({ path: style.below + path, durationMs, findings: placed(result, style.quiet), errors });
      return "";
    },
    end(summary) {
      const strict = style.maxWarnings !== undefined && summary.warnings > style.maxWarnings;
      const written = cases.map((one) => caseElement(one, strict, tool));
      const totals = {
        tests: cases.length,
        failures: written.reduce((sum, { failures }) => sum + failures, 0),
        errors: cases.reduce((sum, { errors }) => sum + errors.length, 0),
        skipped: 0,
        time: seconds(summary.durationMs),
      };
      const suite = `  <testsuite${xmlAttributes({ name: tool.name, ...totals })}>\n${written
        .map(({ text }) => text)
        .join("")}  </testsuite>\n`;
      return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${xmlAttributes({ name: tool.name, ...totals })}>\n${suite}</testsuites>\n`;
    },
  };
}

type Case = Pick<FileResult, "path" | "durationMs" | "errors"> & { readonly findings: readonly Placed[] };

function caseElement(
  { path, durationMs, findings, errors }: Case,
  strict: boolean,
  tool: Tool,
): { readonly text: string; readonly failures: number } {
  const fails = ({ diagnostic: { severity } }: Placed): boolean =>
    severity === "error" || (strict && severity === "warn");
  const failing = findings.filter(fails);
  const passing = findings.filter((finding) => !fails(finding));
  const children = [
    ...errors.map((error) => errorElement(error)),
    ...failing.map((finding) => failureElement(finding, path)),
    ...(passing.length === 0
      ? []
      : [`      <system-out>${xmlText(passing.map((finding) => line(finding, path)).join("\n"))}</system-out>\n`]),
  ];
  const opening = `    <testcase${xmlAttributes({ name: path, classname: tool.name, file: path, time: seconds(durationMs) })}`;
  const text = children.length === 0 ? `${opening}/>\n` : `${opening}>\n${children.join("")}    </testcase>\n`;
  return { text, failures: failing.length };
}

function failureElement(finding: Placed, path: string): string {
  const { diagnostic } = finding;
  return `      <failure${xmlAttributes({ message: diagnostic.message, type: diagnostic.rule })}>${xmlText(line(finding, path))}</failure>\n`;
}

function errorElement({ kind, message }: RunError): string {
  return `      <error${xmlAttributes({ message, type: kind })}/>\n`;
}

function line({ diagnostic, start }: Placed, path: string): string {
  const severity = SEVERITY_WORDS[diagnostic.severity];
  return `${path}:${start.line}:${start.column}: ${severity} ${told(diagnostic)} [${diagnostic.rule}]`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
