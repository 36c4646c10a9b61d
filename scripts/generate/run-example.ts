import { exampleFindings, examplePath, exampleRepairs } from "../../src/examples.js";
import { changedLines } from "../../src/report/diff.js";
import { createReporter } from "../../src/report/index.js";
import type { Example, Rule } from "../../src/rule.js";
import { fenced } from "./markdown.js";

const WIDTH = 100;

/** What galley prints of an example: excerpts with the places marked, messages and notes. */
export function exampleReport(rule: Rule, example: Example): string {
  const { diagnostics, source } = exampleFindings(rule, example);
  const style = {
    color: false,
    hyperlinks: false,
    width: WIDTH,
    quiet: false,
    stats: false,
    below: "",
    maxWarnings: undefined,
  };
  const reporter = createReporter("pretty", style, {
    name: "galley",
    version: "",
    rule: () => undefined,
    asset: () => "",
  });
  const report = reporter.file({
    path: examplePath(example),
    status: "linted",
    source,
    diagnostics,
    suppressed: 0,
    errors: [],
    durationMs: 0,
  });
  // The first lines are the file's name and an empty one.
  const lines = report.trimEnd().split("\n").slice(2);
  return lines.map((line) => line.replace(/^ {2}/, "")).join("\n");
}

/** What fixing makes of an example, as diffs; nothing when it has no fix. */
export function exampleDiffs(rule: Rule, example: Example): readonly string[] {
  return exampleRepairs(rule, example).flatMap(({ tier, change }) => [
    `\`galley lint --fix${tier === "unsafe" ? " --unsafe" : ""}\` makes of it:`,
    fenced(
      changedLines(change)
        .map(({ sign, text }) => sign + text)
        .join("\n"),
      "diff",
    ),
  ]);
}
