import assert from "node:assert/strict";
import { test } from "node:test";
import { detectGenerators } from "../../src/config/detect.js";

/** "hexo" for the project itself, "docs: vitepress" for a folder. */
function shows(files: Readonly<Record<string, string>>, folders: readonly string[] = []): readonly string[] {
  const paths = Object.keys(files);
  const reader = {
    list(folder: string) {
      const prefix = folder === "" ? "" : `${folder}/`;
      const below = paths
        .filter((path) => path.startsWith(prefix))
        .map((path) => path.slice(prefix.length).split("/")[0] ?? "");
      return below.length === 0 ? undefined : [...new Set(below)];
    },
    read: (file: string) => files[file],
  };
  return detectGenerators(reader, folders).map(
    ({ folder, generator }) => (folder === "" ? "" : `${folder}: `) + generator,
  );
}

test("each generator is known by its files", () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ["hexo", { "package.json": '{"dependencies":{"hexo":"^7"}}' }],
    ["hexo", { "_config.yml": "", "source/_posts/a.md": "" }],
    ["jekyll", { "_config.yml": "", "source/_posts/a.md": "", Gemfile: "gem 'jekyll'" }],
    ["jekyll", { "_config.yml": "", "_posts/a.md": "" }],
    ["jekyll", { "_config.yml": "", "_layouts/a.html": "", "_includes/a.html": "", "en/_posts/a.md": "" }],
    ["hexo", { "_config.yml": "", "_layouts/a.html": "", "_includes/a.html": "", "source/_posts/a.md": "" }],
    ["hugo", { "hugo.toml": "" }],
    ["hugo", { "config.toml": 'baseURL = "/"', "content/a.md": "" }],
    ["hugo", { "config.yaml": "baseURL: /", "content/a.md": "" }],
    ["hugo", { "config/_default/hugo.toml": "", "content/a.md": "" }],
    ["eleventy", { ".eleventy.js": "" }],
    ["eleventy", { "eleventy.config.mjs": "" }],
    ["astro", { "astro.config.ts": "" }],
    ["docusaurus", { "docusaurus.config.js": "" }],
    ["vitepress", { ".vitepress/config.ts": "" }],
  ];
  for (const [generator, files] of cases) assert.deepEqual(shows(files), [generator], JSON.stringify(files));
});

test("what only looks like one shows none", () => {
  assert.deepEqual(shows({ "config.toml": 'base_url = "/"', "content/a.md": "" }), []);
  assert.deepEqual(shows({ "config.yaml": "port: 1", "content/a.md": "" }), []);
  assert.deepEqual(shows({ "_config.yml": "", "a.md": "" }), []);
  assert.deepEqual(shows({ "_config.yml": "", "_layouts/a.html": "" }), []);
  assert.deepEqual(shows({ "package.json": "{ broken", "x.md": "" }), []);
  assert.deepEqual(shows({ "package.json": '{"dependencies":{"hexo-util":"1"}}' }), []);
});

test("a site in a folder of a project is found, and those above the linted paths", () => {
  assert.deepEqual(shows({ "docs/.vitepress/config.js": "", "README.md": "" }), ["docs: vitepress"]);
  assert.deepEqual(shows({ "website/docusaurus.config.ts": "", "hugo.yaml": "" }), ["hugo", "website: docusaurus"]);
  const nested = { "packages/a/site/astro.config.mjs": "" };
  assert.deepEqual(shows(nested), []);
  assert.deepEqual(shows(nested, ["packages/a/site/src/pages"]), ["packages/a/site: astro"]);
});
