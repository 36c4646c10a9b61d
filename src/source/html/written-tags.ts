import { type HtmlTag, htmlTag } from "./tag-table.js";
import { asciiLower } from "./units.js";
import { UNSURE } from "./unsure.js";

/** Tags by the name as it is written, so that the usual ones cost one look-up. */
const written = new Map<string, HtmlTag>();
const MOST_WRITTEN = 4096;

/** The tags that were looked up last, by what tells the usual ones apart at once. */
const recent: (WrittenTag | undefined)[] = new Array<WrittenTag | undefined>(64).fill(undefined);

interface WrittenTag {
  readonly name: string;
  readonly tag: HtmlTag;
}

/** The tag whose name is written between two offsets; throws as `tagOf`. */
export function tagAt(text: string, from: number, to: number): HtmlTag {
  const slot = (text.charCodeAt(from) * 5 + text.charCodeAt(to - 1) * 3 + to - from) & 63;
  const met = recent[slot];
  if (met !== undefined && isWritten(met.name, text, from, to)) return met.tag;
  const name = text.slice(from, to);
  const tag = tagOf(name);
  recent[slot] = { name, tag };
  return tag;
}

/** Whether a name is what is written there: without a call for what is a few letters long. */
function isWritten(name: string, text: string, from: number, to: number): boolean {
  const { length } = name;
  if (to - from !== length) return false;
  for (let at = 0; at < length; at++) if (name.charCodeAt(at) !== text.charCodeAt(from + at)) return false;
  return true;
}

/** @throws UNSURE at names that hastscript takes for something else */
function tagOf(name: string): HtmlTag {
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
