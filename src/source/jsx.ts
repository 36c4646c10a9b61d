import type { Range } from "../edit.js";
import { TEMPLATE_CHARACTER } from "./document.js";
import { type Blank, mask } from "./mask.js";

const FENCE_OR_ESM = /^(?:[ \t>]*(`{3,}|~{3,})|(?:import|export)\s)/gm;

/**
 * Blanks the ESM blocks of MDX, which Markdown would read as paragraphs. JSX needs no blanking: read as Markdown
 * without raw HTML it is text, and so no rule sees it.
 */
export function maskJsx(text: string, body: Range): string {
  const blanks: Blank[] = [];
  let fence: string | undefined;
  FENCE_OR_ESM.lastIndex = body.start;
  for (let match = FENCE_OR_ESM.exec(text); match !== null && match.index < body.end; match = FENCE_OR_ESM.exec(text)) {
    const marks = match[1];
    if (marks !== undefined) {
      if (fence === undefined) fence = marks;
      else if (marks.startsWith(fence)) fence = undefined;
    } else if (fence === undefined) {
      const end = blankLineAfter(text, match.index, body.end);
      blanks.push({ start: match.index, end, fill: TEMPLATE_CHARACTER });
      FENCE_OR_ESM.lastIndex = end;
    }
  }
  return mask(text, blanks);
}

const BLANK_LINE = /\r?\n[ \t]*\r?\n/g;

function blankLineAfter(text: string, start: number, end: number): number {
  BLANK_LINE.lastIndex = start;
  return Math.min(BLANK_LINE.exec(text)?.index ?? end, end);
}
