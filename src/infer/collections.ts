import { FEWEST } from "./limits.js";
import type { ObservedPost } from "./observe.js";

/** Posts that have much the same keys. */
export interface Collection {
  /** For the file of its schema: `posts`. */
  readonly name: string;
  readonly places: readonly Place[];
  readonly posts: readonly ObservedPost[];
}

/** A folder, "" for the configuration's, and which of its posts: at any depth, right in it, or these and `NAME/index.md`. */
export interface Place {
  readonly folder: string;
  readonly reach: "all" | "own" | "bundles";
}

interface Group extends Place {
  readonly posts: readonly ObservedPost[];
}

/** Profiles that differ by less are those of one collection. */
const ALIKE = 0.4;
const DEEPEST = 3;

/**
 * Parts posts by folder where the keys clearly differ. Folders with few posts are left to the generator's schema, unless
 * there is nothing else.
 */
export function collectionsOf(posts: readonly ObservedPost[]): readonly Collection[] {
  if (posts.length === 0) return [];
  const root = commonFolder(posts);
  const whole: Group = { folder: root, reach: "all", posts };
  const groups = parted(whole, 0);
  const large = groups.filter((group) => group.posts.length >= FEWEST);
  const found: { places: Place[]; posts: ObservedPost[]; profile: Profile }[] = [];
  for (const group of large.length === 0 ? [whole] : large) {
    const profile = profileOf(group.posts);
    const alike = found.find((other) => distance(other.profile, profile) < ALIKE);
    const { folder, reach } = group;
    if (alike === undefined) found.push({ places: [{ folder, reach }], posts: [...group.posts], profile });
    else {
      alike.places.push({ folder, reach });
      for (const post of group.posts) alike.posts.push(post);
    }
  }
  const names = new Set<string>();
  const all = found.map(({ places }) => places);
  return found.map(({ posts: own, ...collection }) => {
    const places = widened(collection.places, own.length, posts, all);
    const name = freshName(nameOf(places.map(({ folder }) => folder)), names);
    return { name, places, posts: own };
  });
}

/**
 * Folders side by side become the folder around them, so that one more is covered tomorrow: where all but a few of its
 * posts are in a collection already. Collections inside it keep their places, since the deeper glob is asked first.
 */
function widened(
  places: readonly Place[],
  count: number,
  posts: readonly ObservedPost[],
  all: readonly (readonly Place[])[],
): readonly Place[] {
  const parents = new Map<string, Place[]>();
  for (const place of places) {
    const parent = place.reach === "all" ? parentOf(place.folder) : place.folder;
    parents.set(parent, [...(parents.get(parent) ?? []), place]);
  }
  const others = all.flat().filter((place) => !places.includes(place));
  return [...parents].flatMap(([folder, inside]): readonly Place[] => {
    const whole: Place = { folder, reach: "all" };
    const blocked =
      others.some((place) => place.folder === folder) ||
      others.filter((place) => parentOf(place.folder) === folder).length >= inside.length;
    if (inside.length < 2 || blocked) return inside;
    const left = posts.filter(
      ({ path }) => covers(whole, path) && !all.some((other) => other.some((place) => covers(place, path))),
    );
    return left.length <= count * 0.02 ? [whole] : inside;
  });
}

function covers({ folder, reach }: Place, path: string): boolean {
  if (folder !== "" && !path.startsWith(`${folder}/`)) return false;
  const rest = path.slice(folder === "" ? 0 : folder.length + 1).split("/");
  return (
    reach === "all" || rest.length === 1 || (reach === "bundles" && rest.length === 2 && /^index\./.test(rest[1] ?? ""))
  );
}

function parentOf(folder: string): string {
  return folder.slice(0, Math.max(0, folder.lastIndexOf("/")));
}

/** A folder as it is, or its parts when they have keys of their own. */
function parted(group: Group, depth: number): readonly Group[] {
  if (depth >= DEEPEST) return [group];
  const parts = partsOf(group);
  const large = parts.filter(({ posts }) => posts.length >= FEWEST);
  // Next year's posts belong to this year's collection.
  const years = parts.filter(({ folder }) => /\/?\d{4}$/.test(folder)).length;
  if (parts.length < 2 || large.length === 0 || years * 2 >= parts.length) return [group];
  const whole = profileOf(group.posts);
  const small = parts.filter(({ posts }) => posts.length < FEWEST).flatMap(({ posts }) => posts);
  const differs =
    large.some(({ posts }) => distance(profileOf(posts), whole) >= ALIKE / 2) ||
    (small.length > 0 && distance(profileOf(small), whole) >= ALIKE);
  if (!differs) return [group];
  return parts.flatMap((part) => (part.reach === "all" ? parted(part, depth + 1) : [part]));
}

function partsOf({ folder, posts }: Group): readonly Group[] {
  const parts = new Map<string, ObservedPost[]>();
  const from = folder === "" ? 0 : folder.length + 1;
  for (const post of posts) {
    const slash = post.path.indexOf("/", from);
    const name = slash === -1 ? "" : post.path.slice(from, slash);
    const known = parts.get(name);
    if (known === undefined) parts.set(name, [post]);
    else known.push(post);
  }
  // `posts/one/index.md`: a folder for each post is no part.
  const bundles = [...parts].filter(([name, inside]) => name !== "" && inside.length < 3 && inside.every(isBundle));
  const own = [...(parts.get("") ?? []), ...bundles.flatMap(([, inside]) => inside)];
  for (const [name] of [["", []] as const, ...bundles]) parts.delete(name);
  const found: Group[] = [...parts].map(([name, inside]) => ({
    folder: folder === "" ? name : `${folder}/${name}`,
    reach: "all",
    posts: inside,
  }));
  return own.length === 0 ? found : [...found, { folder, reach: bundles.length === 0 ? "own" : "bundles", posts: own }];
}

function isBundle({ path }: ObservedPost): boolean {
  return /\/index\.[^/]+$/.test(path);
}

/** The share of posts that have a key. */
type Profile = ReadonlyMap<string, number>;

function profileOf(posts: readonly ObservedPost[]): Profile {
  const counts = new Map<string, number>();
  for (const { keys } of posts) for (const key of keys.keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Map([...counts].map(([key, count]) => [key, count / posts.length]));
}

/** From 0, the same keys, to 1, none in common. */
function distance(a: Profile, b: Profile): number {
  let apart = 0;
  let whole = 0;
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const [one, other] = [a.get(key) ?? 0, b.get(key) ?? 0];
    apart += Math.abs(one - other);
    whole += Math.max(one, other);
  }
  return whole === 0 ? 0 : apart / whole;
}

function commonFolder(posts: readonly ObservedPost[]): string {
  const common = commonPath(posts.map(({ path }) => path.split("/").slice(0, -1)));
  // The folder of a single post is no collection.
  return (posts.length === 1 ? common.slice(0, 2) : common).join("/");
}

function commonPath(paths: readonly (readonly string[])[]): readonly string[] {
  let common = paths[0] ?? [];
  for (const parts of paths) {
    let same = 0;
    while (same < common.length && common[same] === parts[same]) same++;
    common = common.slice(0, same);
  }
  return common;
}

/** By the folder that holds all of them, or else the first. */
function nameOf(folders: readonly string[]): string {
  const paths = folders.map((folder) => folder.split("/"));
  for (const path of [commonPath(paths), paths[0] ?? []]) {
    const plain = (path.at(-1) ?? "")
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 40);
    if (/\p{L}/u.test(plain) && !/^(?:content|source|src|docs?)$/.test(plain)) return plain;
  }
  return "posts";
}

function freshName(name: string, taken: Set<string>): string {
  let fresh = name;
  for (let count = 2; taken.has(fresh); count++) fresh = `${name}-${count}`;
  taken.add(fresh);
  return fresh;
}
