import type { FrontMatter } from "./front-matter.js";
import type { GeneratorProfile } from "./generators.js";
import type { SourceProblem } from "./problem.js";
import type { SourceText } from "./source-text.js";

export function readFrontMatter(
  source: SourceText,
  _generator: GeneratorProfile,
  _path: string,
): { frontMatter: FrontMatter | undefined; bodyStart: number; problems: readonly SourceProblem[] } {
  const match = /^\uFEFF?\s*---\r?\n[\s\S]*?\r?\n---\r?\n/.exec(source.text);
  return { frontMatter: undefined, bodyStart: match?.[0].length ?? 0, problems: [] };
}
