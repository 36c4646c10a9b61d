import type { Range } from "../edit.js";
import { type FencedBlock, findFrontMatter } from "./fences.js";
import type { FrontMatter, Scalar } from "./front-matter.js";
import type { GeneratorProfile } from "./generators.js";
import { parseJsonMapping } from "./json.js";
import type { PairPart, ParsedMapping } from "./parsed-mapping.js";
import type { SourceProblem } from "./problem.js";
import type { SourceText } from "./source-text.js";
import { parseTomlMapping } from "./toml.js";
import { parseYamlMapping } from "./yaml.js";

export interface FrontMatterReading {
  readonly frontMatter: FrontMatter | undefined;
  /** Offset of the body's first character; 0 without front matter. */
  readonly bodyStart: number;
  /** In source order. */
  readonly problems: readonly SourceProblem[];
}

/** Folders whose files are templates of posts: `{{ date }}` is right there. */
const templateFolder = /(?:^|\/)(?:scaffolds|archetypes)\//;

/**
 * Finds and reads the front matter of a post, in every dialect and near miss. Never throws, never runs anything. Without a
 * closing fence the body begins after the last line that reads like front matter.
 *
 * @param path relative to the project, `/` between parts
 */
export function readFrontMatter(source: SourceText, generator: GeneratorProfile, path: string): FrontMatterReading {
  const found = findFrontMatter(source.text, generator);
  if (found === undefined) return { frontMatter: undefined, bodyStart: 0, problems: [] };
  const { bodyStart } = found;
  if (found.language === "other") return { frontMatter: undefined, bodyStart, problems: faultsOf(found, generator) };
  const parsed = parse(source.text, found, generator);
  const own = templateFolder.test(path) ? [] : parsed.problems;
  return {
    frontMatter: new FrontMatterBlock(found.language === "json-pairs" ? "json" : found.language, found, parsed),
    bodyStart,
    problems: inOrder(found.problems, own),
  };
}

/** A class for the reason that `LazyMapping` is one. */
class FrontMatterBlock implements FrontMatter {
  readonly language: FrontMatter["language"];
  readonly block: Range;
  readonly content: Range;
  readonly openingFence: Range;
  readonly data: FrontMatter["data"];
  readonly #parsed: ParsedMapping;

  constructor(language: FrontMatter["language"], { block, content, openingFence }: FencedBlock, parsed: ParsedMapping) {
    this.language = language;
    this.block = block;
    this.content = content;
    this.openingFence = openingFence;
    this.data = parsed.data;
    this.#parsed = parsed;
  }

  get scalars(): readonly Scalar[] {
    return this.#parsed.scalars;
  }

  get comments(): readonly Range[] {
    return this.#parsed.comments;
  }

  locate(pointer: string, part: PairPart): Range | undefined {
    return this.#parsed.locate(pointer, part);
  }

  scalar(pointer: string): Scalar | undefined {
    return this.#parsed.scalar(pointer);
  }
}

function inOrder(fences: readonly SourceProblem[], own: readonly SourceProblem[]): readonly SourceProblem[] {
  if (fences.length === 0 && own.length === 0) return own;
  return [...fences, ...own].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

function parse(text: string, found: FencedBlock, generator: GeneratorProfile): ParsedMapping {
  if (found.language === "toml") return parseTomlMapping(text, found.content);
  if (found.language === "json") return parseJsonMapping(text, found.content);
  if (found.language === "json-pairs") return parseJsonMapping(text, found.content, { bare: true });
  const { parser } = generator.frontMatter;
  return parseYamlMapping(text, found.content, {
    tabs: parser === "hexo",
    lastKeyWins: parser === "psych",
    unknownTags: parser === "psych" || parser === "go",
  });
}

/** Eleventy runs JavaScript front matter on purpose: legal there, and never run here. */
function faultsOf(found: FencedBlock, generator: GeneratorProfile): readonly SourceProblem[] {
  if (generator.name !== "eleventy") return found.problems;
  return found.problems.filter(
    ({ code, data }) => code !== "syntax-language" || !/^(?:js|javascript)$/i.test(data?.["language"] ?? ""),
  );
}
