import { nearestName } from "../schema/near-miss.js";
import { FEWEST } from "./limits.js";
import type { Tally } from "./tally.js";

/** Keys whose values are new in every post, or may be tomorrow, however few there are today. */
const open =
  /title|name|desc|summary|excerpt|author|slug|link|url|image|img|cover|thumb|photo|keyword|tags?$|date|time|path|file|id$|text|content|subject|alias|redirect|location|city|series|event|speaker|company|position|role|version|weight/i;
/** Keys that choose, even where all posts choose the same. */
const choosing = /^(?:layout|type|lang|language|locale|status)$/i;
/** Keys that grow a new value now and then: each value must have its custom. */
const growing = /categor|section|topic|group/i;

const MOST_CHOICES = 8;
const LONGEST_CHOICE = 40;
/** A value that is so much rarer than its neighbour is a slip of it. */
const SLIP = 20;

/** The few texts of which a key holds one, most frequent first; undefined when the key is open. Slips of them are left out. */
export function choicesOf(key: string, tally: Tally): readonly string[] | undefined {
  const texts = [...(tally.texts ?? [])].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const uses = texts.reduce((sum, [, count]) => sum + count, 0);
  if (open.test(key) || texts.length === 0 || uses < FEWEST || tally.dates > 0) return undefined;
  const choices: (readonly [text: string, count: number])[] = [];
  for (const [text, count] of texts) {
    if (text.length > LONGEST_CHOICE || !/^[\p{L}\p{N}][\p{L}\p{N}\p{M} ._+-]*$/u.test(text)) return undefined;
    const usual = choices.filter(([, other]) => other >= count * SLIP).map(([other]) => other);
    if (!/\d/.test(text) && count * 100 <= uses && nearestName(text, usual) !== undefined) continue;
    choices.push([text, count]);
  }
  if (choices.length > MOST_CHOICES || uses < choices.length * 10) return undefined;
  if (choices.length === 1 && !choosing.test(key)) return undefined;
  const rare = choices.filter(([, count]) => count < 5).length;
  return rare > (growing.test(key) ? 0 : 1) ? undefined : choices.map(([text]) => text);
}
