import { DAY_MS, daysSinceEpoch } from "./calendar.js";

const formats = new Map<string, Intl.DateTimeFormat>();

/** Clocks are never changed twice within one of these. */
const SPAN_MS = 4 * DAY_MS;

/** Offsets at the beginnings of spans, by zone. The platform takes microseconds for each answer. */
const offsets = new Map<string, Map<number, number>>();

/**
 * Milliseconds east of UTC in a zone at an instant.
 * @throws RangeError when the platform knows no zone of this name.
 */
export function offsetAt(timezone: string, instant: number): number {
  if (timezone === "UTC") return 0;
  let known = offsets.get(timezone);
  if (known === undefined) {
    known = new Map();
    offsets.set(timezone, known);
  }
  const span = Math.floor(instant / SPAN_MS);
  const start = offsetAtStart(timezone, span, known);
  return start === offsetAtStart(timezone, span + 1, known) ? start : askedOffset(timezone, instant);
}

function offsetAtStart(timezone: string, span: number, known: Map<number, number>): number {
  let offset = known.get(span);
  if (offset === undefined) {
    offset = askedOffset(timezone, span * SPAN_MS);
    known.set(span, offset);
  }
  return offset;
}

function askedOffset(timezone: string, instant: number): number {
  let format = formats.get(timezone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: timezone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timezone, format);
  }
  const seen = new Map<string, string>();
  for (const part of format.formatToParts(instant)) seen.set(part.type, part.value);
  const field = (name: string): number => Number(seen.get(name));
  const year = seen.get("era")?.startsWith("B") === true ? 1 - field("year") : field("year");
  const local =
    daysSinceEpoch(year, field("month"), field("day")) * DAY_MS +
    field("hour") * 3_600_000 +
    field("minute") * 60_000 +
    field("second") * 1000;
  return local - Math.floor(instant / 1000) * 1000;
}

/**
 * The instant at which a zone's clocks show `local` (milliseconds, the clock's reading taken as UTC). A reading that
 * occurs twice is the earlier one; one that a clock change skips is read by the offset before the change.
 */
export function instantInZone(timezone: string, local: number): number {
  const before = offsetAt(timezone, local - DAY_MS);
  const after = offsetAt(timezone, local + DAY_MS);
  if (before === after || offsetAt(timezone, local - before) === before) return local - before;
  return offsetAt(timezone, local - after) === after ? local - after : local - before;
}

/** Minutes east of UTC: what RFC 2822, V8 and Ruby alike know. */
const commonZones: ReadonlyMap<string, number> = new Map([
  ["Z", 0],
  ["UT", 0],
  ["UTC", 0],
  ["GMT", 0],
  ["EST", -300],
  ["EDT", -240],
  ["CST", -360],
  ["CDT", -300],
  ["MST", -420],
  ["MDT", -360],
  ["PST", -480],
  ["PDT", -420],
]);

/** Names that Ruby's date parser knows besides (ext/date/zonetab.list); V8 refuses them. */
const rubyZones: ReadonlyMap<string, number> = new Map([
  ["WET", 0],
  ["WEST", 60],
  ["BST", 60],
  ["CET", 60],
  ["CEST", 120],
  ["EET", 120],
  ["EEST", 180],
  ["MSK", 180],
  ["IST", 330],
  ["JST", 540],
]);

/** What an abbreviation stands for; undefined when nobody agrees on it. */
export function namedZone(name: string): { readonly minutes: number; readonly common: boolean } | undefined {
  const upper = name.toUpperCase();
  const common = commonZones.get(upper);
  if (common !== undefined) return { minutes: common, common: true };
  const minutes = rubyZones.get(upper);
  return minutes === undefined ? undefined : { minutes, common: false };
}
