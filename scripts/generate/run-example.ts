import type { Diagnostic } from "../../src/diagnostic.js";
import { lintDocument } from "../../src/lint/lint-document.js";
import { createReporter } from "../../src/report/index.js";
import type { Example, Rule } from "../../src/rule.js";
import { compileSchema } from "../../src/schema/compile.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";
import { defaultOptions } from "../../src/testing.js";

const WIDTH = 100;

/** The text of an example without its marks. */
export function exampleText(example: Example): string {
  return (example.bad ?? example.good ?? "").replace(/[«»]/g, "");
}

/** What galley prints of an example: excerpts with the places marked, messages and notes. */
export function exampleReport(rule: Rule, example: Example): string {
  const text = exampleText(example);
  const { diagnostics, source } = lintExample(rule, example, text);
  const style = { color: false, hyperlinks: false, width: WIDTH, quiet: false, stats: false };
  const reporter = createReporter("pretty", style, { name: "galley", version: "", rule: () => undefined });
  const report = reporter.file({
    path: example.path ?? "post.md",
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

function lintExample(rule: Rule, example: Example, text: string) {
  const path = example.path ?? "post.md";
  const validator = example.schema === undefined ? undefined : compileSchema(example.schema, { name: "example" });
  const folders = example.files === undefined ? undefined : foldersOf([...example.files, path]);
  const reading = readDocument(text, path, generatorProfile(example.generator));
  const severity = rule.recommended === "off" ? "warn" : rule.recommended;
  const result = lintDocument(reading, {
    rules: [{ rule, severity, options: { ...defaultOptions(rule), ...example.options } }],
    knownRules: new Set([rule.id]),
    capabilities: folders === undefined ? {} : { listFolder: (folder) => folders.get(folder) },
    timezone: example.timezone ?? "UTC",
    root: example.root,
    validate: validator === undefined ? undefined : (frontMatter) => validator.validate(frontMatter),
  });
  const diagnostics: readonly Diagnostic[] = result.diagnostics.filter((one) => one.rule === rule.id);
  return { diagnostics, source: reading.document.source };
}

/** Names by folder. */
function foldersOf(files: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>([[".", new Set()]]);
  for (const file of files) {
    let folder = ".";
    for (const part of file.split("/")) {
      folders.set(folder, (folders.get(folder) ?? new Set()).add(part));
      folder = folder === "." ? part : `${folder}/${part}`;
    }
  }
  return folders;
}
