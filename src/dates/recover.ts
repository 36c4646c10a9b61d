import type { Element, Root, RootContent } from "hast";
import type { DateFields } from "./calendar.js";
import { type FoundDate, findDates } from "./find.js";
import { instantOf, readDate } from "./read.js";

/** A date that may be the one that is lost, and where it stands. */
export interface DateCandidate {
  /** `path`: the file's name or folders. `time`: `<time datetime>`. `element`: by its class. `label`: "Published: …". */
  readonly source: "sibling" | "path" | "time" | "element" | "label";
  /** As written there. */
  readonly text: string;
  readonly fields: DateFields;
  /** Milliseconds since 1970 UTC. */
  readonly instant: number;
  /** Where in the file; undefined for `path`. */
  readonly range: { readonly start: number; readonly end: number } | undefined;
  /** The key of a sibling, or the class of an element. */
  readonly name: string | undefined;
}

export interface RecoverySources {
  /** Other date keys of the same front matter, with the text of each and where it stands. */
  readonly siblings: readonly {
    readonly key: string;
    readonly text: string;
    readonly start: number;
    readonly end: number;
  }[];
  /** `/` between parts. */
  readonly path: string;
  /** The file's text, with front matter and code blanked; offsets are those of the file. */
  readonly text: string;
  /** hast of `text`. */
  readonly html: Root;
  /** IANA name; for dates without an offset. */
  readonly timezone: string;
}

/** More would not help anybody choose. */
const MAX_CANDIDATES = 8;

/** Candidates, the most trustworthy sources first. A date in running prose is the date of something else: never one. */
export function recoverDates(sources: RecoverySources): readonly DateCandidate[] {
  const { timezone } = sources;
  return [
    ...siblingDates(sources),
    ...datesInMarkup(sources),
    ...labelledDates(sources.text, timezone),
    ...datesInPath(sources.path, timezone),
  ].slice(0, MAX_CANDIDATES);
}

/** The first candidate of every day that candidates name. */
export function distinctDays(candidates: readonly DateCandidate[]): readonly DateCandidate[] {
  const days = new Map<string, DateCandidate>();
  for (const candidate of candidates) {
    const { year, month, day } = candidate.fields;
    const name = `${year}-${month}-${day}`;
    if (!days.has(name)) days.set(name, candidate);
  }
  return [...days.values()];
}

function siblingDates({ siblings, timezone }: RecoverySources): readonly DateCandidate[] {
  return siblings.flatMap(({ key, text, start, end }) => {
    const reading = readDate(text, { dialect: "any", timezone });
    if (reading.kind !== "date") return [];
    const { kind: _kind, shape: _shape, instant, ...fields } = reading;
    return [{ source: "sibling" as const, text, fields, instant, range: { start, end }, name: key }];
  });
}

/** `2021-09-25-title.md`, `2021_09_25.md`, `/2021/09/25/`. */
function datesInPath(path: string, timezone: string): readonly DateCandidate[] {
  const match = /(?:^|\/)(\d{4})([-_/])(\d{1,2})\2(\d{1,2})(?=[-_./])/.exec(path);
  if (match === null) return [];
  const [all, year = "", , month = "", day = ""] = match;
  const reading = readDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`, { dialect: "any", timezone });
  if (reading.kind !== "date") return [];
  const fields = { year: reading.year, month: reading.month, day: reading.day };
  const text = all.replace(/^\//, "");
  return [{ source: "path", text, fields, instant: reading.instant, range: undefined, name: undefined }];
}

/** Class names, whole tokens, of elements that hold a publication date. */
const dateClasses: ReadonlySet<string> = new Set(
  (
    "time date datetime pubdate pub-date pub-time pubtime publish publish-time publish-date publish_time published " +
    "post-time post-date post-meta post-meta-date entry-date entry-time article-date article-time article-meta " +
    "release-time create-time created-at published-at dt-published timestamp meta-date byline-date"
  ).split(" "),
);

/** A date element says little else; what is longer is a box with a story in it. */
const MAX_ELEMENT_TEXT = 300;
const MAX_ELEMENT_NODES = 100;

function datesInMarkup({ html, text, timezone }: RecoverySources): readonly DateCandidate[] {
  const times: DateCandidate[] = [];
  const elements: DateCandidate[] = [];
  const seen = new Set<number>();
  const stack: RootContent[] = [...html.children].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type !== "element") continue;
    const { dateTime, className } = node.properties;
    if (node.tagName === "time" && typeof dateTime === "string") {
      const candidate = timeElement(node, dateTime, timezone);
      if (candidate !== undefined) times.push(candidate);
    } else {
      const name = Array.isArray(className)
        ? className.map(String).find((token) => dateClasses.has(token.toLowerCase()))
        : undefined;
      const found = name === undefined && node.tagName !== "time" ? undefined : firstDate(node, text);
      if (found !== undefined && !seen.has(found.start)) {
        seen.add(found.start);
        elements.push(candidateOf("element", found, timezone, name ?? "time"));
      }
    }
    if (times.length + elements.length >= MAX_CANDIDATES) break;
    for (let at = node.children.length - 1; at >= 0; at--) {
      const child = node.children[at];
      if (child !== undefined) stack.push(child);
    }
  }
  return [...times, ...elements];
}

function timeElement(node: Element, dateTime: string, timezone: string): DateCandidate | undefined {
  const start = node.position?.start.offset;
  const [found] = findDates(dateTime.trim().slice(0, 60), 1);
  if (start === undefined || found === undefined || found.start !== 0) return undefined;
  return candidateOf("time", { ...found, start, end: node.position?.end.offset ?? start }, timezone, "datetime");
}

/** The first date in the text of a short element. */
function firstDate(element: Element, text: string): FoundDate | undefined {
  let first: FoundDate | undefined;
  let size = 0;
  let nodes = 0;
  const stack: RootContent[] = [element];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (++nodes > MAX_ELEMENT_NODES) return undefined;
    if (node.type === "element") {
      for (let at = node.children.length - 1; at >= 0; at--) {
        const child = node.children[at];
        if (child !== undefined) stack.push(child);
      }
    } else if (node.type === "text") {
      size += node.value.trim().length;
      if (size > MAX_ELEMENT_TEXT) return undefined;
      const start = node.position?.start.offset;
      const end = node.position?.end.offset;
      if (first !== undefined || start === undefined || end === undefined) continue;
      const [found] = findDates(text.slice(start, Math.min(end, start + 1000)), 1);
      if (found !== undefined) first = { ...found, start: start + found.start, end: start + found.end };
    }
  }
  return first;
}

/** At the beginning of a line or element; a label that is a common word needs its colon. */
const label =
  /(?:^|[>\n*_|]|\n[-+])[ \t\u3000]{0,40}(?:(?:发布(?:时间|日期)|發佈時間|发表(?:时间|日期)|创建时间|日期|Published(?: on)?|Publication date|Publish date|Date|Posted(?: on)?|Created|投稿日|公開日|작성일)[ \t]{0,3}[*_]{0,2}[ \t]{0,3}[:：]|(?:发表于|发布于|發表於|Posted on|Published on)(?![A-Za-z]))[ \t*_\u3000]{0,8}/gi;

function labelledDates(text: string, timezone: string): readonly DateCandidate[] {
  const found: DateCandidate[] = [];
  const search = new RegExp(label);
  for (let match = search.exec(text); match !== null && found.length < MAX_CANDIDATES; match = search.exec(text)) {
    const at = match.index + match[0].length;
    const [date] = findDates(text.slice(at, at + 90), 1);
    if (date === undefined || /[^\s<>=/"\w-]|\n/.test(text.slice(at, at + date.start)) || date.start > 40) continue;
    found.push(candidateOf("label", { ...date, start: at + date.start, end: at + date.end }, timezone, undefined));
  }
  return found;
}

function candidateOf(
  source: DateCandidate["source"],
  { fields, text, start, end }: FoundDate,
  timezone: string,
  name: string | undefined,
): DateCandidate {
  return { source, text, fields, instant: instantOf(fields, timezone), range: { start, end }, name };
}
