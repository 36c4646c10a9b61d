import type { Element, Root, RootContent } from "hast";
import { type DateCandidate, datesInPath, MAX_CANDIDATES } from "./candidate.js";
import { type FoundDate, findDates } from "./find.js";
import { instantOf } from "./read.js";

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

/** `<time datetime>`, then elements with a class of dates, then canonical links. `text` is what `html` was parsed from. */
export function datesInMarkup(html: Root, text: string, timezone: string): readonly DateCandidate[] {
  const times: DateCandidate[] = [];
  const elements: DateCandidate[] = [];
  const canonical: DateCandidate[] = [];
  const seen = new Set<number>();
  const stack: RootContent[] = [...html.children].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type !== "element") continue;
    const { dateTime, className } = node.properties;
    if (node.tagName === "link") {
      canonical.push(...canonicalLink(node, timezone));
    } else if (node.tagName === "time" && typeof dateTime === "string") {
      const candidate = timeElement(node, dateTime, timezone);
      if (candidate !== undefined) times.push(candidate);
    } else {
      const name = Array.isArray(className)
        ? className.map(String).find((token) => dateClasses.has(token.toLowerCase()))
        : undefined;
      const found = name === undefined && node.tagName !== "time" ? undefined : firstDate(node, text);
      if (found !== undefined && !seen.has(found.start)) {
        seen.add(found.start);
        const candidate = candidateOf("element", found, timezone, name ?? "time");
        elements.push(found.changed ? { ...candidate, says: "there" } : candidate);
      }
    }
    if (times.length + elements.length + canonical.length >= MAX_CANDIDATES) break;
    for (let at = node.children.length - 1; at >= 0; at--) {
      const child = node.children[at];
      if (child !== undefined) stack.push(child);
    }
  }
  return [...times, ...elements, ...canonical];
}

function timeElement(node: Element, dateTime: string, timezone: string): DateCandidate | undefined {
  const start = node.position?.start.offset;
  const [found] = findDates(dateTime.trim().slice(0, 60), 1);
  if (start === undefined || found === undefined || found.start !== 0) return undefined;
  return candidateOf("time", { ...found, start, end: node.position?.end.offset ?? start }, timezone, "datetime");
}

function canonicalLink({ properties, position }: Element, timezone: string): readonly DateCandidate[] {
  const { rel, href } = properties;
  const start = position?.start.offset;
  const end = position?.end.offset;
  if (!Array.isArray(rel) || !rel.includes("canonical") || typeof href !== "string") return [];
  if (start === undefined || end === undefined) return [];
  return datesInPath(href.slice(0, 1000), timezone).map((found) => ({
    ...found,
    source: "address",
    range: { start, end },
    name: undefined,
  }));
}

/** Before a date: it is that of the last change. */
const changed = /updated|modified|edited|更新|修改|編集|수정/i;

/** The first date in the text of a short element. */
function firstDate(element: Element, text: string): (FoundDate & { readonly changed: boolean }) | undefined {
  let first: (FoundDate & { readonly changed: boolean }) | undefined;
  let before = "";
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
      const own = text.slice(start, Math.min(end, start + 1000));
      const [found] = findDates(own, 1);
      before += own.slice(0, found?.start);
      if (found === undefined) continue;
      first = { ...found, start: start + found.start, end: start + found.end, changed: changed.test(before) };
    }
  }
  return first;
}

/** At the beginning of a line or element; a label that is a common word needs its colon. */
const label =
  /(?:^|[>\n*_|]|\n[-+])[ \t\u3000]{0,40}(?:(?:发布(?:时间|日期)|發佈時間|发表(?:时间|日期)|创建时间|日期|Published(?: on)?|Publication date|Publish date|Date|Posted(?: on)?|Created|投稿日|公開日|작성일)[ \t]{0,3}[*_]{0,2}[ \t]{0,3}[:：]|(?:发表于|发布于|發表於|Posted on|Published on)(?![A-Za-z]))[ \t*_\u3000]{0,8}/gi;

/** Dates behind a label such as "Published:". */
export function labelledDates(text: string, timezone: string): readonly DateCandidate[] {
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
  return { source, text, fields, instant: instantOf(fields, timezone), range: { start, end }, name, says: "published" };
}
