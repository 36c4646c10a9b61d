import { isAbsolute, relative, sep } from "node:path";

/** A path in the system's notation with `/` between its parts. */
export function slashed(path: string): string {
  return sep === "/" ? path : path.split(sep).join("/");
}

/** Whether a path is the folder or lies below it, by its text alone. */
export function contains(folder: string, path: string): boolean {
  const between = relative(folder, path);
  return between !== ".." && !between.startsWith(`..${sep}`) && !isAbsolute(between);
}
