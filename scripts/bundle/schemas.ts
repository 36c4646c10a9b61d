import { readFileSync } from "node:fs";
import { step } from "../../src/schema/budget.js";
import { addNotes } from "../../src/schema/check.js";
import { createEngine } from "../../src/schema/engine.js";
import { equalityKeywords } from "../../src/schema/equality.js";
import { shippedSchemaFile } from "../../src/schema/registry.js";
import { type GeneratorName, generatorNames } from "../../src/source/generators.js";

/*
 * ajv's own standalone code knows no functions of ours. This writes the same code with the few that galley's keywords put into it
 * named: they come as an argument.
 */

/** A module that exports a `MakeValidator` for a shipped schema. */
export function schemaModule(name: GeneratorName): string {
  const schema: unknown = JSON.parse(readFileSync(shippedSchemaFile(name), "utf8"));
  const engine = createEngine("2020-12", true);
  const written = new Map<unknown, string>();
  for (const { keyword, compile, ...rest } of equalityKeywords) {
    if (compile === undefined) continue;
    engine.removeKeyword(String(keyword));
    engine.addKeyword({
      ...rest,
      keyword,
      compile: (...args) => {
        const test = compile(...args);
        written.set(test, `tools.equalities[${JSON.stringify(keyword)}](${JSON.stringify(args[0])})`);
        return test;
      },
    });
  }
  addNotes(schema, engine);
  const { source } = engine.compile(Object(schema));
  if (source === undefined) throw new Error("ajv kept no code");
  const lines: string[] = [];
  for (const values of Object.values(source.scopeValues)) {
    for (const { str, value } of values ?? []) {
      const code =
        value?.ref === schema ? JSON.stringify(schema) : (written.get(value?.ref) ?? codeOf(value?.ref, value?.code));
      lines.push(`const ${str} = ${code};`);
    }
  }
  return [
    "export default (tools) => {",
    // What ajv calls itself: keywords get it as `this`, and ours do not ask for it.
    "const self = undefined;",
    ...lines,
    source.validateCode,
    ...(source.evaluated === undefined ? [] : [`${source.validateName}.evaluated = ${source.evaluated};`]),
    `return { schema: ${nameOf(source.scopeValues["schema"], schema)}, validate: ${source.validateName} };`,
    "};",
  ].join("\n");
}

type Values = Iterable<{ readonly str: string; readonly value?: { readonly ref: unknown } | undefined }>;

function nameOf(values: Values | undefined, schema: unknown): string {
  for (const { str, value } of values ?? []) if (value?.ref === schema) return str;
  throw new Error("The schema is not among its values");
}

/** ajv knows the code of its own functions; those of galley are among the tools. */
function codeOf(value: unknown, code: unknown): string {
  if (String(code) === "compilePattern") return "tools.compilePattern";
  if (code !== undefined) return String(code);
  if (value === step) return "tools.step";
  throw new Error(`A schema needs ${String(value)}, which the build cannot write`);
}

/** A module in place of `src/schema/precompiled.ts`. `tools` is the path of what the code calls. */
export function precompiledModule(tools: string, moduleOf: (name: GeneratorName) => string): string {
  return [
    `import { shippedTools } from ${JSON.stringify(tools)};`,
    ...generatorNames.map((name) => `import ${name} from ${JSON.stringify(moduleOf(name))};`),
    "export function precompiled(name) {",
    "  switch (name) {",
    ...generatorNames.map((name) => `    case ${JSON.stringify(name)}: return ${name}(shippedTools);`),
    "    default: return undefined;",
    "  }",
    "}",
  ].join("\n");
}
