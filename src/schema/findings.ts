import type { ErrorObject } from "ajv";
import { pointerSegment } from "../source/front-matter.js";
import type { BranchParams } from "./branches.js";
import { firstRepeated } from "./equality.js";
import { nearestBranch } from "./nearest-branch.js";
import { isObject, type SchemaObject } from "./schema-object.js";
import { allowedFormat, allowedTypes, allowedValues, counted, listed, namedValue, place, quoted } from "./words.js";

/** One fault, half put into words: what is allowed is kept in parts, so that the branches of an `anyOf` can be joined. */
export interface Finding {
  readonly pointer: string;
  readonly keyword: string;
  /** The missing or unknown key. */
  readonly key?: string;
  /** Where it stands: at what is absent, at the key, at the value. */
  readonly part: "absent" | "key" | "value";
  /** Noun phrases to follow "must be". */
  readonly allowed?: readonly string[];
  /** What follows "must" when no noun will do: "have at most 160 characters". */
  readonly must?: string;
  /** What follows "but" when it is not "is" and the value: "has 212". */
  readonly but?: string;
  /** The whole message, for what is no matter of a value. */
  readonly message?: string;
  readonly value: unknown;
  /** The schema that holds the keyword. */
  readonly schema: SchemaObject;
}

/*
 * `x-allowed` beside `pattern`, `enum` or `format`, or beside a `type` that stands without these, says in an author's words
 * what the keyword allows, to follow "must be".
 */

/**
 * Turns ajv's flat list into one finding a fault. A branching keyword comes after the errors of its branches, so one pass
 * with a stack is enough: it takes its branches' findings off the stack and puts those of the nearest branch back.
 */
export function findings(errors: readonly ErrorObject[], root: SchemaObject): readonly Finding[] {
  const stack: { readonly size: number; readonly findings: readonly Finding[] }[] = [];
  const take = (size: number): Finding[] => {
    const taken: (readonly Finding[])[] = [];
    let left = size;
    while (left > 0) {
      const top = stack.pop();
      if (top === undefined) break;
      left -= top.size;
      taken.push(top.findings);
    }
    return taken.reverse().flat();
  };
  for (const error of errors) {
    if (error.keyword === "anyOf" || error.keyword === "oneOf") {
      const { ends, passing } = error.params as BranchParams;
      const branches: Finding[][] = [];
      for (let index = ends.length - 1; index >= 0; index--) {
        branches.unshift(take((ends[index] ?? 0) - (ends[index - 1] ?? 0)));
      }
      const chosen = Array.isArray(passing) ? [severalFit(error, passing)] : nearestBranch(base(error), branches);
      stack.push({ size: (ends.at(-1) ?? 0) + 1, findings: chosen });
    } else if (error.keyword === "contains") {
      const [size] = (error.params as { readonly ends: readonly [number] }).ends;
      take(size);
      stack.push({ size: size + 1, findings: [finding(error, root)] });
    } else if (error.keyword === "propertyNames") {
      const name: unknown = error.params["propertyName"];
      let size = 1;
      const about: Finding[] = [];
      for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
        const first = top.findings[0];
        if (first === undefined || first.pointer !== error.instancePath || first.value !== name) break;
        about.unshift(...top.findings);
        size += top.size;
        stack.pop();
      }
      stack.push({ size, findings: [badName(error, String(name), about[0])] });
    } else if (error.keyword === "if") {
      // An echo of the `then` or `else` whose errors stand before it.
      stack.push({ size: 1, findings: [] });
    } else {
      stack.push({ size: 1, findings: [finding(error, root)] });
    }
  }
  return stack.flatMap((entry) => entry.findings);
}

function base(error: ErrorObject): Finding {
  const schema: unknown = error.parentSchema;
  return {
    pointer: error.instancePath,
    keyword: error.keyword,
    part: "value",
    value: error.data,
    schema: isObject(schema) ? schema : {},
  };
}

function severalFit(error: ErrorObject, [first, second]: readonly [number, number]): Finding {
  const finding = base(error);
  const branches: readonly unknown[] = Array.isArray(error.schema) ? error.schema : [];
  const keys = [branches[first], branches[second]].flatMap((branch) =>
    isObject(branch) && Array.isArray(branch["required"]) ? branch["required"].map(String) : [],
  );
  if (keys.length < 2) return { ...finding, must: "fit only one of the forms that are allowed", but: "fits several" };
  return together(finding, keys);
}

/** Keys that exclude each other: reported at the last of them. */
function together(finding: Finding, keys: readonly string[]): Finding {
  const message = `Keys ${listed(keys.map(quoted), "and")} cannot stand together${inside(finding.pointer)}`;
  return { ...finding, pointer: `${finding.pointer}/${pointerSegment(keys.at(-1) ?? "")}`, part: "key", message };
}

function inside(pointer: string): string {
  return pointer === "" ? "" : ` in ${place(pointer)}`;
}

function badName(error: ErrorObject, name: string, about: Finding | undefined): Finding {
  const must = about === undefined ? "be another" : (about.must ?? `be ${listed(about.allowed ?? ["another"], "or")}`);
  return {
    ...base(error),
    pointer: `${error.instancePath}/${pointerSegment(name)}`,
    part: "key",
    message: `The name of key ${quoted(name)}${inside(error.instancePath)} must ${must}`,
    schema: about?.schema ?? base(error).schema,
  };
}

const least = (limit: unknown, noun: string) => `have at least ${counted(Number(limit), noun)}`;
const most = (limit: unknown, noun: string) => `have at most ${counted(Number(limit), noun)}`;

/** JSON Schema counts characters, not UTF-16 units. */
function characters(value: unknown): string {
  return `has ${[...String(value)].length}`;
}

function finding(error: ErrorObject, root: SchemaObject): Finding {
  const found = base(error);
  const { params, schema } = error;
  const limit: unknown = params["limit"];
  const value = found.value;
  const length = Array.isArray(value) ? value.length : 0;
  const size = () => (isObject(value) ? Object.keys(value).length : 0);
  const words: unknown = found.schema["x-allowed"];
  if (typeof words === "string" && isSaidBy(error.keyword, found.schema)) return { ...found, allowed: [words] };
  switch (error.keyword) {
    case "type":
      return { ...found, allowed: allowedTypes(found.schema, root) };
    case "enum":
      return { ...found, allowed: [allowedValues(Array.isArray(schema) ? schema : [])] };
    case "const":
      return {
        ...found,
        allowed: [isObject(schema) || Array.isArray(schema) ? `exactly ${namedValue(schema)}` : namedValue(schema)],
      };
    case "format":
      return { ...found, allowed: [allowedFormat(String(schema))] };
    case "pattern":
      return { ...found, must: `match ${quoted(String(schema))}` };
    case "minLength":
      if (limit === 1) return { ...found, must: "not be empty", but: "" };
      return { ...found, must: least(limit, "character"), but: characters(value) };
    case "maxLength":
      return { ...found, must: most(limit, "character"), but: characters(value) };
    case "minimum":
      return { ...found, allowed: [`${limit} or more`] };
    case "maximum":
      return { ...found, allowed: [`${limit} or less`] };
    case "exclusiveMinimum":
      return { ...found, allowed: [`more than ${limit}`] };
    case "exclusiveMaximum":
      return { ...found, allowed: [`less than ${limit}`] };
    case "multipleOf":
      return { ...found, allowed: [`a multiple of ${String(schema)}`] };
    case "minItems":
      return { ...found, must: least(limit, "item"), but: length === 0 ? "is empty" : `has ${length}` };
    case "maxItems":
    case "items":
    case "additionalItems":
    case "unevaluatedItems":
      return { ...found, must: most(limit ?? params["len"], "item"), but: `has ${length}` };
    case "minProperties":
      return { ...found, must: least(limit, "key"), but: size() === 0 ? "is empty" : `has ${size()}` };
    case "maxProperties":
      return { ...found, must: most(limit, "key"), but: `has ${size()}` };
    case "uniqueItems": {
      const items: readonly unknown[] = Array.isArray(value) ? value : [];
      const index = firstRepeated(items) ?? 0;
      const item = items[index];
      const what = typeof item === "object" && item !== null ? "the same item" : namedValue(item);
      const at = place(found.pointer);
      return {
        ...found,
        pointer: `${found.pointer}/${index}`,
        message: `${at.startsWith("item") ? `I${at.slice(1)}` : at || "The list"} lists ${what} twice`,
      };
    }
    case "contains": {
      const { min, max } = params as { readonly min: number; readonly max?: number };
      const what = wanted(schema);
      const count = min > 1 ? `at least ${min} items` : "an item";
      const must =
        max === undefined
          ? `have ${count} that ${min > 1 ? "are" : "is"} ${what}`
          : `have ${min} to ${max} items that are ${what}`;
      return { ...found, must, but: max === undefined ? "has none" : "has more or fewer" };
    }
    case "not":
      return forbidden(found, schema);
    case "required": {
      const key = String(params["missingProperty"]);
      return { ...found, key, part: "absent", message: `Missing key ${quoted(key)}${inside(found.pointer)}` };
    }
    case "dependentRequired":
    case "dependencies": {
      const key = String(params["missingProperty"]);
      const because = String(params["property"]);
      const message = `Missing key ${quoted(key)}${inside(found.pointer)}, which ${quoted(because)} needs`;
      return { ...found, pointer: `${found.pointer}/${pointerSegment(because)}`, key, part: "key", message };
    }
    case "additionalProperties":
    case "unevaluatedProperties": {
      const key = String(
        params[error.keyword === "additionalProperties" ? "additionalProperty" : "unevaluatedProperty"],
      );
      return { ...found, key, part: "key", message: `Unknown key ${quoted(key)}${inside(found.pointer)}` };
    }
    case "false schema":
      return { ...found, part: "key", message: `${upper(place(found.pointer) || "Front matter")} is not allowed here` };
    default:
      return { ...found, must: `satisfy ${quoted(error.keyword)} of its schema` };
  }
}

const narrowing: readonly string[] = ["pattern", "enum", "format"];

/** Whether `x-allowed` speaks of a keyword: of a type alone where nothing narrower is beside it. */
function isSaidBy(keyword: string, schema: SchemaObject): boolean {
  return narrowing.includes(keyword) || (keyword === "type" && !narrowing.some((other) => other in schema));
}

function upper(phrase: string): string {
  return phrase.startsWith("`") ? `Key ${phrase}` : phrase.charAt(0).toUpperCase() + phrase.slice(1);
}

function wanted(schema: unknown): string {
  if (!isObject(schema)) return "allowed";
  if ("const" in schema) return namedValue(schema["const"]);
  if (Array.isArray(schema["enum"])) return allowedValues(schema["enum"]);
  if (typeof schema["pattern"] === "string") return `text that matches ${quoted(schema["pattern"])}`;
  const types = allowedTypes(schema);
  if (Array.isArray(schema["required"]))
    return `a mapping with ${listed(
      schema["required"].map((key) => quoted(String(key))),
      "and",
    )}`;
  return types.length === 0 ? "of the form that its schema describes" : listed(types, "or");
}

function forbidden(found: Finding, schema: unknown): Finding {
  if (isObject(schema) && Array.isArray(schema["required"]) && schema["required"].length > 0) {
    const keys = schema["required"].map(String);
    if (keys.length > 1) return together(found, keys);
    const key = keys.join("");
    const pointer = `${found.pointer}/${pointerSegment(key)}`;
    return {
      ...found,
      pointer,
      part: "key",
      message: `Key ${quoted(key)}${inside(found.pointer)} is not allowed here`,
    };
  }
  const simple = isObject(schema) && ["const", "enum", "pattern", "type"].some((keyword) => keyword in schema);
  return { ...found, must: simple ? `not be ${wanted(schema)}` : "be something else", ...(simple ? { but: "" } : {}) };
}
