import type { Diagnostic } from "../diagnostic.js";
import type { Edit } from "../edit.js";
import type { FileResult } from "../result.js";

/** A directive that silences a finding, as an edit. */
export interface Ignoring {
  readonly title: string;
  readonly edit: Edit;
}

/**
 * A directive for the finding's line, else for its file; undefined where none works. Each is tried: a comment within a text of several
 * lines, or in code, would be content.
 *
 * @param check what is found in a text
 */
export async function ignoring(
  result: FileResult,
  finding: Diagnostic,
  check: (text: string) => Promise<FileResult | undefined>,
): Promise<Ignoring | undefined> {
  const { source } = result;
  if (source === undefined) return undefined;
  const before = result.diagnostics.length;
  for (const candidate of candidates(source.text, finding)) {
    const { range, text } = candidate.edit;
    const after = await check(source.text.slice(0, range.start) + text + source.text.slice(range.end));
    const gone = before - (after?.diagnostics.length ?? before);
    if (gone >= 1 && (after?.suppressed ?? 0) - result.suppressed === gone) return candidate;
  }
  return undefined;
}

function candidates(text: string, { rule, range }: Diagnostic): readonly Ignoring[] {
  const lineStart = text.lastIndexOf("\n", range.start - 1) + 1;
  const newline = text.indexOf("\n", range.start);
  const end = newline === -1 ? text.length : newline;
  const lineEnd = text[end - 1] === "\r" ? end - 1 : end;
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const indent = /^[ \t]*/.exec(text.slice(lineStart, lineEnd))?.[0] ?? "";
  const above = text.slice(text.lastIndexOf("\n", lineStart - 2) + 1, lineStart).trim();
  const onLine = `Ignore ${rule} on this line`;
  const insert = (at: number, inserted: string): Edit => ({ range: { start: at, end: at }, text: inserted });
  const inFile = `${text.endsWith("\n") || text === "" ? "" : eol}${eol}<!-- galley-disable-file ${rule} -->${eol}`;
  const yaml = { title: onLine, edit: insert(lineStart, `${indent}# galley-disable-next-line ${rule}${eol}`) };
  const html = { title: onLine, edit: insert(lineStart, `${indent}<!-- galley-disable-next-line ${rule} -->${eol}`) };
  const beside = { title: onLine, edit: insert(lineEnd, ` <!-- galley-disable-line ${rule} -->`) };
  const mdx = { title: onLine, edit: insert(lineEnd, ` {/* galley-disable-line ${rule} */}`) };
  // A comment on a line of its own would part a paragraph.
  const apart = above === "" || above.endsWith(">");
  return [
    yaml,
    ...(apart ? [html, beside] : [beside, html]),
    mdx,
    { title: `Ignore ${rule} in this file`, edit: insert(text.length, inFile) },
  ];
}
