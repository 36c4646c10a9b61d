import type { DateDialect } from "../dates/index.js";
import { formOfText } from "../dates/index.js";
import type { FrontMatter } from "../source/front-matter.js";
import { pointerSegment } from "../source/front-matter.js";

export type Kind = "null" | "boolean" | "integer" | "number" | "string" | "list" | "mapping";

/** A value of front matter: what it is, not all that it says. */
export interface Observed {
  readonly kind: Kind;
  /** Of a string: its text, when it is short enough to be one of a few. */
  readonly text?: string;
  /** Of a string that reads like a date: whether it stands without quotes. */
  readonly date?: { readonly text: string; readonly unquoted: boolean };
  readonly items?: readonly Observed[];
  readonly fields?: ReadonlyMap<string, Observed>;
}

/** The front matter of a post. */
export interface ObservedPost {
  /** Relative to the configuration, `/` between parts. */
  readonly path: string;
  readonly keys: ReadonlyMap<string, Observed>;
  /** How its generator reads dates, and in which zone those without offset. */
  readonly dialect: DateDialect;
  readonly timezone: string;
}

/** Longer texts are prose. */
const LONGEST_WORD = 60;
const LONGEST_DATE = 40;
/** Longer keys, and more of them than anyone writes, are not looked at. */
const LONGEST_KEY = 100;
const MOST_KEYS = 500;
const MOST_ITEMS = 100;
const DEEPEST = 3;

/** `04/05/2024`, `4.5.2024 10:00` */
const pairDate = /^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?![\d.])/;

/** What front matter holds; undefined when it could not be read. */
export function observe(
  frontMatter: FrontMatter,
  post: Pick<ObservedPost, "path" | "dialect" | "timezone">,
): ObservedPost | undefined {
  const { data } = frontMatter;
  return data === undefined ? undefined : { ...post, keys: fieldsOf(data, "", 1) };

  function fieldsOf(mapping: object, pointer: string, depth: number): ReadonlyMap<string, Observed> {
    const fields = new Map<string, Observed>();
    for (const [key, value] of Object.entries(mapping)) {
      if (key.length <= LONGEST_KEY) fields.set(key, observed(value, `${pointer}/${pointerSegment(key)}`, depth));
      if (fields.size >= MOST_KEYS) break;
    }
    return fields;
  }

  function observed(value: unknown, pointer: string, depth: number): Observed {
    if (value === null || value === undefined) return { kind: "null" };
    if (typeof value === "boolean") return { kind: "boolean" };
    if (typeof value === "number") return { kind: Number.isInteger(value) ? "integer" : "number" };
    if (typeof value === "string") return textOf(value, pointer);
    if (Array.isArray(value)) {
      if (depth >= DEEPEST) return { kind: "list" };
      const items = value.slice(0, MOST_ITEMS).map((item, index) => observed(item, `${pointer}/${index}`, depth + 1));
      return { kind: "list", items };
    }
    if (typeof value !== "object" || depth >= DEEPEST) return { kind: "mapping" };
    return { kind: "mapping", fields: fieldsOf(value, pointer, depth + 1) };
  }

  function textOf(text: string, pointer: string): Observed {
    if (text.length > LONGEST_WORD) return { kind: "string" };
    const isDate = text.length <= LONGEST_DATE && /\d/.test(text) && isDateText(text);
    if (!isDate) return { kind: "string", text };
    const scalar = frontMatter.scalar(pointer);
    const unquoted = scalar !== undefined && !scalar.quoted && !scalar.block;
    return { kind: "string", text, date: { text: scalar?.text ?? text, unquoted } };
  }
}

function isDateText(text: string): boolean {
  return pairDate.test(text) || formOfText(text) !== undefined;
}
