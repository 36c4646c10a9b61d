/**
 * Fixes many generated posts, and every post below the given folders, and says what fixing gets wrong. A failing case is
 * shrunk. `nightly [--cases N] [--seed S] [folders...]`
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import fc from "fast-check";
import type { Post } from "../test/fix/arbitrary.js";
import { posts } from "../test/fix/arbitrary.js";
import { checkFixing } from "../test/fix/check-fixing.js";

const TIERS = ["safe", "unsafe"] as const;
/** Milliseconds after which a failing case is small enough. */
const SHRINKING = 30_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: "string", default: "100000" }, seed: { type: "string", default: "1" } },
});
const cases = count("cases", values.cases);
const seed = count("seed", values.seed);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

let failures = 0;
const seen = new Set<string>();
/** Fixes that galley refused, and how often: faults of rules, but no harm is done. */
const dropped = new Map<string, number>();
const started = performance.now();

for (let round = 0, done = 0; done < cases; round++) {
  // One failing case ends a run of fast-check: what it says is left out of the next.
  const from = performance.now();
  let failedAt = 0;
  const found = fc.check(
    fc.property(posts, fc.constantFrom(...TIERS), (post, tier) => {
      if (failedAt > 0 && performance.now() - failedAt > SHRINKING) return;
      const reason = faultOf(post, tier);
      if (reason === undefined || seen.has(kindOf(reason))) return;
      if (failedAt === 0) failedAt = performance.now();
      throw new Error(reason);
    }),
    { numRuns: cases - done, seed: seed + round },
  );
  done += found.failed ? Math.max(found.numRuns, 1) : cases - done;
  if (found.counterexample === null) continue;
  const [post, tier] = found.counterexample;
  const reason = faultOf(post, tier) ?? "no longer fails";
  seen.add(kindOf(reason));
  failures++;
  say(`${reason} (${tier}, ${post.path}, ${post.generator ?? "no generator"}, seed ${seed + round})`);
  say(`  ${JSON.stringify(post.text)}`);
  if (performance.now() - from > 60 * 60 * 1000) break;
}

let files = 0;
for (const folder of positionals) {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (!/\.(?:md|markdown|mdx|html?)$/i.test(name) || /(?:^|[\\/])(?:node_modules|\.git)[\\/]/.test(name)) continue;
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    const post: Post = { text: readFileSync(path, "utf8"), path: name.replaceAll("\\", "/"), generator: undefined };
    files++;
    for (const tier of TIERS) {
      const reason = faultOf(post, tier);
      if (reason === undefined) continue;
      failures++;
      say(`${path} (${tier}): ${reason}`);
    }
  }
}

for (const [what, times] of [...dropped].sort((a, b) => b[1] - a[1])) say(`left out ${times} times: ${what}`);
const seconds = ((performance.now() - started) / 1000).toFixed(0);
say(`${cases} generated posts, ${files} files, ${failures} failures, ${seconds} s`);
if (failures > 0) process.exitCode = 1;

function faultOf(post: Post, tier: (typeof TIERS)[number]): string | undefined {
  try {
    return checkFixing(post, tier, (what) => dropped.set(kindOf(what), (dropped.get(kindOf(what)) ?? 0) + 1));
  } catch (error) {
    return `it throws ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

/** What two failures of one cause share. */
function kindOf(reason: string): string {
  return reason.replace(/`[^`]*`|\d+/g, "…");
}

function count(name: string, given: string): number {
  if (!/^\d{1,9}$/.test(given)) throw new Error(`--${name} takes a number, not ${given}`);
  return Number(given);
}
