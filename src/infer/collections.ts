import { FEWEST } from "./limits.js";
import type { ObservedPost } from "./observe.js";

/** Posts that have much the same keys. */
export interface Collection {
  /** For the file of its schema: `posts`. */
  readonly name: string;
  /** Folders whose posts, at any depth, belong to it; "" is all there is. `own`: those right in the folder alone. */
  readonly places: readonly Place[];
  readonly posts: readonly ObservedPost[];
}

export interface Place {
  readonly folder: string;
  readonly own: boolean;
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
  const groups = parted({ folder: root, own: false, posts }, 0);
  const large = groups.filter((group) => group.posts.length >= FEWEST);
  const found: { places: Place[]; posts: ObservedPost[]; profile: Profile }[] = [];
  for (const group of large.length === 0 ? [{ folder: root, own: false, posts }] : large) {
    const profile = profileOf(group.posts);
    const alike = found.find((other) => distance(other.profile, profile) < ALIKE);
    const { folder, own } = group;
    if (alike === undefined) found.push({ places: [{ folder, own }], posts: [...group.posts], profile });
    else {
      alike.places.push({ folder, own });
      alike.posts.push(...group.posts);
    }
  }
  const names = new Set<string>();
  return found.map(({ places, posts: own }) => {
    const name = freshName(nameOf(places[0]?.folder ?? ""), names);
    return { name, places, posts: own };
  });
}

/** A folder as it is, or its parts when they have keys of their own. */
function parted(group: Group, depth: number): readonly Group[] {
  if (depth >= DEEPEST) return [group];
  const parts = partsOf(group);
  const large = parts.filter(({ posts }) => posts.length >= FEWEST);
  if (parts.length < 2 || large.length === 0) return [group];
  const whole = profileOf(group.posts);
  const small = parts.filter(({ posts }) => posts.length < FEWEST).flatMap(({ posts }) => posts);
  const differs =
    large.some(({ posts }) => distance(profileOf(posts), whole) >= ALIKE / 2) ||
    (small.length > 0 && distance(profileOf(small), whole) >= ALIKE);
  if (!differs) return [group];
  return parts.flatMap((part) => (part.own ? [part] : parted(part, depth + 1)));
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
  const single = [...parts].find(([name]) => name !== "");
  // `posts/one/index.md`: a folder for each post.
  if (single !== undefined && parts.size > posts.length / 2) return [];
  return [...parts].map(([name, own]) =>
    name === "" ? { folder, own: true, posts: own } : { folder: folder === "" ? name : `${folder}/${name}`, own: false, posts: own },
  );
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
  let common = (posts[0]?.path ?? "").split("/").slice(0, -1);
  for (const { path } of posts) {
    const parts = path.split("/").slice(0, -1);
    let same = 0;
    while (same < common.length && common[same] === parts[same]) same++;
    common = common.slice(0, same);
  }
  // The folder of a single post is no collection.
  return (posts.length === 1 ? common.slice(0, 2) : common).join("/");
}

function nameOf(folder: string): string {
  const last = folder.split("/").at(-1) ?? "";
  const plain = last
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  return plain === "" || /^(?:content|source|src|docs?)$/.test(plain) ? "posts" : plain;
}

function freshName(name: string, taken: Set<string>): string {
  let fresh = name;
  for (let count = 2; taken.has(fresh); count++) fresh = `${name}-${count}`;
  taken.add(fresh);
  return fresh;
}
