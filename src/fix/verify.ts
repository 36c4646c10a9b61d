import type { Edit, Safety } from "../edit.js";
import type { DocumentReading } from "../source/read-document.js";
import { invert, shiftOf } from "./apply-edits.js";
import { changedRendering } from "./verify-rendering.js";
import type { Side } from "./verify-side.js";
import { lostBlock, movedBorder } from "./verify-text.js";
import { lostNode } from "./verify-tree.js";
import { changedKind, lostValue } from "./verify-values.js";

/**
 * Proves that edits harm nothing but what they edit: reads the text before and after and compares. Outside the edits
 * every front matter value, block, element, attribute, comment, link and text must stand where it stood, and nothing
 * new may appear. Edits of the tier `safe` also keep what a reader sees and the kind of every front matter value.
 * Takes time in proportion to the text.
 *
 * @returns what is broken, in one sentence; undefined when nothing is
 */
export function verify(
  before: DocumentReading,
  after: DocumentReading,
  edits: readonly Edit[],
  tier: Exclude<Safety, "manual">,
): string | undefined {
  const { text } = before.document.source;
  const forth = shiftOf(edits);
  const back = shiftOf(invert(text, edits));
  const there: Side = { from: before.document, to: after.document, shift: forth, back, way: "there" };
  const again: Side = { from: after.document, to: before.document, shift: back, back: forth, way: "back" };
  return (
    newProblem(before, after) ??
    lostValue(there, tier) ??
    lostValue(again, tier) ??
    movedBorder(there) ??
    lostBlock(there, tier) ??
    lostBlock(again, tier) ??
    lostNode(there) ??
    lostNode(again) ??
    (tier === "safe" ? (changedKind(there) ?? changedRendering(there)) : undefined)
  );
}

function newProblem(before: DocumentReading, after: DocumentReading): string | undefined {
  const known = new Map<string, number>();
  for (const code of problemCodes(before)) known.set(code, (known.get(code) ?? 0) + 1);
  for (const code of problemCodes(after)) {
    const left = known.get(code) ?? 0;
    if (left === 0) return `a new fault appears: ${code}`;
    known.set(code, left - 1);
  }
  return undefined;
}

function problemCodes({ document, faults }: DocumentReading): readonly string[] {
  const found = [...document.problems, ...document.markup.problems].map(({ code }) => code);
  return [...found, ...faults.map(({ rule }) => rule)];
}
