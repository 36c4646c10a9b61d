/** Runs every compiled test, or those whose path holds one of the given words. */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const compiled = join(dirname(fileURLToPath(import.meta.url)), "../test");
// The sources are listed, not what was compiled: that may hold tests which are gone.
const sources = join(compiled, "../../test");
const words = process.argv.slice(2);
const files = readdirSync(sources, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .map((file) => join(compiled, file.replace(/ts$/, "js")))
  .sort();

if (files.length === 0) {
  process.stderr.write("No test matches\n");
  process.exitCode = 1;
} else {
  run({ files, concurrency: true })
    .on("test:fail", () => {
      process.exitCode = 1;
    })
    .compose(new spec())
    .pipe(process.stdout);
}
