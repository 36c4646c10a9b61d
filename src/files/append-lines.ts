import { mkdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import writeFileAtomic from "write-file-atomic";
import type { WriteResult } from "./write.js";

/** Which of the lines a text lacks, and the text with them at its end. */
export function withLines(text: string, lines: readonly string[]): string {
  const there = new Set(text.split(/\r?\n/));
  const missing = [...new Set(lines)].filter((line) => !there.has(line));
  if (missing.length === 0) return text;
  const ending = text.includes("\r\n") ? "\r\n" : "\n";
  const start = text === "" || text.endsWith("\n") ? text : text + ending;
  return start + missing.map((line) => line + ending).join("");
}

/** The text of a file of the project; undefined when there is none. */
export function projectText(base: string, file: string): string | undefined {
  try {
    return readFileSync(join(base, file), "utf8");
  } catch {
    return undefined;
  }
}

/**
 * Makes sure that lines stand in a file of the project: appends those that are missing, and makes the file when there is
 * none. Refused outside the project.
 *
 * @param base absolute
 * @param file relative to it
 */
export function ensureLines(base: string, file: string, lines: readonly string[]): WriteResult {
  try {
    const root = realpathSync.native(base) + sep;
    const path = join(root, file);
    const before = projectText(root, file) ?? "";
    const after = withLines(before, lines);
    if (after === before) return { ok: true };
    if (!path.startsWith(root)) return { ok: false, message: `\`${file}\` lies outside the project` };
    mkdirSync(dirname(path), { recursive: true });
    if (!(realpathSync.native(dirname(path)) + sep).startsWith(root)) {
      return { ok: false, message: `\`${file}\` lies outside the project` };
    }
    writeFileAtomic.sync(path, after, { encoding: "utf8" });
    return { ok: true };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
