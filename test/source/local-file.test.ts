import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { joinPath, localPath, lookUpFile } from "../../src/source/local-file.js";

describe("localPath", () => {
  it("cuts query and fragment and decodes", () => {
    assert.equal(localPath("/img/the%20pier.jpg?v=2#top"), "/img/the pier.jpg");
    assert.equal(localPath("../%E6%B5%B7.jpg"), "../海.jpg");
  });

  it("knows addresses elsewhere, aliases and template code", () => {
    for (const url of [
      "https://example.com/a.jpg",
      "//example.com/a.jpg",
      "data:image/png;base64,AA",
      "@/a.jpg",
      "~/a.jpg",
      "C:\\a.jpg",
      "{{ x }}/a.jpg",
      "$" + "{x}.jpg",
      "?x",
      "#x",
      "",
      "%E6.jpg",
    ]) {
      assert.equal(localPath(url), undefined, url);
    }
  });
});

describe("joinPath", () => {
  it("resolves dots and never leaves the project", () => {
    assert.equal(joinPath("content/posts", "../img/./a.jpg"), "content/img/a.jpg");
    assert.equal(joinPath(".", "/a.jpg"), "a.jpg");
    assert.equal(joinPath("content", "../../a.jpg"), undefined);
    assert.equal(joinPath("content", "../../etc/../content/a.jpg"), undefined);
  });
});

describe("lookUpFile", () => {
  const folders = new Map<string, ReadonlySet<string>>([
    [".", new Set(["img", "Docs", "empty"])],
    ["img", new Set(["Pier.JPG", "caf\u0065\u0301.png", "a.png", "A.png"])],
    ["Docs", new Set(["b.png"])],
    ["empty", new Set()],
  ]);
  const lookUp = (path: string) => lookUpFile((folder) => folders.get(folder), path);

  it("wants the exact case", () => {
    assert.deepEqual(lookUp("img/Pier.JPG"), { kind: "found" });
    assert.deepEqual(lookUp("img/pier.jpg"), { kind: "case", near: "img/Pier.JPG" });
    assert.deepEqual(lookUp("docs/b.png"), { kind: "case", near: "Docs/b.png" });
    assert.deepEqual(lookUp("img/a.png"), { kind: "found" });
  });

  it("takes the two forms of an accented letter for the same name", () => {
    assert.deepEqual(lookUp("img/caf\u00E9.png"), { kind: "found" });
  });

  it("is sure of nothing where a folder is missing or empty, or names differ in case alone", () => {
    assert.deepEqual(lookUp("img/b.jpg"), { kind: "missing", folder: "img" });
    assert.deepEqual(lookUp("photos/b.jpg"), { kind: "unknown" });
    assert.deepEqual(lookUp("empty/b.jpg"), { kind: "unknown" });
    assert.deepEqual(
      lookUpFile(() => new Set(["a.png", "A.png"]), "a.PNG"),
      { kind: "unknown" },
    );
  });
});
