import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import { fixPost } from "./check-fixing.js";

const load = createRequire(import.meta.url);
type Data = Readonly<Record<string, unknown>>;

/** What each parser makes of a whole post. Those of YAML and TOML alone are handed what stands between the fences. */
const yamlReaders: Readonly<Record<string, (post: string) => unknown>> = {
  "hexo-front-matter": (load("hexo-front-matter") as { parse(text: string): Data }).parse,
  "gray-matter": (post) => (load("gray-matter") as (text: string, options: object) => { data: Data })(post, {}).data,
  "js-yaml 3": (post) => (load("js-yaml-3") as { safeLoad(text: string): unknown }).safeLoad(between(post)),
  "js-yaml 4": (post) => (load("js-yaml-4") as { load(text: string): unknown }).load(between(post)),
};
const tomlReaders: Readonly<Record<string, (post: string) => unknown>> = {
  toml: (post) => (load("toml") as { parse(text: string): unknown }).parse(between(unspaced(post))),
  "smol-toml": (post) => (load("smol-toml") as { parse(text: string): unknown }).parse(between(unspaced(post))),
};

/** Hugo and Zola, which read TOML, skip what shows nowhere. */
function unspaced(post: string): string {
  return post.replace(/^[ \t\r\n]+/, "");
}

function between(post: string): string {
  const content = /^(---|\+\+\+)\r?\n([\s\S]*?)^\1\r?$/m.exec(post);
  assert.ok(content?.index === 0, "no front matter at the start of the fixed post");
  return content[2] ?? "";
}

/** A defect, a post with it, and what every parser reads from the post after its safe fixes. */
const yaml: readonly (readonly [defect: string, post: string, data: Data])[] = [
  ["nothing", "---\ntitle: Sea\n---\n\nBody\n", { title: "Sea" }],
  ["a blank line before the fence", "\n---\ntitle: Sea\n---\n\nBody\n", { title: "Sea" }],
  ["blank lines with spaces before the fence", "  \n\n---\ntitle: Sea\n---\n\nBody\n", { title: "Sea" }],
  ["a byte order mark", "\ufeff---\ntitle: Sea\n---\n\nBody\n", { title: "Sea" }],
  ["a byte order mark and a blank line", "\ufeff\n---\ntitle: Sea\n---\n\nBody\n", { title: "Sea" }],
  ["an unquoted @", "---\ntitle: @harbour\nslug: a\n---\n\nBody\n", { title: "@harbour", slug: "a" }],
  ["an unquoted %", "---\ntitle: 100\nsub: %d\n---\n\nBody\n", { title: 100, sub: "%d" }],
  ["an unquoted colon", "---\ntitle: Part one: the pier\n---\n\nBody\n", { title: "Part one: the pier" }],
  ["a colon beside an apostrophe", "---\ntitle: It's late: go\n---\n\nBody\n", { title: "It's late: go" }],
  ["grown quotes", '---\ntitle: """\'Sea\'"""\n---\n\nBody\n', { title: "Sea" }],
  ["spaces after a fence", "---  \ntitle: Sea\n--- \n\nBody\n", { title: "Sea" }],
  ["a fence of four dashes", "---\ntitle: Sea\n----\n\nBody\n", { title: "Sea" }],
];

const toml: typeof yaml = [
  ["nothing", '+++\ntitle = "Sea"\n+++\n\nBody\n', { title: "Sea" }],
  ["a blank line before the fence", '\n+++\ntitle = "Sea"\n+++\n\nBody\n', { title: "Sea" }],
  ["a byte order mark", '\ufeff+++\ntitle = "Sea"\n+++\n\nBody\n', { title: "Sea" }],
];

for (const [cases, readers] of [
  [yaml, yamlReaders],
  [toml, tomlReaders],
] as const) {
  for (const [parser, read] of Object.entries(readers)) {
    describe(`a fixed post in ${parser}`, () => {
      for (const [defect, post, data] of cases) {
        for (const ending of ["\n", "\r\n"]) {
          it(`with ${defect}${ending === "\n" ? "" : ", in CR LF"}`, () => {
            const text = post.replaceAll("\n", ending);
            const fixed = fixPost(text, { text, path: "post.md", generator: undefined }, "safe");
            const found = read(fixed.text) as Data;
            for (const [key, value] of Object.entries(data)) assert.deepEqual(found[key], value, fixed.text);
          });
        }
      }
    });
  }
}
