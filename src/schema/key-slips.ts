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
  const ignoreCase = isObject(setting) && setting["ignoreCase"] === true;
  const except: readonly unknown[] = isObject(setting) && Array.isArray(setting["except"]) ? setting["except"] : [];
  const data = located.data;
  const title = typeof schema["title"] === "string" ? schema["title"] : undefined;
  const slips: SchemaFault[] = [];
  for (const key of Object.keys(data)) {
    if (Object.hasOwn(properties, key) || except.includes(key)) continue;
    const meant = meantBy(key, schema, ignoreCase).find((name) => !Object.hasOwn(data, name));
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

/** A site has few keys, and each stands in many posts. */
const known = new WeakMap<SchemaObject, Map<string, readonly string[]>>();
const MOST_KNOWN = 500;

/** The keys of a schema of which another key may be a slip. */
function meantBy(key: string, schema: SchemaObject, ignoreCase: boolean): readonly string[] {
  const keys = known.get(schema) ?? new Map<string, readonly string[]>();
  known.set(schema, keys);
  let meant = keys.get(key);
  if (meant === undefined) {
    if (keys.size >= MOST_KNOWN) keys.clear();
    meant = Object.keys(schema["properties"] ?? {}).filter((name) => isMisspelt(key, name, ignoreCase));
    keys.set(key, meant);
  }
  return meant;
}
