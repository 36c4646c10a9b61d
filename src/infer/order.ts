import { CUSTOM, FEWEST, MOST, NEARLY_ALL } from "./limits.js";
import type { ObservedPost } from "./observe.js";

/** The order of keys in which most posts agree. */
export interface KeyOrder {
  readonly order: readonly string[];
  readonly agree: number;
  /** Posts with at least two of the keys. */
  readonly of: number;
}

/** Rarer keys have no place that everybody knows. */
const USUAL = 0.3;
const MOST_KEYS = 20;
const FEWEST_KEYS = 3;

/** Undefined when there is no such order. Keys about which posts disagree are left out of it. */
export function keyOrder(posts: readonly ObservedPost[]): KeyOrder | undefined {
  if (posts.length < FEWEST) return undefined;
  const counts = new Map<string, number>();
  for (const { keys } of posts) for (const key of keys.keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
  const usual = [...counts]
    .filter(([key, count]) => count >= posts.length * USUAL && !/^\d+$/.test(key))
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_KEYS)
    .map(([key]) => key);
  const rows = rowsOf(posts, new Set(usual));
  const order = byPrecedence(usual, rows);
  // Better a short order that nearly all keep than a long one that many break.
  const half = Math.max(FEWEST_KEYS, Math.ceil(order.length / 2));
  return (
    narrowed(order, rows, NEARLY_ALL, half) ??
    narrowed(order, rows, MOST, half) ??
    narrowed(order, rows, CUSTOM, FEWEST_KEYS)
  );
}

/** Keys of posts in their order, and how many posts have them so. */
interface Row {
  readonly keys: readonly string[];
  count: number;
}

function rowsOf(posts: readonly ObservedPost[], usual: ReadonlySet<string>): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const post of posts) {
    const keys = [...post.keys.keys()].filter((key) => usual.has(key));
    const id = JSON.stringify(keys);
    const row = rows.get(id);
    if (row === undefined) rows.set(id, { keys, count: 1 });
    else row.count++;
  }
  return [...rows.values()];
}

/** Leaves out keys, each time the one that costs most, until the share of posts that keep the order is large enough. */
function narrowed(whole: readonly string[], rows: readonly Row[], share: number, fewest: number): KeyOrder | undefined {
  for (let order = whole; order.length >= fewest; ) {
    const { agree, of } = judged(order, rows);
    if (of >= FEWEST && agree >= of * share) return { order, agree, of };
    const shorter = order.map((key) => order.filter((other) => other !== key));
    order = shorter.reduce((best, next) => {
      const [one, other] = [judged(best, rows), judged(next, rows)];
      return other.agree * one.of > one.agree * other.of ? next : best;
    }, shorter[0] ?? []);
  }
  return undefined;
}

/** By how many others each key mostly stands before. */
function byPrecedence(keys: readonly string[], rows: readonly Row[]): readonly string[] {
  const before = new Map<string, number>();
  for (const { keys: row, count } of rows) {
    row.forEach((first, index) => {
      for (const second of row.slice(index + 1)) {
        const pair = JSON.stringify([first, second]);
        before.set(pair, (before.get(pair) ?? 0) + count);
      }
    });
  }
  const times = (first: string, second: string): number => before.get(JSON.stringify([first, second])) ?? 0;
  const scores = new Map(
    keys.map((key) => [key, keys.filter((other) => times(key, other) > times(other, key)).length]),
  );
  return [...keys].sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
}

/** How many of the posts with at least two of the keys keep the order. */
function judged(order: readonly string[], rows: readonly Row[]): { readonly agree: number; readonly of: number } {
  const ranks = new Map(order.map((key, index) => [key, index]));
  let agree = 0;
  let of = 0;
  for (const { keys, count } of rows) {
    const named = keys.map((key) => ranks.get(key)).filter((rank) => rank !== undefined);
    if (named.length < 2) continue;
    of += count;
    if (named.every((rank, index) => index === 0 || (named[index - 1] ?? 0) < rank)) agree += count;
  }
  return { agree, of };
}
