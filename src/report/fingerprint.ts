import { createHash } from "node:crypto";
import type { Diagnostic } from "../diagnostic.js";
import type { FileResult } from "../result.js";

/** Longer excerpts are known by their head and tail, so that many long ranges stay cheap. */
const LONGEST_EXCERPT = 1024;

/**
 * Identities of a file's diagnostics, in their order: 32 hexadecimal digits over rule, path, excerpt (white space folded) and
 * the index among those equal so far. They outlive moves to other lines and are unique in a report.
 */
export function fingerprints(result: Pick<FileResult, "path" | "source" | "diagnostics">): readonly string[] {
  const seen = new Map<string, number>();
  return result.diagnostics.map((diagnostic) => {
    const identity = JSON.stringify([diagnostic.rule, result.path, excerptOf(result.source?.text ?? "", diagnostic)]);
    const occurrence = seen.get(identity) ?? 0;
    seen.set(identity, occurrence + 1);
    return createHash("sha256").update(`${identity}\n${occurrence}`).digest("hex").slice(0, 32);
  });
}

function excerptOf(text: string, { range }: Diagnostic): string {
  const { start, end } = range;
  if (end - start <= LONGEST_EXCERPT) return fold(text.slice(start, end));
  const half = LONGEST_EXCERPT / 2;
  return `${fold(text.slice(start, start + half))}…${fold(text.slice(end - half, end))}`;
}

/** White space folded into single spaces. */
export function fold(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
