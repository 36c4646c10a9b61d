import { type DateFields, fieldsOfInstant, sayDate } from "./calendar.js";
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
