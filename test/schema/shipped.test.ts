import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { compileSchema } from "../../src/schema/compile.js";
import { shippedSchema, shippedSchemaFile } from "../../src/schema/registry.js";
import { subschemas } from "../../src/schema/schema-object.js";
import { type GeneratorName, generatorNames } from "../../src/source/generators.js";
import { frontMatterOf } from "./faults.js";

/** Front matter that a generator publishes as its author means it. */
const right: Readonly<Record<GeneratorName, string>> = {
  hexo: "title: 2019\ntags:\ncategories:\n  - [Sea, Ships]\n  - Land\ncomments: false\nlayout: false\ndate: 2024-05-01 10:00:00\nmy_key: { a: 1 }\nupdate: x",
  hugo: "title: 2019\nTags: [a]\ntags: [1, b]\nmenu: main\nweight: 10\naliases: /old\nbuild: { list: never, render: link, publishResources: false }\ncascade:\n  - target: { path: /a/** }\n    params: { x: 1 }\nsitemap: { priority: 0.5, disable: true }\nresources:\n  - src: a.jpg\n    title: A\nLinkTitle: b\nheight: 3",
  jekyll:
    "title: 404\nlayout: null\ncategories: sea ships\ntags: [1, two]\npublished: true\ndate:\nlast_modified_at: true\nimage: { path: /a.png }\nauthor: { name: Ann }\nexcerpt_separator: <!--more-->",
  eleventy:
    "permalink: false\nlayout: base.njk\ntags: post\npagination: { data: posts, size: 1, alias: post }\neleventyNavigation: { key: Home, order: 1 }\neleventyExcludeFromCollections: true\ntemplateEngineOverride: njk,md\ndate: Last Modified",
  astro: "layout: ../layouts/Post.astro\ntitle: 1\nheroImage: ./a.png\nwhatever: [1]",
  docusaurus:
    'id: intro\nsidebar_position: 2.5\ntags: [a, { label: B, permalink: /b }]\nauthors: [ann, { name: Bob, url: /bob }]\npagination_next: null\ntoc_min_heading_level: 2\nlast_update: { date: 1/1/2000, author: Ann }\ndraft: "true"',
  vitepress:
    "title: A\ntitleTemplate: false\nhead:\n  - - meta\n    - name: keywords\n      content: sea\noutline: [2, 3]\naside: left\nprev: false\nnext: { text: Next, link: /b }\nlayout: home\nhero: { name: A, actions: [{ theme: brand, text: Go, link: /go }] }\nfeatures: [{ title: F, icon: { src: /a.svg } }]",
};

/** What it ignores or breaks on. */
const wrong: readonly (readonly [GeneratorName, content: string, ...says: string[]])[] = [
  ["hexo", "title: { a: 1 }", "Key `title` must be text, but is a mapping"],
  ["hexo", "date: [2024-05-01]", "Key `date` must be a date such as `2024-05-01`, but is a list"],
  ["hexo", "date: true", "Key `date` must be a date such as `2024-05-01`, but is `true`"],
  ["hexo", "updated: { a: 1 }", "Key `updated` must be a date such as `2024-05-01`, but is a mapping"],
  ["jekyll", "date: [2024-05-01]", "Key `date` must be a date such as `2024-05-01`, but is a list"],
  ["hugo", "lastmod: { a: b }", "Key `lastmod` must be a date such as `2024-05-01`, but is a mapping"],
  ["eleventy", "date: { a: b }", "Key `date` must be a date such as `2024-05-01`, but is a mapping"],
  [
    "docusaurus",
    "last_update: { date: true }",
    "Key `last_update.date` must be a date such as `2024-05-01`, but is `true`",
  ],
  ["hexo", "catgories: a", "Unknown key `catgories`; did you mean `categories`?"],
  ["hexo", "Permalink: a", "Unknown key `Permalink`; did you mean `permalink`?"],
  ["hugo", "descripton: a", "Unknown key `descripton`; did you mean `description`?"],
  ["hugo", "draft: maybe", "Key `draft` must be `true` or `false`, but is the text `maybe`"],
  ["hugo", "weight: first", "Key `weight` must be a whole number, but is the text `first`"],
  [
    "hugo",
    "build: { list: sometimes }",
    "Key `build.list` must be one of `always`, `never`, `local`, `true`, `false`, but is the text `sometimes`",
  ],
  ["jekyll", "published: 3", "Key `published` must be `true` or `false`, but is the number `3`"],
  [
    "eleventy",
    "pagination: { data: posts, size: many }",
    "Key `pagination.size` must be a whole number, but is the text `many`",
  ],
  ["eleventy", "permalink: [a]", "Key `permalink` must be text, `true` or `false` or a mapping, but is a list"],
  ["docusaurus", "tags: a", "Key `tags` must be a list, but is the text `a`"],
  ["docusaurus", "tags: [{ label: A }]", "Missing key `permalink` in item 1 of `tags`"],
  ["docusaurus", "toc_min_heading_level: 9", "Key `toc_min_heading_level` must be 6 or less, but is the number `9`"],
  ["vitepress", "aside: right", "Key `aside` must be one of `true`, `false`, `left`, but is the text `right`"],
  ["vitepress", "head: [meta]", "Item 1 of `head` must be a list, but is the text `meta`"],
];

describe("shipped schemas", () => {
  for (const name of generatorNames) {
    const messages = (content: string): readonly string[] =>
      shippedSchema(name)
        .validate(frontMatterOf(`---\n${content}\n---\n`))
        .map(({ message }) => message);

    it(`${name}: is silent about what the generator reads`, () => assert.deepEqual(messages(right[name]), []));

    for (const [generator, content, ...says] of wrong) {
      if (generator === name) it(`${name}: ${content}`, () => assert.deepEqual(messages(content), says));
    }

    it(`${name}: allows every key to be empty and describes it`, () => {
      const schema: { properties: Record<string, { description?: string }>; $id: string } = JSON.parse(
        readFileSync(shippedSchemaFile(name), "utf8"),
      );
      assert.equal(schema.$id, `galley:${name}`);
      assert.ok(compileSchema(schema, { name }), "is right by its meta-schema");
      for (const [key, { description }] of Object.entries(schema.properties)) {
        assert.deepEqual(messages(`title: x\n${key === "title" ? "" : `${key}:`}`), []);
        assert.match(description ?? "", /^.{10,}[.`]$/, key);
      }
      for (const [pointer, part] of subschemas(schema)) {
        if (/\/properties\/[^/]+$/.test(pointer)) assert.ok("description" in part, pointer);
      }
    });
  }
});
