/** The middle value; of an even number, the mean of the two in the middle. Of no values: NaN. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * How many times as much the one is as the other: the median of the ratios, round by round. A machine that slows down
 * slows both of a round. Rounds that only one of them ran are left out.
 */
export function ratio(values: readonly number[], base: readonly number[]): number {
  const rounds = Math.min(values.length, base.length);
  return median(Array.from({ length: rounds }, (_, round) => (values[round] ?? 0) / (base[round] ?? Number.NaN)));
}

/** How many rounds fit a budget, both in one unit: `most` at the most, and one in any case. */
export function roundsWithin(budget: number, one: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(budget / Math.max(one, 1e-9))));
}
