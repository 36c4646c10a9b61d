/**
 * Reads the HTML files of a folder, and parses each: `parse-bodies galley|rehype-parse|nothing FOLDER [PASSES [BODIES]]`. The instructions
 * of `nothing` are what starting and reading take; those of a pass after the first are what code takes that is warm.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [, , parser = "", folder = "", passes = "1", most = "Infinity"] = process.argv;

const parse: (text: string) => unknown = await parserOf(parser);
const bodies = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .sort()
  .filter((name) => name.endsWith(".html"))
  .slice(0, Number(most))
  .map((name) => readFileSync(join(folder, name), "utf8"));
for (let pass = 0; pass < Number(passes); pass++) for (const body of bodies) parse(body);
process.stdout.write(`${bodies.length} bodies\n`);

async function parserOf(name: string): Promise<(text: string) => unknown> {
  if (name === "nothing") return (text) => text;
  if (name === "galley") return (await import("../../src/source/html.js")).parseHtml;
  if (name !== "rehype-parse") throw new Error(`No parser ${name}`);
  const [{ unified }, { default: rehypeParse }] = await Promise.all([import("unified"), import("rehype-parse")]);
  const processor = unified().use(rehypeParse, { fragment: true }).freeze();
  return (text) => processor.parse(text);
}
