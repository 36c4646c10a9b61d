import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { consequenceOf, type DateDialect, readDate } from "../../src/dates/index.js";

function consequence(
  dialect: DateDialect,
  text: string,
  key = "date",
  quoted = false,
  language: "yaml" | "toml" | "json" = "yaml",
): string | undefined {
  const reading = readDate(text, { dialect, timezone: "UTC" });
  assert.ok(reading.kind === "invalid", text);
  return consequenceOf(dialect, { language, key, text, quoted, reading });
}

describe("what a generator makes of an invalid date", () => {
  it("is said where it is known", () => {
    assert.match(consequence("hexo", "Invalid Date") ?? "", /time at which the file was created/);
    assert.match(consequence("hexo", "Invalid Date", "updated") ?? "", /file's last change/);
    assert.match(consequence("hexo", "2023-02-30") ?? "", /2 March 2023/);
    assert.match(consequence("hexo", "04/05/2024") ?? "", /5 April 2024/);
    assert.match(consequence("jekyll", "04/05/2024") ?? "", /4 May 2024/);
    assert.match(consequence("jekyll", "Invalid Date") ?? "", /refuses to build/);
    assert.match(consequence("hugo", "2023-02-30", "lastmod") ?? "", /refuses to build/);
    assert.match(consequence("eleventy", "2021-09-25 20:43:23 +0800") ?? "", /refuses to build/);
    assert.match(consequence("eleventy", "2023-02-30") ?? "", /2 March 2023/);
    assert.match(consequence("eleventy", "2023-02-30", "date", true) ?? "", /refuses to build/);
    assert.match(consequence("docusaurus", "2021-13-01") ?? "", /1 January 2022/);
    assert.match(consequence("docusaurus", "0000-00-00") ?? "", /30 November 1899/);
    assert.match(consequence("vitepress", "2021-09-25 25:00:00") ?? "", /26 September 2021/);
  });

  it("is not said of front matter that the generator does not read", () => {
    for (const dialect of ["hexo", "jekyll", "eleventy", "docusaurus", "vitepress", "astro"] as const) {
      for (const text of ["Invalid Date", "04/05/2024", "2023-02-30"]) {
        assert.equal(consequence(dialect, text, "date", true, "toml"), undefined, dialect);
        assert.equal(consequence(dialect, text, "date", false, "toml"), undefined, dialect);
      }
    }
    assert.match(consequence("hugo", "Invalid Date", "date", true, "toml") ?? "", /refuses to build/);
    assert.match(consequence("hexo", "Invalid Date", "date", true, "json") ?? "", /file was created/);
    assert.equal(consequence("jekyll", "Invalid Date", "date", true, "json"), undefined);
  });

  it("is not said where it depends", () => {
    assert.equal(consequence("any", "Invalid Date"), undefined);
    assert.equal(consequence("hugo", "Invalid Date", "updatedDate"), undefined);
    assert.equal(consequence("jekyll", "2023-02-30"), undefined);
    assert.equal(consequence("hexo", "2024-02-07:00:00Z"), undefined);
    assert.equal(consequence("astro", "Invalid Date"), undefined);
    assert.equal(consequence("docusaurus", "2021-13-01", "date", true), undefined);
  });
});
