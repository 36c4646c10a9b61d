import { afterLineEnding, lineEnd } from "./fence-lines.js";
import type { FencedBlock } from "./fences.js";

const MAX_SEARCH = 256 * 1024;

/** JSON front matter: braces from the first character, matched outside strings, and a line ending after them. */
export function braceBlock(text: string, start: number): FencedBlock | undefined {
  if (!/^\{\s{0,200}["}]/.test(text.slice(start, start + 210))) return undefined;
  const close = matchBrace(text, start);
  if (close === undefined) return undefined;
  const end = lineEnd(text, close);
  if (text.slice(close, end).trim() !== "") return undefined;
  const block = { start, end: close };
  const openingFence = { start, end: start + 1 };
  return { language: "json", block, content: block, openingFence, bodyStart: afterLineEnding(text, end), problems: [] };
}

/** Go's website keeps JSON in a comment at the top: `<!--{ … }-->`. */
export function commentBlock(text: string, start: number): FencedBlock | undefined {
  if (!/^<!--\s{0,50}\{\s{0,200}["}]/.test(text.slice(start, start + 260))) return undefined;
  const brace = text.indexOf("{", start);
  const close = matchBrace(text, brace);
  if (close === undefined) return undefined;
  const tail = /^\s{0,200}-->/.exec(text.slice(close, close + 210))?.[0];
  if (tail === undefined) return undefined;
  const blockEnd = close + tail.length;
  const end = lineEnd(text, blockEnd);
  const bodyStart = text.slice(blockEnd, end).trim() === "" ? afterLineEnding(text, end) : blockEnd;
  return {
    language: "json",
    block: { start, end: blockEnd },
    content: { start: brace, end: close },
    openingFence: { start, end: brace },
    bodyStart,
    problems: [],
  };
}

/** Offset after the brace that matches the one at `start`. */
function matchBrace(text: string, start: number): number | undefined {
  const limit = Math.min(text.length, start + MAX_SEARCH);
  let depth = 0;
  let inString = false;
  for (let at = start; at < limit; at++) {
    const unit = text.charCodeAt(at);
    if (inString) {
      if (unit === 92) at++;
      else if (unit === 34) inString = false;
    } else if (unit === 34) inString = true;
    else if (unit === 123) depth++;
    else if (unit === 125 && --depth === 0) return at + 1;
  }
  return undefined;
}
