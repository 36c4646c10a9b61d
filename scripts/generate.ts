/** Writes every file that is made from others; `--check` fails when one of them is stale. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { benchTables, peerTable } from "../bench/report/tables.js";
import { configSchema } from "../src/config/config-schema.js";
import type { Rule } from "../src/rule.js";
import { fillSections } from "./generate/markdown.js";
import { precisionTables } from "./generate/precision-table.js";
import { propertyTable } from "./generate/property-table.js";
import { ruleIds, ruleIndex } from "./generate/rule-index.js";
import { rulePage } from "./generate/rule-page.js";
import { catalogue, ruleTable } from "./generate/rule-table.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const checking = process.argv.includes("--check");
const stale: string[] = [];

/** Brings one file up to date; without a text, there is to be none. */
function settle(file: string, text: string | undefined): void {
  if (current(file) === text) return;
  stale.push(file);
  if (checking) return;
  const path = join(root, file);
  if (text === undefined) {
    rmSync(path);
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function current(file: string): string | undefined {
  try {
    return readFileSync(join(root, file), "utf8");
  } catch {
    return undefined;
  }
}

/** Markdown files of a folder, as paths from the root. */
function pages(folder: string): readonly string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".md")).map((name) => `${folder}/${name.replaceAll("\\", "/")}`);
}

async function generateFromRules(rules: readonly Rule[]): Promise<void> {
  settle("schemas/config.schema.json", `${JSON.stringify(configSchema(rules), undefined, 2)}\n`);
  settle("docs/rules/index.md", catalogue(rules));
  const rulePages = new Set(["docs/rules/index.md"]);
  for (const rule of rules) {
    const file = `docs/rules/${rule.id}.md`;
    rulePages.add(file);
    settle(file, rulePage(rule, rules));
  }
  for (const file of pages("docs/rules")) if (!rulePages.has(file)) settle(file, undefined);

  const { transcript } = await import("./generate/transcript.js");
  for (const file of ["README.md", ...pages("docs").filter((page) => !rulePages.has(page))]) {
    const page = current(file) ?? "";
    const docs = file === "README.md" ? "docs" : ".";
    const filled = await fillSections(page, async (name) => {
      if (name === "rules") return ruleTable(rules, docs);
      if (name === "generators") return (await import("./generate/generator-table.js")).generatorTables();
      if (name === "dates") return (await import("./generate/date-table.js")).dateTables();
      if (name === "bench") return benchTables(root);
      if (name === "bench, in short") return peerTable(root);
      return name === "precision" ? precisionTables(root, rules) : transcript(root, name);
    });
    settle(file, filled);
  }
}

settle("src/source/html/property-table.ts", propertyTable());
settle("rules/index.ts", ruleIndex(ruleIds(root)));
if (stale.length === 0) {
  const url = pathToFileURL(join(root, "dist/rules/index.js")).href;
  const { rules } = (await import(url)) as { readonly rules: readonly Rule[] };
  await generateFromRules(rules);
} else if (!checking) {
  // The catalogue is compiled code: `npm run generate` builds and comes again.
  process.stdout.write("rules/index.ts is new; build, and run this again for the rest.\n");
}
if (checking && stale.length > 0) {
  process.stderr.write(`Stale, run \`npm run generate\`: ${stale.join(", ")}\n`);
  process.exitCode = 1;
}
