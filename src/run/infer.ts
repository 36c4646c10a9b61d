import { basename, dirname, join, relative } from "node:path";
import type { LoadedConfig } from "../config/layers.js";
import { findConfig } from "../config/load.js";
import { UserError } from "../errors.js";
import { replaceText } from "../files/write.js";
import { writeNew } from "../files/write-new.js";
import { writeReport } from "../files/write-report.js";
import { type CollectionSchema, collectionSchema } from "../infer/collection-schema.js";
import { type Change, mergeInferred } from "../infer/merge.js";
import type { ObservedPost } from "../infer/observe.js";
import { type Settings, settingsOf } from "../infer/settings.js";
import { configHead, configRest, schemaSkeleton } from "../infer/skeleton.js";
import { shippedDescriptions } from "../schema/registry.js";
import { findOutliers, type Outlier } from "./outliers.js";
import { type Plan, type PlanOptions, planRun } from "./plan.js";
import { type ReadPosts, readPosts } from "./read-posts.js";
import { currentText, knownCollections, newCollections, schemaParts, slashed } from "./schema-files.js";

export interface InferOptions extends Pick<PlanOptions, "cwd" | "rules" | "patterns"> {
  /** Renew what was inferred before, instead of beginning anew. */
  readonly update: boolean;
  /** Replace files that are there. */
  readonly force: boolean;
  readonly clock: () => number;
  readonly now: number;
  readonly pause: () => Promise<void>;
}

export interface InferredCollection {
  readonly globs: readonly string[];
  /** Relative to the working directory. */
  readonly schema: string;
  readonly posts: number;
  readonly keys: CollectionSchema["keys"];
  readonly rare: CollectionSchema["rare"];
}

/** What a repository's posts have in common, and what was written of it. */
export interface Inference {
  readonly read: ReadPosts;
  readonly plan: Plan;
  readonly site: string;
  readonly collections: readonly InferredCollection[];
  readonly settings: Settings;
  /** What was written or changed, by file relative to the working directory. */
  readonly files: readonly {
    readonly path: string;
    readonly changes: readonly Change[];
    readonly kept: readonly string[];
  }[];
  readonly outliers: readonly Outlier[];
}

const FILE = "galley.config.yaml";

/**
 * Reads the posts and writes, or renews, a configuration and schemas that say what they have in common.
 *
 * @throws UserError for files that are in the way, and a configuration that is wrong
 */
export async function inferRepository(options: InferOptions): Promise<Inference> {
  const { cwd, rules, patterns, update, force } = options;
  if (update && patterns.length > 0) {
    throw new UserError(
      "--update takes no paths",
      "It reads all posts: a part of them would tell less than what is written.",
    );
  }
  const present = presentConfig(options);
  const config = present ?? join(cwd, FILE);
  const home = dirname(config);
  const plan = await planRun({ cwd, rules, patterns, ...(update ? { config } : { noConfig: true }) });
  if (plan.unmatched.length > 0 && patterns.length > 0) throw new UserError(`No file matches \`${plan.unmatched[0]}\``);
  const read = await readPosts(plan, home, options.pause);
  const site = siteWords(plan.loaded);
  const extended = extendedLine(plan.loaded, home);
  const found = update ? knownCollections(read.posts, plan, home) : newCollections(read.posts, home, force);
  const writes: Write[] = [];
  const collections = found.map((collection): InferredCollection => {
    const { posts, schema, globs } = collection;
    const inferred = collectionSchema(collection, descriptionsOf(posts));
    const before = update ? currentText(schema) : undefined;
    const title = `Front matter of ${collection.name}`;
    writes.push({ path: schema, before, ...mergeInferred(before ?? schemaSkeleton(title), inferred.parts) });
    const { keys, rare } = inferred;
    return { globs, schema: slashed(relative(cwd, schema)), posts: posts.length, keys, rare };
  });
  const settings = settingsOf(read.posts, siteZone(plan.loaded));
  const before = update ? currentText(config) : undefined;
  const parts = [...schemaParts(found, home, read.lists), ...settings.parts];
  const zone = settings.parts.filter(({ pointer }) => pointer === "/timezone");
  const start = before ?? mergeInferred(configHead(extended, site), zone).text + configRest;
  writes.push({ path: config, before, ...mergeInferred(start, parts, "/schemas/") });
  for (const write of writes) writeOut(write, options, home);
  const planned: PlanOptions = { cwd, rules, patterns, config };
  const outliers = read.posts.length === 0 ? [] : await findOutliers(planned, options);
  const files = writes
    .filter(({ before: old, text, kept }) => old !== text || kept.length > 0)
    .map(({ path, changes, kept }) => ({ path: slashed(relative(cwd, path)), changes, kept }));
  return { read, plan, site, collections, settings, files, outliers };

  function descriptionsOf(posts: readonly ObservedPost[]): ReadonlyMap<string, string> {
    const dialect = posts[0]?.dialect;
    return dialect === undefined || dialect === "any" ? new Map() : shippedDescriptions(dialect);
  }
}

interface Write {
  /** Absolute. */
  readonly path: string;
  /** Undefined: the file is new. */
  readonly before: string | undefined;
  readonly text: string;
  readonly changes: readonly Change[];
  readonly kept: readonly string[];
}

/** The configuration that is renewed or replaced, if any. */
function presentConfig({ cwd, update, force }: InferOptions): string | undefined {
  const present = findConfig(cwd);
  if (update) {
    if (present === undefined)
      throw new UserError("There is no configuration to update", "`galley init --infer` writes one.");
    if (!/\.ya?ml$/.test(present)) {
      throw new UserError(`\`${basename(present)}\` is no YAML`, "Only a galley.config.yaml can be updated.");
    }
    return present;
  }
  if (present === undefined || dirname(present) !== cwd) return undefined;
  const name = basename(present);
  if (name !== FILE) throw new UserError(`This folder has a configuration already: \`${name}\``, "Change that one.");
  if (!force) {
    throw new UserError(
      `${FILE} exists already`,
      "`galley init --infer --update` adds to it what the posts show, `--force` replaces it.",
    );
  }
  return present;
}

function writeOut({ path, before, text }: Write, { cwd, force, update }: InferOptions, home: string): void {
  if (before === text) return;
  if (before !== undefined) {
    const result = replaceText(path, before, text, [cwd, home]);
    if (!result.ok) throw new UserError(`\`${path}\`: ${result.message}`);
  } else if (force && !update) writeReport(path, [text]);
  else writeNew(path, text, home);
}

function siteZone({
  timezones = [],
  detected,
}: LoadedConfig): { readonly value: string; readonly from: string } | undefined {
  const shown = detected[0];
  return shown === undefined
    ? timezones.at(-1)
    : timezones.find(({ generator, folder }) => generator === shown.generator && folder === shown.folder);
}

function siteWords({ detected, file }: LoadedConfig): string {
  if (detected.length === 0) return file === undefined ? "No generator was recognised." : `As ${basename(file)} says.`;
  return `This is a ${detected.map(({ generator, reason }) => `${generator} site (${reason})`).join(", and a ")}.`;
}

/** A generator that is named counts everywhere: one of a folder, or of several, is better left to be recognised. */
function extendedLine({ detected, base }: LoadedConfig, home: string): string {
  const [shown] = detected;
  if (shown === undefined) return "extends: [recommended]";
  const here = detected.length === 1 && join(base, shown.folder) === home;
  return here ? `extends: [recommended, ${shown.generator}]` : "# extends: [recommended]";
}
