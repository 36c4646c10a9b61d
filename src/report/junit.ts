import type { Diagnostic } from "../diagnostic.js";
import type { FileResult, RunError } from "../result.js";
import { documentReporter, heldLines } from "./document.js";
import { placed, told } from "./placed.js";
import { type DocumentReporter, SEVERITY_WORDS, type Style, type Tool } from "./reporter.js";
import { xmlAttributes, xmlText } from "./xml.js";

/**
 * JUnit's XML: a test case for each file, a failure for each error. Warnings are output of a case that passes, unless there
 * are more of them than `--max-warnings` allows: then they fail it.
 */
export function junitReporter(style: Style, tool: Tool): DocumentReporter {
  let errors = 0;
  return documentReporter(
    {
      draw: (result) => `${JSON.stringify(caseOf(result, style))}\n`,
      note(noted) {
        errors += noted.errors.length;
      },
    },
    function* (summary, _, held) {
      const strict = style.maxWarnings !== undefined && summary.warnings > style.maxWarnings;
      const attributes = xmlAttributes({
        name: tool.name,
        tests: summary.files,
        failures: summary.errors + (strict && !style.quiet ? summary.warnings : 0),
        errors,
        skipped: 0,
        time: seconds(summary.durationMs),
      });
      yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes}>\n  <testsuite${attributes}>\n`;
      for (const line of heldLines(held)) yield caseElement(JSON.parse(line), strict, tool);
      yield "  </testsuite>\n</testsuites>\n";
    },
  );
}

/** What is put aside of a file, as JSON: which findings fail is known in the end. */
interface Case {
  readonly path: string;
  readonly durationMs: number;
  readonly errors: readonly RunError[];
  readonly findings: readonly Finding[];
}

interface Finding extends Pick<Diagnostic, "rule" | "severity" | "message"> {
  /** All that is known, as one line. */
  readonly line: string;
}

function caseOf(result: FileResult, style: Style): Case {
  const path = style.below + result.path;
  const findings = placed(result, style.quiet).map(({ diagnostic, start }): Finding => {
    const { rule, severity, message } = diagnostic;
    const line = `${path}:${start.line}:${start.column}: ${SEVERITY_WORDS[severity]} ${told(diagnostic)} [${rule}]`;
    return { rule, severity, message, line };
  });
  return { path, durationMs: result.durationMs, errors: result.errors, findings };
}

function caseElement({ path, durationMs, findings, errors }: Case, strict: boolean, tool: Tool): string {
  const fails = ({ severity }: Finding): boolean => severity === "error" || (strict && severity === "warn");
  const passing = findings.filter((finding) => !fails(finding));
  const children = [
    ...errors.map(errorElement),
    ...findings.filter(fails).map(failureElement),
    ...(passing.length === 0
      ? []
      : [`      <system-out>${xmlText(passing.map(({ line }) => line).join("\n"))}</system-out>\n`]),
  ];
  const opening = `    <testcase${xmlAttributes({ name: path, classname: tool.name, file: path, time: seconds(durationMs) })}`;
  return children.length === 0 ? `${opening}/>\n` : `${opening}>\n${children.join("")}    </testcase>\n`;
}

function failureElement({ rule, message, line }: Finding): string {
  return `      <failure${xmlAttributes({ message, type: rule })}>${xmlText(line)}</failure>\n`;
}

function errorElement({ kind, message }: RunError): string {
  return `      <error${xmlAttributes({ message, type: kind })}/>\n`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
