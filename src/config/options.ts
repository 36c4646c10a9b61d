import { pointerSegment } from "../source/front-matter.js";
import { didYouMean } from "./suggest.js";

/** A fault of a value, at a JSON pointer below it. */
export interface ValueFault {
  readonly pointer: string;
  readonly part: "key" | "value";
  readonly message: string;
}

interface Schema {
  readonly type?: unknown;
  readonly enum?: unknown;
  readonly items?: unknown;
  readonly properties?: unknown;
  readonly additionalProperties?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly minLength?: unknown;
  /** For text that the rule writes into posts: its own expression, linear, never a user's. */
  readonly pattern?: unknown;
  readonly minItems?: unknown;
  readonly uniqueItems?: unknown;
}

type Mapping = Readonly<Record<string, unknown>>;

/**
 * The part of JSON Schema in which rules describe their options: enough for settings, and checked in a microsecond and in words of
 * ours, where a general validator would double the start-up time.
 */
const keywords = new Set([
  "type",
  "enum",
  "items",
  "properties",
  "additionalProperties",
  "minimum",
  "maximum",
  "minLength",
  "pattern",
  "minItems",
  "uniqueItems",
  "default",
  "description",
  "examples",
]);

/** The first keyword of a rule's option schema that galley does not check; undefined when it checks all. */
export function unsupportedKeyword(schema: unknown): string | undefined {
  if (!isMapping(schema)) return undefined;
  const { items, additionalProperties, properties } = schema;
  const nested = [items, additionalProperties, ...Object.values(mapping(properties))];
  const own = Object.keys(schema).find((keyword) => !keywords.has(keyword));
  return own ?? nested.map(unsupportedKeyword).find((keyword) => keyword !== undefined);
}

/** Checks a value against an option schema; `name` is how messages call it. */
export function checkValue(schema: Schema, value: unknown, name: string, pointer = ""): readonly ValueFault[] {
  const fault = (message: string): ValueFault => ({ pointer, part: "value", message });
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => hasType(value, type))) {
    return [fault(`${name} must be ${types.map(typeName).join(" or ")}, but is ${shown(value)}`)];
  }
  const allowed = schema.enum;
  if (Array.isArray(allowed) && !allowed.includes(value)) {
    const near =
      typeof value === "string"
        ? didYouMean(
            value,
            allowed.filter((item) => typeof item === "string"),
          )
        : "";
    return [
      fault(`${name} must be ${allowed.map((item) => `\`${item}\``).join(" or ")}, but is ${shown(value)}${near}`),
    ];
  }
  if (typeof value === "number") return checkNumber(schema, value, name, fault);
  if (typeof value === "string") {
    const least = schema.minLength;
    if (typeof least === "number" && value.length < least) return [fault(`${name} must not be empty`)];
    const matches = typeof schema.pattern !== "string" || new RegExp(schema.pattern, "u").test(value);
    return matches ? [] : [fault(`${name} cannot be ${shown(value)}: it has characters that do not fit here`)];
  }
  if (Array.isArray(value)) return checkList(schema, value, name, pointer, fault);
  return isMapping(value) ? checkMapping(schema, value, name, pointer) : [];
}

function checkNumber(schema: Schema, value: number, name: string, fault: (message: string) => ValueFault) {
  const { minimum, maximum } = schema;
  if (typeof minimum === "number" && value < minimum) {
    return [fault(`${name} must be at least ${minimum}, but is ${shown(value)}`)];
  }
  if (typeof maximum === "number" && value > maximum) {
    return [fault(`${name} must be at most ${maximum}, but is ${shown(value)}`)];
  }
  return [];
}

function checkList(
  schema: Schema,
  value: readonly unknown[],
  name: string,
  pointer: string,
  fault: (message: string) => ValueFault,
): readonly ValueFault[] {
  const { minItems, uniqueItems, items } = schema;
  if (typeof minItems === "number" && value.length < minItems) return [fault(`${name} must not be empty`)];
  const twice = value.findIndex((item, index) => value.indexOf(item) < index);
  if (uniqueItems === true && twice !== -1) {
    return [{ pointer: `${pointer}/${twice}`, part: "value", message: `${name} names ${shown(value[twice])} twice` }];
  }
  if (!isMapping(items)) return [];
  return value.flatMap((item, index) => checkValue(items, item, `an item of ${name}`, `${pointer}/${index}`));
}

function checkMapping(schema: Schema, value: Mapping, name: string, pointer: string): readonly ValueFault[] {
  const properties = mapping(schema.properties);
  const others = schema.additionalProperties;
  return Object.entries(value).flatMap(([key, item]): readonly ValueFault[] => {
    const at = `${pointer}/${pointerSegment(key)}`;
    const known = Object.hasOwn(properties, key) ? properties[key] : others;
    if (isMapping(known)) return checkValue(known, item, `\`${key}\``, at);
    if (known !== false) return [];
    const names = Object.keys(properties);
    const message = `${name} has no option \`${key}\`${didYouMean(key, names)}`;
    return [{ pointer: at, part: "key", message }];
  });
}

function hasType(value: unknown, type: unknown): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isMapping(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "null") return value === null;
  return typeof value === type;
}

const typeNames: Readonly<Record<string, string>> = {
  array: "a list",
  object: "a mapping",
  integer: "a whole number",
  number: "a number",
  boolean: "`true` or `false`",
  string: "text",
  null: "`null`",
};

function typeName(type: unknown): string {
  return typeNames[String(type)] ?? String(type);
}

/** A value as messages show it. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  if (typeof value === "string") return `\`${value}\``;
  return `\`${String(value)}\``;
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapping(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}
