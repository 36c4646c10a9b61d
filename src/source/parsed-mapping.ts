import type { Range } from "../edit.js";
import type { Scalar } from "./front-matter.js";
import type { SourceProblem } from "./problem.js";

export type PairPart = "key" | "value" | "pair";

/** What every parser of data makes of a block; ranges are offsets of the file. */
export interface ParsedMapping {
  /** Null-prototype objects, arrays and scalars; `undefined` when it cannot be trusted. */
  readonly data: Readonly<Record<string, unknown>> | undefined;
  locate(pointer: string, part: PairPart): Range | undefined;
  scalar(pointer: string): Scalar | undefined;
  readonly scalars: readonly Scalar[];
  readonly comments: readonly Range[];
  readonly problems: readonly SourceProblem[];
}

/** Where a pointer's parts stand. The entry of an array has no key: its key and its pair are its value. */
export interface Place {
  readonly key: Range | undefined;
  readonly value: Range;
  readonly scalar: Scalar | undefined;
}

/** Keys that reach into an object's prototype: no schema means them. */
export const reservedKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** How deep data may nest. */
export const MAX_DEPTH = 100;

/** What a parser has found, and how the rest is collected when it is asked for. */
export interface MappingSource extends Pick<ParsedMapping, "data" | "problems"> {
  readonly places?: () => ReadonlyMap<string, Place>;
  readonly comments?: () => readonly Range[];
}

/**
 * Collects places and comments at the first question about them. A class, as all that is made for each file and has
 * getters: an object literal with getters gets a shape of its own, which keeps alive whatever the getters see, the
 * whole document, until the next full garbage collection.
 */
export class LazyMapping implements ParsedMapping {
  readonly data: ParsedMapping["data"];
  readonly problems: readonly SourceProblem[];
  readonly #source: MappingSource;
  #places: ReadonlyMap<string, Place> | undefined;
  #scalars: readonly Scalar[] | undefined;
  #comments: readonly Range[] | undefined;

  constructor(source: MappingSource) {
    this.data = source.data;
    this.problems = source.problems;
    this.#source = source;
  }

  #all(): ReadonlyMap<string, Place> {
    this.#places ??= this.#source.places?.() ?? new Map<string, Place>();
    return this.#places;
  }

  locate(pointer: string, part: PairPart): Range | undefined {
    const place = this.#all().get(pointer);
    if (place === undefined) return undefined;
    const key = place.key ?? place.value;
    if (part === "value") return place.value;
    return part === "key" ? key : { start: key.start, end: Math.max(key.end, place.value.end) };
  }

  scalar(pointer: string): Scalar | undefined {
    return this.#all().get(pointer)?.scalar;
  }

  get scalars(): readonly Scalar[] {
    if (this.#scalars === undefined) {
      const scalars: Scalar[] = [];
      for (const { scalar } of this.#all().values()) if (scalar !== undefined) scalars.push(scalar);
      this.#scalars = scalars.sort((a, b) => a.range.start - b.range.start);
    }
    return this.#scalars;
  }

  get comments(): readonly Range[] {
    this.#comments ??= this.#source.comments?.() ?? [];
    return this.#comments;
  }
}
