/**
 * Measures galley, alone and beside other linters, on posts that it makes up. `npm run bench -- COMMAND [OPTIONS]`;
 * docs/performance.md explains both.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { fillSections } from "../scripts/generate/markdown.js";
import { writeCorpus } from "./corpus/write-corpus.js";
import { root } from "./measure/galley.js";
import { type Result, writeResult } from "./report/results.js";
import { benchTables, section } from "./report/tables.js";
import { changes } from "./scenarios/changes.js";
import { compare } from "./scenarios/compare.js";
import { holdInstructions } from "./scenarios/instructions.js";
import { scale } from "./scenarios/scale.js";
import type { Setting } from "./scenarios/setting.js";
import { startup } from "./scenarios/startup.js";
import { warm } from "./scenarios/warm.js";

const USAGE = `npm run bench                      starting, and 1,000 posts beside all peers: about ten minutes
npm run bench -- COMMAND [OPTIONS]
  compare                          galley beside its peers
  startup                          galley against \`node -e 0\`
  scale                            galley on more and more posts
  warm                             galley when nothing has changed
  changes                          galley on many posts of which one has changed
  instructions                     counts instructions (needs valgrind), and fails above bench/limits.json
  generate FOLDER                  only writes posts
  --posts N     how many (default 1000)          --seed N    which ones (default 1)
  --runs N      rounds (default 7)               --budget S  seconds that each peer may take over all rounds (default 60)
  --peers A,B   these alone (compare)            --sizes A,B how many posts (scale; default 1000,10000)
  --passes N    passes of the HTML parser; the last two tell what warm code takes (instructions; default 3)
  --views       each post as .md and body as .html, too (generate)
  --dir FOLDER  where corpora and peers are kept (default: in the folder for temporary files)
  --write       keep the results, and put them into docs/performance.md; for instructions: as limits
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    posts: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    runs: { type: "string", default: "7" },
    budget: { type: "string", default: "60" },
    peers: { type: "string", default: "" },
    sizes: { type: "string", default: "1000,10000" },
    passes: { type: "string", default: "3" },
    dir: { type: "string", default: join(tmpdir(), "galley-bench") },
    views: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

const names = (text: string): readonly string[] => text.split(",").filter((name) => name !== "");
const setting: Setting = {
  folder: resolve(values.dir),
  posts: count("posts", values.posts),
  seed: count("seed", values.seed),
  runs: count("runs", values.runs),
  budget: count("budget", values.budget) * 1_000,
  peers: names(values.peers),
  sizes: names(values.sizes).map((size) => count("sizes", size)),
  passes: Math.max(count("passes", values.passes), 3),
  say: (line) => process.stderr.write(`${line}\n`),
};

const scenarios = { compare, startup, scale, warm, changes } as const;
const [command, folder, ...rest] = positionals;

if (values.help) process.stdout.write(USAGE);
else if (command === "generate" && folder !== undefined && rest.length === 0) {
  const { posts, bytes } = writeCorpus(resolve(folder), setting.posts, setting.seed, values.views);
  process.stdout.write(`${posts} posts, ${(bytes / 1e6).toFixed(1)} MB, in ${folder}\n`);
} else if (folder !== undefined) misused();
else if (command === undefined) {
  setting.say(
    "Starting, then 1,000 posts beside all peers: about ten minutes. `npm run bench -- --help` has the rest.",
  );
  await keep(await startup(setting));
  await keep(await compare(setting));
} else if (command === "instructions") {
  if (!(await holdInstructions(setting, values.write))) process.exitCode = 1;
} else if (command in scenarios) await keep(await scenarios[command as keyof typeof scenarios](setting));
else misused();

async function keep(result: Result): Promise<void> {
  process.stdout.write(`${section(result)}\n\n`);
  if (!values.write) return;
  writeResult(root, result);
  const page = join(root, "docs/performance.md");
  const filled = await fillSections(readFileSync(page, "utf8"), async () => benchTables(root));
  writeFileSync(page, filled);
}

function misused(): void {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}

function count(name: string, given: string): number {
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new Error(`--${name} takes a number from 1 on, not ${given}`);
  return Number(given);
}
