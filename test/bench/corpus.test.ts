import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { CORPUS_VERSION, makePost, type Post, postHtml, postText } from "../../bench/corpus/post.js";
import { POSTS, writeCorpus } from "../../bench/corpus/write-corpus.js";
import { median } from "../../bench/measure/statistics.js";
import { lintText } from "../../src/index.js";

const posts: readonly Post[] = Array.from({ length: 2_000 }, (_, index) => makePost(1, index));
const sizes = posts.map((post) => Buffer.byteLength(postText(post)));
const share = (is: (post: Post) => boolean): number => posts.filter(is).length / posts.length;
const near = (value: number, wanted: number, off: number): void =>
  assert.ok(Math.abs(value - wanted) <= off, `${value} is not within ${off} of ${wanted}`);

describe("posts of the bench", () => {
  it("are the same for everybody: when this fails, raise CORPUS_VERSION, and write the new digest here", () => {
    const hash = createHash("sha256");
    for (const post of posts.slice(0, 200)) hash.update(postText(post)).update(postHtml(post));
    assert.deepEqual(
      { version: CORPUS_VERSION, digest: hash.digest("hex").slice(0, 16) },
      { version: 1, digest: "86896f35cbe25eae" },
    );
  });

  it("depend on the seed and their number alone", () => {
    assert.equal(postText(makePost(1, 77)), postText(posts[77] ?? makePost(1, 0)));
    assert.notEqual(postText(makePost(2, 77)), postText(makePost(1, 77)));
    assert.equal(new Set(posts.map(postText)).size, posts.length);
  });

  it("are of 1 to 60 KB, most of them small, a few large", () => {
    assert.ok(Math.min(...sizes) >= 1_024 && Math.max(...sizes) <= 62_000);
    near(median(sizes), 7_168, 500);
    near(sizes.reduce((sum, size) => sum + size, 0) / sizes.length, 10_240, 800);
    near(sizes.filter((size) => size > 20_000).length / sizes.length, 0.11, 0.03);
  });

  it("have the shares of languages, endings and kinds that the page names", () => {
    near(
      share(({ language }) => language === "zh-CN"),
      0.6,
      0.04,
    );
    near(
      share(({ file }) => file === "md"),
      0.8,
      0.04,
    );
    near(
      share(({ body }) => body === "markdown"),
      0.4,
      0.04,
    );
    near(
      share(({ dirty }) => dirty),
      0.5,
      0.04,
    );
    assert.equal(
      share(({ file, body }) => file === "html" && body === "markdown"),
      0,
    );
    const chinese = posts.find(({ language }) => language === "zh-CN");
    assert.match(chinese === undefined ? "" : postText(chinese), /[\u4e00-\u9fff]{20}/);
  });

  it("hold all that posts are made of", () => {
    const markdown = posts
      .filter(({ body }) => body === "markdown")
      .map(postText)
      .join("\n");
    for (const part of [
      /^## /m,
      /^- /m,
      /^1\. /m,
      /^> /m,
      /^```ts$/m,
      /^\| --- /m,
      /^\[1\]: http/m,
      /\]\[1\]/,
      /^\{% /m,
      /!\[/,
    ]) {
      assert.match(markdown, part);
    }
    const html = posts.map(postHtml).join("\n");
    for (const part of [
      "<h2>",
      "<li>",
      "<blockquote>",
      '<pre><code class="language-ts">',
      "<td>",
      "<figure>",
      "&nbsp;",
    ]) {
      assert.ok(html.includes(part), part);
    }
  });

  it("are clean where they say so, and are not where they say so", async () => {
    const found = { clean: new Set<string>(), dirty: new Set<string>() };
    let silent = 0;
    const some = posts.slice(0, 400);
    for (const post of some) {
      const result = await lintText(postText(post), {
        path: `source/_posts/a.${post.file}`,
        config: { extends: ["recommended", "hexo"] },
      });
      for (const { rule } of result.diagnostics) found[post.dirty ? "dirty" : "clean"].add(rule);
      if (post.dirty && result.diagnostics.length === 0) silent++;
    }
    assert.deepEqual([...found.clean], []);
    assert.ok(found.dirty.size >= 22, [...found.dirty].join(" "));
    assert.ok(silent < some.length * 0.02);
  });

  it("are written one by one, in folders of a thousand, with the two other views", () => {
    const folder = mkdtempSync(join(tmpdir(), "galley-corpus-"));
    try {
      const corpus = writeCorpus(folder, 1_001, 3, true);
      const site = join(folder, "site", POSTS);
      assert.deepEqual(readdirSync(site).sort(), ["0000", "0001"]);
      assert.equal(readdirSync(join(site, "0000")).length, 1_000);
      const [name = ""] = readdirSync(join(site, "0001"));
      const last = makePost(3, 1_000);
      assert.equal(readFileSync(join(site, "0001", name), "utf8"), postText(last));
      const base = name.replace(/\.\w+$/, "");
      assert.equal(readFileSync(join(folder, "markdown/0001", `${base}.md`), "utf8"), postText(last));
      assert.equal(readFileSync(join(folder, "html/0001", `${base}.html`), "utf8"), postHtml(last));
      const files = readdirSync(site, { recursive: true, encoding: "utf8" }).filter((file) => file.includes("."));
      assert.equal(
        files.reduce((sum, file) => sum + statSync(join(site, file)).size, 0),
        corpus.bytes,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
