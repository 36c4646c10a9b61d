import { readFileSync } from "node:fs";
import { join } from "node:path";
import { presetNames } from "../../src/config/presets.js";
import { severities } from "../../src/config/rule-patterns.js";
import type { Rule } from "../../src/rule.js";
import { generatorNames } from "../../src/source/generators.js";

type Schema = Readonly<Record<string, unknown>>;

const PLUGIN_MODULE = { type: "string", minLength: 1 };
const GLOBS = { type: "array", items: { type: "string", minLength: 1 } };
const TIMEZONE = { type: "string", minLength: 1, examples: ["UTC", "Asia/Shanghai", "Europe/Berlin"] };
const TEXT = { type: "string", minLength: 1 };

/**
 * JSON Schema of a configuration, for editors: every key, preset, rule and option with its description. Ids of plugins'
 * rules are let through, since an editor cannot know them.
 */
export function configSchema(rules: readonly Rule[], root: string): Schema {
  const source = readFileSync(join(root, "src/config/types.ts"), "utf8");
  const namespaces = [...new Set(rules.map(({ id }) => id.slice(0, id.indexOf("/"))))];
  const foreign = `^(?!(?:${namespaces.join("|")})/)[a-z][a-z0-9-]*/`;
  const tier = {
    type: "array",
    items: {
      anyOf: [
        { enum: [...rules.map(({ id }) => id), ...namespaces.map((namespace) => `${namespace}/*`), "*"] },
        { type: "string", pattern: foreign },
      ],
    },
  };
  const fixes = described(source, "FixTiers", { safe: tier, unsafe: tier, never: tier });
  const ruleSettings = { $ref: "#/definitions/rules" };
  const override = described(source, "Override", {
    files: GLOBS,
    generator: { enum: generatorNames },
    timezone: TIMEZONE,
    root: TEXT,
    rules: ruleSettings,
    fixes: { $ref: "#/definitions/fixes" },
  });
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "galley configuration",
    ...described(source, "Config", {
      $schema: { type: "string" },
      extends: {
        type: "array",
        items: {
          anyOf: [{ enum: presetNames }, { type: "string", pattern: "[\\\\/]|\\.(?:ya?ml|json|[mc]?js|ts)$" }],
        },
      },
      files: GLOBS,
      ignore: GLOBS,
      timezone: TIMEZONE,
      root: TEXT,
      schemas: { type: "object", additionalProperties: { anyOf: [{ enum: [...generatorNames, "off"] }, TEXT] } },
      rules: ruleSettings,
      fixes: { $ref: "#/definitions/fixes" },
      overrides: { type: "array", items: { ...override, required: ["files"] } },
      plugins: { type: "array", items: PLUGIN_MODULE },
    }),
    definitions: {
      severity: { enum: severities },
      fixes,
      rules: {
        type: "object",
        properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSetting(rule)])),
        patternProperties: { [foreign]: {} },
        additionalProperties: false,
      },
    },
  };
}

function ruleSetting(rule: Rule): Schema {
  const severity = { $ref: "#/definitions/severity" };
  const list = { type: "array", minItems: 1, additionalItems: false };
  return {
    description: `${rule.summary}. In recommended: ${rule.recommended}.`,
    anyOf: [severity, { ...list, items: rule.options === undefined ? [severity] : [severity, rule.options] }],
  };
}

/**
 * An object with these keys, described by the comments on the interface of that name.
 *
 * @throws Error when the interface has other keys: then this file is to be brought up to date
 */
function described(source: string, name: string, properties: Readonly<Record<string, Schema>>): Schema {
  const [, body] = new RegExp(`export interface ${name} \\{\\n([\\s\\S]*?)\\n\\}`).exec(source) ?? [];
  const comments = new Map<string, string>();
  for (const [, comment, key] of (body ?? "").matchAll(
    /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?readonly (\$?\w+)\??:/g,
  )) {
    comments.set(
      key ?? "",
      (comment ?? "")
        .replace(/\n\s*\*/g, " ")
        .replace(/\s+/g, " ")
        .trim(),
    );
  }
  const declared = [...comments.keys()].sort().join(" ");
  const written = Object.keys(properties).sort().join(" ");
  if (declared !== written) throw new Error(`${name} has the keys \`${declared}\`, its schema \`${written}\``);
  const entries = Object.entries(properties).map(([key, schema]): [string, Schema] => {
    const description = comments.get(key) ?? "";
    // Draft 7 reads nothing beside a reference.
    const own = "$ref" in schema ? { allOf: [schema] } : schema;
    return [key, description === "" ? schema : { description, ...own }];
  });
  return { type: "object", properties: Object.fromEntries(entries), additionalProperties: false };
}
