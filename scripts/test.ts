/** Runs every compiled test, or those whose path holds one of the given words. */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../test");
const words = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.js"))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .map((file) => join(folder, file))
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
