import { type DateFields, fieldsOfInstant, sayDate } from "./calendar.js";
import { formOfFormat, isoForm, writeDate } from "./form.js";
import { writeFormat } from "./format.js";
import type { InvalidDate } from "./read.js";

/** ISO 8601 as every generator reads it: `2021-09-25`, `2021-09-25T20:43:00`, `2021-09-25T20:43:00+08:00`. */
export function isoText(fields: DateFields): string {
  const { hour, minute = 0, second = 0, offsetMinutes } = fields;
  const date = writeFormat(fields, "YYYY-MM-DD") ?? "";
  if (hour === undefined) return date;
  const time = writeFormat({ ...fields, minute, second }, "HH:mm:ss") ?? "";
  if (offsetMinutes === undefined) return `${date}T${time}`;
  return `${date}T${time}${writeFormat(fields, "Z") ?? ""}`;
}

/** The date of a value that its reader does not take, in a form that it takes; undefined when there is no telling. */
export function adviceText({ date, expected }: Extract<InvalidDate, { reason: "format" }>): string | undefined {
  if (date === undefined) return undefined;
  return expected === undefined ? isoText(date) : writeFormat(date, expected);
}

/** How to write what is meant, where the value itself still tells; undefined where it does not. */
export function adviceFor(reading: InvalidDate): string | undefined {
  switch (reading.reason) {
    case "epoch":
      if (reading.likely === undefined) return "A missing date becomes this when it is counted as zero.";
      return `Seconds were probably read as milliseconds: the date was around ${sayDate(fieldsOfInstant(reading.likely))}.`;
    case "ambiguous":
      return `Write \`${isoText(reading.dayFirst)}\` or \`${isoText(reading.monthFirst)}\`.`;
    case "format": {
      const form = adviceText(reading);
      return form === undefined ? undefined : `Write it as \`${form}\`.`;
    }
    default:
      return undefined;
  }
}

const sample: DateFields = { year: 2024, month: 5, day: 4, hour: 8, minute: 0, second: 0, millisecond: 0 };

/** What to do about a value of which nothing else is known: how a date is written here. */
export function generalAdvice(
  reading: InvalidDate | { readonly kind: "empty" },
  { expected, timezone }: { readonly expected: string | undefined; readonly timezone: string },
): string {
  const written = ({ year, month, day }: DateFields): { readonly date: string; readonly timed: string } => {
    const own = { ...sample, year, month, day };
    const form = expected === undefined ? isoForm : (formOfFormat(expected) ?? { date: expected, time: "" });
    const timed = writeDate(own, form, timezone) ?? isoText(own);
    return { date: expected === undefined ? isoText({ year, month, day }) : timed, timed };
  };
  const asked = (verb: string, fields: DateFields): string => {
    const { date, timed } = written(fields);
    return `${verb} \`${date}\`${date === timed ? "" : `, or with a time \`${timed}\``}.`;
  };
  if (reading.kind === "empty") return `Write a date such as \`${written(sample).date}\`, or remove the key.`;
  switch (reading.reason) {
    case "template":
      return `Write the date in its place, such as \`${written(sample).date}\`.`;
    case "month":
      return "Months go from 1 to 12.";
    case "day":
      return `Choose a day from 1 to ${reading.daysInMonth}.`;
    case "hour":
      return "Hours go from 0 to 23.";
    case "minute":
    case "second":
      return "Minutes and seconds go from 0 to 59.";
    case "offset":
      return "Write the offset as `+08:00`, or `Z` for UTC.";
    case "trailing":
      return expected === undefined && reading.date.hour !== undefined
        ? `Write it as \`${isoText(reading.date)}\`.`
        : asked("Write it as", reading.date);
    default:
      return asked("Write a date such as", sample);
  }
}
