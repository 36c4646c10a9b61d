import { pointerKeys } from "../source/front-matter.js";
import type { ExpectedKind } from "./fault.js";
import { isObject, referred } from "./schema-object.js";

const LONGEST_VALUE = 60;
/** The whole phrase has to fit into a message's value. */
const LONGEST_LIST = 66;

/** Text for a message: on one line, cut when long, in backticks. */
export function quoted(text: string): string {
  const line = text.slice(0, LONGEST_VALUE * 2).replaceAll(/\s+/g, " ");
  const clipped = line.length > LONGEST_VALUE || text.length > LONGEST_VALUE * 2;
  return `\`${clipped ? `${line.slice(0, LONGEST_VALUE).replace(/[\uD800-\uDBFF]$/, "")}…` : line}\``;
}

/** "`a`, `b` or `c`" */
export function listed(phrases: readonly string[], word: "or" | "and"): string {
  if (phrases.length < 2) return phrases.join("");
  return `${phrases.slice(0, -1).join(", ")} ${word} ${phrases.at(-1)}`;
}

/** What a value is, to follow "but is": "the text `news`", "a list", "empty". `written` is the scalar as the author wrote it. */
export function shownValue(value: unknown, written?: string): string {
  if (value === null || value === undefined) return "empty";
  if (typeof value === "string") return value === "" ? "an empty text" : `the text ${quoted(value)}`;
  if (typeof value === "number" || typeof value === "bigint") return `the number ${quoted(written || String(value))}`;
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a mapping";
  return quoted(String(value));
}

/** A value that a schema names, in backticks. */
export function namedValue(value: unknown): string {
  if (value === null) return "empty";
  return quoted(typeof value === "string" ? value : JSON.stringify(value));
}

const nouns: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "`true` or `false`",
  array: "a list",
  object: "a mapping",
};

const plurals: Readonly<Record<string, string>> = {
  string: "texts",
  number: "numbers",
  integer: "whole numbers",
  boolean: "`true` and `false`",
  array: "lists",
  object: "mappings",
};

function typesOf(schema: unknown): readonly string[] {
  if (!isObject(schema)) return [];
  const type = schema["type"];
  return Array.isArray(type) ? type.filter((item) => typeof item === "string") : typeof type === "string" ? [type] : [];
}

/** Where text, numbers and booleans are all allowed, text is what is meant. */
function withoutCasts(types: readonly string[]): readonly string[] {
  if (!types.includes("string") || !types.includes("number") || !types.includes("boolean")) return types;
  return types.filter((type) => type !== "number" && type !== "boolean");
}

/** What a schema's types allow, each to follow "must be": ["text", "a list of texts"]. Emptiness is named only where nothing else is allowed. */
export function allowedTypes(schema: unknown, root?: unknown): readonly string[] {
  const types = withoutCasts(typesOf(schema).filter((type) => type !== "null"));
  if (types.length === 0) return typesOf(schema).length === 0 ? [] : ["empty"];
  const items = isObject(schema)
    ? withoutCasts(typesOf(referred(schema["items"], root)).filter((type) => type !== "null"))
    : [];
  return types.map((type) => {
    if (type === "array" && items.length > 0)
      return `a list of ${listed(
        items.map((item) => plurals[item] ?? item),
        "or",
      )}`;
    return nouns[type] ?? type;
  });
}

const kinds: Readonly<Record<string, ExpectedKind>> = {
  text: "text",
  "a number": "number",
  "a whole number": "integer",
  "`true` or `false`": "boolean",
  "a list of texts": "texts",
  "a mapping": "mapping",
};

/** The kinds of value that noun phrases of `allowedTypes` name; undefined when one asks for more than a kind. */
export function expectedKinds(phrases: readonly string[]): readonly ExpectedKind[] | undefined {
  const found: ExpectedKind[] = [];
  for (const phrase of phrases) {
    const kind = Object.hasOwn(kinds, phrase) ? kinds[phrase] : phrase.startsWith("a list") ? "list" : undefined;
    if (kind === undefined) return undefined;
    found.push(kind);
  }
  return found.length === 0 ? undefined : found;
}

/** "one of `a`, `b` and 7 more", "`a` or `b`", "`a`" */
export function allowedValues(values: readonly unknown[]): string {
  const named = values.filter((value) => value !== null || values.length === 1).map(namedValue);
  if (named.length < 3) return named.join(" or ");
  let length = 0;
  const shown = named.filter((value) => {
    length += value.length + 2;
    return length <= LONGEST_LIST;
  });
  const more = named.length - shown.length;
  if (more < 2) return `one of ${named.join(", ")}`;
  return shown.length === 0 ? `one of ${more} values` : `one of ${shown.join(", ")} and ${more} more`;
}

const formats: Readonly<Record<string, string>> = {
  date: "a date such as `2024-05-01`",
  time: "a time such as `20:43:23+08:00`",
  "date-time": "a date and time such as `2024-05-01T20:43:23+08:00`",
  "iso-time": "a time such as `20:43:23`",
  "iso-date-time": "a date and time such as `2024-05-01T20:43:23`",
  duration: "a duration such as `P3DT4H`",
  uri: "a full URL such as `https://example.com/page`",
  url: "a full URL such as `https://example.com/page`",
  "uri-reference": "a URL or a path such as `/images/cat.png`",
  "uri-template": "a URL template such as `/posts/{id}`",
  email: "an email address such as `ann@example.com`",
  hostname: "a host name such as `example.com`",
  ipv4: "an IPv4 address such as `192.0.2.1`",
  ipv6: "an IPv6 address such as `2001:db8::1`",
  regex: "a regular expression",
  uuid: "a UUID such as `123e4567-e89b-12d3-a456-426614174000`",
  "json-pointer": "a JSON pointer such as `/params/author`",
};

export function allowedFormat(format: string): string {
  return formats[format] ?? `in the format ${quoted(format)}`;
}

/** "Key `params.author`", "Item 2 of `tags`", "Key `name` in item 1 of `authors`"; `root` stands for the whole. */
export function subject(pointer: string, root: string): string {
  const phrase = place(pointer);
  return phrase === "" ? root : phrase.startsWith("item") ? `I${phrase.slice(1)}` : `Key ${phrase}`;
}

/** Lists within lists beyond this depth are named by indexes: "`a[0][1][0]`". */
const DEEPEST_ITEM = 2;

/** The same within a sentence: "`params.author`", "item 2 of `tags`". */
export function place(pointer: string): string {
  const keys = pointerKeys(pointer);
  if (keys.filter(isIndex).length > DEEPEST_ITEM) {
    return quoted(keys.map((key, at) => (isIndex(key) ? `[${key}]` : at === 0 ? key : `.${key}`)).join(""));
  }
  let phrase = "";
  let path: string[] = [];
  const flush = (): string => {
    const key = path.length === 0 ? "" : quoted(path.join("."));
    path = [];
    if (key === "") return phrase;
    return phrase === "" ? key : `${key} in ${phrase}`;
  };
  for (const key of keys) {
    if (isIndex(key) && (path.length > 0 || phrase !== "")) phrase = `item ${Number(key) + 1} of ${flush()}`;
    else path.push(key);
  }
  return flush();
}

function isIndex(key: string): boolean {
  return /^\d+$/.test(key);
}

/** "1 item", "3 items" */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
