import type { Range } from "../edit.js";

export interface SrcsetCandidate {
  readonly url: string;
  /** In the text that was read. */
  readonly range: Range;
  /** `2x`, `640w`, or "". */
  readonly descriptor: string;
}

/** Splits a `srcset` value that stands at `value` in `text` into candidates, as the HTML standard does. */
export function readSrcset(text: string, value: Range): readonly SrcsetCandidate[] {
  const candidates: SrcsetCandidate[] = [];
  let at = value.start;
  const skip = (pattern: RegExp): void => {
    while (at < value.end && pattern.test(text.charAt(at))) at++;
  };
  while (at < value.end) {
    skip(/[\s,]/);
    if (at >= value.end) break;
    const start = at;
    skip(/\S/);
    let end = at;
    // A comma at its end belongs to the list: such a candidate has no descriptor.
    const comma = text[end - 1] === ",";
    while (end > start && text[end - 1] === ",") end--;
    let descriptor = "";
    if (!comma) {
      const from = at;
      let depth = 0;
      for (; at < value.end; at++) {
        const character = text[at];
        if (character === "(") depth++;
        else if (character === ")") depth--;
        else if (character === "," && depth <= 0) break;
      }
      descriptor = text.slice(from, at).trim();
    }
    candidates.push({ url: text.slice(start, end), range: { start, end }, descriptor });
  }
  return candidates;
}
