import { createHash } from "node:crypto";
import type { Diagnostic } from "../diagnostic.js";
import type { Range } from "../edit.js";
import type { Excerpts, FileResult } from "../result.js";
import { placesOf } from "./places.js";

/** Longer excerpts are known by their head and tail, so that many long ranges stay cheap. */
const LONGEST_EXCERPT = 1024;

/**
 * Identities of a file's diagnostics, in their order: 32 hexadecimal digits over rule, path, excerpt (white space folded; the message,
 * too, where the excerpt has no letter or digit) and the index among those equal so far. They outlive moves to other lines and are unique in a report.
 */
export function fingerprints(result: Identified): readonly string[] {
  return identify(result, result.path, () => []);
}

/**
 * The same for a baseline, which knows a finding whatever its file is called, but not by its place alone: the values that its message
 * names count, too. Of two keys that are missing in one mapping, one is not the other. Names of other posts do not count: posts move.
 */
export function contentFingerprints(result: Identified): readonly string[] {
  return identify(result, "", ({ message }) =>
    [...message.matchAll(/`([^`]+)`/g)].map(([, value = ""]) => fold(value)).filter((value) => !POST.test(value)),
  );
}

type Identified = Pick<FileResult, "path" | "source" | "excerpts" | "diagnostics">;

const POST = /\.(?:md|markdown|mdx|html?)$/i;

function identify(
  result: Identified,
  path: string,
  values: (diagnostic: Diagnostic) => readonly string[],
): readonly string[] {
  const places = placesOf(result);
  const seen = new Map<string, number>();
  return result.diagnostics.map((diagnostic) => {
    if (diagnostic.fingerprint !== undefined) return diagnostic.fingerprint;
    const excerpt = excerptsOf(diagnostic.range, places).map(fold).join("…");
    // A fence or a bracket says nothing of what is wrong: there the message tells one finding from another.
    const said = /[\p{L}\p{N}]/u.test(excerpt) ? [] : [diagnostic.message];
    const identity = JSON.stringify([diagnostic.rule, path, excerpt, ...said, ...values(diagnostic)]);
    const occurrence = seen.get(identity) ?? 0;
    seen.set(identity, occurrence + 1);
    return createHash("sha256").update(`${identity}\n${occurrence}`).digest("hex").slice(0, 32);
  });
}

/** The text at a range; of a long one, its head and its tail. */
export function excerptsOf({ start, end }: Range, places: Excerpts): readonly string[] {
  if (end - start <= LONGEST_EXCERPT) return [places.slice({ start, end })];
  const half = LONGEST_EXCERPT / 2;
  return [places.slice({ start, end: start + half }), places.slice({ start: end - half, end })];
}

/** White space folded into single spaces. */
export function fold(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
