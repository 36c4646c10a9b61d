import { distance } from "fastest-levenshtein";

/**
 * The known name that was most likely meant: one that begins the other, or is at most a third of its characters (and at least a
 * transposition) away, namespaces left out when none was written. Undefined when nothing is near.
 */
export function nearestName(written: string, known: Iterable<string>): string | undefined {
  const wanted = written.toLowerCase();
  let best: string | undefined;
  let bestDistance = wanted.length < 4 ? 2 : Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const name of known) {
    const bare = name.slice(name.indexOf("/") + 1);
    const candidate = wanted.includes("/") ? name : bare;
    const begins = wanted.length > 2 && (candidate.startsWith(wanted) || wanted.startsWith(candidate));
    const away = begins ? Math.min(1, distance(wanted, candidate)) : distance(wanted, candidate.toLowerCase());
    if (away < bestDistance) {
      best = name;
      bestDistance = away;
    }
  }
  return best;
}

/** "; did you mean `x`?" or nothing. */
export function didYouMean(written: string, known: Iterable<string>): string {
  const name = nearestName(written, known);
  return name === undefined ? "" : `; did you mean \`${name}\`?`;
}
