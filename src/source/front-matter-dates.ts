import { type DateReading, readDate } from "../dates/index.js";
import { type FrontMatter, keyPointers, type Scalar } from "./front-matter.js";
import type { GeneratorProfile } from "./generators.js";

/** A date of the front matter that exists and that the generator reads. */
export interface FrontMatterDate {
  readonly key: string;
  readonly scalar: Scalar;
  readonly reading: Extract<DateReading, { kind: "date" }>;
}

/** The dates under keys (a dot leads into a mapping), in the order of the keys. */
export function frontMatterDates(
  frontMatter: FrontMatter,
  keys: readonly string[],
  { dates: dialect }: Pick<GeneratorProfile, "dates">,
  timezone: string,
): readonly FrontMatterDate[] {
  const found: FrontMatterDate[] = [];
  for (const { key, pointers } of keyPointers(keys)) {
    for (const pointer of pointers) {
      const scalar = frontMatter.scalar(pointer);
      if (scalar === undefined) continue;
      const tomlLiteral = frontMatter.language === "toml" && !scalar.quoted;
      const reading = readDate(scalar.text, { dialect, timezone, tomlLiteral });
      if (reading.kind === "date") found.push({ key, scalar, reading });
      break;
    }
  }
  return found;
}
