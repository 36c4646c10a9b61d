import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { galley, project } from "./galley.js";

const lost = (title: string): string =>
  `---\ntitle: ${title}\ndate: Invalid Date\n---\n\n<div>\n<time datetime="2021-09-25T20:43:23+08:00">then</time>\n<p>It runs again.</p>\n</div>\n`;
const post = (date: string): string => `---\ntitle: Ferry\ndate: ${date}\n---\n\nIt runs.\n`;
const config = "timezone: Asia/Shanghai\n";

async function fixed(files: Readonly<Record<string, string>>, path: string): Promise<string | undefined> {
  const folder = project({ "galley.config.yaml": config, ...files });
  await galley(folder, ["lint", "--fix", "--unsafe", path]);
  return /^date: (.*)$/m.exec(readFileSync(join(folder, path), "utf8"))?.[1];
}

describe("the form of a recovered date", () => {
  it("is that of the posts beside it", async () => {
    const files = {
      "posts/a.md": post("2020-01-02 03:04:05"),
      "posts/b.md": post("2020-02-03 04:05:06"),
      "posts/c.md": post("2020-03-04 05:06:07"),
      "posts/d.md": post("2020-04-05"),
      "posts/e.md": lost("Lost"),
    };
    assert.equal(await fixed(files, "posts/e.md"), "2021-09-25 20:43:23");
  });

  it("is that of the bundles beside its bundle", async () => {
    const files = {
      "posts/a/index.md": post("2020/01/02 03:04"),
      "posts/b/index.md": post("2020/02/03 04:05"),
      "posts/c/index.md": post("2020/03/04 05:06"),
      "posts/e/index.md": lost("Lost"),
      "posts/e/other.md": post("2020-01-01"),
    };
    assert.equal(await fixed(files, "posts/e/index.md"), "2021/09/25 20:43");
  });

  it("is ISO 8601 where there are few posts, or of many minds", async () => {
    const iso = "2021-09-25T20:43:23+08:00";
    assert.equal(await fixed({ "e.md": lost("Lost") }, "e.md"), iso);
    const few = { "a.md": post("2020-01-02 03:04:05"), "b.md": post("2020-01-02 03:04:05"), "e.md": lost("Lost") };
    assert.equal(await fixed(few, "e.md"), iso);
    const many = {
      ...few,
      "c.md": post("2020-01-02 03:04:05"),
      "d.md": post("2020-01-02"),
      "f.md": post("2020-01-02T03:04:05Z"),
      "g.md": post("2020/01/02"),
    };
    assert.equal(await fixed(many, "e.md"), iso);
  });
});

describe("the zone of dates without an offset", () => {
  it("is that of the site, also where galley's configuration does not name it", async () => {
    const page = `---\ntitle: Ferry\ndate: Invalid Date\n---\n\n<div>\n<span class="post-date">2021-09-25 20:43:23</span>\n</div>\n`;
    for (const [text, date] of [
      ["extends: [recommended, hexo]\n", "2021-09-25T20:43:23+09:00"],
      ["extends: [recommended, hexo]\ntimezone: UTC\n", "2021-09-25T20:43:23Z"],
    ] as const) {
      const files = { "galley.config.yaml": text, "_config.yml": "timezone: Asia/Tokyo\n", "source/_posts/a.md": page };
      assert.equal(await fixed(files, "source/_posts/a.md"), date);
    }
  });
});

describe("--now", () => {
  const post = "---\ntitle: Pier\ndate: 2033-05-04\n---\n\nText.\n";

  it("is the present for rules that ask for it", async () => {
    const cwd = project({ "post.md": post });
    const at = async (now: string): Promise<string> =>
      (await galley(cwd, ["lint", "--only", "front-matter/no-future-date", "--format", "compact", "--now", now]))
        .stdout;
    assert.match(await at("2023-05-04"), /still to come/);
    assert.match(await at("2033-05-03T23:59:59Z"), /still to come/);
    assert.match(await at("2033-05-04T08:00:00+08:00"), /0 warnings/);
  });

  it("refuses what is no time", async () => {
    for (const now of ["tomorrow", "2023-02-30", "2023-13-01", "", "04/05/2023"]) {
      const { code, stderr } = await galley(project({ "post.md": post }), ["lint", `--now=${now}`]);
      assert.equal(code, 2, now);
      assert.match(stderr, /--now/);
    }
  });
});
