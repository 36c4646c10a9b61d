import type { Edit } from "../edit.js";

/**
 * Edits that give the path in a URL the case of the file that it names, and leave all else (percent-encoding, query) as
 * it is written. `url` stands at `start` of the text as it is; `near` is the file's path in the project. Empty when the
 * names differ in more than case.
 */
export function caseEdits(url: string, start: number, near: string): readonly Edit[] {
  const path = /^[^?#]*/.exec(url)?.[0].trimEnd() ?? "";
  const wanted = near.split("/");
  const edits: Edit[] = [];
  let end = path.length;
  for (let name = wanted.pop(); name !== undefined && end >= 0; name = wanted.pop()) {
    const slash = path.lastIndexOf("/", end - 1);
    const written = path.slice(slash + 1, end);
    if (["", ".", ".."].includes(written.trim())) break;
    const edit = segmentEdit(written, name);
    if (edit === undefined) return [];
    const at = start + slash + 1;
    if (edit !== "same") edits.push({ range: { start: at + edit.start, end: at + edit.end }, text: edit.text });
    if (slash === -1) break;
    end = slash;
  }
  return edits.reverse();
}

/** A character as it stands in a URL, encoded or not. */
const CHARACTER = /(?:%[\da-f]{2})+|[^%]/giu;

/** From the first to the last character that differs; undefined: more than case does. */
function segmentEdit(written: string, name: string): "same" | { start: number; end: number; text: string } | undefined {
  const letters = Array.from(name);
  const pieces: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  let next = 0;
  for (const match of written.trimStart().matchAll(CHARACTER)) {
    const start = match.index + written.length - written.trimStart().length;
    const encoded = match[0].startsWith("%");
    const decoded = Array.from(encoded ? decodeURIComponent(match[0]) : match[0]);
    const there = letters.slice(next, next + decoded.length).join("");
    next += decoded.length;
    if (there === decoded.join("")) continue;
    if (there.toLowerCase() !== decoded.join("").toLowerCase()) return undefined;
    pieces.push({ start, end: start + match[0].length, text: encoded ? encodeURIComponent(there) : there });
  }
  if (next !== letters.length) return undefined;
  const [first] = pieces;
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) return "same";
  const parts: string[] = [];
  let at = first.start;
  for (const piece of pieces) {
    parts.push(written.slice(at, piece.start), piece.text);
    at = piece.end;
  }
  return { start: first.start, end: last.end, text: parts.join("") };
}
