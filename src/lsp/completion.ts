/** A key of the front matter that a schema knows. */
export interface KnownKey {
  readonly name: string;
  readonly description?: string;
  /** As they are written in YAML. */
  readonly values: readonly string[];
}

/** What may be written at a place. */
export interface Proposal {
  readonly label: string;
  readonly detail?: string;
  readonly insert: string;
  readonly kind: "key" | "value";
}

/** Keys that do not stand yet, or values of the key on the line; none outside of YAML front matter. */
export function proposals(text: string, offset: number, keys: readonly KnownKey[]): readonly Proposal[] {
  const before = text.slice(0, offset);
  const opening = /^\uFEFF?---[ \t]*\r?\n/.exec(before);
  if (opening === null || /^---[ \t]*\r?$/m.test(before.slice(opening[0].length))) return [];
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (/^[\w-]*$/.test(line)) {
    const closing = /^---[ \t]*\r?$/m.exec(text.slice(opening[0].length));
    const block = text.slice(opening[0].length, closing === null ? undefined : opening[0].length + closing.index);
    const written = new Set([...block.matchAll(/^([\w-]+)[ \t]*:/gm)].map(([, key]) => key));
    return keys
      .filter(({ name }) => !written.has(name))
      .map(({ name, description }) => ({
        label: name,
        insert: `${name}: `,
        kind: "key",
        ...(description === undefined ? {} : { detail: description }),
      }));
  }
  const [, key] = /^([\w-]+)[ \t]*:[ \t]+[\w-]*$/.exec(line) ?? [];
  const values = keys.find(({ name }) => name === key)?.values ?? [];
  return values.map((value) => ({ label: value, insert: value, kind: "value" }));
}

/** The keys of a schema's own level, and of the parts that it is made of. */
export function knownKeys(schema: unknown): readonly KnownKey[] {
  if (!isRecord(schema)) return [];
  const own = isRecord(schema["properties"]) ? Object.entries(schema["properties"]) : [];
  const parts = Array.isArray(schema["allOf"]) ? schema["allOf"].flatMap(knownKeys) : [];
  const keys = own.map(([name, value]): KnownKey => {
    const description = isRecord(value) ? value["description"] : undefined;
    return { name, values: valuesOf(value), ...(typeof description === "string" ? { description } : {}) };
  });
  return [...keys, ...parts.filter(({ name }) => !keys.some((key) => key.name === name))];
}

function valuesOf(schema: unknown): readonly string[] {
  if (!isRecord(schema)) return [];
  if (schema["type"] === "boolean") return ["true", "false"];
  const listed = Array.isArray(schema["enum"]) ? schema["enum"] : "const" in schema ? [schema["const"]] : [];
  return listed.filter((value) => ["string", "number", "boolean"].includes(typeof value)).map(String);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
