import type { Range } from "../edit.js";
import { findCloser } from "./fence-closer.js";
import { braceBlock, commentBlock } from "./fence-json.js";
import { afterLineEnding, isKeyLine, isMappingEvidence, isYamlLine, lineEnd, looksLikeMapping } from "./fence-lines.js";
import type { GeneratorProfile } from "./generators.js";
import { splitByGrayMatter } from "./gray-matter.js";
import type { FrontMatterProblemCode, SourceProblem } from "./problem.js";

/** Where front matter begins and ends, before anything parses it. Ranges are offsets of the file. */
export interface FencedBlock {
  /** `json-pairs`: JSON without its braces. `other`: a language that galley never reads. */
  readonly language: "yaml" | "toml" | "json" | "json-pairs" | "other";
  readonly block: Range;
  readonly content: Range;
  readonly openingFence: Range;
  /** The first character after the closing fence's line ending; without a closing fence, after the last line that reads like front matter. */
  readonly bodyStart: number;
  readonly problems: readonly SourceProblem[];
}

/** More than this is no front matter that a person wrote; the parsers are not asked. In UTF-16 units. */
const MAX_BLOCK = 64 * 1024;

/** Finds the front matter of a text in every dialect and near miss; `undefined` when it has none. */
export function findFrontMatter(text: string, generator: GeneratorProfile): FencedBlock | undefined {
  const start = skipLeading(text);
  const block = blockAt(text, start, generator);
  if (block === undefined) return undefined;
  const code = leadingProblem(text, start);
  if (code === undefined || text.charCodeAt(start) === 60) {
    // Go looks for its comment past blank lines.
    return block;
  }
  return { ...block, problems: [{ code, range: { start: 0, end: start } }, ...block.problems] };
}

/** After a BOM and blank lines. */
function skipLeading(text: string): number {
  let at = 0;
  let begin = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) begin = at + 1;
    else if (unit === 0xfeff) {
      if (at === begin) begin = at + 1;
    } else if (unit !== 32 && unit !== 9) break;
    at++;
  }
  return begin;
}

function leadingProblem(text: string, start: number): FrontMatterProblemCode | undefined {
  if (start === 0) return undefined;
  const bom = text.slice(0, start).includes("\uFEFF");
  if (!bom) return "leading-blank-lines";
  return /[\r\n]/.test(text.slice(0, start)) ? "leading-bom-and-blank-lines" : "leading-bom";
}

function blockAt(text: string, start: number, generator: GeneratorProfile): FencedBlock | undefined {
  const end = lineEnd(text, start);
  const line = text.slice(start, Math.min(end, start + 300));
  if (line.startsWith("{")) return braceBlock(text, start);
  if (line.startsWith("<!--")) return commentBlock(text, start);
  if (line.startsWith("---")) return dashed(text, start, line, generator);
  if (/^\+{3,}[ \t]*$/.test(line)) return fenced(text, start, line, "+", "toml", generator);
  if (/^;{3,}[ \t]*$/.test(line)) {
    const block = fenced(text, start, line, ";", "json-pairs", generator);
    if (block === undefined || generator.frontMatter.hexoFences) return block;
    return { ...block, problems: [{ code: "fence-semicolons", range: block.openingFence }, ...block.problems] };
  }
  return generator.frontMatter.hexoFences ? withoutOpener(text, start, line) : undefined;
}

function dashed(text: string, start: number, line: string, generator: GeneratorProfile): FencedBlock | undefined {
  if (/^-{3,}[ \t]*$/.test(line)) return fenced(text, start, line, "-", "yaml", generator);
  const named = /^---[ \t]*([A-Za-z_][\w.+-]{0,30})[ \t]*$/.exec(line)?.[1];
  if (named === undefined) return undefined;
  const language = named.toLowerCase();
  if (language === "yaml" || language === "yml") return fenced(text, start, line, "-", "yaml", generator);
  if (language === "toml" || language === "json") return fenced(text, start, line, "-", language, generator);
  const block = fenced(text, start, line, "-", "other", generator);
  if (block === undefined) return undefined;
  const at = start + line.indexOf(named);
  return {
    ...block,
    problems: [{ code: "syntax-language", range: { start: at, end: at + named.length }, data: { language: named } }],
  };
}

/** A block between two fences of one character, the opener standing at `start`. */
function fenced(
  text: string,
  start: number,
  line: string,
  mark: "-" | "+" | ";",
  language: FencedBlock["language"],
  generator: GeneratorProfile,
): FencedBlock | undefined {
  const fence = line.trimEnd();
  const openingFence = { start, end: start + fence.length };
  const contentStart = afterLineEnding(text, lineEnd(text, start));
  const problems = openerProblems(openingFence, line, fence, mark);
  const closer = findCloser(text, contentStart, mark, language);
  if (closer === undefined) return unclosed(text, contentStart, openingFence, language, problems);
  const content = { start: contentStart, end: closer.range.start };
  if (!isMeant(text.slice(content.start, Math.min(content.end, content.start + MAX_BLOCK)), language)) return undefined;
  let bodyStart = afterLineEnding(text, lineEnd(text, closer.range.end));
  // gray-matter cuts at the first line that begins with `---`. Where that is the closing fence, its answer is ours.
  const isFirst = text.indexOf("\n---", start) === closer.range.start - 1;
  if (!isFirst && mark === "-" && language !== "other" && problems.length === 0 && closer.problem === undefined) {
    // The splitter that most JavaScript generators use has the word wherever it can be trusted.
    const split = content.end - start > MAX_BLOCK ? undefined : splitByGrayMatter(text.slice(start, bodyStart));
    if (split !== undefined) bodyStart = start + split.bodyStart;
  }
  // Jekyll's own fence pattern ends at `...` too.
  const isLegal = closer.problem?.code === "fence-dots" && generator.frontMatter.parser === "psych";
  if (closer.problem !== undefined && !isLegal) problems.push(closer.problem);
  const block = { start, end: closer.range.end };
  if (language === "yaml") {
    const second = secondBlock(text, bodyStart);
    if (second !== undefined) problems.push({ code: "syntax-second-block", range: second });
  }
  return { language, block, content, openingFence, bodyStart, problems };
}

function openerProblems(fenceRange: Range, line: string, fence: string, mark: string): SourceProblem[] {
  const problems: SourceProblem[] = [];
  if (line.length === 3) return problems;
  const length = /^(.)\1*/.exec(fence)?.[0].length ?? 0;
  if (length > 3) {
    problems.push({
      code: "fence-too-long",
      range: fenceRange,
      data: { fence, expected: mark.repeat(3), which: "opening" },
    });
  }
  if (line.length > fence.length) {
    const range = { start: fenceRange.end, end: fenceRange.start + line.length };
    problems.push({ code: "fence-trailing-space", range, data: { fence, which: "opening" } });
  }
  return problems;
}

function isMeant(content: string, language: FencedBlock["language"]): boolean {
  if (language === "yaml") return looksLikeMapping(content);
  if (language === "toml") return content.trim() === "" || /^[ \t]*(?:#|\[|["'\w.-]+[ \t]*[.=])/m.test(content);
  if (language === "json-pairs") return /^\s*"/.test(content);
  return true;
}

/** An opening fence alone: front matter ends with the last line that reads like it. */
function unclosed(
  text: string,
  contentStart: number,
  openingFence: Range,
  language: FencedBlock["language"],
  problems: SourceProblem[],
): FencedBlock | undefined {
  if (language !== "yaml" && language !== "toml") return undefined;
  const lines: string[] = [];
  let contentEnd = contentStart;
  let bodyStart = contentStart;
  while (bodyStart < text.length && bodyStart - contentStart < MAX_BLOCK) {
    const end = lineEnd(text, bodyStart);
    const line = text.slice(bodyStart, Math.min(end, bodyStart + 200));
    if (!(language === "toml" ? /^(?:#|\[|["'\w.-]+[ \t]*=|[ \t]+\S|\])/.test(line) : isYamlLine(line))) break;
    lines.push(line);
    contentEnd = end;
    bodyStart = afterLineEnding(text, end);
  }
  const evident = language === "toml" ? lines.length > 0 : isMappingEvidence(lines);
  if (!evident) return undefined;
  const expected = language === "toml" ? "+++" : "---";
  problems.push({ code: "fence-missing-closing", range: openingFence, data: { expected } });
  const block = { start: openingFence.start, end: contentEnd };
  return { language, block, content: { start: contentStart, end: bodyStart }, openingFence, bodyStart, problems };
}

/** Hexo reads `key: value` lines up to a `---` without an opening fence. */
function withoutOpener(text: string, start: number, line: string): FencedBlock | undefined {
  if (!isKeyLine(line)) return undefined;
  const lines: string[] = [];
  for (let at = start; at < text.length && at - start < MAX_BLOCK; ) {
    const end = lineEnd(text, at);
    const current = text.slice(at, Math.min(end, at + 200));
    if (/^-{3,}[ \t]*$/.test(current)) {
      // One line above dashes is a setext heading.
      if (lines.length < 2 || !isMappingEvidence(lines)) return undefined;
      const range = { start, end: at + current.trimEnd().length };
      const opening = { start, end: start };
      return {
        language: "yaml",
        block: range,
        content: { start, end: at },
        openingFence: opening,
        bodyStart: afterLineEnding(text, end),
        problems: [{ code: "fence-missing-opening", range: { start, end: start + line.trimEnd().length } }],
      };
    }
    if (!isYamlLine(current)) return undefined;
    lines.push(current);
    at = afterLineEnding(text, end);
  }
  return undefined;
}

/** A second block right under the first: only the first is read, the second is text of the page. */
function secondBlock(text: string, bodyStart: number): Range | undefined {
  let first = bodyStart;
  while (text.charCodeAt(first) <= 32) first++;
  if (text.charCodeAt(first) !== 45) return undefined;
  const head = text.slice(bodyStart, bodyStart + MAX_BLOCK);
  const opener = /^(?:[ \t]*(?:\r\n|\n|\r)){0,3}---(?:\r\n|\n|\r)/.exec(head)?.[0];
  if (opener === undefined) return undefined;
  const lines: string[] = [];
  for (let at = opener.length; at < head.length; ) {
    const end = lineEnd(head, at);
    const line = head.slice(at, Math.min(end, at + 200));
    if (line.trimEnd() === "---") {
      if (!isMappingEvidence(lines)) return undefined;
      return { start: bodyStart + opener.length - opener.trimStart().length, end: bodyStart + at + 3 };
    }
    if (!isYamlLine(line)) return undefined;
    lines.push(line);
    at = afterLineEnding(head, end);
  }
  return undefined;
}
