import type { FuncKeywordDefinition } from "ajv";

/**
 * Values as keys: two values have the same key when JSON Schema calls them equal.
 * ajv's own comparison calls `valueOf` on the data, which objects without a prototype lack and content may define.
 */
function valueKey(value: unknown): string {
  if (value === null || typeof value !== "object") return scalarKey(value);
  const parts: string[] = [];
  const pending: (string | { readonly value: unknown })[] = [{ value }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === "string") {
      parts.push(next);
    } else if (Array.isArray(next.value)) {
      pending.push("]");
      for (let at = next.value.length - 1; at >= 0; at--) pending.push(",", { value: next.value[at] });
      pending.push("[");
    } else if (next.value !== null && typeof next.value === "object") {
      pending.push("}");
      const entries = Object.entries(next.value).sort(([a], [b]) => (a < b ? 1 : -1));
      for (const [key, item] of entries) pending.push(",", { value: item }, `${JSON.stringify(key)}:`);
      pending.push("{");
    } else {
      parts.push(scalarKey(next.value));
    }
  }
  return parts.join("");
}

function scalarKey(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : `${typeof value} ${String(value)}`;
}

/** The first item that an earlier item equals. */
export function firstRepeated(items: readonly unknown[]): number | undefined {
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const key = valueKey(item);
    if (seen.has(key)) return index;
    seen.add(key);
  }
  return undefined;
}

/** What each keyword makes of its value: a test of data, linear in the data and safe with objects that have no prototype. */
export const equalities = {
  const: (expected: unknown) => {
    const key = valueKey(expected);
    return (data: unknown) => valueKey(data) === key;
  },
  enum: (allowed: readonly unknown[]) => {
    const keys = new Set(allowed.map(valueKey));
    return (data: unknown) => keys.has(valueKey(data));
  },
  uniqueItems: (unique: boolean) => (data: unknown) =>
    !unique || !Array.isArray(data) || firstRepeated(data) === undefined,
} as const;

export const equalityKeywords: readonly FuncKeywordDefinition[] = [
  { keyword: "const", compile: equalities.const },
  { keyword: "enum", schemaType: "array", compile: equalities.enum },
  { keyword: "uniqueItems", type: "array", schemaType: "boolean", compile: equalities.uniqueItems },
];
