import type { Range } from "../edit.js";
import { isLetter } from "./html/units.js";
import type { MarkdownCode, MarkdownReference } from "./markdown.js";
import {
  definedDestination,
  destinationEnd,
  normalizeLabel,
  skipBlank,
  titleEnd,
  unescaped,
} from "./markdown-destination.js";
import { DOUBT } from "./markdown-doubt.js";
import { isDigit, tagEnd } from "./markdown-html.js";

const EXCLAMATION = 33;
const PARENTHESIS = 40;
const LESS = 60;
const GREATER = 62;
const OPEN = 91;
const BACKSLASH = 92;
const CLOSE = 93;
const BACKTICK = 96;

/** Units that may begin or end what is looked for: the others are passed over. */
const LAST_SPECIAL = BACKTICK;
const SPECIAL = new Uint8Array(LAST_SPECIAL + 1);
for (const unit of [EXCLAMATION, LESS, OPEN, BACKSLASH, CLOSE, BACKTICK]) SPECIAL[unit] = 1;

/** Brackets in brackets, deeper than any post has them. The reference parser has bounds of its own. */
const DEEPEST_BRACKETS = 24;

const MAIL =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/** What is found goes here, in source order. */
export interface Findings {
  readonly rawHtml: Range[];
  readonly code: MarkdownCode[];
  readonly references: MarkdownReference[];
}

interface Destination {
  readonly url: string;
  readonly urlRange: Range;
}

type Terminators = Map<string, { readonly asked: number; readonly found: number }>;

interface Link {
  readonly labelEnd: number;
  readonly end: number;
  /** Where the destination begins; -1: the label names it. */
  readonly destination: number;
  /** Just behind the destination; -1 if there is none between the parentheses. */
  readonly destinationEnd: number;
  readonly label: string;
}

/** Finds raw HTML, code spans, links and images in the text of paragraphs and headings. Linear. */
export class InlineScanner {
  readonly #source: string;
  readonly #html: boolean;
  readonly #findings: Findings;
  /** Normalized labels -> lines of their definitions in the source. */
  readonly #definitions: ReadonlyMap<string, Range>;
  readonly #destinations = new Map<string, Destination>();
  #text = "";
  #units: Uint16Array = new Uint16Array(0);
  #end = 0;
  #depth = 0;
  readonly #links = new Map<number, Link | undefined>();
  /** The first end of a comment, and of the like, from where it was last asked for: in the source, and elsewhere. */
  readonly #sourceTerminators: Terminators = new Map();
  readonly #otherTerminators: Terminators = new Map();
  #terminators = this.#sourceTerminators;
  #specialClosed = false;
  #specialOpen = false;
  #start = 0;
  /** Where the last `]` stands, before the end of what is scanned; found when a bracket opens. */
  #lastClose: number | undefined;
  /** Lengths of runs of backticks -> where the last of them begins; made when a run has no twin. */
  #lastRuns: Map<number, number> | undefined;

  constructor(source: string, html: boolean, findings: Findings, definitions: ReadonlyMap<string, Range>) {
    this.#source = source;
    this.#html = html;
    this.#findings = findings;
    this.#definitions = definitions;
  }

  /**
   * Scans a text from `from` to `to`; `place` leads from its offsets to those of the source, if they differ. Says
   * whether anything was found.
   */
  scan(
    text: string,
    units: Uint16Array,
    from: number,
    to: number,
    place: ((offset: number) => number) | undefined,
  ): boolean {
    this.#text = text;
    this.#units = units;
    this.#start = from;
    this.#end = to;
    if (place !== undefined) this.#otherTerminators.clear();
    this.#terminators = place === undefined ? this.#sourceTerminators : this.#otherTerminators;
    if (this.#links.size > 0) this.#links.clear();
    this.#lastRuns = undefined;
    this.#lastClose = undefined;
    this.#specialClosed = false;
    this.#specialOpen = false;
    let found = false;
    let labelEnd = -1;
    let linkEnd = 0;
    for (let at = from; at < to; ) {
      const unit = units[at] ?? 0;
      if (unit > LAST_SPECIAL || SPECIAL[unit] === 0) {
        at++;
        continue;
      }
      if (unit === CLOSE) {
        if (at === labelEnd) {
          at = linkEnd;
          labelEnd = -1;
        } else at++;
      } else if (unit === BACKSLASH) {
        at += 2;
      } else if (unit === BACKTICK) {
        const run = this.#runEnd(at);
        const end = this.#codeEnd(at, run);
        if (end !== -1) {
          found = true;
          const range = placed(at, end, place);
          this.#findings.code.push({ start: range.start, end: range.end, indented: false });
        }
        at = end === -1 ? run : end;
      } else if (unit === LESS) {
        const address = this.#autolinkEnd(at);
        const end = address === -1 ? this.#htmlEnd(at) : address;
        if (end === -1) {
          at++;
          continue;
        }
        if (address === -1) {
          found = true;
          this.#findings.rawHtml.push(placed(at, end, place));
        } else {
          const url = text.slice(at + 1, end - 1);
          // An address of mail stands there without its scheme.
          if (url.includes(":")) {
            found = true;
            const range = placed(at, end, place);
            this.#findings.references.push({ kind: "link", range, url, urlRange: placed(at + 1, end - 1, place) });
          }
        }
        at = end;
      } else {
        const image = unit === EXCLAMATION;
        const link = image && (units[at + 1] ?? 0) !== OPEN ? undefined : this.#link(at, image);
        if (link === undefined) {
          at++;
          continue;
        }
        found = true;
        this.#note(link, at, image, place);
        if (image) {
          at = link.end;
        } else {
          if (labelEnd !== -1) throw DOUBT;
          // What stands in its label is found as well.
          labelEnd = link.labelEnd;
          linkEnd = link.end;
          at++;
        }
      }
    }
    return found;
  }

  #note(link: Link, start: number, image: boolean, place: ((offset: number) => number) | undefined): void {
    const kind = image ? "image" : "link";
    const range = placed(start, link.end, place);
    if (link.destination === -1) {
      const { url, urlRange } = this.#defined(link.label);
      this.#findings.references.push({ kind, range, url, urlRange });
      return;
    }
    let { destination, destinationEnd: end } = link;
    if (end === -1) end = destination;
    else if ((this.#units[destination] ?? 0) === LESS) {
      destination++;
      end--;
    }
    const url = unescaped(this.#text.slice(destination, end));
    this.#findings.references.push({ kind, range, url, urlRange: placed(destination, end, place) });
  }

  /** The destination that a label stands for. Many links may share it. */
  #defined(label: string): Destination {
    let destination = this.#destinations.get(label);
    if (destination === undefined) {
      const lines = this.#definitions.get(label);
      if (lines === undefined) throw DOUBT;
      const urlRange = definedDestination(this.#source, lines);
      destination = { url: unescaped(this.#source.slice(urlRange.start, urlRange.end)), urlRange };
      this.#destinations.set(label, destination);
    }
    return destination;
  }

  #runEnd(at: number): number {
    let end = at + 1;
    while (end < this.#end && (this.#units[end] ?? 0) === BACKTICK) end++;
    return end;
  }

  /** Just behind the code span whose opening run stands from `at` to `run`; -1 if there is no run to close it. */
  #codeEnd(at: number, run: number): number {
    const length = run - at;
    if (this.#lastRuns !== undefined && (this.#lastRuns.get(length) ?? -1) < run) return -1;
    const units = this.#units;
    const limit = this.#end;
    for (let next = run; next < limit; next++) {
      if (units[next] !== BACKTICK) continue;
      const end = this.#runEnd(next);
      if (end - next === length) return end;
      next = end;
    }
    this.#lastRuns ??= this.#findLastRuns();
    return -1;
  }

  #findLastRuns(): Map<number, number> {
    const last = new Map<number, number>();
    for (let at = this.#start; at < this.#end; at++) {
      if (this.#units[at] !== BACKTICK) continue;
      const end = this.#runEnd(at);
      last.set(end - at, at);
      at = end;
    }
    return last;
  }

  #autolinkEnd(at: number): number {
    if (!this.#html) return -1;
    const units = this.#units;
    let close = at + 1;
    let mail = false;
    for (; ; close++) {
      if (close >= this.#end) return -1;
      const unit = units[close] ?? 0;
      if (unit === LESS) return -1;
      if (unit === GREATER) break;
      if (unit === 64) mail = true;
    }
    if (isAddress(units, at + 1, close)) return close + 1;
    return mail && MAIL.test(this.#text.slice(at + 1, close)) ? close + 1 : -1;
  }

  /** Just behind raw HTML that begins at `at`; -1 if none does. */
  #htmlEnd(at: number): number {
    if (!this.#html || at + 2 >= this.#end) return -1;
    const next = this.#units[at + 1] ?? 0;
    if (next === EXCLAMATION || next === 63) return this.#specialEnd(at);
    return next === 47 || isLetter(next) ? tagEnd(this.#units, at, this.#end) : -1;
  }

  #specialEnd(at: number): number {
    const text = this.#text;
    const units = this.#units;
    let from: number;
    let terminator: string;
    if (text.startsWith("<!--", at)) {
      // At the very end of the text these are no comments; which of its rules applies then is not worth knowing.
      if (at + 6 > this.#end) throw DOUBT;
      if ((units[at + 4] ?? 0) === GREATER) return at + 5;
      if (text.startsWith("->", at + 4)) return at + 6;
      from = at + 4;
      terminator = "-->";
    } else if (text.startsWith("<![CDATA[", at)) {
      from = at + 9;
      terminator = "]]>";
    } else if ((units[at + 1] ?? 0) === 63) {
      from = at + 2;
      terminator = "?>";
    } else if (isLetter(units[at + 2] ?? 0)) {
      from = at + 3;
      terminator = ">";
    } else return -1;
    const found = this.#nextTerminator(terminator, from);
    const end = found === -1 || found + terminator.length > this.#end ? -1 : found + terminator.length;
    if (end === -1) this.#specialOpen = true;
    else this.#specialClosed = true;
    // One without an end keeps the reference parser from seeing others, depending on which it looks at first.
    if (this.#specialOpen && this.#specialClosed) throw DOUBT;
    return end;
  }

  #nextTerminator(terminator: string, from: number): number {
    const known = this.#terminators.get(terminator);
    if (known !== undefined && known.asked <= from && (known.found === -1 || known.found >= from)) return known.found;
    const found = this.#text.indexOf(terminator, from);
    this.#terminators.set(terminator, { asked: from, found });
    return found;
  }

  /** The link or image that begins at `at`. */
  #link(at: number, image: boolean): Link | undefined {
    if (this.#links.size > 0 && this.#links.has(at)) return this.#links.get(at);
    const link = this.#readLink(at, image);
    // Labels inside labels are looked at once for each bracket around them.
    if (this.#depth > 0) this.#links.set(at, link);
    return link;
  }

  #readLink(at: number, image: boolean): Link | undefined {
    const text = this.#text;
    const units = this.#units;
    const limit = this.#end;
    const open = image ? at + 1 : at;
    const labelEnd = this.#labelEnd(open, !image);
    if (labelEnd === -1) return undefined;
    let here = labelEnd + 1;
    const next = here < limit ? (units[here] ?? 0) : 0;
    let end = here;
    let label = "";
    if (next === PARENTHESIS) {
      here = skipBlank(units, here + 1, limit);
      if (here >= limit) return undefined;
      const destination = here;
      const behind = destinationEnd(units, here, limit);
      if (behind !== -1) {
        here = skipBlank(units, behind, limit);
        const title = here > behind ? titleEnd(units, here, limit) : -1;
        if (title !== -1) here = skipBlank(units, title, limit);
      }
      if (here < limit && (units[here] ?? 0) === 41) {
        return { labelEnd, end: here + 1, destination, destinationEnd: behind, label };
      }
      if (image || this.#definitions.size === 0) return undefined;
      if (here + 1 < limit && (units[here + 1] ?? 0) === OPEN) throw DOUBT;
    } else {
      if (this.#definitions.size === 0) return undefined;
      if (next === OPEN) {
        const second = this.#labelEnd(here, false);
        if (second !== -1) {
          label = text.slice(here + 1, second);
          end = second + 1;
        }
      }
    }
    label = normalizeLabel(label === "" ? text.slice(open + 1, labelEnd) : label);
    return this.#definitions.has(label) ? { labelEnd, end, destination: -1, destinationEnd: -1, label } : undefined;
  }

  /** -1: there is none. */
  #findLastClose(): number {
    let at = this.#end - 1;
    while (at >= this.#start && this.#units[at] !== CLOSE) at--;
    return at >= this.#start ? at : -1;
  }

  /** Where the label that opens at `open` closes; -1 if it does not, or holds a link and must not. */
  #labelEnd(open: number, linkless: boolean): number {
    const units = this.#units;
    const limit = this.#end;
    // Brackets that nothing can close are text, however many there are.
    this.#lastClose ??= this.#findLastClose();
    if (open > this.#lastClose) return -1;
    if (this.#depth > DEEPEST_BRACKETS) throw DOUBT;
    let level = 1;
    for (let at = open + 1; at < limit; ) {
      const unit = units[at] ?? 0;
      if (unit > LAST_SPECIAL || SPECIAL[unit] === 0) {
        at++;
      } else if (unit === CLOSE) {
        if (--level === 0) return at;
        at++;
      } else if (unit === BACKSLASH) {
        at += 2;
      } else if (unit === BACKTICK) {
        const run = this.#runEnd(at);
        const end = this.#codeEnd(at, run);
        at = end === -1 ? run : end;
      } else if (unit === LESS) {
        const address = this.#autolinkEnd(at);
        const end = address === -1 ? this.#htmlEnd(at) : address;
        at = end === -1 ? at + 1 : end;
      } else {
        const image = unit === EXCLAMATION;
        let link: Link | undefined;
        if (!image || (units[at + 1] ?? 0) === OPEN) {
          this.#depth++;
          link = this.#link(at, image);
          this.#depth--;
        }
        if (link !== undefined) {
          if (!image && linkless) return -1;
          at = link.end;
        } else {
          if (!image) level++;
          at++;
        }
      }
    }
    return -1;
  }
}

function placed(start: number, end: number, place: ((offset: number) => number) | undefined): Range {
  return place === undefined ? { start, end } : { start: place(start), end: place(end) };
}

/** Whether the text from `at` to `end`, which holds no angle brackets, is an absolute address. */
function isAddress(units: Uint16Array, at: number, end: number): boolean {
  if (!isLetter(units[at] ?? 0)) return false;
  let here = at + 1;
  for (; here < end && isSchemeUnit(units[here] ?? 0); here++);
  const length = here - at;
  if (length < 2 || length > 32 || here >= end || (units[here] ?? 0) !== 58) return false;
  for (here++; here < end; here++) if ((units[here] ?? 0) <= 32) return false;
  return true;
}

function isSchemeUnit(unit: number): boolean {
  return isLetter(unit) || isDigit(unit) || unit === 43 || unit === 45 || unit === 46;
}
