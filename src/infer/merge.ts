import { createHash } from "node:crypto";
import { hasOwnComment, readYaml, removeYamlPair, setYamlPair, valueAt } from "../source/yaml-edit.js";

/** A part of a file that is written from the posts. */
export interface Inferred {
  /** JSON pointer of a pair. */
  readonly pointer: string;
  /** JSON data. */
  readonly value: unknown;
  /** Lines for people: why. */
  readonly comment: readonly string[];
  /** The value is a list of texts, of which each counts by itself. */
  readonly list?: boolean;
}

export interface MergedText {
  readonly text: string;
  /** "+required author" */
  readonly changes: readonly Change[];
  /** Pointers of parts that people changed, and that would be otherwise by the posts. */
  readonly kept: readonly string[];
}

export interface Change {
  readonly pointer: string;
  /** Undefined: the part is new. */
  readonly before?: unknown;
  /** Undefined: the part is gone. */
  readonly after?: unknown;
}

/** What was written, by pointer: a digest of the value, and of a list its items. */
type Marks = ReadonlyMap<string, { readonly digest: string; readonly list?: readonly string[] }>;

const heading =
  "# What `galley init --infer` wrote. By these marks `--update` knows what people have changed since, and leaves it alone.";
const markLine = /^# inferred ([0-9a-f]{8}) (".*)$/gm;

/**
 * Brings the inferred parts of a YAML text up to date, each as a whole (of a list each item). A part that is not as it was
 * written is a person's and stays, also when it is gone. Nothing else is touched.
 *
 * @param lasting parts below this pointer stay when they are inferred no more
 */
export function mergeInferred(original: string, parts: readonly Inferred[], lasting?: string): MergedText {
  const old = marksOf(original);
  const marks = new Map(old);
  const changes: Change[] = [];
  const kept: string[] = [];
  let text = withoutMarks(original);
  for (const part of parts) {
    const { pointer } = part;
    const parsed = readYaml(text);
    const current = valueAt(parsed.data, pointer);
    const mark = old.get(pointer);
    const value = part.list === true ? mergedList(current, part.value, mark?.list) : part.value;
    const next = { digest: digestOf(value), ...(part.list === true ? { list: textsOf(part.value) } : {}) };
    const touched =
      current === undefined
        ? mark !== undefined
        : mark === undefined || (part.list !== true && digestOf(current) !== mark.digest);
    const own = current !== undefined && hasOwnComment(text, parsed, pointer);
    if (touched || own) {
      const same = current !== undefined && digestOf(current) === next.digest;
      if (!same) kept.push(pointer);
      continue;
    }
    const written = setYamlPair(text, { pointer, value, comment: part.comment });
    if (written === undefined) {
      kept.push(pointer);
      continue;
    }
    text = written;
    marks.set(pointer, next);
    if (current === undefined) changes.push({ pointer, after: value });
    else if (digestOf(current) !== next.digest) changes.push({ pointer, before: current, after: value });
  }
  for (const [pointer, mark] of old) {
    if (parts.some((part) => part.pointer === pointer)) continue;
    if (lasting !== undefined && pointer.startsWith(lasting)) continue;
    const parsed = readYaml(text);
    const current = valueAt(parsed.data, pointer);
    if (current === undefined) marks.delete(pointer);
    else if (digestOf(current) === mark.digest && !hasOwnComment(text, parsed, pointer)) {
      text = removeYamlPair(text, pointer);
      marks.delete(pointer);
      changes.push({ pointer, before: current });
    } else kept.push(pointer);
  }
  return { text: withMarks(text, marks), changes, kept };
}

/** Whether a text has parts that galley wrote. */
export function isInferred(text: string): boolean {
  return marksOf(text).size > 0;
}

/** Items that people added stay, those that they took out stay out. */
function mergedList(current: unknown, wanted: unknown, base: readonly string[] = []): readonly string[] {
  const now = textsOf(current);
  const next = textsOf(wanted);
  const stay = now.filter((item) => next.includes(item) || !base.includes(item));
  return [...stay, ...next.filter((item) => !now.includes(item) && !base.includes(item))];
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function marksOf(text: string): Marks {
  const marks = new Map<string, { digest: string; list?: readonly string[] }>();
  for (const [, digest = "", rest = ""] of text.replaceAll("\r\n", "\n").matchAll(markLine)) {
    try {
      const [pointer, list] = JSON.parse(`[${rest}]`) as readonly [unknown, unknown];
      if (typeof pointer !== "string") continue;
      marks.set(pointer, Array.isArray(list) ? { digest, list: textsOf(list) } : { digest });
    } catch {
      // A mark that somebody changed marks nothing.
    }
  }
  return marks;
}

function withoutMarks(text: string): string {
  const marked = new RegExp(markLine.source);
  const kept: string[] = [];
  for (const line of text.split("\n")) {
    const bare = line.replace(/\r$/, "");
    if (bare === heading && kept.at(-1)?.trim() === "") kept.pop();
    if (bare !== heading && !marked.test(bare)) kept.push(line);
  }
  return `${kept.join("\n").trimEnd()}\n`;
}

function withMarks(text: string, marks: Marks): string {
  if (marks.size === 0) return text;
  const lines = [...marks].map(
    ([pointer, { digest, list }]) =>
      `# inferred ${digest} ${JSON.stringify(pointer)}${list === undefined ? "" : `, ${JSON.stringify(list)}`}`,
  );
  return `${text.trimEnd()}\n\n${heading}\n${lines.join("\n")}\n`;
}

/** The same for data that differ in the order of keys. */
function digestOf(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(ordered(value)) ?? "")
    .digest("hex")
    .slice(0, 8);
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, ordered(item)]);
}
