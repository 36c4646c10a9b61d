import { reservedKeys } from "../source/parsed-mapping.js";
import { choicesOf } from "./choices.js";
import { FEWEST, NEARLY_ALL } from "./limits.js";
import type { Kind } from "./observe.js";
import type { Tally } from "./tally.js";

/** What a key must hold. */
export interface ValueSchema {
  /** JSON Schema of draft 2020-12. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** "text or list of texts" */
  readonly words: string;
}

/** The same in every post that has fewer: a chance. */
const FEWEST_VALUES = 3;
const MOST_FIELDS = 12;

const jsonTypes: Readonly<Record<Kind, string>> = {
  null: "null",
  boolean: "boolean",
  integer: "integer",
  number: "number",
  string: "string",
  list: "array",
  mapping: "object",
};

export const kindWords: Readonly<Record<Kind, readonly [one: string, many: string]>> = {
  string: ["text", "texts"],
  integer: ["whole number", "whole numbers"],
  number: ["number", "numbers"],
  boolean: ["true or false", "true or false"],
  list: ["list", "lists"],
  mapping: ["mapping", "mappings"],
  null: ["empty", "empty"],
};

/** `few`: of a repository of few posts, which tell what they can. */
export function valueSchema(key: string, tally: Tally, few: boolean): ValueSchema {
  const kinds = tally.count < FEWEST_VALUES && !few ? [] : kindsOf(tally);
  // Only empty values, and mixtures of nearly everything, say nothing.
  if (kinds.every((kind) => kind === "null") || kinds.length > 4) return { schema: {}, words: "anything" };
  const types = kinds.map((kind) => jsonTypes[kind]);
  const words = kinds.map((kind) => kindWords[kind][0]);
  const schema: Record<string, unknown> = { type: types.length === 1 ? types[0] : types };
  const isDate = tally.dates > 0 && tally.dates * 2 > (tally.kinds.get("string") ?? 0);
  if (isDate && kinds.includes("string")) {
    words[kinds.indexOf("string")] = "date";
    if (kinds.every((kind) => kind === "string" || kind === "null")) schema["x-allowed"] = "a date";
  }
  const texts = kinds.filter((kind) => kind !== "null");
  const choices = texts.length === 1 && texts[0] === "string" ? choicesOf(key, tally) : undefined;
  if (choices !== undefined) {
    schema["enum"] = kinds.includes("null") ? [...choices, null] : choices;
    words[kinds.indexOf("string")] = choices.map((choice) => `\`${choice}\``).join(", ");
  }
  if (kinds.includes("list") && tally.items !== undefined) {
    const items = kindsOf(tally.items);
    const item = valueSchema("", tally.items, true);
    if (Object.keys(item.schema).length > 0) schema["items"] = item.schema;
    const [only] = items;
    if (items.length === 1 && only !== undefined) words[kinds.indexOf("list")] = `list of ${kindWords[only][1]}`;
  }
  if (kinds.includes("mapping")) Object.assign(schema, fieldsOf(tally, few));
  return { schema, words: words.join(" or ") };
}

function fieldsOf(tally: Tally, few: boolean): Readonly<Record<string, unknown>> {
  const mappings = tally.kinds.get("mapping") ?? 0;
  const fields = [...tally.fields].filter(([key]) => isUsable(key)).sort(([, a], [, b]) => b.count - a.count);
  if (fields.length === 0) return {};
  const known = fields.slice(0, MOST_FIELDS);
  const required = known
    .filter(([, { count }]) => mappings >= FEWEST && count >= mappings * NEARLY_ALL)
    .map(([key]) => key);
  return {
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(known.map(([key, field]) => [key, valueSchema(key, field, few).schema])),
  };
}

/** Keys that mean something else to those who read schemas. */
export function isUsable(key: string): boolean {
  return !reservedKeys.has(key) && key !== "<<" && key !== "";
}

/** Kinds that are no exception, most frequent first. */
function kindsOf({ kinds, count }: Tally): readonly Kind[] {
  const merged = new Map(kinds);
  const whole = merged.get("integer");
  const broken = merged.get("number");
  if (whole !== undefined && broken !== undefined) {
    merged.delete("integer");
    merged.set("number", whole + broken);
  }
  return [...merged]
    .filter(([, times]) => count < FEWEST || times > count * (1 - NEARLY_ALL))
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([kind]) => kind);
}
