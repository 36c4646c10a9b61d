import { compareText } from "../diagnostic.js";
import { digest } from "../digest.js";
import type { ShardMark } from "../result.js";
import type { Plan } from "./plan.js";
import { toolVersion } from "./version.js";

/** The `index`-th, from 1, of `count` parts. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * The part of a plan that a shard lints, and what marks its report. A file's shard depends on its path from the configuration's folder
 * alone: it stays when other files come and go.
 *
 * @param asked what else decides what is found: rules of the command line, the tier of fixes
 */
export function shardPlan(plan: Plan, shard: Shard, asked: unknown): { readonly plan: Plan; readonly mark: ShardMark } {
  const { loaded } = plan;
  const files = plan.files.filter(({ fromBase }) => shardOf(fromBase, shard.count) === shard.index);
  const configuration = JSON.stringify([
    toolVersion(),
    loaded.layers.map(({ name, scope, generator, config }) => [name, scope, generator, config]),
    loaded.rules.map(({ id }) => id),
    loaded.timezones,
    asked,
  ]);
  const paths = Array.from(plan.files, ({ path }) => path).sort(compareText);
  const mark = {
    ...shard,
    configuration: digest(configuration),
    files: digest(JSON.stringify([paths, plan.ignored])),
  };
  return { plan: { ...plan, files }, mark };
}

function shardOf(path: string, count: number): number {
  return (Number.parseInt(digest(path).slice(0, 8), 16) % count) + 1;
}
