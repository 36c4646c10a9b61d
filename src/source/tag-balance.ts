import { readAttributes } from "./attribute.js";
import type { Tag } from "./document.js";
import { VOID_ELEMENTS } from "./tags.js";

/** A start or end tag without its counterpart, one for each cause. */
export type TagFault =
  /** A start tag that nothing closes; `selfClosing`: it ends with `/>`, which means nothing in HTML. */
  | { readonly kind: "unclosed"; readonly tag: Tag; readonly selfClosing: boolean }
  /** An end tag that closes nothing. */
  | { readonly kind: "stray"; readonly tag: Tag }
  /** A `</p>` whose paragraph ended at the start tag `by`. */
  | { readonly kind: "ended-before"; readonly tag: Tag; readonly by: Tag }
  /** An end tag that comes before that of `inner`, which began later. */
  | { readonly kind: "overlap"; readonly tag: Tag; readonly inner: Tag }
  /** A link that begins inside another. */
  | { readonly kind: "nested-link"; readonly tag: Tag };

const set = (names: string): ReadonlySet<string> => new Set(names.split(" "));

/** HTML standard, "optional tags": their end tags may be left out. */
const OPTIONAL_END = set(
  "p li dt dd tr td th thead tbody tfoot caption colgroup option optgroup rb rt rtc rp html head body",
);
/** HTML standard, "in body": start tags that end an open paragraph. */
const ENDS_PARAGRAPH = set(
  "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr listing main menu nav ol p plaintext pre search section summary table ul xmp li dd dt",
);
/** A paragraph outside of these is not ended from within. */
const PARAGRAPH_SCOPE = set("applet caption table td th marquee object template button svg math");
/** Which open elements a start tag ends, and the elements across which it does not reach. */
interface Ending {
  readonly ended: ReadonlySet<string>;
  readonly scope: ReadonlySet<string>;
}
const BLOCKS = "table td th blockquote section article aside details figure form template button svg math";
const ENDS: ReadonlyMap<string, Ending> = new Map(
  Object.entries({
    li: { ended: set("li"), scope: set(`ul ol menu dir ${BLOCKS}`) },
    dt: { ended: set("dt dd"), scope: set(`dl ${BLOCKS}`) },
    dd: { ended: set("dt dd"), scope: set(`dl ${BLOCKS}`) },
    td: { ended: set("td th"), scope: set("table template tr") },
    th: { ended: set("td th"), scope: set("table template tr") },
    tr: { ended: set("td th tr caption colgroup"), scope: set("table template tbody thead tfoot") },
    tbody: { ended: set("td th tr tbody thead tfoot caption colgroup"), scope: set("table template") },
    thead: { ended: set("td th tr tbody thead tfoot caption colgroup"), scope: set("table template") },
    tfoot: { ended: set("td th tr tbody thead tfoot caption colgroup"), scope: set("table template") },
    option: { ended: set("option"), scope: set("select datalist optgroup template") },
    optgroup: { ended: set("option optgroup"), scope: set("select template") },
    rt: { ended: set("rt rp rb"), scope: set("ruby rtc template") },
    rp: { ended: set("rt rp rb"), scope: set("ruby rtc template") },
  }),
);
/** Without an end tag; browsers read <image> as <img>. */
const VOID: ReadonlySet<string> = new Set([...VOID_ELEMENTS, "image"]);

/** What the start tag of a name does. */
interface Opening {
  readonly isVoid: boolean;
  readonly endsParagraph: boolean;
  readonly ends: Ending | undefined;
}
const OPENINGS: ReadonlyMap<string, Opening> = new Map(
  [...VOID, ...ENDS_PARAGRAPH, ...ENDS.keys()].map((name) => [
    name,
    { isVoid: VOID.has(name), endsParagraph: ENDS_PARAGRAPH.has(name), ends: ENDS.get(name) },
  ]),
);
/** It opens an element and ends none. */
const USUAL: Opening = { isVoid: false, endsParagraph: false, ends: undefined };
const HEADING = set("h1 h2 h3 h4 h5 h6");

/** Elements open at once that are kept in mind; limits.ts bounds all but those whose end tags may be left out. */
const MOST_OPEN = 1000;

interface Open {
  readonly tag: Tag;
  readonly selfClosing: boolean;
}
/** An element that another tag ended. */
interface Ended extends Open {
  readonly by: Tag;
}

/**
 * Pairs start and end tags (in source order) as the HTML standard does, end tags that may be omitted included. `masked`
 * is the text that the tags were found in. What is open at the end is a fault unless `cutOff`: the text's rest was
 * swallowed, and perhaps the end tags with it.
 */
export function tagFaults(masked: string, tags: readonly Tag[], cutOff: boolean): readonly TagFault[] {
  const faults: TagFault[] = [];
  const open: Open[] = [];
  const ended = new Map<string, Ended[]>();
  const reported = new Set<Tag>();
  let paragraphEndedBy: Tag | undefined;
  /** How many of `open` are paragraphs and drawings. */
  let paragraphs = 0;
  let drawings = 0;

  for (const tag of tags) {
    if (tag.closing) close(tag);
    else start(tag);
  }
  if (!cutOff) for (const element of open) unclosed(element);
  for (const elements of ended.values()) for (const element of elements) unclosed(element);
  return faults.sort((a, b) => a.tag.range.start - b.tag.range.start);

  function start(tag: Tag): void {
    const { name } = tag;
    const foreign = drawings > 0;
    if (!foreign) {
      const { isVoid, endsParagraph, ends } = OPENINGS.get(name) ?? USUAL;
      if (paragraphs > 0 && endsParagraph) endParagraph(tag);
      if (ends !== undefined) {
        // A row ends the cell and then the row before it: the outermost element in reach goes, with all inside it.
        let from: number | undefined;
        for (let at = open.length - 1; at >= 0; at--) {
          const outer = open[at]?.tag.name ?? "";
          if (ends.ended.has(outer)) from = at;
          else if (ends.scope.has(outer)) break;
        }
        if (from !== undefined) endFrom(from, tag);
      }
      if (name === "a") {
        const at = lastOpen((element) => element.tag.name === "a");
        if (at !== -1) endFrom(at, tag);
      }
      if (isVoid) return;
    }
    const selfClosing = tag.selfClosing && !slashIsValue(tag);
    if (foreign && selfClosing) return;
    if ((name === "svg" || name === "math") && selfClosing) return;
    if (open.length === MOST_OPEN) return;
    open.push({ tag, selfClosing });
    count(name, 1);
  }

  function count(name: string, more: 1 | -1): void {
    if (name === "p") paragraphs += more;
    else if (name === "svg" || name === "math") drawings += more;
  }

  function close(tag: Tag): void {
    const { name } = tag;
    const top = open.at(-1);
    // What has no end tag is open inside of drawings alone.
    if (top?.tag.name === name && !top.selfClosing && (drawings === 0 || !VOID.has(name))) {
      open.pop();
      count(name, -1);
    } else if (!VOID.has(name)) {
      closeBelow(tag);
    }
  }

  function closeBelow(tag: Tag): void {
    const { name } = tag;
    const isHeading = HEADING.has(name);
    const matches = ({ tag: { name: other } }: Open): boolean => other === name || (isHeading && HEADING.has(other));
    // `<div/>` inside `<div>`: the end tag is that of the outer one, as its author sees it.
    let at = lastOpen((element) => !element.selfClosing && matches(element));
    if (at === -1) at = lastOpen(matches);
    if (at !== -1) {
      for (const { tag: closed } of open.splice(at, 1)) count(closed.name, -1);
      endFrom(at, tag);
      return;
    }
    const earlier = ended.get(name)?.pop();
    if (earlier !== undefined) {
      if (!earlier.by.closing) {
        if (name === "a") faults.push({ kind: "nested-link", tag: earlier.by });
      } else if (!reported.has(earlier.by)) {
        reported.add(earlier.by);
        faults.push({ kind: "overlap", tag: earlier.by, inner: earlier.tag });
      }
    } else if (name === "p" && paragraphEndedBy !== undefined) {
      faults.push({ kind: "ended-before", tag, by: paragraphEndedBy });
      paragraphEndedBy = undefined;
    } else if (name === "p" || !OPTIONAL_END.has(name)) {
      faults.push({ kind: "stray", tag });
    }
  }

  /** Ends every open element from `at` on. */
  function endFrom(at: number, by: Tag): void {
    for (const element of open.splice(at)) {
      const { name } = element.tag;
      count(name, -1);
      if (OPTIONAL_END.has(name)) continue;
      const list = ended.get(name);
      const one = { tag: element.tag, selfClosing: element.selfClosing, by };
      if (list === undefined) ended.set(name, [one]);
      else list.push(one);
    }
  }

  /** What else stands inside the paragraph stays open: the parser opens most of it again. */
  function endParagraph(by: Tag): void {
    for (let at = open.length - 1; at >= 0; at--) {
      const name = open[at]?.tag.name ?? "";
      if (name === "p") {
        open.splice(at, 1);
        paragraphs--;
        paragraphEndedBy = by;
        return;
      }
      if (PARAGRAPH_SCOPE.has(name)) return;
    }
  }

  function lastOpen(matches: (element: Open) => boolean): number {
    for (let at = open.length - 1; at >= 0; at--) {
      const element = open[at];
      if (element !== undefined && matches(element)) return at;
    }
    return -1;
  }

  function unclosed({ tag, selfClosing }: Open): void {
    if (!OPTIONAL_END.has(tag.name)) faults.push({ kind: "unclosed", tag, selfClosing });
  }

  /** `<a href=/about/>`: the slash belongs to the value. */
  function slashIsValue(tag: Tag): boolean {
    const last = readAttributes(masked, tag.range.start, tag.range.end).at(-1);
    return last?.valueRange?.end === tag.range.end - 1 && last.quote === undefined;
  }
}
