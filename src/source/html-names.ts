import { RAW_TEXT_ELEMENTS, VOID_ELEMENTS } from "./tags.js";

/** HTML's own elements with an end tag, obsolete ones included; those with text alone and those without end tag are in tags.ts. */
const WITH_END_TAG =
  "a abbr acronym address applet article aside audio b bdi bdo big blink blockquote body button canvas caption center cite code colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html i ins kbd label legend li listing main map mark marquee math menu meter nav nobr noscript object ol optgroup option output p picture pre progress q rb rp rt rtc ruby s samp search section select slot small span strike strong sub summary sup svg table tbody td template tfoot th thead time tr tt u ul var video";

const NAMES: ReadonlySet<string> = new Set([...WITH_END_TAG.split(" "), ...RAW_TEXT_ELEMENTS, ...VOID_ELEMENTS]);

/** Whether HTML has, or had, an element of this name (lower case). */
export function isHtmlName(name: string): boolean {
  return NAMES.has(name);
}
