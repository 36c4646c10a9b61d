import type { Range } from "../edit.js";
import { afterLineEnding, lineEnd } from "./fence-lines.js";

/** A pair at the left edge of a YAML text with all lines that belong to it, by the look of the lines alone. */
export interface YamlEntry {
  readonly range: Range;
  /** `undefined`: lines before the first pair. */
  readonly key: string | undefined;
}

/** `key:` at the left edge; a quoted key, or one without the characters that begin other things. */
const entryKey =
  /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s#:,[\]{}&*!|>'"%@`-][^:]{0,200}|-[^\s:][^:]{0,200}))[ \t]*:(?:[ \t]|$)/;

/** Splits a text in its top-level entries; ranges are offsets of `text` and cover it all. */
export function yamlEntries(text: string): readonly YamlEntry[] {
  const entries: { start: number; key: string | undefined }[] = [];
  for (let at = 0; at < text.length; ) {
    const end = lineEnd(text, at);
    const match = entryKey.exec(text.slice(at, Math.min(end, at + 400)));
    if (match !== null) entries.push({ start: at, key: match[1] ?? match[2] ?? match[3]?.trim() ?? "" });
    else if (entries.length === 0) entries.push({ start: at, key: undefined });
    at = afterLineEnding(text, end);
  }
  return entries.map(({ start, key }, index) => ({
    key,
    range: { start, end: entries[index + 1]?.start ?? text.length },
  }));
}

/** The line that holds an offset, taken apart. Offsets are those of the text. */
export interface YamlLine {
  readonly start: number;
  readonly end: number;
  readonly indent: string;
  /** Where the key begins, after indentation and `- `. */
  readonly contentStart: number;
  readonly key: Range | undefined;
  /** The value's characters without the spaces around them; empty when the line has none. */
  readonly value: Range;
}

const linePattern =
  /^([ \t]*)((?:[-?][ \t]+)*)(?:("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'{[][^:]*?)[ \t]*:(?=[ \t]|$))?[ \t]*/;

export function yamlLine(text: string, offset: number): YamlLine {
  let start = offset;
  while (start > 0 && !"\r\n".includes(text.charAt(start - 1))) start--;
  const end = lineEnd(text, start);
  const line = text.slice(start, end);
  const match = linePattern.exec(line);
  const indent = match?.[1] ?? "";
  const contentStart = start + indent.length + (match?.[2] ?? "").length;
  const key = match?.[3];
  const valueStart = start + (match?.[0].length ?? 0);
  const trimmed = text.slice(valueStart, end).trimEnd();
  return {
    start,
    end,
    indent,
    contentStart,
    key: key === undefined ? undefined : { start: contentStart, end: contentStart + key.length },
    value: { start: valueStart, end: valueStart + trimmed.length },
  };
}
