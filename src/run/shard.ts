import { compareText } from "../diagnostic.js";
import { digest } from "../digest.js";
import { codeDigest } from "../files/module-closure.js";
import type { ShardMark } from "../result.js";
import { keptPath, schemaState } from "./cache/schema-state.js";
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
 * @param asked what else decides what is found: rules of the command line, the tier of fixes, the present if it was named
 */
export function shardPlan(plan: Plan, shard: Shard, asked: unknown): { readonly plan: Plan; readonly mark: ShardMark } {
  const { loaded } = plan;
  const files = plan.files.filter(({ fromBase }) => shardOf(fromBase, shard.count) === shard.index);
  const configuration = JSON.stringify([
    toolVersion(),
    loaded.layers.map(({ name, scope, generator, config }) => [name, scope, generator, config]),
    loaded.rules.map(({ id }) => id),
    loaded.timezones,
    loaded.markdown,
    (loaded.plugins ?? []).map(codeDigest),
    schemasOf(plan),
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

/** What the schemas of a plan's files say, each once. */
function schemasOf({
  files,
  resolve,
  loaded,
  git,
}: Plan): readonly (readonly [path: string, state: string | undefined])[] {
  const states = new Map<string, string | undefined>();
  for (const { fromBase } of files) {
    const reference = resolve(fromBase).schema.value;
    if (reference?.kind !== "file") continue;
    const path = keptPath(loaded.base, reference.path);
    if (!states.has(path)) states.set(path, schemaState(loaded.base, path, git?.tree));
  }
  return [...states].sort(([a], [b]) => compareText(a, b));
}

function shardOf(path: string, count: number): number {
  return (Number.parseInt(digest(path).slice(0, 8), 16) % count) + 1;
}
