import { MissingRefError } from "ajv";
import { pointerKeys } from "../source/front-matter.js";
import { addNotes, checkKeywords, draftOf } from "./check.js";
import { checkCircles, type SchemaDocument } from "./circles.js";
import { createEngine, type Engine, metaEngine } from "./engine.js";
import { explain } from "./explain.js";
import { isObject, type SchemaObject, schemaError, subschemas } from "./schema-object.js";
import { type SchemaValidator, schemaValidator, type Validate } from "./validator.js";

export { type SchemaValidator, validateLocated } from "./validator.js";

/*
 * Importing this module loads ajv (some 40 ms): import it lazily, `await import("./schema/compile.js")`, and only when there
 * is a schema. What needs no more than the type imports that alone.
 */

export interface CompileOptions {
  /** For messages. */
  readonly name: string;
  /**
   * Answers a reference to another document, given as its absolute URI without the fragment (or as written, when the schema
   * has no `$id`); undefined when there is none. Without it such references are errors.
   */
  readonly load?: (ref: string) => unknown;
  /** The schema is known to be right (galley's own are, by their tests): spares the meta-schema, which takes longest. */
  readonly trusted?: boolean;
}

/**
 * Compiles a JSON Schema of draft-07, 2019-09 or 2020-12, as `$schema` says; 2020-12 without one.
 *
 * @throws UserError with the schema's name and the JSON pointer of the mistake in it
 */
export function compileSchema(schema: unknown, options: CompileOptions): SchemaValidator {
  return schemaValidator(schema, options.name, prepared(schema, options));
}

function prepared(schema: unknown, options: CompileOptions): Validate {
  const { name } = options;
  try {
    const engine = createEngine(draftOf(schema, name));
    if (options.trusted === true) addNotes(schema, engine);
    else checkSchema(schema, engine, name);
    return compiled(engine, schema, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw schemaError(
      name,
      "",
      "it nests too deep to be read",
      "Name inner parts in `$defs` and refer to them.",
      error,
    );
  }
}

function checkSchema(schema: unknown, engine: Engine, name: string): void {
  if (typeof schema === "boolean") return;
  if (!isObject(schema)) throw schemaError(name, "", "a schema is an object, or `true` or `false`");
  checkKeywords(schema, engine, name);
  const meta = metaEngine(draftOf(schema, name));
  const { $schema: _, ...bare } = schema;
  if (meta.validateSchema(bare) === true) return;
  const [fault] = explain(
    meta.errors ?? [],
    { data: bare, locate: () => undefined, anchor: { start: 0, end: 0 }, label: "The schema" },
    {},
  );
  const pointer = fault?.pointer ?? "";
  // The place is named before the message: the last key is enough within it.
  const message = fault?.message.replace(/^Key `[^`]*`/, `\`${pointerKeys(pointer).at(-1) ?? ""}\``);
  throw schemaError(name, pointer, message ?? "it is no valid schema");
}

/** ajv names a missing document only when it stumbles over it, one at a time. */
function compiled(engine: Engine, schema: unknown, { name, load, trusted }: CompileOptions): Validate {
  const documents: SchemaDocument[] = [{ name, uri: undefined, schema }];
  const loaded = new Set<string>();
  for (;;) {
    if (trusted !== true) checkCircles(documents);
    try {
      return engine.compile(schema as SchemaObject);
    } catch (error) {
      if (error instanceof RangeError) throw error;
      if (!(error instanceof MissingRefError)) {
        const reason = error instanceof Error ? error.message.replace(/^strict mode: /, "") : String(error);
        throw schemaError(
          name,
          "",
          reason,
          "See https://json-schema.org/understanding-json-schema for the form of schemas.",
          error,
        );
      }
      const { missingSchema, missingRef } = error;
      const other = loaded.has(missingSchema) || missingSchema === "" ? undefined : load?.(missingSchema);
      if (other === undefined) throw unresolved(name, schema, missingRef, error);
      loaded.add(missingSchema);
      const otherName = missingSchema.slice(missingSchema.lastIndexOf("/") + 1);
      checkSchema(other, engine, otherName);
      documents.push({ name: otherName, uri: missingSchema, schema: other });
      engine.addSchema(other as SchemaObject, missingSchema);
    }
  }
}

function unresolved(name: string, schema: unknown, missingRef: string, cause: unknown): Error {
  let pointer = "";
  let written = missingRef;
  for (const [at, part] of subschemas(schema)) {
    const ref = part["$ref"];
    if (typeof ref !== "string" || !(ref === missingRef || missingRef.endsWith(ref))) continue;
    pointer = `${at}/$ref`;
    written = ref;
  }
  const hint = written.startsWith("#")
    ? "Nothing stands at this place of the schema."
    : "References lead to files of the project, relative to the schema; galley loads nothing from the network.";
  return schemaError(name, pointer, `\`${written}\` leads nowhere`, hint, cause);
}
