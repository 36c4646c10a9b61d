import type { Severity } from "../diagnostic.js";
import { digest } from "../digest.js";
import type { FileResult } from "../result.js";
import { documentReporter, jsonArray, jsonItem } from "./document.js";
import { identified, told } from "./placed.js";
import type { DocumentReporter, Style } from "./reporter.js";
import { safeJson } from "./visible.js";

const SEVERITIES: Readonly<Record<Severity, string>> = { error: "major", warn: "minor", info: "info" };

/** GitLab's Code Quality: an array of issues, each with a fingerprint that is unique and does not depend on the line. */
export function gitlabReporter(style: Style): DocumentReporter {
  const draw = (result: FileResult): string => {
    let issues = "";
    const add = (issue: object): void => {
      issues += jsonItem(`  ${safeJson(JSON.stringify(issue))}`);
    };
    const path = style.below + result.path;
    for (const { diagnostic, start, end, fingerprint } of identified(result, style.quiet)) {
      add({
        description: told(diagnostic),
        check_name: diagnostic.rule,
        fingerprint,
        severity: SEVERITIES[diagnostic.severity],
        location: { path, lines: { begin: start.line, end: end.line } },
      });
    }
    for (const [index, { kind, path: at, message }] of result.errors.entries()) {
      add({
        description: message,
        check_name: `galley/${kind}`,
        fingerprint: digest(JSON.stringify([kind, index, at])),
        severity: "blocker",
        location: { path: style.below + at, lines: { begin: 1 } },
      });
    }
    return issues;
  };
  return documentReporter({ draw, note: () => {} }, function* (_, __, held) {
    yield* jsonArray(held, "");
    yield "\n";
  });
}
