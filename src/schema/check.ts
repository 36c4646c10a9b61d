import { pointerSegment } from "../source/front-matter.js";
import type { Draft, Engine } from "./engine.js";
import { formatNames } from "./engine.js";
import { nearestName } from "./near-miss.js";
import { BacktrackingError, compilePattern } from "./patterns.js";
import { isObject, schemaError, subschemas } from "./schema-object.js";

/** The draft that `$schema` names; 2020-12 without it, as the newest that editors know. */
export function draftOf(schema: unknown, name: string): Draft {
  const uri = isObject(schema) ? schema["$schema"] : undefined;
  if (uri === undefined) return "2020-12";
  const found =
    typeof uri === "string" ? /draft-0\d|draft\/\d{4}-\d\d/.exec(uri)?.[0].replace("draft/", "") : undefined;
  if (found === "draft-07" || found === "2019-09" || found === "2020-12") return found;
  // Draft 6 is a part of draft 7, but for `if`, which it had not.
  if (found === "draft-06") return "draft-07";
  throw schemaError(
    name,
    "/$schema",
    found === "draft-04" || found === "draft-03"
      ? `it is written for ${found}, which galley does not read`
      : `\`${String(uri)}\` is no draft of JSON Schema that galley reads`,
    "Known are draft-07, 2019-09 and 2020-12, for example `https://json-schema.org/draft/2020-12/schema`. In draft-04 schemas `id` becomes `$id`, and `exclusiveMinimum: true` becomes a number.",
  );
}

/** Allows the keywords `x-…` that a schema holds. */
export function addNotes(schema: unknown, engine: Engine): void {
  for (const [, part] of subschemas(schema)) {
    for (const keyword of Object.keys(part)) {
      if (keyword.startsWith("x-") && !isKnown(engine, keyword)) engine.addKeyword(keyword);
    }
  }
}

/** Finds what ajv would report without a place: unknown keywords and formats, bad regular expressions. */
export function checkKeywords(schema: unknown, engine: Engine, name: string): void {
  addNotes(schema, engine);
  for (const [pointer, part] of subschemas(schema)) {
    for (const [keyword, value] of Object.entries(part)) {
      const at = `${pointer}/${pointerSegment(keyword)}`;
      if (keyword === "id") {
        throw schemaError(name, at, "`id` is a keyword of draft-04", "Write `$id`, or remove it.");
      } else if (!isKnown(engine, keyword)) {
        const near = nearestName(keyword, knownKeywords(engine));
        throw schemaError(
          name,
          at,
          `\`${keyword}\` is no keyword of JSON Schema`,
          near === undefined
            ? "A key of the front matter stands inside `properties`. Notes of your own begin with `x-`."
            : `Did you mean \`${near}\`?`,
        );
      }
      if (keyword === "pattern") checkPattern(value, at, name);
      if (keyword === "patternProperties" && isObject(value)) {
        for (const pattern of Object.keys(value)) checkPattern(pattern, `${at}/${pointerSegment(pattern)}`, name);
      }
      if (keyword === "format" && typeof value === "string" && !formatNames.includes(value)) {
        const near = nearestName(value, formatNames);
        throw schemaError(
          name,
          at,
          `\`${value}\` is no known format`,
          near === undefined ? `Known are ${formatNames.slice(0, 20).join(", ")}, …` : `Did you mean \`${near}\`?`,
        );
      }
    }
  }
}

function isKnown(engine: Engine, keyword: string): boolean {
  return Object.hasOwn(engine.RULES.keywords, keyword) || Object.hasOwn(engine.RULES.all, keyword);
}

function knownKeywords(engine: Engine): readonly string[] {
  return Object.keys(engine.RULES.keywords);
}

function checkPattern(pattern: unknown, pointer: string, name: string): void {
  if (typeof pattern !== "string") return;
  try {
    compilePattern(pattern);
  } catch (error) {
    if (error instanceof BacktrackingError) {
      throw schemaError(
        name,
        pointer,
        `\`${pattern}\` is more than RE2 can run (${error.message.replace(/^error parsing regexp: /, "")})`,
        "Patterns run by RE2, which never hangs. It has no lookbehind, no back references, no repeats beyond 1000, and galley gives it lookaheads right behind a leading `^` alone. Several conditions can stand as several patterns in `allOf`.",
        error,
      );
    }
    const reason = error instanceof Error ? error.message.replace(/^.*: /s, "") : "";
    const dash = /\[[^\]]*\\[wdsWDS]-/.test(pattern);
    throw schemaError(
      name,
      pointer,
      `\`${pattern}\` is no regular expression (${reason})`,
      dash
        ? "Put a backslash before a hyphen that stands beside `\\w`, `\\d` or `\\s`: `[\\w\\-.]`."
        : "JSON Schema reads patterns as ECMAScript does with the `u` flag.",
      error,
    );
  }
}
