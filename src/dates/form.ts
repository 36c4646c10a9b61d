import { type DateFields, fieldsOfInstant, utcMilliseconds } from "./calendar.js";
import { writeFormat } from "./format.js";
import { instantOf } from "./read.js";
import { readWritten } from "./written.js";
import { offsetAt } from "./zone.js";

/** How a post writes its dates, in tokens. */
export interface DateForm {
  /** Of a date without a time of day. */
  readonly date: string;
  /** Of one with it; "" when the form has no time. */
  readonly time: string;
  /** Says the offset, or says by this ending that the time is UTC. */
  readonly utc?: string;
}

/** ISO 8601 with offset. */
export const isoForm: DateForm = { date: "YYYY-MM-DD", time: "THH:mm:ssZ" };

/** The form of a format given in tokens; undefined when the date does not come first. */
export function formOfFormat(format: string): DateForm | undefined {
  const clock = format.search(/H/);
  if (clock === -1) return { date: format, time: "" };
  const date = format.slice(0, clock).replace(/[T ,]{1,3}$/, "");
  return /Y/.test(date) && /M/.test(date) && /D/.test(date) ? { date, time: format.slice(date.length) } : undefined;
}

/** A date in the form that most of the texts have; undefined when they are few, or of many minds. */
export function commonForm(texts: readonly string[]): string | undefined {
  const known = commonForms.get(texts);
  if (known !== undefined) return known.text;
  const text = countedForm(texts);
  commonForms.set(texts, { text });
  return text;
}

/** By the list itself: the dates of a folder are asked about for each of its posts. */
const commonForms = new WeakMap<readonly string[], { readonly text: string | undefined }>();

function countedForm(texts: readonly string[]): string | undefined {
  const counts = new Map<string, { readonly text: string; count: number }>();
  for (const text of texts) {
    const form = formOfText(text);
    if (form === undefined) continue;
    const key = `${form.date}\n${form.time}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { text, count: 1 });
    else known.count++;
  }
  const most = [...counts.values()].sort((a, b) => b.count - a.count)[0];
  return most !== undefined && most.count >= LEAST && most.count * 2 > texts.length ? most.text : undefined;
}

/** Fewer posts make no custom. */
const LEAST = 3;

/** The form in which a date is written; undefined for forms that nobody should copy. */
export function formOfText(text: string): DateForm | undefined {
  const written = readWritten(text.trim());
  if (written === undefined || written.length !== text.trim().length) return undefined;
  const { shape, padded, time, zone, weekday, shortNames, ordinal } = written;
  let date: string;
  if (shape === "iso" || shape === "slash" || shape === "dot") {
    const between = shape === "iso" ? "-" : shape === "slash" ? "/" : ".";
    date = ["YYYY", ...(padded ? ["MM", "DD"] : ["M", "D"])].join(between);
  } else if (shape === "rfc2822" && weekday && shortNames && !ordinal) {
    date = `ddd, ${padded ? "DD" : "D"} MMM YYYY`;
  } else {
    return undefined;
  }
  if (time === undefined) return { date, time: "" };
  if (time.odd || !time.paddedMinute || time.meridiem !== undefined) return undefined;
  const clock = `${time.separator}${time.paddedHour ? "HH" : "H"}:mm${time.second === undefined ? "" : ":ss"}`;
  const local = `${clock}${time.millisecond === undefined ? "" : ".SSS"}`;
  if (zone === undefined) return { date, time: local };
  if (zone.comment !== undefined) return undefined;
  const space = zone.spaced ? " " : "";
  if (zone.style === "Z") return { date, time: local, utc: `${space}Z` };
  if (zone.style === "hhmm") return { date, time: `${local}${space}ZZ` };
  if (zone.style === "hh:mm") return { date, time: `${local}${space}Z` };
  return zone.text === "GMT" || zone.text === "UTC" ? { date, time: local, utc: `${space}${zone.text}` } : undefined;
}

/**
 * Writes a date in a form. One without an offset is that of `timezone`, and so is what is written: `here` keeps the
 * offset that the fields have. A date without a time of day stays one. Undefined: the form cannot say it.
 */
export function writeDate(
  fields: DateFields,
  { date, time, utc }: DateForm,
  timezone: string,
  offset: "zone" | "here" = "zone",
): string | undefined {
  if (fields.hour === undefined) return writeFormat(fields, date);
  const instant = instantOf(fields, timezone);
  const minutes = utc !== undefined ? 0 : offsetOf(fields, instant, timezone, offset);
  const local = { ...fieldsOfInstant(instant + minutes * 60_000), offsetMinutes: minutes };
  const text = writeFormat(local, `${date}${time}`);
  return text === undefined ? undefined : `${text}${utc ?? ""}`;
}

/** A reading without offset keeps its digits, also where a clock change skips it. */
function offsetOf(fields: DateFields, instant: number, timezone: string, offset: "zone" | "here"): number {
  if (fields.offsetMinutes === undefined) return (utcMilliseconds(fields) - instant) / 60_000;
  return offset === "here" ? fields.offsetMinutes : offsetAt(timezone, instant) / 60_000;
}
