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

export interface MappingParts {
  readonly data: ParsedMapping["data"];
  /** Called at the first question about a place. */
  readonly places: () => ReadonlyMap<string, Place>;
  /** A function is called at the first question about them. */
  readonly comments: readonly Range[] | (() => readonly Range[]);
  readonly problems: readonly SourceProblem[];
}

/**
 * A mapping that looks for its places when it is asked for one. A class, as all that has getters and is made for each file:
 * an object literal with getters has a hidden class of its own, so that whoever reads its properties is slow, and lives on with all
 * that it holds until old memory is swept.
 */
export class LazyMapping implements ParsedMapping {
  readonly data: ParsedMapping["data"];
  readonly problems: readonly SourceProblem[];
  readonly #collect: MappingParts["places"];
  #comments: MappingParts["comments"];
  #places: ReadonlyMap<string, Place> | undefined;
  #scalars: readonly Scalar[] | undefined;

  constructor({ data, places, comments, problems }: MappingParts) {
    this.data = data;
    this.problems = problems;
    this.#collect = places;
    this.#comments = comments;
  }

  get scalars(): readonly Scalar[] {
    this.#scalars ??= inOrder(this.#all());
    return this.#scalars;
  }

  get comments(): readonly Range[] {
    if (typeof this.#comments === "function") this.#comments = this.#comments();
    return this.#comments;
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

  /** The same places without data: it cannot be trusted. */
  distrusted(problems: readonly SourceProblem[]): LazyMapping {
    return new LazyMapping({ data: undefined, places: () => this.#all(), comments: () => this.comments, problems });
  }

  #all(): ReadonlyMap<string, Place> {
    this.#places ??= this.#collect();
    return this.#places;
  }
}

/** What cannot be read at all. */
export function unreadable(problem: SourceProblem): LazyMapping {
  return new LazyMapping({ data: undefined, places: () => new Map(), comments: [], problems: [problem] });
}

/** Most readers meet the scalars in the order of the text. */
function inOrder(places: ReadonlyMap<string, Place>): readonly Scalar[] {
  const scalars: Scalar[] = [];
  let isSorted = true;
  let last = 0;
  for (const { scalar } of places.values()) {
    if (scalar === undefined) continue;
    const { start } = scalar.range;
    isSorted &&= start >= last;
    last = start;
    scalars.push(scalar);
  }
  return isSorted ? scalars : scalars.sort((a, b) => a.range.start - b.range.start);
}
