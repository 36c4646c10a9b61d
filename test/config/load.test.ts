import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { filesOf } from "../../src/config/files.js";
import type { LoadedConfig } from "../../src/config/layers.js";
import { type LoadOptions, loadConfig } from "../../src/config/load.js";
import { createResolver } from "../../src/config/resolve.js";
import { UserError } from "../../src/errors.js";
import { defineRule } from "../../src/rule.js";

const rules = [
  defineRule({
    id: "html/no-inline-style",
    summary: "Disallow inline styles",
    why: "",
    recommended: "warn",
    fixes: "unsafe",
    messages: {},
    options: {
      type: "object",
      additionalProperties: false,
      properties: {
        allow: { description: "", type: "array", items: { type: "string" }, default: [] },
        fix: { description: "", enum: ["remove", "class"], default: "remove" },
      },
    },
    examples: [],
    create: () => ({}),
  }),
  defineRule({
    id: "html/no-comments",
    summary: "Disallow comments",
    why: "",
    recommended: "off",
    fixes: "none",
    messages: {},
    examples: [],
    create: () => ({}),
  }),
];

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function project(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "galley-load-")));
  folders.push(root);
  for (const [name, text] of Object.entries({ ".git/HEAD": "", ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

const load = (cwd: string, more: Partial<LoadOptions> = {}): Promise<LoadedConfig> =>
  loadConfig({ cwd, rules, ...more });

async function refused(
  files: Readonly<Record<string, string>>,
  more: Partial<LoadOptions> = {},
): Promise<readonly string[]> {
  try {
    await load(project(files), more);
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error.message.split("\n");
  }
  return [];
}

test("without a configuration: recommended, and the generator that the repository shows", async () => {
  const root = project({ "package.json": '{"devDependencies":{"hexo":"7"}}', "posts/x.md": "" });
  const loaded = await load(join(root, "posts"));
  assert.deepEqual([loaded.base, loaded.file], [root, undefined]);
  assert.deepEqual(loaded.detected, [{ generator: "hexo", folder: "", reason: "`hexo` in package.json" }]);
  const resolved = createResolver(loaded)("source/_posts/a.md");
  assert.equal(resolved.generator.value.name, "hexo");
  assert.equal(resolved.generator.from, "hexo (because of `hexo` in package.json)");
  assert.deepEqual(
    resolved.rules.map((entry) => entry.rule.id),
    ["html/no-inline-style"],
  );
});

test("the zone of dates is that of the generator's own configuration, unless one is set", async () => {
  const zone = async (files: Readonly<Record<string, string>>, path = "a.md", more: Partial<LoadOptions> = {}) => {
    const { value, from } = createResolver(await load(project(files), more))(path).timezone;
    return `${value}: ${from}`;
  };
  const hexo = {
    "package.json": '{"dependencies":{"hexo":"7"}}',
    "_config.yml": "title: A\ntimezone: Asia/Tokyo # JST\n",
  };
  assert.equal(await zone(hexo), "Asia/Tokyo: `timezone` in _config.yml");
  assert.equal(await zone(hexo, "a.md", { noConfig: true }), "Asia/Tokyo: `timezone` in _config.yml");
  const set = { ...hexo, "galley.config.yaml": "extends: [./shared.yaml, hexo]\n", "shared.yaml": "timezone: UTC\n" };
  assert.equal(await zone(set), "UTC: shared.yaml:1");
  const named = { "galley.config.yaml": "extends: [recommended, jekyll]\n" };
  assert.equal(
    await zone({ ...named, "_config.yml": "timezone: 'Europe/Oslo'\r\n" }),
    "Europe/Oslo: `timezone` in _config.yml",
  );
  const docs = { ...named, "docs/_config.yml": "timezone: Europe/Oslo\n" };
  assert.equal(await zone(docs, "docs/a.md"), "Europe/Oslo: `timezone` in docs/_config.yml");
  assert.equal(await zone(docs, "a.md"), "UTC: default");
  assert.equal(await zone({ "hugo.toml": 'timeZone = "America/Lima"\n' }), "America/Lima: `timeZone` in hugo.toml");
  const settings = { "config/_default/hugo.yaml": "timezone: America/Lima\n", "content/a.md": "" };
  assert.equal(await zone(settings), "America/Lima: `timezone` in config/_default/hugo.yaml");
});

test("a zone of somebody else, or one that does not exist, does not count", async () => {
  const zone = async (files: Readonly<Record<string, string>>, path = "a.md") =>
    createResolver(await load(project(files)))(path).timezone.from;
  const hexo = { "package.json": '{"dependencies":{"hexo":"7"}}' };
  for (const text of [
    "timezone: ''\n",
    "timezone:\nlanguage: en\n",
    "timezone: local\n",
    "theme:\n  timezone: Asia/Tokyo\n",
  ]) {
    assert.equal(await zone({ ...hexo, "_config.yml": text }), "default", text);
  }
  assert.equal(await zone({ "hugo.toml": '[languages.ja]\ntimeZone = "Asia/Tokyo"\n' }), "default");
  assert.equal(await zone({ "_config.yml": "timezone: Asia/Tokyo\n" }), "default");
  const site = { ...hexo, "_config.yml": "timezone: Asia/Tokyo\n" };
  assert.equal(await zone({ ...site, "galley.config.yaml": "extends: []\n" }), "default");
  const mixed = { ...site, "galley.config.yaml": "overrides: [{ files: ['docs/**'], generator: hugo }]\n" };
  assert.equal(await zone(mixed, "docs/a.md"), "default");
  assert.equal(await zone(mixed, "a.md"), "`timezone` in _config.yml");
});

test("the nearest configuration upward counts, as far as the repository goes", async () => {
  const root = project({
    "galley.config.yaml": "timezone: Asia/Shanghai\n",
    "a/b/x.md": "",
    "a/package.json": '{"galley":{"timezone":"Europe/Paris"}}',
    "inner/.git/HEAD": "",
    "c/package.json": '{"name":"galley"}',
  });
  assert.equal((await load(join(root, "a/b"))).file, join(root, "a/package.json"));
  assert.equal((await load(join(root, "c"))).file, join(root, "galley.config.yaml"));
  assert.equal((await load(join(root, "inner"))).file, undefined);
  assert.equal((await load(root, { noConfig: true })).file, undefined);
  const resolved = createResolver(await load(join(root, "c")))("x.md");
  assert.deepEqual(resolved.timezone, { value: "Asia/Shanghai", from: "../galley.config.yaml:1" });
});

test("two configurations in one folder are refused", async () => {
  const lines = await refused({ "galley.config.yaml": "", "galley.config.json": "{}" });
  assert.match(lines[0] ?? "", /holds two configurations: `galley\.config\.yaml` and `galley\.config\.json`$/);
});

test("every fault is listed at its place, with what was meant", async () => {
  const text = `extend: [recommended]
timezone: Asia/Shangai
files: source/**
ignore: ["a[b.md"]
rules:
  html/no-inline-styles: warn
  html/no-comments: warning
  html/no-inline-style: [error, { alow: [x], fix: delete }]
fixes: { safe: [html/no-coments] }
schemas: { "posts/**": schemas/none.json, "x/**": "https://example.com/a.json" }
overrides:
  - rules: {}
`;
  assert.deepEqual(await refused({ "galley.config.yaml": text }), [
    "galley.config.yaml:1:1: unknown key `extend` in the configuration; did you mean `extends`?",
    "galley.config.yaml:2:11: unknown time zone `Asia/Shangai`; did you mean `Asia/Shanghai`?",
    "galley.config.yaml:3:8: `files` must be a list, but is `source/**`",
    "galley.config.yaml:4:10: glob `a[b.md` cannot be read: a `]` is missing, or a `\\` before its partner",
    "galley.config.yaml:6:3: unknown rule `html/no-inline-styles`; did you mean `html/no-inline-style`?",
    "galley.config.yaml:7:21: unknown severity `warning` of `html/no-comments`; did you mean `warn`?",
    "galley.config.yaml:8:35: `html/no-inline-style` has no option `alow`; did you mean `allow`?",
    "galley.config.yaml:8:51: `fix` must be `remove` or `class`, but is `delete`",
    "galley.config.yaml:9:17: unknown rule `html/no-coments`; did you mean `html/no-comments`?",
    "galley.config.yaml:10:24: there is no schema `schemas/none.json`",
    "galley.config.yaml:10:51: `https://example.com/a.json` is an address, and galley never goes to the network; keep a copy in the repository",
    "galley.config.yaml:12:5: an override needs a key `files`",
  ]);
});

test("a package.json that cannot be parsed is refused when it seems to hold a configuration", async () => {
  const [fault, ...others] = await refused({ "package.json": '{ "name": "x",\n "galley": { "root": "x" }' });
  assert.match(fault ?? "", /^package\.json:\d+:\d+: /);
  assert.deepEqual(others, []);
  for (const files of [
    { "package.json": '{ "name": "x",\n "private" true }', "x.md": "" },
    { "package.json": '{ "name": "galley",\n "private" true }', "x.md": "" },
  ]) {
    assert.equal((await load(project(files))).file, undefined);
  }
  const beside = project({ "package.json": '{ "devDependencies": { "galley": "1" }', "galley.config.yaml": "root: x" });
  assert.equal((await load(beside)).file, join(beside, "galley.config.yaml"));
});

test("JSON and package.json have places too, JavaScript has names", async () => {
  assert.deepEqual(await refused({ "galley.config.json": '{\n  // why\n  "rules": { "html/no-comments": 2 },\n}' }), [
    "galley.config.json:3:34: unknown severity `2` of `html/no-comments`; severities are `off`, `info`, `warn` and `error`",
  ]);
  assert.deepEqual(await refused({ "package.json": '{ "name": "x",\n "galley": { "rool": "x" } }' }), [
    "package.json:2:14: unknown key `rool` in the configuration; did you mean `root`?",
  ]);
  assert.deepEqual(await refused({ "galley.config.mjs": 'export default { rules: { "html/no-comments": "on" } };' }), [
    "galley.config.mjs: `rules.html/no-comments`: unknown severity `on` of `html/no-comments`; severities are `off`, `info`, `warn` and `error`",
  ]);
});

test("what cannot be read says where", async () => {
  assert.match((await refused({ "galley.config.yaml": "rules: {\n" }))[0] ?? "", /^galley\.config\.yaml:\d+:\d+: /);
  assert.match((await refused({ "galley.config.yaml": `rules: ${"[".repeat(9000)}` }))[0] ?? "", /nested too deeply/);
  assert.deepEqual(await refused({}, { file: "none.yaml" }), [
    "The configuration none.yaml cannot be read: there is no such file",
  ]);
  assert.deepEqual(await refused({ "galley.config.yaml": "rules: {}\nrules: {}\n" }), [
    "galley.config.yaml:2:1: key `rules` stands here twice",
  ]);
});

test("presets and files are merged in order, and a named preset ends the search for a generator", async () => {
  const root = project({
    "galley.config.yaml": "extends: [strict, hugo, ./shared/base.yaml]\nrules: { html/no-comments: error }\n",
    "shared/base.yaml": 'extends: [./more.json]\nschemas: { "a/**": own.json }\n',
    "shared/more.json": '{ "rules": { "html/no-inline-style": ["info", { "allow": ["color"] }] } }',
    "shared/own.json": "{}",
    "_config.yml": "",
    "_posts/a.md": "",
  });
  const loaded = await load(root);
  assert.deepEqual(
    loaded.layers.map((layer) => layer.name),
    ["strict", "hugo", "shared/more.json", "shared/base.yaml", "galley.config.yaml"],
  );
  assert.deepEqual(loaded.detected, []);
  const resolved = createResolver(loaded)("a/x.md");
  assert.deepEqual(
    resolved.rules.map(({ rule, severity, from }) => [rule.id, severity, from]),
    [
      ["html/no-inline-style", "info", "shared/more.json:1"],
      ["html/no-comments", "error", "galley.config.yaml:2"],
    ],
  );
  assert.deepEqual(resolved.schema.value, { kind: "file", path: join(root, "shared/own.json") });
  assert.equal(resolved.generator.value.name, "hugo");
});

test("a circle is named, a misspelt preset too", async () => {
  const circle = await refused({
    "galley.config.yaml": "extends: [./b.yaml]",
    "b.yaml": "extends: [galley.config.yaml]",
  });
  assert.deepEqual(circle, [
    "Configurations extend each other in a circle: galley.config.yaml -> b.yaml -> galley.config.yaml",
  ]);
  assert.deepEqual(await refused({ "galley.config.yaml": "extends: [recomended, ./none.yaml]" }), [
    "galley.config.yaml:1:11: there is no preset `recomended`; did you mean `recommended`?",
    "galley.config.yaml:1:23: there is no file `./none.yaml`",
  ]);
});

test("an empty list of extends means nothing but what is written", async () => {
  const loaded = await load(project({ "galley.config.yaml": "extends: []", "hugo.toml": "" }));
  const resolved = createResolver(loaded)("content/a.md");
  assert.deepEqual([resolved.rules, resolved.generator.value.name], [[], undefined]);
});

test("a configuration that is named elsewhere counts from the working directory", async () => {
  const root = project({ "ci/galley.yaml": "timezone: UTC", "sub/x.md": "" });
  assert.equal((await load(root, { file: "ci/galley.yaml" })).base, root);
  assert.equal((await load(join(root, "ci"), { file: "galley.yaml" })).base, join(root, "ci"));
});

test("plugins bring rules, unless they are refused", async () => {
  const plugin = `export default { rules: [{ id: "house/no-x", summary: "", why: "", recommended: "warn", fixes: "none", messages: {}, examples: [], create: () => ({}) }] };`;
  const files = {
    "galley.config.yaml": "plugins: [./house.mjs]\nrules: { house/no-x: error }\n",
    "house.mjs": plugin,
  };
  const root = project(files);
  const loaded = await load(root);
  assert.deepEqual(loaded.dependencies, [join(root, "galley.config.yaml"), join(root, "house.mjs")]);
  assert.equal(createResolver(loaded)("a.md").rules.at(-1)?.rule.id, "house/no-x");
  assert.equal(
    (await refused(files, { noPlugins: true }))[0],
    "galley.config.yaml:1:11: plugin `./house.mjs` runs code, which --no-plugins refuses",
  );
  const broken = { ...files, "house.mjs": "export default 3;" };
  assert.equal(
    (await refused(broken))[0],
    "galley.config.yaml:1:11: plugin `./house.mjs`: its default export must be a list of rules or `{ rules: [...] }`",
  );
  const script = await refused({ "galley.config.js": "throw new Error('ran')" }, { noPlugins: true });
  assert.deepEqual(script, ["galley.config.js runs code, which --no-plugins refuses"]);
});

test("a preset says where content lies, unless its generator shows in a folder of the project alone", async () => {
  const site = await load(project({ "hugo.toml": "" }));
  assert.deepEqual(filesOf(site).files, ["content/**/*.{md,markdown,html,htm}"]);
  const inFolder = await load(project({ "docs/.vitepress/config.js": "", "posts/a.md": "" }));
  assert.deepEqual(filesOf(inFolder).files, []);
  assert.equal(createResolver(inFolder)("docs/a.md").generator.value.name, "vitepress");
  const named = await load(project({ "docs/.vitepress/config.js": "", "galley.config.yaml": "extends: [vitepress]" }));
  assert.deepEqual(filesOf(named).files, ["docs/**/*.md"]);
  const own = await load(project({ "hugo.toml": "", "galley.config.yaml": "files: ['posts/**']" }));
  assert.deepEqual([filesOf(own).files, filesOf(own).filesAreGuess], [["posts/**"], false]);
});
