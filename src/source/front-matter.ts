import type { Range } from "../edit.js";

/** A scalar leaf of the front matter, as it stands in the file. */
export interface Scalar {
  /** JSON pointer, e.g. `/date`, `/photos/0`. */
  readonly pointer: string;
  /** The scalar's own characters, unquoted: `2021-02-30`, `3.10`, `no`; "" for an empty value. */
  readonly text: string;
  /** With its quotes; an empty range after the colon for an empty value. */
  readonly range: Range;
  readonly quoted: boolean;
  /** A block scalar (`|` or `>`). */
  readonly block: boolean;
}

/** The data block of a post, with the way from data back to text. */
export interface FrontMatter {
  readonly language: "yaml" | "toml" | "json";
  /** From the first to the last character of the block, fences included. */
  readonly block: Range;
  /** What stands between the fences. */
  readonly content: Range;
  /** The opening fence; findings about what is absent stand here. Empty where the dialect has none. */
  readonly openingFence: Range;
  /**
   * Null-prototype objects, arrays and scalars by YAML 1.2's core schema, TOML or JSON; dates stay text.
   * `undefined` when the block could not be read as a mapping.
   */
  readonly data: Readonly<Record<string, unknown>> | undefined;
  /** Comments inside the block, each from `#` (or `//`) to the end of its line. */
  readonly comments: readonly Range[];
  /** Where a JSON pointer's key, value or whole pair stands. "" is the whole mapping. */
  locate(pointer: string, part: "key" | "value" | "pair"): Range | undefined;
  /** The scalar at a pointer; undefined for a mapping, a list or nothing. */
  scalar(pointer: string): Scalar | undefined;
  /** Every scalar leaf, in source order. */
  readonly scalars: readonly Scalar[];
}

/** Escapes one key for a JSON pointer (RFC 6901). */
export function pointerSegment(key: string | number): string {
  const text = String(key);
  return text.includes("~") || text.includes("/") ? text.replaceAll("~", "~0").replaceAll("/", "~1") : text;
}

/** Splits a JSON pointer into keys. */
export function pointerKeys(pointer: string): readonly string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Where the value of a key may stand, the likeliest place first. */
export interface KeyPointers {
  /** A dot may be part of it, or lead into a mapping. */
  readonly key: string;
  readonly pointers: readonly string[];
}

/** Rules ask with the same list for every file. */
const known = new WeakMap<readonly string[], readonly KeyPointers[]>();

/** Where the values of keys may stand; each key once. */
export function keyPointers(keys: readonly string[]): readonly KeyPointers[] {
  let found = known.get(keys);
  if (found === undefined) {
    found = [...new Set(keys)].map((key) => ({
      key,
      pointers: [...new Set([`/${key}`, `/${key.replaceAll(".", "/")}`])],
    }));
    known.set(keys, found);
  }
  return found;
}
