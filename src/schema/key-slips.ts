import { type Located, rangeOf } from "./explain.js";
import type { SchemaFault } from "./fault.js";
import { isMisspelt } from "./near-miss.js";
import { isObject, type SchemaObject } from "./schema-object.js";
import { quoted } from "./words.js";

/**
 * `x-suggestKeys`: a schema that leaves other keys to the site reports those that are slips of its own keys.
 * `true`, or `{ "ignoreCase": true, "except": [keys that are words of their own] }`.
 */
export function keySlips(schema: SchemaObject, located: Located): readonly SchemaFault[] {
  const setting = schema["x-suggestKeys"];
  const properties = schema["properties"];
  if ((setting !== true && !isObject(setting)) || !isObject(properties) || !isObject(located.data)) return [];
  const { data } = located;
  const title = typeof schema["title"] === "string" ? schema["title"] : undefined;
  const known = knownKeys(schema);
  const slips: SchemaFault[] = [];
  // Entries of what a parser made take several times as long as its keys.
  for (const key of Object.keys(data)) {
    let candidates = known.get(key);
    if (candidates === undefined) {
      if (known.size >= MOST_KNOWN) known.clear();
      candidates = candidatesFor(key, properties, setting);
      known.set(key, candidates);
    }
    const meant = candidates.find((name) => !Object.hasOwn(data, name));
    if (meant === undefined) continue;
    slips.push({
      pointer: "",
      keyword: "x-suggestKeys",
      key,
      suggestion: meant,
      message: `Unknown key ${quoted(key)}; did you mean ${quoted(meant)}?`,
      note: `${title ?? "The generator"} reads ${quoted(meant)} and ignores ${quoted(key)}.`,
      range: rangeOf({ pointer: "", key, part: "key", value: data[key] }, located),
    });
  }
  return slips;
}

/** The keys of a schema of which another key may be a slip, by that key: a site has few keys, and each stands in many posts. */
type KnownKeys = Map<string, readonly string[]>;
const knownBySchema = new WeakMap<SchemaObject, KnownKeys>();
const MOST_KNOWN = 500;

function knownKeys(schema: SchemaObject): KnownKeys {
  let known = knownBySchema.get(schema);
  if (known === undefined) {
    known = new Map();
    knownBySchema.set(schema, known);
  }
  return known;
}

function candidatesFor(key: string, properties: SchemaObject, setting: true | SchemaObject): readonly string[] {
  const ignoreCase = setting !== true && setting["ignoreCase"] === true;
  const except = setting === true ? undefined : setting["except"];
  if (Object.hasOwn(properties, key) || (Array.isArray(except) && except.includes(key))) return [];
  return Object.keys(properties).filter((name) => isMisspelt(key, name, ignoreCase));
}
