import type { Range } from "../edit.js";

/** Index of the last range that begins at or before an offset; -1: none. */
export function lastFrom(ranges: readonly Range[], offset: number): number {
  let low = -1;
  let high = ranges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ranges[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The range that an offset lies in; `ranges` are in source order and apart from each other. */
export function rangeAt<R extends Range>(ranges: readonly R[], offset: number): R | undefined {
  const range = ranges[lastFrom(ranges, offset)];
  return range !== undefined && range.start <= offset && offset < range.end ? range : undefined;
}
