import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { compileSchema } from "../../src/schema/compile.js";
import { shippedSchemaFile } from "../../src/schema/registry.js";
import { isObject } from "../../src/schema/schema-object.js";
import { type MakeValidator, shippedTools } from "../../src/schema/shipped-tools.js";
import { type Located, type SchemaValidator, schemaValidator } from "../../src/schema/validator.js";
import { type GeneratorName, generatorNames } from "../../src/source/generators.js";
import { packageRoot } from "../cli/galley.js";

const load = createRequire(import.meta.url);

function fromBundle(name: GeneratorName): SchemaValidator {
  const chunk: { readonly default?: MakeValidator; readonly [key: string]: unknown } = load(
    join(packageRoot, `dist/cli/chunks/schema-${name}.cjs`),
  );
  const [make] = Object.values(chunk) as readonly MakeValidator[];
  assert.ok(make !== undefined);
  const { schema, validate } = make(shippedTools);
  return schemaValidator(schema, name, validate);
}

function located(data: unknown): Located {
  return { data, anchor: { start: 0, end: 3 }, locate: () => undefined };
}

/** Values that front matter has, and that schemas tell apart. */
const scalar = fc.oneof(
  fc.constantFrom(
    "true",
    "false",
    "",
    "2024-05-01",
    "12",
    "-3.5",
    "default",
    "post",
    "toml",
    "weekly",
    null,
    true,
    false,
    0,
    -1,
    1.5,
  ),
  fc.string({ maxLength: 8 }),
  fc.double(),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("name", "link", "rel", "url", "content", "hidden", "images", "x"), tie("any"), {
      maxKeys: 3,
    }),
  ),
})).any;

describe("schemas that the build compiled", () => {
  for (const name of generatorNames) {
    it(`find in front matter of ${name} what ajv finds, in the same order and words`, () => {
      const schema: unknown = JSON.parse(readFileSync(shippedSchemaFile(name), "utf8"));
      const compiled = compileSchema(schema, { name, trusted: true });
      const built = fromBundle(name);
      assert.equal(built.title, compiled.title);
      const keys = isObject(schema) && isObject(schema["properties"]) ? Object.keys(schema["properties"]) : [];
      const typo = fc.constantFrom(...keys, "titel").map((key) => key.slice(1));
      let faults = 0;
      fc.assert(
        fc.property(
          fc.dictionary(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...keys, "title") }, typo), value, {
            maxKeys: 8,
          }),
          (data) => {
            const expected = compiled.explain(located(data));
            faults += expected.length;
            assert.deepEqual(built.explain(located(data)), expected);
          },
        ),
        { numRuns: 1500 },
      );
      assert.ok(faults > 100 || name === "astro", `only ${faults} faults`);
    });
  }
});
