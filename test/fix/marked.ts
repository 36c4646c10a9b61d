import type { Edit } from "../../src/edit.js";
import { applyEdits } from "../../src/fix/apply-edits.js";
import { verify } from "../../src/fix/verify.js";
import { type GeneratorName, generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";

/** Takes marked edits out of a text: `‹old|new›` replaces `old` by `new`. */
function unmarkEdits(marked: string): { readonly text: string; readonly edits: readonly Edit[] } {
  const edits: Edit[] = [];
  let text = "";
  for (const [index, piece] of marked.split(/‹([^›]*)›/).entries()) {
    if (index % 2 === 0) {
      text += piece;
      continue;
    }
    const bar = piece.indexOf("|");
    const start = text.length;
    text += piece.slice(0, bar);
    edits.push({ range: { start, end: text.length }, text: piece.slice(bar + 1) });
  }
  return { text, edits };
}

export interface ReadAs {
  readonly path?: string;
  readonly generator?: GeneratorName;
}

/** What `verify` says of edits. */
export function verdict(
  text: string,
  edits: readonly Edit[],
  tier: "safe" | "unsafe",
  { path = "post.md", generator }: ReadAs = {},
): string | undefined {
  const profile = generatorProfile(generator);
  const before = readDocument(text, path, profile);
  return verify(before, readDocument(applyEdits(text, edits), path, profile), edits, tier);
}

/** The same for a text with marked edits. */
export function judge(marked: string, tier: "safe" | "unsafe", as?: ReadAs): string | undefined {
  const { text, edits } = unmarkEdits(marked);
  return verdict(text, edits, tier, as);
}
