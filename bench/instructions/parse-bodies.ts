/**
 * Reads the HTML files of a folder, and parses each: `parse-bodies galley|rehype-parse|nothing FOLDER`. The instructions
 * of `nothing` are what starting and reading take.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [, , parser = "", folder = ""] = process.argv;

const parse: (text: string) => unknown = await parserOf(parser);
let bodies = 0;
for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
  if (!name.endsWith(".html")) continue;
  parse(readFileSync(join(folder, name), "utf8"));
  bodies++;
}
process.stdout.write(`${bodies} bodies\n`);

async function parserOf(name: string): Promise<(text: string) => unknown> {
  if (name === "nothing") return (text) => text;
  if (name === "galley") return (await import("../../src/source/html.js")).parseHtml;
  if (name !== "rehype-parse") throw new Error(`No parser ${name}`);
  const [{ unified }, { default: rehypeParse }] = await Promise.all([import("unified"), import("rehype-parse")]);
  const processor = unified().use(rehypeParse, { fragment: true }).freeze();
  return (text) => processor.parse(text);
}
