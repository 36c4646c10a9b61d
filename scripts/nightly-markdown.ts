/**
 * Reads many composed texts, and every Markdown file below the given folders, by the scanner and by markdown-it, and
 * says where they differ. `nightly-markdown [--cases N] [--seed S] [folders...]`
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { MarkdownMaker } from "../test/source/arbitrary-markdown.js";
import { compareMarkdown, dialects } from "../test/source/compare-markdown.js";

/** Differences that are printed; more of them say nothing new. */
const MOST_SHOWN = 20;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: "string", default: "1000000" }, seed: { type: "string", default: "1" } },
});
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const started = performance.now();
let differences = 0;

const maker = new MarkdownMaker(Number(values.seed));
const composed = { readings: 0, doubts: 0 };
for (let done = 0; done < Number(values.cases); done++) {
  const text = maker.next();
  compare(text, dialects.slice(done % dialects.length, (done % dialects.length) + 1), JSON.stringify(text), composed);
}

const real = { readings: 0, doubts: 0 };
for (const folder of positionals) {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (!/\.(?:md|markdown|mdx)$/i.test(name) || /(?:^|[\\/])(?:node_modules|\.git)[\\/]/.test(name)) continue;
    const path = join(folder, name);
    if (statSync(path).isFile()) compare(readFileSync(path, "utf8"), dialects, path, real);
  }
}

const seconds = ((performance.now() - started) / 1000).toFixed(0);
say(`${composed.readings} composed texts, ${composed.doubts} of them left to markdown-it`);
say(`${real.readings} readings of files, ${real.doubts} of them left to markdown-it`);
say(`${differences} differences, ${seconds} s`);
if (differences > 0) process.exitCode = 1;

function compare(text: string, by: typeof dialects, name: string, count: typeof composed): void {
  for (const dialect of by) {
    const body = /^---\r?\n[\s\S]*?\n---[ \t]*\r?\n/.exec(text)?.[0].length ?? 0;
    const { scanned, expected } = compareMarkdown(text, dialect, body);
    count.readings++;
    if (scanned === undefined) count.doubts++;
    else if (!isDeepStrictEqual(scanned, expected) && ++differences <= MOST_SHOWN) {
      say(`${name} (${dialect.flavour}, indented code: ${dialect.indentedCode})`);
      for (const key of Object.keys(expected) as (keyof typeof expected)[]) {
        if (isDeepStrictEqual(scanned[key], expected[key])) continue;
        say(`  scanned:  ${key} ${JSON.stringify(scanned[key])}`);
        say(`  expected: ${key} ${JSON.stringify(expected[key])}`);
      }
    }
  }
}
