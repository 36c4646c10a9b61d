import { DAY_MS, type DateFields, daysInMonth, fieldsOfInstant, monthNames, utcMilliseconds } from "./calendar.js";
import { type DateDialect, generatorDialects, isTomlDate, reads } from "./dialects.js";
import { readFormat } from "./format.js";
import { type DateShape, readWritten, type Written } from "./written.js";
import { instantInZone } from "./zone.js";

export interface DateOptions {
  readonly dialect: DateDialect;
  /** IANA name; dates without an offset are read in it. */
  readonly timezone: string;
  /** The one form that is right here, in place of the dialect's: tokens `YYYY MM M DD D HH H mm ss ZZ`. */
  readonly format?: string | undefined;
  /** Without quotes in TOML, which has a date of one form. */
  readonly tomlLiteral?: boolean;
}

/** A date that exists, and that the dialect reads. */
export interface ReadDate extends DateFields {
  readonly kind: "date";
  /** Milliseconds since 1970 UTC. */
  readonly instant: number;
  readonly shape: DateShape;
}

export type InvalidReason =
  /** No date in sight. */
  | { readonly reason: "no-date" }
  /** What stands for a date that was never there: `Invalid Date`, `0000-00-00`, `YYYY-MM-DD`. */
  | { readonly reason: "placeholder" }
  /** Template code. */
  | { readonly reason: "template" }
  | { readonly reason: "year" | "month" | "hour" | "minute" | "second"; readonly value: number }
  | {
      readonly reason: "day";
      readonly value: number;
      readonly year: number;
      readonly month: number;
      readonly monthName: string;
      readonly daysInMonth: number;
    }
  | { readonly reason: "offset"; readonly value: string }
  /** A date, and then something that is neither a time nor an offset. */
  | { readonly reason: "trailing"; readonly rest: string; readonly date: DateFields }
  /** `04/05/2024`. */
  | { readonly reason: "ambiguous"; readonly monthFirst: DateFields; readonly dayFirst: DateFields }
  /** January 1970: most likely seconds that were read as milliseconds; `likely` is the date of those seconds, in UTC. */
  | { readonly reason: "epoch"; readonly likely: number | undefined }
  /** A date, but the dialect does not read this writing (`readBy`: who does), or it is not in the form asked for. */
  | {
      readonly reason: "format";
      readonly date: DateFields | undefined;
      readonly readBy: readonly DateDialect[];
      readonly expected: string | undefined;
    };

export type InvalidDate = { readonly kind: "invalid" } & InvalidReason;

export type DateReading =
  | ReadDate
  | { readonly kind: "empty" }
  /** A word that the generator replaces by a date of its own: Eleventy's `Last Modified`. */
  | { readonly kind: "computed" }
  | InvalidDate;

/** Longer values are no dates: keeps every pattern's work small. */
const MAX_LENGTH = 120;
const nothing = /^(?:~|null)?$/i;
const template = /\{\{|\{%|<%|\$\{|^`r /;
const placeholder =
  /^(?:invalid[ -]?date|(?:nan\b.*)|undefined|none|nil|n\/a|tbd|todo|tba|\[object \w+\]|[ymd]{2,4}([-/.])[ymd]{1,4}\1[ymd]{1,4}\b.*|0000([-/.])00\2(?:00)\b.*|\?+|-+|x{2,4}([-/.])x{2}\3x{2}.*)$/i;
/** Eleventy's special values (docs, "Content dates"), in any case. */
const computed = /^(?:git )?(?:last modified|created)$/i;

/** The readings of late by their text, and the options that they share: several rules read the same scalar. */
const recent = new Map<string, DateReading>();
let recentOptions: DateOptions = { dialect: "any", timezone: "" };
const MOST_RECENT = 100;

/** Reads one scalar as a date, by a calendar of our own: what does not exist is never rolled over. */
export function readDate(raw: string, options: DateOptions): DateReading {
  const { dialect, timezone, format } = options;
  const tomlLiteral = options.tomlLiteral === true;
  const last = recentOptions;
  const same = last.dialect === dialect && last.timezone === timezone && last.format === format;
  if (!same || (last.tomlLiteral === true) !== tomlLiteral) {
    recent.clear();
    recentOptions = options;
  }
  let reading = recent.get(raw);
  if (reading === undefined) {
    if (recent.size >= MOST_RECENT) recent.clear();
    reading = readAnew(raw, options);
    recent.set(raw, reading);
  }
  return reading;
}

function readAnew(raw: string, options: DateOptions): DateReading {
  const { dialect } = options;
  const text = inUsualForm(raw.trim(), dialect);
  const mayBeWord = !/^[1-9]/.test(text);
  if (mayBeWord && nothing.test(text)) return { kind: "empty" };
  if (template.test(text)) return { kind: "invalid", reason: "template" };
  if (text.length > MAX_LENGTH) return { kind: "invalid", reason: "no-date" };
  if (mayBeWord && placeholder.test(text)) return { kind: "invalid", reason: "placeholder" };
  if (options.format !== undefined) return readConfigured(text, options.format, options);
  if (mayBeWord && (dialect === "eleventy" || dialect === "any") && computed.test(text)) return { kind: "computed" };
  if (/^\d{10}(?:\d{3})?$/.test(text)) return readUnix(text, options);
  const written = readWritten(text);
  if (written === undefined) return { kind: "invalid", reason: "no-date" };
  const wrong = fault(written, text);
  if (wrong !== undefined) return wrong;
  const reading = complete(written, options);
  if (reading.kind === "invalid") return reading;
  const literal = options.tomlLiteral !== true || isTomlDate(written);
  if (literal && reads(options.dialect, written)) return reading;
  const readBy = literal ? generatorDialects.filter((one) => reads(one, written)) : [];
  return { kind: "invalid", reason: "format", date: fieldsOf(written), readBy, expected: undefined };
}

/**
 * A text as a dialect takes it: Ruby's Time.parse passes over an offset behind a day alone, for it looks for one behind a time; names of
 * zones count in any case, but for Go.
 */
function inUsualForm(text: string, dialect: DateDialect): string {
  if (dialect !== "hugo" && LOOSE_UTC.test(text)) return text.slice(0, -3) + text.slice(-3).toUpperCase();
  const [, day] = (dialect === "jekyll" || dialect === "any" ? DAY_AND_OFFSET.exec(text) : null) ?? [];
  return day ?? text;
}

const LOOSE_UTC = /\d (?:utc|gmt)$/i;
const DAY_AND_OFFSET = /^(\d{4}-\d{1,2}-\d{1,2}) {1,3}[+-]\d\d:?\d\d$/;

/** The fields of a written date, or undefined when no such date exists. For finding, where nobody asks why. */
export function existingDate(written: Written): DateFields | undefined {
  return numberFault(written) === undefined ? fieldsOf(written) : undefined;
}

/** Milliseconds since 1970 UTC. @throws RangeError for an unknown zone. */
export function instantOf(fields: DateFields, timezone: string): number {
  const local = utcMilliseconds(fields);
  return fields.offsetMinutes === undefined ? instantInZone(timezone, local) : local - fields.offsetMinutes * 60_000;
}

function fault(written: Written, text: string): InvalidDate | undefined {
  const wrong = numberFault(written);
  if (wrong !== undefined) return wrong;
  const date = fieldsOf(written);
  const rest = text.slice(written.length).trim();
  if (rest !== "") {
    if (written.time !== undefined && /^[+-]/.test(rest)) return { kind: "invalid", reason: "offset", value: rest };
    return { kind: "invalid", reason: "trailing", rest, date };
  }
  const { pair } = written;
  if (pair !== undefined && pair[0] <= 12 && pair[1] <= 12 && pair[0] !== pair[1]) {
    const swapped = { ...date, month: pair[1], day: pair[0] };
    return { kind: "invalid", reason: "ambiguous", monthFirst: date, dayFirst: swapped };
  }
  return undefined;
}

function numberFault(written: Written): InvalidDate | undefined {
  const { year, month, day, time, zone } = written;
  const invalid = (reason: "year" | "month" | "hour" | "minute" | "second", value: number): InvalidDate => ({
    kind: "invalid",
    reason,
    value,
  });
  if (year === 0 || written.yearDigits < 4) return invalid("year", year);
  if (month < 1 || month > 12) return invalid("month", month);
  const days = daysInMonth(year, month);
  if (day < 1 || day > days) {
    return {
      kind: "invalid",
      reason: "day",
      value: day,
      year,
      month,
      monthName: monthNames[month - 1] ?? "",
      daysInMonth: days,
    };
  }
  if (time !== undefined) {
    const { hour, minute, second = 0, millisecond = 0 } = time;
    const midnight = hour === 24 && minute === 0 && second === 0 && millisecond === 0;
    if (hour > 23 && !midnight) return invalid("hour", hour);
    if (minute > 59) return invalid("minute", minute);
    if (second > 59) return invalid("second", second);
  }
  if (zone !== undefined && Number.isNaN(zone.minutes)) return { kind: "invalid", reason: "offset", value: zone.text };
  return undefined;
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };

function fieldsOf(written: Written): DateFields {
  const { year, month, day } = written;
  const fields: Draft<DateFields> = { year, month, day };
  setTime(fields, written);
  return fields;
}

function setTime(fields: Draft<DateFields>, { time, zone }: Written): void {
  if (time === undefined) return;
  fields.hour = time.hour;
  fields.minute = time.minute;
  if (time.second !== undefined) fields.second = time.second;
  if (time.millisecond !== undefined) fields.millisecond = time.millisecond;
  if (zone !== undefined) fields.offsetMinutes = zone.minutes;
}

function complete(written: Written, { timezone }: DateOptions): DateReading {
  const { year, month, day, shape } = written;
  const reading: Draft<ReadDate> = { kind: "date", year, month, day, instant: 0, shape };
  setTime(reading, written);
  reading.instant = instantOf(reading, timezone);
  return epoch(reading, reading.instant) ?? reading;
}

/** A value of 31 days of seconds read as milliseconds reaches the year 2054. */
function epoch(fields: DateFields, instant: number): InvalidDate | undefined {
  const inJanuary = fields.year === 1970 && fields.month === 1;
  if (!inJanuary && !(instant >= 0 && instant < 31 * DAY_MS)) return undefined;
  return { kind: "invalid", reason: "epoch", likely: instant >= DAY_MS ? instant * 1000 : undefined };
}

/** Ten digits are seconds since 1970 for Hugo, milliseconds for `new Date`; thirteen digits are milliseconds. */
function readUnix(text: string, { dialect }: DateOptions): DateReading {
  const value = Number(text);
  const seconds = text.length === 10;
  if (dialect === "jekyll" || dialect === "eleventy" || (dialect === "hugo" && !seconds)) {
    const readBy: readonly DateDialect[] = seconds ? ["hugo"] : ["hexo", "astro", "docusaurus", "vitepress"];
    return { kind: "invalid", reason: "format", date: undefined, readBy, expected: undefined };
  }
  if (seconds && dialect !== "hugo" && dialect !== "any")
    return { kind: "invalid", reason: "epoch", likely: value * 1000 };
  const instant = seconds ? value * 1000 : value;
  return { kind: "date", ...fieldsOfUnix(instant), instant, shape: "unix" };
}

function readConfigured(text: string, format: string, { timezone }: DateOptions): DateReading {
  const fields = readFormat(text, format);
  if (fields === undefined) {
    const written = readWritten(text);
    const date = written === undefined ? undefined : existingDate(written);
    return { kind: "invalid", reason: "format", date, readBy: [], expected: format };
  }
  const { hour, minute, second, offsetMinutes } = fields;
  const written: Written = {
    shape: "custom",
    ...{ year: fields.year, month: fields.month, day: fields.day, yearDigits: 4, padded: true, pair: undefined },
    ...{ weekday: false, shortNames: true, ordinal: false, length: text.length },
    time:
      hour === undefined
        ? undefined
        : {
            ...{ hour, minute: minute ?? 0, second, millisecond: undefined },
            ...{ separator: " ", paddedHour: true, paddedMinute: true, meridiem: undefined, odd: false },
          },
    zone:
      offsetMinutes === undefined
        ? undefined
        : { text: "", style: "hhmm", minutes: offsetMinutes, spaced: false, common: true, comment: undefined },
  };
  return numberFault(written) ?? complete(written, { dialect: "any", timezone });
}

function fieldsOfUnix(instant: number): DateFields {
  return { ...fieldsOfInstant(instant), offsetMinutes: 0 };
}
