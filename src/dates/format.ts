import type { DateFields } from "./calendar.js";

type Part = "year" | "month" | "day" | "hour" | "minute" | "second" | "zone";

/** Tokens of a format and what each stands for. */
const tokens: readonly (readonly [token: string, part: Part, pattern: string])[] = [
  ["YYYY", "year", "(\\d{4})"],
  ["MM", "month", "(\\d{2})"],
  ["M", "month", "(\\d{1,2})"],
  ["DD", "day", "(\\d{2})"],
  ["D", "day", "(\\d{1,2})"],
  ["HH", "hour", "(\\d{2})"],
  ["H", "hour", "(\\d{1,2})"],
  ["mm", "minute", "(\\d{2})"],
  ["ss", "second", "(\\d{2})"],
  ["ZZ", "zone", "(Z|[+-]\\d{2}:?\\d{2})"],
];

/**
 * Reads a text by a format of the tokens `YYYY MM M DD D HH H mm ss ZZ`; every other character stands for itself.
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
  const [year, month, day, hour, minute, second] = (["year", "month", "day", "hour", "minute", "second"] as const).map(
    number,
  );
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const zone = values.get("zone");
  return {
    year,
    month,
    day,
    ...(hour === undefined ? {} : { hour }),
    ...(minute === undefined ? {} : { minute }),
    ...(second === undefined ? {} : { second }),
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
    const value = part === "zone" ? undefined : fields[part];
    if (value === undefined) return undefined;
    text += String(value).padStart(name.length, "0");
    at += name.length;
  }
  return text;
}
