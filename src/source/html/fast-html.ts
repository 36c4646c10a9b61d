import type { Root } from "hast";
import type { SourceProblem } from "../problem.js";
import { Scanner } from "./scanner.js";
import { Unsure } from "./unsure.js";

/**
 * The tree that rehype-parse makes of a fragment or a page, and its parse errors, in a fraction of the time; undefined where this is not certain
 * of being the same.
 */
export function fastHtml(
  text: string,
  isPage: boolean,
): { readonly root: Root; readonly problems: readonly SourceProblem[] } | undefined {
  try {
    const scanner = new Scanner(text, isPage);
    scanner.run();
    return { root: scanner.root, problems: scanner.problems };
  } catch (error) {
    if (error instanceof Unsure) return undefined;
    throw error;
  }
}
