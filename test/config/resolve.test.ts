import assert from "node:assert/strict";
import { test } from "node:test";
import type { Layer, LoadedConfig } from "../../src/config/layers.js";
import { presetConfig } from "../../src/config/presets.js";
import { createResolver } from "../../src/config/resolve.js";
import type { AnyRule, Config } from "../../src/config/types.js";
import { UserError } from "../../src/errors.js";
import { defineRule } from "../../src/rule.js";

const rule = (id: `${string}/${string}`, recommended: AnyRule["recommended"]): AnyRule =>
  defineRule({
    id,
    summary: "Disallow",
    why: "",
    recommended,
    fixes: "none",
    messages: {},
    options: {
      type: "object",
      additionalProperties: false,
      properties: {
        allow: { description: "", type: "array", items: { type: "string" }, default: [] },
        max: { description: "", type: "integer", default: 3 },
      },
    },
    examples: [],
    create: () => ({}),
  });

const rules = [rule("html/a", "error"), rule("html/b", "off"), rule("text/c", "warn")];

const layer = (name: string, config: Config, more: Partial<Layer> = {}): Layer => ({
  name,
  scope: "",
  generator: undefined,
  config,
  absolute: (path) => `/site/${path}`,
  line: () => undefined,
  ...more,
});

const loaded = (...layers: readonly Layer[]): LoadedConfig => ({
  base: "/site",
  file: undefined,
  dependencies: [],
  layers: [layer("recommended", presetConfig("recommended", rules, new Set())), ...layers],
  rules,
  detected: [],
});

const severities = (config: LoadedConfig, path = "a.md"): Record<string, string> => {
  const { rules: on, off } = createResolver(config)(path);
  return Object.fromEntries([...on, ...off].map((entry) => [entry.rule.id, entry.severity]));
};

test("recommended follows what the rules recommend, with the default of every option", () => {
  const resolved = createResolver(loaded())("a.md");
  assert.deepEqual(
    resolved.rules.map(({ rule: { id }, severity, from }) => [id, severity, from]),
    [
      ["html/a", "error", "recommended"],
      ["text/c", "warn", "recommended"],
    ],
  );
  assert.deepEqual(resolved.rules[0]?.options, { allow: [], max: 3 });
  assert.equal(resolved.timezone.value, "UTC");
  assert.equal(resolved.generator.value.name, undefined);
});

test("strict turns on what recommended leaves off, but rules of plugins are raised by all alone", () => {
  const plugin = new Set([rules[1] as AnyRule]);
  assert.deepEqual(presetConfig("strict", rules, new Set()).rules, {
    "html/a": "error",
    "html/b": "warn",
    "text/c": "warn",
  });
  assert.deepEqual(presetConfig("strict", rules, plugin).rules, {
    "html/a": "error",
    "html/b": "off",
    "text/c": "warn",
  });
  assert.deepEqual(presetConfig("all", rules, plugin).rules, { "html/a": "error", "html/b": "warn", "text/c": "warn" });
});

test("a later layer wins; a severity alone keeps the options set before", () => {
  const resolved = createResolver(
    loaded(
      layer("shared.yaml", { rules: { "html/a": ["warn", { allow: ["x"] }] } }),
      layer(
        "galley.config.yaml",
        { rules: { "html/a": "info" } },
        { line: (pointer) => (pointer === "/rules/html~1a" ? 4 : 1) },
      ),
    ),
  )("a.md");
  const [first] = resolved.rules;
  assert.deepEqual(first?.options, { allow: ["x"], max: 3 });
  assert.equal(first?.severity, "info");
  assert.equal(first?.from, "galley.config.yaml:4");
  assert.equal(first?.optionsFrom, "shared.yaml");
});

test("overrides apply in order, by globs from the base, dot folders included", () => {
  const config = loaded(
    layer("c", {
      timezone: "Asia/Shanghai",
      overrides: [
        { files: ["**/legacy/**", "!**/legacy/keep.md"], rules: { "html/a": "off" } },
        { files: ["./.old/*.md"], rules: { "html/a": "info" }, timezone: "Europe/Paris", generator: "jekyll" },
        { files: ["**/legacy/new.md"], rules: { "html/a": "warn" } },
      ],
    }),
  );
  assert.equal(severities(config, "posts/legacy/x.md")["html/a"], "off");
  assert.equal(severities(config, "posts/legacy/keep.md")["html/a"], "error");
  assert.equal(severities(config, "posts/legacy/new.md")["html/a"], "warn");
  const old = createResolver(config)(".old/x.md");
  assert.equal(old.rules[0]?.severity, "info");
  assert.deepEqual([old.timezone.value, old.generator.value.name], ["Europe/Paris", "jekyll"]);
  assert.equal(createResolver(config)("x.md").timezone.value, "Asia/Shanghai");
});

test("files with the same settings share one object", () => {
  const resolve = createResolver(loaded(layer("c", { overrides: [{ files: ["b/**"], rules: { "html/a": "off" } }] })));
  assert.equal(resolve("a/1.md"), resolve("a/2.md"));
  assert.equal(resolve("b/1.md"), resolve("b/2.md"));
  assert.notEqual(resolve("a/1.md"), resolve("b/1.md"));
});

test("the first schema that matches wins, the user's before a preset's; off means none", () => {
  const config = loaded(
    layer("hexo", presetConfig("hexo", rules, new Set()), { generator: "hexo" }),
    layer("c", {
      schemas: { "source/_posts/notes/**": "off", "source/_posts/*.md": "schemas/post.json", "x/**": "astro" },
    }),
  );
  const schema = (path: string): unknown => createResolver(config)(path).schema;
  assert.deepEqual(schema("source/_posts/a.md"), {
    value: { kind: "file", path: "/site/schemas/post.json" },
    from: "c",
  });
  assert.deepEqual(schema("source/_posts/notes/a.md"), { value: undefined, from: "c" });
  assert.deepEqual(schema("source/_posts/2021/a.md"), { value: { kind: "shipped", name: "hexo" }, from: "hexo" });
  assert.deepEqual(schema("x/a.md"), { value: { kind: "shipped", name: "astro" }, from: "c" });
  assert.deepEqual(schema("about/index.md"), { value: { kind: "shipped", name: "hexo" }, from: "hexo" });
  assert.deepEqual(createResolver(loaded(layer("c", {})))("a.md").schema, { value: undefined, from: "default" });
});

test("a detected generator counts below its folder alone", () => {
  const docs = layer("vitepress", presetConfig("vitepress", rules, new Set(), "docs"), {
    generator: "vitepress",
    scope: "docs",
  });
  const resolve = createResolver(loaded(docs));
  assert.equal(resolve("docs/guide/a.md").generator.value.name, "vitepress");
  assert.deepEqual(resolve("docs/guide/a.md").schema.value, { kind: "shipped", name: "vitepress" });
  assert.equal(resolve("docs2/a.md").generator.value.name, undefined);
});

test("fixes move to another tier, by id or namespace, and the last word wins", () => {
  const config = loaded(
    layer("a", { fixes: { never: ["html/*"] } }),
    layer("b", { fixes: { safe: ["html/a"] }, overrides: [{ files: ["x/**"], fixes: { unsafe: ["text/c"] } }] }),
  );
  const tier = (id: string, path: string): string | undefined => {
    const { rules: on, off } = createResolver(config)(path);
    return [...on, ...off].find((entry) => entry.rule.id === id)?.fixes?.value;
  };
  assert.equal(tier("html/a", "a.md"), "safe");
  assert.equal(tier("html/b", "a.md"), "never");
  assert.equal(tier("text/c", "a.md"), undefined);
  assert.equal(tier("text/c", "x/a.md"), "unsafe");
});

test("the command line has the last word", () => {
  const config = loaded(layer("c", { overrides: [{ files: ["**"], rules: { "html/a": "off" } }] }));
  const ids = (line: Parameters<typeof createResolver>[1]): readonly string[] =>
    createResolver(config, line)("a.md").rules.map((entry) => `${entry.rule.id}=${entry.severity}`);
  assert.deepEqual(ids({ rule: ["html/a=warn", "html/*=info", "html/a=error"] }), [
    "html/a=error",
    "html/b=info",
    "text/c=warn",
  ]);
  assert.deepEqual(ids({ only: ["html/*"] }), ["html/a=error", "html/b=warn"]);
  assert.deepEqual(ids({ only: ["text/c"], rule: ["text/c=error", "html/a=error"] }), ["text/c=error"]);
});

test("what the command line misspells is refused with the near name", () => {
  const refused = (line: Parameters<typeof createResolver>[1]): string => {
    try {
      createResolver(loaded(), line);
    } catch (error) {
      assert.ok(error instanceof UserError);
      return error.message;
    }
    return "nothing";
  };
  assert.equal(refused({ only: ["text/d"] }), "--only text/d: unknown rule `text/d`; did you mean `text/c`?");
  assert.equal(refused({ only: ["htm/*"] }), "--only htm/*: there are no rules `htm/*`; did you mean `html/*`?");
  assert.equal(
    refused({ rule: ["html/a=warning"] }),
    "--rule html/a=warning: unknown severity `warning`; did you mean `warn`?",
  );
  assert.equal(refused({ rule: ["html/a"] }), "--rule html/a: a severity is missing");
  assert.equal(refused({ rule: ["zzzz/nothing=off"] }), "--rule zzzz/nothing=off: unknown rule `zzzz/nothing`");
});
