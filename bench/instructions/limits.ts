import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Ratios by what is counted, by the major version of Node: another Node takes other instructions. */
export type Limits = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** How far above its limit a ratio may be: what counting itself varies by, and small changes of other people. */
const SLACK = 1.03;

const fileOf = (root: string): string => join(root, "bench/limits.json");

export function readLimits(root: string): Limits {
  return JSON.parse(readFileSync(fileOf(root), "utf8")) as Limits;
}

export function writeLimits(root: string, limits: Limits): void {
  writeFileSync(fileOf(root), `${JSON.stringify(limits, undefined, 2)}\n`);
}

/** One sentence for each ratio that is above its limit, or that should have one and has none. */
export function violations(
  ratios: ReadonlyMap<string, number>,
  limits: Readonly<Record<string, number>>,
): readonly string[] {
  const found: string[] = [];
  for (const [name, ratio] of ratios) {
    const limit = limits[name];
    if (limit === undefined) found.push(`${name}: no limit`);
    else if (!(ratio <= limit * SLACK)) found.push(`${name}: ${ratio.toFixed(2)}, limit ${limit}`);
  }
  return found;
}
