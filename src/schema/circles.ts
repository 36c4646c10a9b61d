import { pointerKeys, pointerSegment } from "../source/front-matter.js";
import { isObject, type SchemaObject, schemaError, subschemas } from "./schema-object.js";

/** Keywords whose schemas look at the same value as the schema that holds them. */
const inPlace: Readonly<Record<string, "schema" | "list" | "map">> = {
  allOf: "list",
  anyOf: "list",
  oneOf: "list",
  not: "schema",
  if: "schema",
  // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
  then: "schema",
  else: "schema",
  dependentSchemas: "map",
  dependencies: "map",
};
const references: readonly string[] = ["$ref", "$dynamicRef", "$recursiveRef"];

/** Any base will do that relative references can be resolved against. */
const NOWHERE = "schema:///";

interface Part {
  readonly schema: SchemaObject;
  /** The document that holds it, for messages. */
  readonly name: string;
  readonly pointer: string;
  readonly base: string;
}

/** A document among those that refer to each other. */
export interface SchemaDocument {
  readonly name: string;
  /** As references name it; undefined: by its `$id` alone. */
  readonly uri: string | undefined;
  readonly schema: unknown;
}

/**
 * Refuses references that come back to where they started without going into a key or an item: no value could ever be checked.
 * References to what is not among the documents are passed over.
 *
 * @throws UserError at a step of the circle
 */
export function checkCircles(documents: readonly SchemaDocument[]): void {
  const parts = new Map<SchemaObject, Part>();
  const byUri = new Map<string, SchemaObject>();
  for (const { name, uri, schema } of documents) collect(name, uri, schema, parts, byUri);
  const done = new Set<SchemaObject>();
  const open = new Set<SchemaObject>();
  for (const root of parts.keys()) {
    const stack: { readonly schema: SchemaObject; readonly steps: readonly Step[]; next: number }[] = [];
    const enter = (schema: SchemaObject): void => {
      const part = parts.get(schema);
      if (done.has(schema) || part === undefined) return;
      open.add(schema);
      stack.push({ schema, steps: stepsOf(part, byUri), next: 0 });
    };
    enter(root);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const step = top.steps[top.next++];
      if (step === undefined) {
        open.delete(top.schema);
        done.add(top.schema);
        stack.pop();
      } else if (open.has(step.to)) {
        const part = parts.get(top.schema);
        throw schemaError(
          part?.name ?? "",
          `${part?.pointer ?? ""}/${step.at}`,
          "it leads back to itself without going into a key or an item",
          "No value can be checked by such a circle. A schema may refer to itself inside `properties` or `items`.",
        );
      } else enter(step.to);
    }
  }
}

function collect(
  name: string,
  uri: string | undefined,
  root: unknown,
  parts: Map<SchemaObject, Part>,
  byUri: Map<string, SchemaObject>,
): void {
  const own = resolved(uri ?? "", NOWHERE) ?? NOWHERE;
  const bases = new Map<string, string>();
  for (const [pointer, schema] of subschemas(root)) {
    // Parents come first; what lies between two schemas, such as `/properties`, has no base of its own.
    let base = own;
    for (let at = pointer; at !== ""; ) {
      at = at.slice(0, at.lastIndexOf("/"));
      const outer = bases.get(at);
      if (outer === undefined) continue;
      base = outer;
      break;
    }
    const id = schema["$id"];
    if (typeof id === "string" && !id.startsWith("#")) base = resolved(id, base)?.replace(/#.*$/s, "") ?? base;
    if (!bases.has("")) byUri.set(own.replace(/#.*$/s, ""), schema);
    bases.set(pointer, base);
    if (pointer === "" || (typeof id === "string" && !id.startsWith("#"))) byUri.set(base, schema);
    if (typeof id === "string" && id.startsWith("#")) byUri.set(`${base}${id}`, schema);
    for (const keyword of ["$anchor", "$dynamicAnchor"]) {
      const anchor = schema[keyword];
      if (typeof anchor === "string") byUri.set(`${base}#${anchor}`, schema);
    }
    parts.set(schema, { schema, name, pointer, base });
  }
}

interface Step {
  /** The way to the schema: `allOf/0`, `$ref`. */
  readonly at: string;
  readonly to: SchemaObject;
}

function stepsOf({ schema, base }: Part, byUri: ReadonlyMap<string, SchemaObject>): readonly Step[] {
  const steps: Step[] = [];
  const add = (at: string, to: unknown): void => {
    if (isObject(to)) steps.push({ at, to });
  };
  for (const keyword of references) {
    const ref = schema[keyword];
    if (typeof ref === "string") add(keyword, target(ref, base, byUri));
  }
  for (const [keyword, holds] of Object.entries(inPlace)) {
    const value = Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
    if (holds === "schema") add(keyword, value);
    else if (holds === "list" && Array.isArray(value)) {
      for (const [index, item] of value.entries()) add(`${keyword}/${index}`, item);
    } else if (holds === "map" && isObject(value)) {
      for (const [key, item] of Object.entries(value)) add(`${keyword}/${pointerSegment(key)}`, item);
    }
  }
  return steps;
}

function target(ref: string, base: string, byUri: ReadonlyMap<string, SchemaObject>): unknown {
  const uri = resolved(ref, base);
  if (uri === undefined) return undefined;
  const hash = uri.indexOf("#");
  const address = hash < 0 ? uri : uri.slice(0, hash);
  const fragment = hash < 0 ? "" : uri.slice(hash + 1);
  if (fragment !== "" && !fragment.startsWith("/")) return byUri.get(uri);
  let value: unknown = byUri.get(address);
  for (const key of fragment === "" ? [] : pointerKeys(decoded(fragment))) {
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function resolved(ref: string, base: string): string | undefined {
  return URL.canParse(ref, base) ? new URL(ref, base).href : undefined;
}
