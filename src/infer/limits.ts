/** Fewer posts, or values, make no custom: nothing is demanded of them. */
export const FEWEST = 20;

/** The share of posts that makes a key required, and of values beyond which the others are outliers. */
export const NEARLY_ALL = 0.98;

/** The share of posts that must have one form or one order. */
export const CUSTOM = 0.9;

/** "98.1 %" */
export function percent(part: number, whole: number): string {
  if (part === whole) return "100 %";
  const share = (part / whole) * 100;
  // Nearly all is not all.
  return `${share >= 99.95 ? "99.9" : share >= 10 && Number.isInteger(share) ? String(share) : share.toFixed(1)} %`;
}

/** "312 of 318" */
export function counted(part: number, whole: number): string {
  return part === whole ? `all ${whole}` : `${part} of ${whole}`;
}
