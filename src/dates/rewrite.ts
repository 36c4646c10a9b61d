import type { DateFields } from "./calendar.js";
import { isoForm, writeDate } from "./form.js";
import { type DateOptions, type ReadDate, readDate } from "./read.js";

/** A date that is not in the form asked for. */
export interface DateRewrite {
  /** The form, in tokens. */
  readonly form: string;
  /** The date in that form: the same instant. Undefined when the form asks for a time of day and there is none. */
  readonly text: string | undefined;
}

/**
 * Writes a valid date in another form: `iso` (ISO 8601 with offset) or tokens. Undefined when there is nothing to do, or
 * when the new text would not be read, in the same dialect and zone, as the same instant.
 */
export function rewriteDate(raw: string, format: string, options: DateOptions): DateRewrite | undefined {
  const reading = readDate(raw, options);
  if (reading.kind !== "date") return undefined;
  // A month has no day to write; a number of seconds is no text.
  if (reading.shape === "month" || reading.shape === "unix" || reading.shape === "custom") return undefined;
  const fields = fieldsOf(reading);
  const dateAlone = fields.hour === undefined;
  if (format !== "iso" && dateAlone && /[Hms]/.test(format)) return { form: format, text: undefined };
  const form = format === "iso" ? isoFormat(fields) : format;
  const offset = form.endsWith("Z") ? "here" : "zone";
  const written = writeDate(fields, { date: form, time: "" }, options.timezone, offset);
  // `Z` and `+00:00` are one offset: it stays as it is written.
  const zero = /(?<!Z)Z$/.test(form) && raw.trim().endsWith("+00:00");
  const text = zero ? written?.replace(/Z$/, "+00:00") : written;
  if (text === undefined || text === (format === "iso" ? withoutZeroFraction(raw.trim()) : raw.trim()))
    return undefined;
  const after = readDate(text, options);
  if (after.kind !== "date" || after.instant !== reading.instant) return undefined;
  return { form: format === "iso" && !dateAlone ? "YYYY-MM-DDTHH:mm:ss±hh:mm" : form, text };
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
