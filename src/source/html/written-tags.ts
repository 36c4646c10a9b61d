import { type HtmlTag, htmlTag } from "./tag-table.js";
import { asciiLower } from "./units.js";
import { UNSURE } from "./unsure.js";

/** Tags by the name as it is written, so that the usual ones cost one look-up. */
const written = new Map<string, HtmlTag>();
const MOST_WRITTEN = 4096;

/** @throws UNSURE at names that hastscript takes for something else */
export function tagOf(name: string): HtmlTag {
  const found = written.get(name);
  if (found !== undefined) return found;
  const lower = asciiLower(name);
  // hastscript takes a name apart at these, and lowers letters outside ASCII, too.
  if (/[.#]/.test(lower) || lower !== lower.toLowerCase()) throw UNSURE;
  const tag = htmlTag(lower);
  if (written.size >= MOST_WRITTEN) written.clear();
  written.set(name, tag);
  return tag;
}
