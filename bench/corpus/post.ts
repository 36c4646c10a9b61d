import { randomOf } from "../random.js";
import { asHtml } from "./as-html.js";
import { asMarkdown } from "./as-markdown.js";
import type { Block } from "./blocks.js";
import { cleanBlock } from "./compose.js";
import { defect, lastDefect } from "./defects.js";
import { frontMatter } from "./front-matter.js";
import { type Prose, proseOf } from "./prose.js";

/** Raise it with every change to what is generated: corpora that lie around are made anew. */
export const CORPUS_VERSION = 1;

/** One post, before it is written down. */
export interface Post {
  /** Its ending. */
  readonly file: "md" | "html";
  /** What its body is made of. */
  readonly body: "markdown" | "html";
  readonly language: Prose["language"];
  readonly dirty: boolean;
  readonly frontMatter: string;
  readonly blocks: readonly Block[];
}

/** Sizes in bytes: half of the posts are below the median. */
const LEAST = 1_100;
const MEDIAN = 7_168;
const MOST = 60_000;
/** Of the logarithm: with this one the mean is 1.4 times the median. */
const SPREAD = 0.845;

/** The post of that number: the same, whatever other posts there are. */
export function makePost(seed: number, index: number): Post {
  const random = randomOf(seed, index);
  const language = random.chance(0.6) ? "zh-CN" : "en";
  const file = random.chance(0.8) ? "md" : "html";
  const body = file === "md" && random.chance(0.5) ? "markdown" : "html";
  const dirty = random.chance(0.5);
  // Whole bytes: the last digit of `exp` may differ between machines.
  const size = Math.round(Math.min(MOST, Math.max(LEAST, MEDIAN * Math.exp(SPREAD * random.normal()))));
  const prose = proseOf(random, language);
  const front = frontMatter(prose, dirty && random.chance(0.6) ? 1 + random.below(2) : 0);
  const blocks = fill(prose, size - Buffer.byteLength(front), { file, body, dirty });
  return { file, body, language, dirty, frontMatter: front, blocks };
}

/** Blocks of about so many bytes; a dirty post has a defect in every fifth of them, and one at least. */
function fill(prose: Prose, size: number, { file, body, dirty }: Pick<Post, "file" | "body" | "dirty">): Block[] {
  const { random } = prose;
  const write = body === "markdown" ? asMarkdown : asHtml;
  const blocks: Block[] = dirty ? [defect(prose, file, body)] : [];
  let left = size - Buffer.byteLength(write(blocks));
  while (left > 0) {
    const block = dirty && random.chance(0.2) ? defect(prose, file, body) : cleanBlock(prose);
    const bytes = Buffer.byteLength(write([block])) + 1;
    // What is left gets one sentence after the other, so that sizes do not grow by half a block.
    const fits = bytes <= left + 80;
    const last: Block = fits ? block : { kind: "paragraph", content: [prose.sentence()] };
    blocks.push(last);
    left -= fits ? bytes : Buffer.byteLength(write([last])) + 1;
  }
  if (dirty && random.chance(0.03)) blocks.push(lastDefect(prose));
  return blocks;
}

/** What a dirty page that was copied from a site has around it. */
function shell(html: string, { language }: Post): string {
  const source = language === "en" ? "Harbour Daily" : "港口日报";
  return `<div>   \n<div class="g-top">\n        <!--${source}-->\n        <p class="time">\n          <span>${source}</span>\n        </p>\n      </div>\n${html}</div>\n`;
}

/** The body as it stands in the file. */
function bodyOf(post: Post): string {
  if (post.body === "markdown") return asMarkdown(post.blocks);
  return post.dirty ? shell(asHtml(post.blocks), post) : asHtml(post.blocks);
}

/** The text of the file. */
export function postText(post: Post): string {
  return `${post.frontMatter}\n${bodyOf(post)}`;
}

/** The body alone, as HTML: for linters that know neither front matter nor Markdown. */
export function postHtml(post: Post): string {
  return post.body === "html" ? bodyOf(post) : asHtml(post.blocks);
}
