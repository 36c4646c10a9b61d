import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Ids of the rules: the paths of their files below `rules/`. */
export function ruleIds(root: string): readonly string[] {
  const ids: string[] = [];
  for (const folder of readdirSync(join(root, "rules"), { withFileTypes: true })) {
    if (!folder.isDirectory()) continue;
    for (const file of readdirSync(join(root, "rules", folder.name))) {
      if (file.endsWith(".ts")) ids.push(`${folder.name}/${file.slice(0, -".ts".length)}`);
    }
  }
  return ids.sort();
}

/** The text of rules/index.ts. */
export function ruleIndex(ids: readonly string[]): string {
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

/** `html/no-inline-style` -> `htmlNoInlineStyle` */
function variable(id: string): string {
  return id.replace(/[-/](.)/g, (_, letter: string) => letter.toUpperCase());
}
