import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "../measure/machine.js";
import type { Sample } from "../measure/run-process.js";

/** One line of a table. */
export interface Row {
  readonly name: string;
  readonly version?: string;
  readonly checks?: string;
  readonly misses?: string;
  readonly posts?: number;
  readonly findings?: number;
  /** The files that it found something in, where it names no others. */
  readonly named?: number;
  /** In the order of the rounds. The first row of a table ran in every round that the others ran in. */
  readonly samples: readonly Sample[];
}

export type Scenario = "compare" | "startup" | "scale" | "warm" | "changes";

/** What one scenario measured: enough to make its table without running it again. */
export interface Result {
  readonly scenario: Scenario;
  /** Tells results of one scenario apart: "1000 posts". */
  readonly title: string;
  /** A day. */
  readonly date: string;
  readonly machine: Machine;
  readonly galley: string;
  readonly corpus: { readonly version: number; readonly seed: number; readonly megabytes?: number };
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

const ORDER: readonly Scenario[] = ["compare", "startup", "scale", "warm", "changes"];
/** Those whose results are kept by the number of posts. */
const BY_POSTS: readonly Scenario[] = ["compare", "warm", "changes"];

/** All results that are kept, in the order of the page. */
export function readResults(root: string): readonly Result[] {
  const folder = join(root, "bench/results");
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const results = names.map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Result);
  const rank = ({ scenario, rows }: Result): number => ORDER.indexOf(scenario) * 1e9 + (rows[0]?.posts ?? 0);
  return results.sort((a, b) => rank(a) - rank(b));
}

export function writeResult(root: string, result: Result): void {
  const posts = BY_POSTS.includes(result.scenario) ? `-${result.rows[0]?.posts}` : "";
  const folder = join(root, "bench/results");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${result.scenario}${posts}.json`);
  const short = (_: string, value: unknown): unknown =>
    typeof value === "number" ? Math.round(value * 100) / 100 : value;
  writeFileSync(file, `${JSON.stringify(result, short, 2)}\n`);
}
