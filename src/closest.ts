import { distance } from "fastest-levenshtein";

/** The candidate nearest to a misspelt name, if one is near enough to be meant: a third of the letters at most differ. */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    // A name without its namespace means the rule all the same.
    const lower = candidate.toLowerCase();
    const short = lower.slice(lower.indexOf("/") + 1);
    const away = Math.min(
      distance(wanted, lower),
      wanted.includes("/") ? Number.POSITIVE_INFINITY : distance(wanted, short),
    );
    if (away < least) {
      least = away;
      best = candidate;
    }
  }
  return best;
}
