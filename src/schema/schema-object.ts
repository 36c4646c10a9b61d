import { UserError } from "../errors.js";
import { pointerKeys, pointerSegment } from "../source/front-matter.js";

export type SchemaObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is SchemaObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Keywords that hold one schema, a list of schemas, or schemas by name. */
const holders: Readonly<Record<string, "schema" | "map">> = {
  additionalItems: "schema",
  additionalProperties: "schema",
  allOf: "schema",
  anyOf: "schema",
  contains: "schema",
  contentSchema: "schema",
  else: "schema",
  if: "schema",
  items: "schema",
  not: "schema",
  oneOf: "schema",
  prefixItems: "schema",
  propertyNames: "schema",
  // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
  then: "schema",
  unevaluatedItems: "schema",
  unevaluatedProperties: "schema",
  $defs: "map",
  definitions: "map",
  dependencies: "map",
  dependentSchemas: "map",
  patternProperties: "map",
  properties: "map",
};

/** Every schema object inside a schema with its JSON pointer, the outermost first. */
export function* subschemas(root: unknown): Generator<readonly [pointer: string, schema: SchemaObject]> {
  const pending: [string, unknown][] = [["", root]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [pointer, schema] = next;
    if (Array.isArray(schema)) {
      for (const [index, item] of schema.entries()) pending.push([`${pointer}/${index}`, item]);
      continue;
    }
    if (!isObject(schema)) continue;
    yield [pointer, schema];
    for (const [keyword, value] of Object.entries(schema)) {
      const holds = Object.hasOwn(holders, keyword) ? holders[keyword] : undefined;
      const at = `${pointer}/${pointerSegment(keyword)}`;
      if (holds === "schema") pending.push([at, value]);
      else if (holds === "map" && isObject(value)) {
        for (const [key, item] of Object.entries(value)) {
          if (isObject(item) || keyword !== "dependencies") pending.push([`${at}/${pointerSegment(key)}`, item]);
        }
      }
    }
  }
}

/** The schema that a reference within the same document leads to; any other schema is itself. */
export function referred(schema: unknown, root: unknown): unknown {
  const ref = isObject(schema) ? schema["$ref"] : undefined;
  if (typeof ref !== "string" || !ref.startsWith("#/")) return schema;
  let value = root;
  for (const key of pointerKeys(ref.slice(1))) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isObject(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
  }
  return value;
}

/** A mistake in a schema: its name, the place in it, what is wrong there, and what to do. */
export function schemaError(name: string, pointer: string, message: string, hint?: string, cause?: unknown): UserError {
  const place = pointer === "" ? "" : ` at ${pointer}`;
  return new UserError(`Schema \`${name}\`${place}: ${message}`, hint, cause === undefined ? undefined : { cause });
}
