import { structuredPatch } from "diff";
import { inks } from "./ink.js";
import { visible } from "./visible.js";

/** How a diff is shown. */
export interface DiffStyle {
  readonly color: boolean;
  /** For eyes, not for `git apply`: what could move the cursor is made visible. */
  readonly forPerson: boolean;
}

/** A unified diff of one file, as `git apply` takes it. Empty when nothing changed. */
export function unifiedDiff(path: string, before: string, after: string, style: DiffStyle): string {
  const patch = structuredPatch("", "", before, after, undefined, undefined, { context: 3 });
  if (patch.hunks.length === 0) return "";
  const ink = inks(style.color);
  const show = style.forPerson ? visible : (text: string): string => text;
  const [from, to] = [quoted(`a/${path}`), quoted(`b/${path}`)];
  const lines = [ink.bold(`diff --git ${from} ${to}`), ink.bold(`--- ${from}`), ink.bold(`+++ ${to}`)];
  for (const hunk of patch.hunks) {
    lines.push(ink.info(`@@ -${span(hunk.oldStart, hunk.oldLines)} +${span(hunk.newStart, hunk.newLines)} @@`));
    for (const line of hunk.lines) {
      const paint = line.startsWith("+") ? ink.good : line.startsWith("-") ? ink.error : ink.plain;
      lines.push(paint(show(line)));
    }
  }
  return `${lines.join("\n")}\n`;
}

function span(start: number, lines: number): string {
  return lines === 1 ? String(start) : `${start},${lines}`;
}

/** A path as git writes it: in quotes, with C's escapes, when it holds what would end or confuse the line. */
function quoted(path: string): string {
  if (!/[\u0000-\u001f"\\\u007f]/.test(path)) return path;
  const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\" };
  const inner = path.replace(
    /[\u0000-\u001f"\\\u007f]/g,
    (character) => escapes[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );
  return `"${inner}"`;
}
