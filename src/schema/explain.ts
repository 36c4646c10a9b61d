import type { ErrorObject } from "ajv";
import type { Range } from "../edit.js";
import type { Scalar } from "../source/front-matter.js";
import { pointerSegment } from "../source/front-matter.js";
import type { SchemaFault } from "./fault.js";
import { type Finding, findings } from "./findings.js";
import { nearestName } from "./near-miss.js";
import { isObject, referred, type SchemaObject } from "./schema-object.js";
import { typeNote } from "./type-notes.js";
import { expectedKinds, listed, namedValue, quoted, shownValue, subject } from "./words.js";

/** Data with the way back to its text: front matter, or a configuration file. */
export interface Located {
  readonly data: unknown;
  locate(pointer: string, part: "key" | "value" | "pair"): Range | undefined;
  /** Findings about what is absent at the top stand here: the opening fence, or the file's first character. */
  readonly anchor: Range;
  /** Default: values are shown as they were parsed. */
  scalar?(pointer: string): Scalar | undefined;
  /** Default "yaml"; decides how notes spell a correction. */
  readonly language?: "yaml" | "toml" | "json";
  /** Comments of the text, each from `#`. */
  readonly comments?: readonly Range[];
  /** Stands for the whole in messages; default "The front matter". */
  readonly label?: string;
}

/** One fault for each departure, in the order of the text. */
export function explain(errors: readonly ErrorObject[], located: Located, root: SchemaObject): readonly SchemaFault[] {
  const found = withoutEchoes(findings(errors, root));
  const faults = found.map((finding) => fault(finding, located, root));
  const seen = new Set<string>();
  return faults
    .filter(({ pointer, message }) => {
      const id = `${pointer}\n${message}`;
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    })
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

const MOST_LISTED = 50;
const RANKS: Readonly<Record<string, number>> = { const: 0, enum: 0, type: 1, anyOf: 2, oneOf: 2 };
/** Through these, keys of a failing part count as unknown although the part names them. */
const APPLICATORS = ["$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if", "dependentSchemas"];

function isUnevaluated({ keyword }: Finding): boolean {
  return keyword === "unevaluatedProperties" || keyword === "unevaluatedItems";
}

/** Keeps of several findings about one value the one that the others follow from. */
function withoutEchoes(found: readonly Finding[]): readonly Finding[] {
  const ranks = new Map<string, number>();
  for (const f of found) {
    if (f.message !== undefined) continue;
    ranks.set(f.pointer, Math.min(ranks.get(f.pointer) ?? 9, RANKS[f.keyword] ?? 3));
  }
  const others = found.filter((f) => !isUnevaluated(f));
  const emptySeen = new Set<string>();
  return found.filter((f) => {
    if (isUnevaluated(f)) {
      const prefix = `${f.pointer}/`;
      if (!APPLICATORS.some((keyword) => keyword in f.schema)) return true;
      return !others.some(({ pointer }) => pointer === f.pointer || pointer.startsWith(prefix));
    }
    if (f.message !== undefined) return true;
    const rank = ranks.get(f.pointer) ?? 9;
    if (rank < 2 && (RANKS[f.keyword] ?? 3) > rank) return false;
    if (f.value !== "" && f.value !== null) return true;
    if (emptySeen.has(f.pointer)) return false;
    emptySeen.add(f.pointer);
    return true;
  });
}

function fault(finding: Finding, located: Located, root: SchemaObject): SchemaFault {
  const { pointer, keyword, key } = finding;
  const scalar = located.scalar?.(pointer);
  let message = finding.message;
  let near: string | undefined;
  let note = finding.part === "value" && message === undefined ? typeNote(finding, located, scalar) : undefined;
  if (message === undefined) {
    const must = finding.must ?? `be ${listed(finding.allowed ?? [], "or")}`;
    const but = finding.but ?? `is ${shownValue(finding.value, scalar?.text)}`;
    near = suggestion(finding);
    message = `${subject(pointer, located.label ?? "The front matter")} must ${must}${but === "" ? "" : `, but ${but}`}`;
    if (near !== undefined) message += `; did you mean ${quoted(near)}?`;
  }
  if ((keyword === "additionalProperties" || keyword === "unevaluatedProperties") && key !== undefined) {
    const known = knownKeys(finding.schema, keyword === "unevaluatedProperties" ? root : undefined);
    const present = isObject(finding.value) ? finding.value : {};
    near =
      nearestName(
        key,
        known.filter((name) => !Object.hasOwn(present, name)),
      ) ?? nearestName(key, known);
    if (near !== undefined) message += `; did you mean ${quoted(near)}?`;
    else if (known.length > 0 && known.length <= 20) note = `Known keys: ${known.map(quoted).join(", ")}.`;
  }
  note ??= noteOf(finding);
  const expected =
    finding.part === "value" ? expectedKinds(finding.must === undefined ? (finding.allowed ?? []) : []) : undefined;
  return {
    pointer:
      keyword === "dependentRequired" || keyword === "dependencies"
        ? pointer.slice(0, pointer.lastIndexOf("/"))
        : pointer,
    keyword,
    message,
    range: rangeOf(finding, located),
    ...(key === undefined ? {} : { key }),
    ...(note === undefined ? {} : { note }),
    ...(near === undefined ? {} : { suggestion: near }),
    ...(expected === undefined ? {} : { expected }),
  };
}

function suggestion(finding: Finding): string | undefined {
  const values: unknown = finding.schema["enum"];
  if (finding.keyword !== "enum" || typeof finding.value !== "string" || !Array.isArray(values)) return undefined;
  return nearestName(
    finding.value,
    values.filter((value) => typeof value === "string"),
  );
}

/** What the schema's author says: an `errorMessage`, or the description of the key. */
function noteOf(finding: Finding): string | undefined {
  const { schema, key } = finding;
  const own =
    finding.keyword === "pattern" ? (schema["patternErrorMessage"] ?? schema["errorMessage"]) : schema["errorMessage"];
  if (typeof own === "string") return own;
  if (
    finding.keyword === "enum" &&
    Array.isArray(schema["enum"]) &&
    finding.allowed?.some((phrase) => phrase.endsWith("more") || phrase.endsWith("values"))
  ) {
    return `Allowed: ${schema["enum"].slice(0, MOST_LISTED).map(namedValue).join(", ")}${schema["enum"].length > MOST_LISTED ? ", …" : ""}.`;
  }
  let about: unknown = schema["description"];
  if (key !== undefined && finding.part === "absent") {
    const properties = schema["properties"];
    const property = isObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined;
    about = isObject(property) ? property["description"] : undefined;
  } else if (finding.part !== "value") about = undefined;
  return typeof about === "string" && about !== "" ? about : undefined;
}

/** Keys that a schema names itself, and in what it is composed of; references into the same document are followed. */
function knownKeys(schema: SchemaObject, root: SchemaObject | undefined): readonly string[] {
  const keys = new Set<string>();
  const seen = new Set<unknown>();
  const pending: unknown[] = [schema];
  while (pending.length > 0) {
    const next = pending.pop();
    if (!isObject(next) || seen.has(next)) continue;
    seen.add(next);
    if (isObject(next["properties"])) for (const key of Object.keys(next["properties"])) keys.add(key);
    if (root === undefined) continue;
    for (const keyword of ["allOf", "anyOf", "oneOf"]) if (Array.isArray(next[keyword])) pending.push(...next[keyword]);
    pending.push(next["if"], next["then"], next["else"]);
    if ("$ref" in next) pending.push(referred(next, root));
  }
  return [...keys];
}

/** The place of a finding; whatever cannot be located stands at the nearest parent that can, at last at the anchor. */
export function rangeOf(finding: Pick<Finding, "pointer" | "key" | "part" | "value">, located: Located): Range {
  const { pointer, key, part, value } = finding;
  if (part === "absent" && pointer === "") return located.anchor;
  if (part === "absent") {
    const own = located.locate(pointer, "key");
    // The item of a list has no key: its place as a key is that of the whole value.
    const whole = located.locate(pointer, "value");
    if (own !== undefined && (own.start !== whole?.start || own.end !== whole.end)) return own;
    const first = isObject(value) ? Object.keys(value)[0] : undefined;
    const sibling = first === undefined ? undefined : located.locate(`${pointer}/${pointerSegment(first)}`, "key");
    if (sibling !== undefined) return sibling;
  }
  if (part === "key") {
    const unknown = key === undefined ? undefined : located.locate(`${pointer}/${pointerSegment(key)}`, "key");
    const range = unknown ?? located.locate(pointer, "key");
    if (range !== undefined) return range;
  }
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const range = located.locate(at, "value");
    // Nothing shows at an empty range: an empty value is underlined at its key.
    if (range !== undefined && range.end > range.start) return range;
    const named = located.locate(at, "key");
    if (named !== undefined) return named;
  }
  return located.anchor;
}
