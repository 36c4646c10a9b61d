import type { FileResult } from "../result.js";
import { fileEntry } from "./json-entries.js";
import type { Style } from "./reporter.js";
import { safeJson } from "./visible.js";

/**
 * A result as a line for a program that sent a record: the entry of the JSON report with what kept the record from being checked, under
 * the names that the record came with. When fixing changed the text, the new one is there.
 */
export function recordLine(
  { id, path }: { readonly id?: string | number; readonly path?: string },
  result: FileResult,
  style: Pick<Style, "quiet">,
): string {
  const { change } = result;
  const needs = change?.repairs.flatMap((repair) => repair.needs ?? []) ?? [];
  const entry = {
    id,
    ...fileEntry(result, { quiet: style.quiet }),
    path,
    errors: result.errors.map(({ kind, message }) => ({ kind, message })),
    text: change?.after,
    needs: needs.length === 0 ? undefined : needs.map(({ file, line }) => ({ file, line })),
  };
  return `${safeJson(JSON.stringify(entry))}\n`;
}
