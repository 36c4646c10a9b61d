import { createReporter } from "../../src/report/index.js";
import type { Example, Rule } from "../../src/rule.js";
import { sourceText } from "../../src/source/source-text.js";
import { lintExample } from "../../src/testing.js";

const WIDTH = 100;

/** The text of an example without its marks. */
export function exampleText(example: Example): string {
  return (example.bad ?? example.good ?? "").replace(/[«»]/g, "");
}

/** What galley prints of an example: excerpts with the places marked, messages and notes. */
export function exampleReport(rule: Rule, example: Example): string {
  const text = exampleText(example);
  const path = example.path ?? "post.md";
  const diagnostics = lintExample(rule, example, { text, path }).diagnostics.filter((one) => one.rule === rule.id);
  const style = { color: false, hyperlinks: false, width: WIDTH, quiet: false, stats: false };
  const reporter = createReporter("pretty", style, { name: "galley", version: "", ruleUrl: () => undefined });
  const report = reporter.file({
    path,
    status: "linted",
    source: sourceText(text),
    diagnostics,
    suppressed: 0,
    errors: [],
    durationMs: 0,
  });
  // The first lines are the file's name and an empty one.
  const lines = report.trimEnd().split("\n").slice(2);
  return lines.map((line) => line.replace(/^ {2}/, "")).join("\n");
}
