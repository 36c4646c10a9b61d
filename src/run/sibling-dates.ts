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

interface Dates {
  readonly byPath: ReadonlyMap<string, string>;
  readonly all: readonly string[];
}

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
  const known = new Map<string, Dates>();
  return (path) => {
    const bundle = BUNDLE.test(path);
    const folder = parentOf(bundle ? parentOf(path) : path);
    const key = `${folder} ${bundle}`;
    let dates = known.get(key);
    if (dates === undefined) {
      const byPath = datesOf(folder, bundle ? path.slice(path.lastIndexOf("/") + 1) : undefined);
      dates = { byPath, all: [...byPath.values()] };
      known.set(key, dates);
    }
    const { byPath, all } = dates;
    return byPath.has(path) ? [...byPath].filter(([sibling]) => sibling !== path).map(([, date]) => date) : all;
  };

  /** By path, of the first posts in the order of their names. */
  function datesOf(folder: string, inBundles: string | undefined): ReadonlyMap<string, string> {
    const dates = new Map<string, string>();
    const names = [...(listFolder(folder) ?? [])].sort();
    let read = 0;
    for (const name of names) {
      const path = (folder === "." ? "" : `${folder}/`) + (inBundles === undefined ? name : `${name}/${inBundles}`);
      if (!POST.test(path) || (inBundles !== undefined && listFolder(parentOf(path))?.has(inBundles) !== true))
        continue;
      const date = dateOf(path);
      if (date !== undefined) dates.set(path, date);
      if (++read === MOST_POSTS) break;
    }
    return dates;
  }

  function dateOf(path: string): string | undefined {
    const file = readText(join(base, path));
    if (!file.ok) return undefined;
    return readFrontMatter(sourceText(file.text), generatorOf(path), path).frontMatter?.scalar("/date")?.text;
  }
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "." : path.slice(0, slash);
}
