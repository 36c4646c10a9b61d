/** Writes every file that is made from others; `--check` fails when one of them is stale. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** Ids of the rules: the paths of their files. */
function ruleIds(): readonly string[] {
  const ids: string[] = [];
  for (const folder of readdirSync(join(root, "rules"), { withFileTypes: true })) {
    if (!folder.isDirectory()) continue;
    for (const file of readdirSync(join(root, "rules", folder.name))) {
      if (file.endsWith(".ts")) ids.push(`${folder.name}/${file.slice(0, -".ts".length)}`);
    }
  }
  return ids.sort();
}

/** `html/no-inline-style` -> `htmlNoInlineStyle` */
function variable(id: string): string {
  return id.replace(/[-/](.)/g, (_, letter: string) => letter.toUpperCase());
}

function ruleIndex(ids: readonly string[]): string {
  return [
    "// Generated from the files beside it by `npm run generate`.",
    'import type { Rule } from "../src/rule.js";',
    ...ids.map((id) => `import ${variable(id)} from "./${id}.js";`),
    "",
    "/** Every rule, in order of id. */",
    "export const rules = [",
    ...ids.map((id) => `  ${variable(id)},`),
    "] as unknown as readonly Rule[];",
    "",
  ].join("\n");
}

const generated = new Map<string, string>([["rules/index.ts", ruleIndex(ruleIds())]]);

const stale: string[] = [];
for (const [file, text] of generated) {
  const path = join(root, file);
  let current: string | undefined;
  try {
    current = readFileSync(path, "utf8");
  } catch {
    current = undefined;
  }
  if (current === text) continue;
  stale.push(file);
  if (process.argv.includes("--check")) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
if (process.argv.includes("--check") && stale.length > 0) {
  process.stderr.write(`Stale, run \`npm run generate\`: ${stale.join(", ")}\n`);
  process.exitCode = 1;
}
