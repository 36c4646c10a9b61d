import type { DateFields } from "./calendar.js";
import { isReadInUtc } from "./dialects.js";
import { isoForm, writeDate } from "./form.js";
import { type DateOptions, type ReadDate, readDate } from "./read.js";
import { readWritten } from "./written.js";

/** A date that is not in the form asked for. */
export interface DateRewrite {
  /** The form, in tokens. */
  readonly form: string;
  /** The date in that form: the same instant. Undefined when the form asks for a time of day and there is none. */
  readonly text: string | undefined;
  /** The old text has no offset, and is read in UTC whatever the zone. */
  readonly inUtc: boolean;
}

export interface RewriteOptions extends DateOptions {
  /** In YAML, without quotes: the parser may make a timestamp of it. */
  readonly unquoted?: boolean;
}

/**
 * Writes a valid date in another form: `iso` (ISO 8601 with offset) or tokens. Undefined when there is nothing to do, or
 * when the new text would not be read, in the same dialect and zone, as the same instant.
 */
export function rewriteDate(raw: string, format: string, options: RewriteOptions): DateRewrite | undefined {
  const timezone = zoneOf(raw, options);
  const inUtc = timezone !== options.timezone;
  const reading = readDate(raw, { ...options, timezone });
  if (reading.kind !== "date") return undefined;
  // A month has no day to write; a number of seconds is no text.
  if (reading.shape === "month" || reading.shape === "unix" || reading.shape === "custom") return undefined;
  const fields = fieldsOf(reading);
  const dateAlone = fields.hour === undefined;
  if (format !== "iso" && dateAlone && /[Hms]/.test(format)) return { form: format, text: undefined, inUtc };
  const form = format === "iso" ? isoFormat(fields) : format;
  const offset = form.endsWith("Z") ? "here" : "zone";
  const written = writeDate(fields, { date: form, time: "" }, timezone, offset);
  // `Z` and `+00:00` are one offset: it stays as it is written.
  const zero = /(?<!Z)Z$/.test(form) && raw.trim().endsWith("+00:00");
  const text = zero ? written?.replace(/Z$/, "+00:00") : written;
  if (text === undefined || text === (format === "iso" ? withoutZeroFraction(raw.trim()) : raw.trim()))
    return undefined;
  const after = readDate(text, { ...options, timezone: zoneOf(text, options) });
  if (after.kind !== "date" || after.instant !== reading.instant) return undefined;
  return { form: format === "iso" && !dateAlone ? "YYYY-MM-DDTHH:mm:ss±hh:mm" : form, text, inUtc };
}

function zoneOf(text: string, { dialect, timezone, unquoted = false }: RewriteOptions): string {
  const written = unquoted ? readWritten(text.trim()) : undefined;
  return written !== undefined && isReadInUtc(dialect, written) ? "UTC" : timezone;
}

function fieldsOf({ kind: _kind, instant: _instant, shape: _shape, ...fields }: ReadDate): DateFields {
  return fields;
}

function isoFormat({ hour, millisecond = 0 }: DateFields): string {
  if (hour === undefined) return isoForm.date;
  const fraction = millisecond === 0 ? "" : ".SSS";
  return `${isoForm.date}THH:mm:ss${fraction}Z`;
}

/** A fraction of zero is as good as none. */
function withoutZeroFraction(raw: string): string {
  return raw.replace(/\.0{1,9}(?=Z$|[+-]\d\d:\d\d$)/, "");
}
