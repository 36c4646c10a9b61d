import type { Capabilities } from "../capabilities.js";

const POST = /\.(?:md|markdown|mdx|html?)$/i;
/** `2021/my-post/index.md`: its siblings lie in the folders beside its own. */
const BUNDLE = /(?:^|\/)_?index\.[a-z]+$/i;

/** More posts tell no more about the form of dates. */
const MOST_POSTS = 40;

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
