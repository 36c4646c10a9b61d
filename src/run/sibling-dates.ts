import { join } from "node:path";
import type { Capabilities } from "../capabilities.js";
import { readText } from "../files/read.js";
import type { GeneratorProfile } from "../source/generators.js";
import { readFrontMatter } from "../source/read-front-matter.js";
import { sourceText } from "../source/source-text.js";

const POST = /\.(?:md|markdown|mdx|html?)$/i;
/** `2021/my-post/index.md`: its siblings lie in the folders beside its own. */
const BUNDLE = /(?:^|\/)_?index\.[a-z]+$/i;

/** More posts tell no more about the form of dates. */
const MOST_POSTS = 40;

/**
 * Answers how the posts beside a post write their `date`: those of its folder, or of the bundles beside its bundle.
 * Asked only for posts whose date is broken; each folder is read once.
 *
 * @param base the configuration's folder, absolute
 */
export function siblingDates(
  base: string,
  listFolder: NonNullable<Capabilities["listFolder"]>,
  generatorOf: (path: string) => GeneratorProfile,
): NonNullable<Capabilities["siblingDates"]> {
  const known = new Map<string, ReadonlyMap<string, string>>();
  return (path) => {
    const { key, posts } = siblingsOf(path, listFolder);
    let dates = known.get(key);
    if (dates === undefined) {
      dates = datesOf(posts());
      known.set(key, dates);
    }
    return [...dates].filter(([sibling]) => sibling !== path).map(([, date]) => date);
  };

  function datesOf(posts: readonly string[]): ReadonlyMap<string, string> {
    const dates = new Map<string, string>();
    for (const path of posts) {
      const date = dateOf(path);
      if (date !== undefined) dates.set(path, date);
    }
    return dates;
  }

  function dateOf(path: string): string | undefined {
    const file = readText(join(base, path));
    if (!file.ok) return undefined;
    return readFrontMatter(sourceText(file.text), generatorOf(path), path).frontMatter?.scalar("/date")?.text;
  }
}

/** The first posts beside a post in the order of their names, itself perhaps among them. `key` is the same for posts that share them. */
export function siblingsOf(
  path: string,
  listFolder: NonNullable<Capabilities["listFolder"]>,
): { readonly key: string; readonly posts: () => readonly string[] } {
  const bundle = BUNDLE.test(path);
  const folder = parentOf(bundle ? parentOf(path) : path);
  const index = bundle ? path.slice(path.lastIndexOf("/") + 1) : undefined;
  return { key: `${folder} ${index ?? ""}`, posts: () => postsIn(folder, index, listFolder) };
}

function postsIn(
  folder: string,
  index: string | undefined,
  listFolder: NonNullable<Capabilities["listFolder"]>,
): readonly string[] {
  const posts: string[] = [];
  for (const name of [...(listFolder(folder) ?? [])].sort()) {
    const path = (folder === "." ? "" : `${folder}/`) + (index === undefined ? name : `${name}/${index}`);
    if (!POST.test(path) || (index !== undefined && listFolder(parentOf(path))?.has(index) !== true)) continue;
    posts.push(path);
    if (posts.length === MOST_POSTS) break;
  }
  return posts;
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "." : path.slice(0, slash);
}
