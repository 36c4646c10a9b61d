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
  if (offsetMinutes === 0) return `${date}T${time}Z`;
  const size = Math.abs(offsetMinutes);
  const offset = `${String(Math.floor(size / 60)).padStart(2, "0")}:${String(size % 60).padStart(2, "0")}`;
  return `${date}T${time}${offsetMinutes < 0 ? "-" : "+"}${offset}`;
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
      const { date, expected } = reading;
      if (date === undefined) return undefined;
      const form = expected === undefined ? isoText(date) : writeFormat(date, expected);
      return form === undefined ? undefined : `Write it as \`${form}\`.`;
    }
    default:
      return undefined;
  }
}
