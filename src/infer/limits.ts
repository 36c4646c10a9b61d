/** Fewer posts, or values, make no custom: nothing is demanded of them. */
export const FEWEST = 20;

/** The share of posts that makes a key required, and of values beyond which the others are outliers. */
export const NEARLY_ALL = 0.98;

/** The share of dates that make a form that few break. */
export const MOST = 0.95;

/** The share of posts that must have one form or one order. */
export const CUSTOM = 0.9;

/** "312 of 318 posts (98.1 %)", "all 318 posts" */
export function shareOf(part: number, whole: number, what = "posts"): string {
  return part === whole ? `all ${whole} ${what}` : `${part} of ${whole} ${what} (${percent(part, whole)})`;
}

function percent(part: number, whole: number): string {
  const share = (part / whole) * 100;
  // Nearly all is not all.
  return `${share >= 99.95 ? "99.9" : share.toFixed(1)} %`;
}
