import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv } from "ajv";
import { rules } from "../../rules/index.js";
import { configSchema } from "../../src/config/config-schema.js";
import { unsupportedKeyword } from "../../src/config/options.js";

test("the schema for editors takes the documented configuration and refuses misspelt keys", () => {
  const validate = new Ajv({ strict: false }).compile(configSchema(rules));
  const good = {
    extends: ["recommended", "hexo", "./shared.yaml"],
    files: ["source/_posts/**/*.md"],
    timezone: "Asia/Shanghai",
    schemas: { "source/_posts/**": "schemas/post.schema.json" },
    rules: { "html/no-comments": "off" },
    fixes: { safe: ["front-matter/valid-date"], never: [] },
    overrides: [{ files: ["**/legacy/**"], rules: { "html/no-comments": "warn" } }],
    plugins: ["./lint/house-rules.js"],
  };
  assert.ok(validate(good), JSON.stringify(validate.errors));
  for (const bad of [
    { rule: {} },
    { extends: ["recomended"] },
    { rules: { "html/no-comments": "on" } },
    { overrides: [{}] },
  ]) {
    assert.equal(validate(bad), false, JSON.stringify(bad));
  }
});

test("every option of every rule is one that galley checks", () => {
  for (const rule of rules) assert.equal(unsupportedKeyword(rule.options), undefined, rule.id);
});
