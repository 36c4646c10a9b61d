import { type DateFields, daysSinceEpoch, monthNames } from "./calendar.js";

type Part =
  | "year"
  | "month"
  | "monthName"
  | "day"
  | "weekday"
  | "hour"
  | "minute"
  | "second"
  | "millisecond"
  | "zone"
  | "joinedZone";

/** Tokens of a format and what each stands for; a longer one comes before its own beginning. */
const tokens: readonly (readonly [token: string, part: Part, pattern: string])[] = [
  ["YYYY", "year", "(\\d{4})"],
  ["MMM", "monthName", "([A-Z][a-z]{2})"],
  ["MM", "month", "(\\d{2})"],
  ["M", "month", "(\\d{1,2})"],
  ["DD", "day", "(\\d{2})"],
  ["D", "day", "(\\d{1,2})"],
  ["ddd", "weekday", "([A-Z][a-z]{2})"],
  ["HH", "hour", "(\\d{2})"],
  ["H", "hour", "(\\d{1,2})"],
  ["mm", "minute", "(\\d{2})"],
  ["ss", "second", "(\\d{2})"],
  ["SSS", "millisecond", "(\\d{3})"],
  ["ZZ", "joinedZone", "(Z|[+-]\\d{2}:?\\d{2})"],
  ["Z", "zone", "(Z|[+-]\\d{2}:?\\d{2})"],
];

/**
 * Reads a text by a format of the tokens `YYYY MMM MM M DD D ddd HH H mm ss SSS ZZ Z`; every other character stands for itself.
 * The numbers are not checked. Undefined: the text is not of that form, or the format names no year, month or day.
 */
export function readFormat(text: string, format: string): DateFields | undefined {
  const parts: Part[] = [];
  let pattern = "";
  for (let at = 0; at < format.length; ) {
    const token = tokens.find(([name]) => format.startsWith(name, at));
    if (token === undefined) {
      pattern += format.charAt(at).replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
      at++;
    } else {
      parts.push(token[1]);
      pattern += token[2];
      at += token[0].length;
    }
  }
  const match = new RegExp(`^${pattern}$`).exec(text);
  if (match === null) return undefined;
  const values = new Map<Part, string>();
  for (const [index, part] of parts.entries()) values.set(part, match[index + 1] ?? "");
  const number = (part: Part): number | undefined => {
    const value = values.get(part);
    return value === undefined ? undefined : Number(value);
  };
  const named = values.get("monthName");
  const month = named === undefined ? number("month") : monthNames.findIndex((name) => name.startsWith(named)) + 1;
  const [year, day, hour, minute, second, millisecond] = (
    ["year", "day", "hour", "minute", "second", "millisecond"] as const
  ).map(number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const zone = values.get("zone") ?? values.get("joinedZone");
  return {
    year,
    month,
    day,
    ...(hour === undefined ? {} : { hour }),
    ...(minute === undefined ? {} : { minute }),
    ...(second === undefined ? {} : { second }),
    ...(millisecond === undefined ? {} : { millisecond }),
    ...(zone === undefined ? {} : { offsetMinutes: offsetOf(zone) }),
  };
}

function offsetOf(zone: string): number {
  if (zone === "Z") return 0;
  const size = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith("-") ? -size : size;
}

/** Writes a date in a format of the same tokens; undefined when the format asks for what the fields do not say. */
export function writeFormat(fields: DateFields, format: string): string | undefined {
  let text = "";
  for (let at = 0; at < format.length; ) {
    const token = tokens.find(([name]) => format.startsWith(name, at));
    if (token === undefined) {
      text += format.charAt(at);
      at++;
      continue;
    }
    const [name, part] = token;
    const value = partOf(fields, part);
    if (value === undefined) return undefined;
    text += typeof value === "number" ? String(value).padStart(name.length, "0") : value;
    at += name.length;
  }
  return text;
}

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

function partOf(fields: DateFields, part: Part): string | number | undefined {
  const { year, month, day, offsetMinutes } = fields;
  switch (part) {
    case "monthName":
      return monthNames[month - 1]?.slice(0, 3);
    case "weekday":
      // 1 January 1970 was a Thursday.
      return weekdays[(((daysSinceEpoch(year, month, day) + 4) % 7) + 7) % 7];
    case "zone":
      return offsetMinutes === 0 ? "Z" : offsetMinutes === undefined ? undefined : offsetText(offsetMinutes, ":");
    case "joinedZone":
      return offsetMinutes === undefined ? undefined : offsetText(offsetMinutes, "");
    default:
      return fields[part];
  }
}

/** `+08:00`; undefined for an offset of another size than whole minutes: no form can say it. */
function offsetText(minutes: number, colon: string): string | undefined {
  if (!Number.isInteger(minutes)) return undefined;
  const size = Math.abs(minutes);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${colon}${two(size % 60)}`;
}
