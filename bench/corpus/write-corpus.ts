import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { images } from "./images.js";
import { CORPUS_VERSION, makePost, postHtml, postText } from "./post.js";

/** A corpus on disk. */
export interface Corpus {
  readonly folder: string;
  readonly posts: number;
  readonly seed: number;
  /** Of all posts, as galley reads them. */
  readonly bytes: number;
}

/** The same posts for different readers, as folders of a corpus. */
export type View =
  /** A Hexo site, as galley would meet it: posts ending in `.md` and `.html`, with front matter. */
  | "site"
  /** Every post as a `.md` file with front matter. */
  | "markdown"
  /** The body of every post as a `.html` file. */
  | "html";

/** Where the posts of the site lie. */
export const POSTS = "source/_posts";

const IN_A_FOLDER = 1_000;
const MARK = "corpus.json";

/** Writes a corpus, one post after the other: memory does not grow with their number. `views` makes the other two. */
export function writeCorpus(folder: string, posts: number, seed: number, views: boolean): Corpus {
  for (const old of [MARK, "site", "markdown", "html"]) rmSync(join(folder, old), { recursive: true, force: true });
  writeSite(join(folder, "site"));
  let bytes = 0;
  for (let index = 0; index < posts; index++) {
    const part = String(Math.floor(index / IN_A_FOLDER)).padStart(4, "0");
    const places = [join(folder, "site", POSTS, part)];
    if (views) places.push(join(folder, "markdown", part), join(folder, "html", part));
    if (index % IN_A_FOLDER === 0) for (const place of places) mkdirSync(place, { recursive: true });
    const post = makePost(seed, index);
    const name = `post-${String(index).padStart(7, "0")}`;
    const text = Buffer.from(postText(post));
    bytes += text.length;
    const [site = "", markdown, html] = places;
    writeFileSync(join(site, `${name}.${post.file}`), text);
    if (markdown !== undefined) writeFileSync(join(markdown, `${name}.md`), text);
    if (html !== undefined) writeFileSync(join(html, `${name}.html`), postHtml(post));
  }
  const mark = { version: CORPUS_VERSION, posts, seed, bytes, views };
  writeFileSync(join(folder, MARK), `${JSON.stringify(mark, undefined, 2)}\n`);
  return { folder, posts, seed, bytes };
}

/** The corpus in that folder if it is this one and has the `views` that are wanted, else a new one. */
export function corpusIn(folder: string, posts: number, seed: number, views: boolean): Corpus {
  const mark = join(folder, MARK);
  if (existsSync(mark)) {
    const found = JSON.parse(readFileSync(mark, "utf8")) as Readonly<Record<string, unknown>>;
    const same = found["version"] === CORPUS_VERSION && found["posts"] === posts && found["seed"] === seed;
    if (same && (found["views"] === true || !views)) return { folder, posts, seed, bytes: Number(found["bytes"]) };
  }
  return writeCorpus(folder, posts, seed, views);
}

function writeSite(site: string): void {
  mkdirSync(join(site, "source/images"), { recursive: true });
  writeFileSync(join(site, "_config.yml"), "title: Harbour notes\ntimezone: UTC\n");
  writeFileSync(join(site, "package.json"), `${JSON.stringify({ private: true, dependencies: { hexo: "7.3.0" } })}\n`);
  for (const { name, text } of images()) writeFileSync(join(site, "source/images", name), text);
}
