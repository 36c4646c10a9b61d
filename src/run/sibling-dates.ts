import type { Capabilities } from "../capabilities.js";
import type { ReadResult } from "../files/read.js";
import { detached } from "../source/detached.js";
import type { GeneratorProfile } from "../source/generators.js";
import { readFrontMatter } from "../source/read-front-matter.js";
import { sourceText } from "../source/source-text.js";
import { siblingsOf } from "./siblings.js";

interface Dates {
  readonly byPath: ReadonlyMap<string, string>;
  readonly all: readonly string[];
}

/** Posts come in the order of their folders: dates of so many are kept. */
const MOST_FOLDERS = 16;

/**
 * Answers how the posts beside a post write their `date`: those of its folder, or of the bundles beside its bundle.
 * Asked only for posts whose date is broken; each folder is read once, or seldom.
 *
 * @param read the text of a post, by its path from the configuration's folder
 */
export function siblingDates(
  read: (path: string) => ReadResult,
  listFolder: NonNullable<Capabilities["listFolder"]>,
  generatorOf: (path: string) => GeneratorProfile,
): NonNullable<Capabilities["siblingDates"]> {
  const known = new Map<string, Dates>();
  return (path) => {
    const { key, posts } = siblingsOf(path, listFolder);
    let dates = known.get(key);
    if (dates === undefined) {
      const [oldest] = known.keys();
      if (oldest !== undefined && known.size >= MOST_FOLDERS) known.delete(oldest);
      const byPath = datesOf(posts());
      dates = { byPath, all: [...byPath.values()] };
      known.set(key, dates);
    }
    const { byPath, all } = dates;
    return byPath.has(path) ? [...byPath].filter(([sibling]) => sibling !== path).map(([, date]) => date) : all;
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
    const file = read(path);
    if (!file.ok) return undefined;
    const date = readFrontMatter(sourceText(file.text), generatorOf(path), path).frontMatter?.scalar("/date")?.text;
    return date === undefined ? undefined : detached(date);
  }
}
