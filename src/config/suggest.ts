import { closest } from "../closest.js";

/** "; did you mean `x`?", where a known name is near the written one, or one begins the other; else nothing. */
export function didYouMean(written: string, known: Iterable<string>): string {
  const names = [...known];
  const begins = (name: string): boolean => written.startsWith(name) || name.startsWith(written);
  const name = closest(written, names) ?? (written.length > 2 ? names.find(begins) : undefined);
  return name === undefined ? "" : `; did you mean \`${name}\`?`;
}
