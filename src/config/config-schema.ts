import { generatorNames } from "../source/generators.js";
import { presetNames } from "./presets.js";
import { severities } from "./rule-patterns.js";
import type { AnyRule } from "./types.js";

type Schema = Readonly<Record<string, unknown>>;

/** The JSON Schema (draft-07) of a configuration, for editors: every key, every rule with its severities and options. */
export function configSchema(rules: readonly AnyRule[]): Schema {
  const text = (description: string): Schema => ({ type: "string", minLength: 1, description });
  const texts = (description: string): Schema => ({
    type: "array",
    items: { type: "string", minLength: 1 },
    description,
  });
  const tier = (description: string): Schema => ({
    ...texts(description),
    items: { $ref: "#/definitions/rulePattern" },
  });
  const mapping = (description: string, properties: Schema, required: readonly string[] = []): Schema => ({
    type: "object",
    description,
    additionalProperties: false,
    properties,
    ...(required.length > 0 ? { required } : {}),
  });
  const timezone = text(
    "Name of the zone in which dates without an offset are read, such as `Asia/Shanghai`. Default: UTC.",
  );
  const root = text("Folder in which a URL that begins with `/` is looked up as a file.");
  const ids = rules.map((rule) => rule.id);
  const namespaces = new Set(ids.map((id) => `${id.slice(0, id.indexOf("/"))}/*`));
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of galley",
    ...mapping("Globs and `root` are relative to the folder of this file.", {
      $schema: text("For editors; galley does not read it."),
      extends: {
        ...texts("Presets and paths of other configurations, merged in order."),
        items: { anyOf: [{ enum: presetNames }, { type: "string", pattern: "[\\\\/.]" }] },
      },
      files: texts("Globs of the files that are linted when no path is given."),
      ignore: texts("Globs of files and folders to leave out; `!` takes a path in again."),
      timezone,
      root,
      schemas: {
        type: "object",
        description: "JSON Schemas for front matter by glob; the first glob that matches wins.",
        additionalProperties: text("A path, the name of a shipped schema, or `off`."),
      },
      rules: { $ref: "#/definitions/rules" },
      fixes: { $ref: "#/definitions/fixes" },
      overrides: {
        type: "array",
        description: "Settings for some of the files, applied in order.",
        items: mapping(
          "Settings for the files that its globs name.",
          {
            files: texts("Globs of the files; `!` takes files out again."),
            generator: { enum: generatorNames, description: "The generator that builds these files." },
            timezone,
            root,
            rules: { $ref: "#/definitions/rules" },
            fixes: { $ref: "#/definitions/fixes" },
          },
          ["files"],
        ),
      },
      plugins: texts("Modules with rules of your own: they run code."),
    }),
    definitions: {
      severity: { enum: severities, description: "How much a finding weighs; `error` makes the exit code 1." },
      rulePattern: { anyOf: [{ enum: [...ids, ...namespaces, "*"] }, { type: "string" }] },
      fixes: mapping("Moves fixes of rules to another tier.", {
        safe: tier("Applied by `--fix`."),
        unsafe: tier("Applied by `--fix --unsafe` alone."),
        never: tier("Shown, never applied."),
      }),
      rules: {
        type: "object",
        description: "A severity, or a list of a severity and options, by rule.",
        properties: Object.fromEntries(rules.map((rule) => [rule.id, settingSchema(rule)])),
        // Rules of plugins are not known here; galley itself refuses an unknown rule.
        additionalProperties: { $ref: "#/definitions/setting" },
      },
      setting: settingOf({ type: "object" }),
    },
  };
}

function settingSchema(rule: AnyRule): Schema {
  const setting = rule.options === undefined ? { $ref: "#/definitions/severity" } : settingOf(rule.options);
  const preset = `In \`recommended\`: ${rule.recommended}.`;
  // Beside `$ref`, draft-07 ignores all else.
  return { description: `${rule.summary}. ${preset}`, ...("$ref" in setting ? { allOf: [setting] } : setting) };
}

function settingOf(options: object): Schema {
  const severity = { $ref: "#/definitions/severity" };
  return {
    anyOf: [severity, { type: "array", items: [severity, options], additionalItems: false, minItems: 1 }],
  };
}
