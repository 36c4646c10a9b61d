import { type Located, rangeOf } from "./explain.js";
import type { SchemaFault } from "./fault.js";
import { misspelt } from "./near-miss.js";
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
  let absent: readonly string[] | undefined;
  const title = typeof schema["title"] === "string" ? schema["title"] : undefined;
  const slips: SchemaFault[] = [];
  for (const [key, value] of Object.entries(data)) {
    if (Object.hasOwn(properties, key) || except.includes(key)) continue;
    absent ??= Object.keys(properties).filter((name) => !Object.hasOwn(data, name));
    const meant = misspelt(key, absent, ignoreCase);
    if (meant === undefined) continue;
    slips.push({
      pointer: "",
      keyword: "x-suggestKeys",
      key,
      suggestion: meant,
      message: `Unknown key ${quoted(key)}; did you mean ${quoted(meant)}?`,
      note: `${title ?? "The generator"} reads ${quoted(meant)} and ignores ${quoted(key)}.`,
      range: rangeOf({ pointer: "", key, part: "key", value }, located),
    });
  }
  return slips;
}
