/** Longer keys are no typing slips, and the table of distances grows with the square. */
const LONGEST = 64;

/** Edits between two short texts: insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, (before[column - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    before = above;
    above = current;
  }
  return above[b.length] ?? 0;
}

/** One spelling for `og_image`, `ogImage`, `OG-Image`. */
function folded(key: string): string {
  return key.toLowerCase().replaceAll(/[-_ ]/g, "");
}

/** The candidate that was probably meant, or undefined when none is near enough. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST) return undefined;
  const fold = folded(name);
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.floor(fold.length / 3)) + 1;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > 4) continue;
    const other = folded(candidate);
    const distance = other === fold ? 0 : plurals(fold, other) ? 0.5 : editDistance(fold, other);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * Whether a key is a slip of another beyond much doubt: one edit in at least six letters, not the first letter,
 * and no other form of the same word; or another case of it.
 */
export function isMisspelt(name: string, meant: string, ignoreCase: boolean): boolean {
  if (name.length > LONGEST || meant.length < 6 || meant === name) return false;
  if (Math.abs(meant.length - name.length) > 1) return false;
  if (meant.toLowerCase() === name.toLowerCase()) return !ignoreCase;
  return meant[0] === name[0] && !inflected(name, meant) && editDistance(name, meant) === 1;
}

/** The first candidate of which a key is such a slip. */
export function misspelt(name: string, candidates: Iterable<string>, ignoreCase: boolean): string | undefined {
  for (const candidate of candidates) if (isMisspelt(name, candidate, ignoreCase)) return candidate;
  return undefined;
}

function inflected(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long.startsWith(short) && /^(?:s|d|r)$/.test(long.slice(short.length));
}

function plurals(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long === `${short}s` || long === `${short}es` || (short.endsWith("y") && long === `${short.slice(0, -1)}ies`);
}
