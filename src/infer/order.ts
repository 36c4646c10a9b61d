import { CUSTOM, FEWEST } from "./limits.js";
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
  const rows = posts.map(({ keys }) => [...keys.keys()].filter((key) => usual.includes(key)));
  let order = byPrecedence(usual, rows);
  while (order.length >= FEWEST_KEYS) {
    const { agree, of, worst } = judged(order, rows);
    if (of >= FEWEST && agree >= of * CUSTOM) return { order, agree, of };
    order = order.filter((key) => key !== worst);
  }
  return undefined;
}

/** By how many others each key mostly stands before. */
function byPrecedence(keys: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const before = new Map<string, number>();
  for (const row of rows) {
    row.forEach((first, index) => {
      for (const second of row.slice(index + 1)) before.set(`${first}\n${second}`, (before.get(`${first}\n${second}`) ?? 0) + 1);
    });
  }
  const wins = (key: string): number =>
    keys.filter((other) => (before.get(`${key}\n${other}`) ?? 0) > (before.get(`${other}\n${key}`) ?? 0)).length;
  const scores = new Map(keys.map((key) => [key, wins(key)]));
  return [...keys].sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
}

/** How many posts keep the order, and the key that is out of place most often. */
function judged(order: readonly string[], rows: readonly (readonly string[])[]) {
  const ranks = new Map(order.map((key, index) => [key, index]));
  const strays = new Map<string, number>();
  let agree = 0;
  let of = 0;
  for (const row of rows) {
    const named = row.map((key) => [key, ranks.get(key)] as const).filter(([, rank]) => rank !== undefined);
    if (named.length < 2) continue;
    of++;
    let kept = true;
    for (const [index, [key, rank = 0]] of named.entries()) {
      const wrong = named.filter(([, other = 0], at) => at < index !== other < rank && at !== index).length;
      if (wrong === 0) continue;
      kept = false;
      strays.set(key, (strays.get(key) ?? 0) + wrong);
    }
    if (kept) agree++;
  }
  const [worst] = [...strays].sort(([, a], [, b]) => b - a)[0] ?? [order.at(-1)];
  return { agree, of, worst };
}
