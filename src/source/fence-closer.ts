import type { Range } from "../edit.js";
import { afterLineEnding, isKeyLine, isMappingEvidence, isYamlLine, lineEnd } from "./fence-lines.js";
import type { SourceProblem } from "./problem.js";

/** How far a closing fence is looked for. */
const MAX_SEARCH = 1024 * 1024;

/** A line that ends front matter, and what is wrong with it. */
interface Closer {
  readonly range: Range;
  readonly problem: SourceProblem | undefined;
}

/** The first line that closes the block, exactly or nearly. A fence of another dialect counts only where no right one follows. */
export function findCloser(text: string, from: number, mark: string, language: string): Closer | undefined {
  const limit = Math.min(text.length, from + MAX_SEARCH);
  let foreign: Closer | undefined;
  let blank = false;
  let checked = language !== "yaml";
  for (let at = from; at < limit; ) {
    const end = lineEnd(text, at);
    if (isTriple(text, at)) {
      const closer = closerAt(text, at, end, mark);
      const code = closer?.problem?.code;
      if (code === "fence-mismatch") {
        if (language !== "other") foreign ??= closer;
      } else if (closer !== undefined && (code !== "fence-dots" || (language === "yaml" && closesHere(text, end)))) {
        return closer;
      }
    }
    if (end === at) blank = true;
    else if (blank && !checked) {
      const line = text.slice(at, Math.min(end, at + 200));
      if (line.trim() !== "" && !isYamlLine(line)) {
        // Past the first paragraph of prose a fence is a thematic break of the body.
        if (foreign !== undefined || looksUnclosed(text, from, at)) return foreign;
        checked = true;
      }
    }
    at = afterLineEnding(text, end);
  }
  return foreign;
}

/** Three of the characters that fences are made of. */
function isTriple(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit !== 45 && unit !== 46 && unit !== 43 && unit !== 59) return false;
  return text.charCodeAt(at + 1) === unit && text.charCodeAt(at + 2) === unit;
}

/** The lines up to `end` are a mapping by themselves, no quote left open, so prose after a blank line is the body. */
function looksUnclosed(text: string, from: number, end: number): boolean {
  const lines = text.slice(from, end).split(/\r\n|\n|\r/);
  if (!lines.every((line) => line.trim() === "" || isYamlLine(line)) || !isMappingEvidence(lines)) return false;
  if (text.slice(from, end).split('"').length % 2 === 0) return false;
  const last = lines.slice(lines.findLastIndex(isKeyLine)).join("\n");
  const value = last.slice(last.indexOf(":") + 1).trim();
  const closing: Readonly<Record<string, string>> = { '"': '"', "'": "'", "[": "]", "{": "}" };
  const mark = value.charAt(0);
  return !Object.hasOwn(closing, mark) || (value.length > 1 && value.endsWith(closing[mark] ?? ""));
}

function closerAt(text: string, at: number, end: number, mark: string): Closer | undefined {
  const line = text.slice(at, Math.min(end, at + 100));
  const fence = line.trimEnd();
  const range = { start: at, end: at + fence.length };
  const exact = mark.repeat(3);
  if (fence === exact) {
    if (line.length === fence.length) return { range, problem: undefined };
    const space = { start: range.end, end };
    return { range, problem: { code: "fence-trailing-space", range: space, data: { fence, which: "closing" } } };
  }
  if (fence.length > 3 && fence === mark.repeat(fence.length)) {
    const data = { fence, expected: exact, which: "closing" };
    return { range, problem: { code: "fence-too-long", range, data } };
  }
  if (fence === "...") return { range, problem: { code: "fence-dots", range } };
  if (fence === "---" || fence === "+++" || fence === ";;;") {
    return { range, problem: { code: "fence-mismatch", range, data: { fence, expected: exact } } };
  }
  return undefined;
}

/** `...` ends the block when no pair follows it at once. */
function closesHere(text: string, end: number): boolean {
  const next = afterLineEnding(text, end);
  return !isKeyLine(text.slice(next, Math.min(lineEnd(text, next), next + 200)));
}
