import { adviceFor, generalAdvice } from "./advice.js";
import { type DateCandidate, distinctStatements } from "./candidate.js";
import { consequenceOf, type DateEntry } from "./consequence.js";
import type { DateRepair, RepairOptions } from "./repair.js";

/**
 * What becomes of an invalid date, how to write it, and where the post still says it: in this order, or, where nothing of
 * this is known, how a date is written.
 */
export function dateNote(
  lost: DateEntry,
  candidates: readonly DateCandidate[],
  repair: DateRepair | undefined,
  options: Pick<RepairOptions, "dialect" | "timezone" | "expected">,
  lineAt: (offset: number) => number,
): string {
  const { reading } = lost;
  const parts = [
    consequenceOf(options.dialect, lost),
    reading.kind === "invalid" ? adviceFor(reading) : undefined,
    ...distinctStatements(candidates).map((one) => saysWhere(one, lineAt)),
    repair?.safety === "manual" && candidates.length > 1 ? "They do not agree: choose one." : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? generalAdvice(reading, options) : parts.join(" ");
}

function saysWhere({ source, range, text, name }: DateCandidate, lineAt: (offset: number) => number): string {
  if (source === "commit") return `The commit that added the file says \`${text}\`.`;
  if (range === undefined) return `The path says \`${text}\`.`;
  const line = lineAt(range.start);
  if (name !== undefined && (source === "sibling" || source === "address"))
    return `\`${name}\` in line ${line} says \`${text}\`.`;
  return source === "address"
    ? `The canonical URL in line ${line} says \`${text}\`.`
    : `Line ${line} says \`${text}\`.`;
}
