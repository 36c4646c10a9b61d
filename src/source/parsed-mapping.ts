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

/** Answers questions about places; they are collected at the first one. */
export function lazyPlaces(
  collect: () => ReadonlyMap<string, Place>,
): Pick<ParsedMapping, "locate" | "scalar" | "scalars"> {
  let places: ReadonlyMap<string, Place> | undefined;
  let sorted: readonly Scalar[] | undefined;
  const all = (): ReadonlyMap<string, Place> => {
    places ??= collect();
    return places;
  };
  return {
    locate(pointer, part) {
      const place = all().get(pointer);
      if (place === undefined) return undefined;
      const key = place.key ?? place.value;
      if (part === "value") return place.value;
      return part === "key" ? key : { start: key.start, end: Math.max(key.end, place.value.end) };
    },
    scalar: (pointer) => all().get(pointer)?.scalar,
    get scalars() {
      sorted ??= inOrder(all());
      return sorted;
    },
  };
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

export const nothing: Pick<ParsedMapping, "locate" | "scalar" | "scalars"> = lazyPlaces(() => new Map());
