import type { Severity } from "../diagnostic.js";
import type { FileResult } from "../result.js";
import { documentReporter } from "./document.js";
import { placed, told } from "./placed.js";
import type { DocumentReporter, Style, Tool } from "./reporter.js";
import { xmlAttributes } from "./xml.js";

const SEVERITIES: Readonly<Record<Severity, string>> = { error: "error", warn: "warning", info: "info" };

/** Checkstyle's XML, which many CI servers and editors read. */
export function checkstyleReporter(style: Style, tool: Tool): DocumentReporter {
  const draw = (result: FileResult): string => {
    const lines = placed(result, style.quiet).map(({ diagnostic, start }) => {
      const { rule, severity } = diagnostic;
      const source = `${tool.name}.${rule.replace("/", ".")}`;
      const values = { line: start.line, column: start.column, severity: SEVERITIES[severity] };
      return `    <error${xmlAttributes({ ...values, message: told(diagnostic), source })}/>\n`;
    });
    for (const { kind, message } of result.errors) {
      lines.push(
        `    <error${xmlAttributes({ line: 1, severity: "error", message, source: `${tool.name}.${kind}` })}/>\n`,
      );
    }
    if (lines.length === 0) return "";
    return `  <file${xmlAttributes({ name: style.below + result.path })}>\n${lines.join("")}  </file>\n`;
  };
  return documentReporter({ draw, note: () => {} }, function* (_, __, held) {
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="8.0">\n';
    yield* held.pieces();
    yield "</checkstyle>\n";
  });
}
