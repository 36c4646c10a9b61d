import { destinationEnd, normalizeLabel, titleEnd } from "./markdown-destination.js";
import { DOUBT } from "./markdown-doubt.js";
import type { MarkdownLines } from "./markdown-lines.js";
import { BACKSLASH, CLOSE, OPEN, skipBlanks } from "./markdown-marks.js";

/** Units of a label and of what stands before it, roughly. */
const LONGEST_LABEL = 900;

/**
 * The label that a link reference definition in one line defines; undefined: the line is none. `lineMax` is the line
 * behind the last that may belong to it.
 *
 * @throws DOUBT at definitions over several lines, which are left to the reference parser
 */
export function definedLabel(
  text: string,
  units: Uint16Array,
  lines: MarkdownLines,
  line: number,
  lineMax: number,
): string | undefined {
  const end = lines.endOf(line);
  const at = lines.contentOf(line);
  let close = at + 1;
  const limit = Math.min(close + LONGEST_LABEL, lines.startOf(lines.count));
  for (; close < limit; close++) {
    const unit = units[close] ?? 0;
    if (unit === OPEN) return undefined;
    if (unit === CLOSE) break;
    if (unit === BACKSLASH) close++;
  }
  if (close >= limit && close < lines.startOf(lines.count)) throw DOUBT;
  if (close >= limit || (units[close + 1] ?? 0) !== 58) return undefined;
  if (close >= end) throw DOUBT;
  const destination = skipBlanks(units, close + 2);
  const next = line + 1;
  const goesOn = next < lineMax && !lines.isEmpty(next);
  if (destination >= end) {
    if (goesOn) throw DOUBT;
    return undefined;
  }
  const behind = destinationEnd(units, destination, end);
  if ((units[end - 1] ?? 0) === BACKSLASH) throw DOUBT;
  if (behind === -1) return undefined;
  const title = skipBlanks(units, behind);
  if (title < end) {
    if (title === behind) return undefined;
    const quote = units[title] ?? 0;
    if (quote !== 34 && quote !== 39 && quote !== 40) return undefined;
    const titleStop = titleEnd(units, title, end);
    if (titleStop === -1) {
      if (goesOn) throw DOUBT;
      return undefined;
    }
    if (skipBlanks(units, titleStop) < end) return undefined;
  } else if (goesOn) {
    const quote = units[lines.contentOf(next)] ?? 0;
    if (quote === 34 || quote === 39 || quote === 40) throw DOUBT;
  }
  const label = normalizeLabel(text.slice(at + 1, close));
  return label === "" ? undefined : label;
}
