import { basename, join, relative, resolve } from "node:path";
import { UserError } from "../errors.js";
import { escapeGlob, globList } from "../files/glob-list.js";
import { readText } from "../files/read.js";
import { isTaken } from "../files/write-new.js";
import { type Collection, collectionsOf, type Place } from "../infer/collections.js";
import { type Inferred, isInferred } from "../infer/merge.js";
import type { ObservedPost } from "../infer/observe.js";
import { pointerSegment } from "../source/front-matter.js";
import type { Plan } from "./plan.js";

/** A collection with the file of its schema. */
export interface Known extends Collection {
  /** Absolute. */
  readonly schema: string;
  readonly globs: readonly string[];
  /** Named by the configuration already. */
  readonly named: boolean;
}

/** Collections as the configuration has them, and those of folders that it does not know. */
export function knownCollections(posts: readonly ObservedPost[], plan: Plan, home: string): readonly Known[] {
  const bySchema = new Map<string, ObservedPost[]>();
  const others = new Set<ObservedPost>();
  for (const post of posts) {
    const fromBase = slashed(relative(plan.loaded.base, resolve(home, post.path)));
    const { value } = plan.resolve(fromBase).schema;
    const path = value?.kind === "file" ? value.path : undefined;
    if (path === undefined) others.add(post);
    else if (bySchema.get(path)?.push(post) === undefined) bySchema.set(path, [post]);
  }
  const known = [...bySchema]
    .filter(([path]) => isInferred(currentText(path) ?? ""))
    .map(([schema, own]): Known => {
      const name = basename(schema).replace(/\.schema\.ya?ml$/, "");
      return { name, places: [], posts: own, schema, globs: [], named: true };
    });
  const fresh = collectionsOf(posts)
    .filter((collection) => bySchema.size === 0 || collection.posts.every((post) => others.has(post)))
    .map((collection) => {
      let schema = schemaFile(home, collection.name);
      for (let count = 2; isTaken(schema); count++) schema = schemaFile(home, `${collection.name}-${count}`);
      return { ...collection, schema, globs: globsOf(collection.places), named: false };
    });
  return [...known, ...fresh];
}

export function newCollections(posts: readonly ObservedPost[], home: string, force: boolean): readonly Known[] {
  const found = collectionsOf(posts).map((collection) => {
    const schema = schemaFile(home, collection.name);
    if (!force && isTaken(schema)) {
      throw new UserError(
        `\`${slashed(relative(home, schema))}\` exists already`,
        "Move it away or take it out, or let `galley init --infer --force` replace it.",
      );
    }
    return { ...collection, schema, globs: globsOf(collection.places), named: false };
  });
  return asMatched(found, posts);
}

function schemaFile(home: string, name: string): string {
  return join(home, "schemas", `${name}.schema.yaml`);
}

/** Each with the posts that its globs will match: the folder of a collection may hold a post of another kind. */
function asMatched(found: readonly Known[], posts: readonly ObservedPost[]): readonly Known[] {
  const entries = found.flatMap((known) => known.globs.map((glob) => ({ known, glob, matches: globList([glob]) })));
  entries.sort((a, b) => depthOf(b.glob) - depthOf(a.glob));
  const matched = new Map<Known, ObservedPost[]>(found.map((known) => [known, []]));
  for (const post of posts) {
    const entry = entries.find(({ matches }) => matches(post.path) === true);
    if (entry !== undefined) matched.get(entry.known)?.push(post);
  }
  return found.map((known) => ({ ...known, posts: matched.get(known) ?? [] }));
}

function depthOf(glob: string): number {
  return glob.split("/").length;
}

const reaches = { all: "**", own: "*", bundles: "{*,*/index.*}" } as const;

function globsOf(places: readonly Place[]): readonly string[] {
  return places.map(({ folder, reach }) => `${folder === "" ? "" : `${escapeGlob(folder)}/`}${reaches[reach]}`);
}

/** The first glob that matches counts: folders stand before those that hold them. */
export function schemaParts(found: readonly Known[], home: string, lists: string | undefined): readonly Inferred[] {
  const parts: Inferred[] = [];
  const entry = (glob: string, value: string, comment: string): void => {
    parts.push({ pointer: `/schemas/${pointerSegment(glob)}`, value, comment: [comment] });
  };
  if (lists !== undefined && found.length > 0)
    entry("**/_index.*", lists, "pages that list others have keys of their own");
  for (const { globs, schema, posts, named } of found) {
    const path = slashed(relative(home, schema));
    if (!named)
      for (const glob of globs) entry(glob, path, `from ${posts.length} post${posts.length === 1 ? "" : "s"}`);
  }
  return parts.sort((a, b) => rank(a) - rank(b));
}

function rank({ pointer }: Inferred): number {
  return pointer.endsWith("_index.*") ? Number.NEGATIVE_INFINITY : -pointer.split("~1").length;
}

/** The text of a file that is there and can be read. */
export function currentText(path: string): string | undefined {
  const read = readText(path);
  return read.ok ? read.text : undefined;
}

export function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
