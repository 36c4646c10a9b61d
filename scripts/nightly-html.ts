/**
 * Holds the fast HTML parser against the reference on generated tag soup, and on every post below the given folders, as its masked text
 * and as it stands. `nightly-html [--cases N] [--seed S] [folders...]`
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { generatorProfile } from "../src/source/generators.js";
import { readDocument } from "../src/source/read-document.js";
import { compareParsers } from "../test/source/html/compare.js";
import { pageSoup, tagSoup } from "../test/source/html/tag-soup.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: "string", default: "1000000" }, seed: { type: "string", default: "1" } },
});
const cases = Number(values.cases);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const outcomes = { equal: 0, left: 0, different: 0 };

function compare(text: string, page: boolean, name: string): void {
  const outcome = compareParsers(text, page);
  outcomes[outcome]++;
  if (outcome === "different") say(`${name}: the parsers differ`);
}

for (const [soup, page, share] of [
  [tagSoup, false, 0.8],
  [pageSoup, true, 0.2],
] as const) {
  const numRuns = Math.round(cases * share);
  const result = fc.check(
    fc.property(soup, (text) => {
      const outcome = compareParsers(text, page);
      outcomes[outcome]++;
      return outcome !== "different";
    }),
    { numRuns, seed: Number(values.seed) },
  );
  if (result.counterexample !== null) say(`${page ? "page" : "fragment"}: ${JSON.stringify(result.counterexample[0])}`);
}
say(`generated: ${JSON.stringify(outcomes)}`);
const generated = outcomes.different;

for (const folder of positionals) {
  Object.assign(outcomes, { equal: 0, left: 0, different: 0 });
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (!/\.(?:md|markdown|mdx|html?)$/i.test(name) || /(?:^|[\\/])(?:node_modules|\.git)[\\/]/.test(name)) continue;
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    const text = readFileSync(path, "utf8");
    if (text.length > 1_000_000) continue;
    const { document } = readDocument(text, name, generatorProfile(undefined));
    compare(document.markup.masked, false, path);
    compare(text, false, path);
    if (/<(?:!doctype|html|head|body)[\s>]/i.test(text))
      compare(text.slice(text.search(/<(?:!doctype|html|head|body)[\s>]/i)), true, path);
  }
  say(`${folder}: ${JSON.stringify(outcomes)}`);
  if (outcomes.different > 0) process.exitCode = 1;
}
if (generated > 0) process.exitCode = 1;
