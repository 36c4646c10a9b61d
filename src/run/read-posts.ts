import { relative } from "node:path";
import { readText } from "../files/read.js";
import { type ObservedPost, observe } from "../infer/observe.js";
import { readFrontMatter } from "../source/read-front-matter.js";
import { sourceText } from "../source/source-text.js";
import type { Plan } from "./plan.js";

/** What the front matter of all posts says. */
export interface ReadPosts {
  readonly posts: readonly ObservedPost[];
  /** Pages that list posts, and templates of posts: they have keys of their own. */
  readonly set: number;
  readonly without: number;
  /** Relative to the working directory. */
  readonly unreadable: readonly string[];
  /** `_index` pages of Hugo and Zola are among the files: the schema that they keep. */
  readonly lists: "hugo" | "off" | undefined;
}

const listPage = /(?:^|\/)_index\.[^/]*$/;
const template = /(?:^|\/)(?:scaffolds|archetypes)\//;

/**
 * Reads the front matter of the files of a plan, and no more of them.
 *
 * @param home the folder of the configuration, absolute: files outside it are left out, and paths are relative to it
 */
export async function readPosts(plan: Plan, home: string, pause: () => Promise<void>): Promise<ReadPosts> {
  const posts: ObservedPost[] = [];
  const unreadable: string[] = [];
  let [set, without, seen] = [0, 0, 0];
  let lists: ReadPosts["lists"];
  for (const file of plan.files) {
    if (++seen % 200 === 0) await pause();
    const path = relative(home, file.absolute).replaceAll("\\", "/");
    if (path.startsWith("../")) continue;
    const { generator, timezone } = plan.resolve(file.fromBase);
    const isList = listPage.test(path);
    if (isList && lists !== "hugo") lists = generator.value.name === "hugo" ? "hugo" : "off";
    if (isList || template.test(path)) {
      set++;
      continue;
    }
    const read = readText(file.absolute);
    if (!read.ok) {
      unreadable.push(file.path);
      continue;
    }
    const { frontMatter, problems } = readFrontMatter(sourceText(read.text), generator.value, file.fromBase);
    if (frontMatter === undefined && problems.length === 0) {
      without++;
      continue;
    }
    const settings = { path, dialect: generator.value.dates, timezone: timezone.value };
    const post = frontMatter === undefined ? undefined : observe(frontMatter, settings);
    if (post === undefined) unreadable.push(file.path);
    else posts.push(post);
  }
  return { posts, set, without, unreadable, lists };
}
