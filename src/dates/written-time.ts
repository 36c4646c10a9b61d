import { namedZone } from "./zone.js";

/** A time of day as it stands in a text. */
export interface WrittenTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number | undefined;
  readonly millisecond: number | undefined;
  readonly separator: "T" | " ";
  readonly paddedHour: boolean;
  /** Two digits each for minute and second. */
  readonly paddedMinute: boolean;
  /** A 12-hour clock: was there a space before `am` or `pm`? */
  readonly meridiem: "spaced" | "joined" | undefined;
  /** A comma before the fraction, an "at", or 时 and 分: no generator's parser reads those. */
  readonly odd: boolean;
}

/** An offset as it stands in a text. */
export interface WrittenZone {
  readonly text: string;
  readonly style: "Z" | "hh" | "hhmm" | "hh:mm" | "name";
  /** Minutes east of UTC; NaN when no such offset exists. */
  readonly minutes: number;
  readonly spaced: boolean;
  /** Known to RFC 2822; true for every numeric offset. */
  readonly common: boolean;
  /** A name after the number, as in `+0200 IST` or `GMT+0800 (CST)`. */
  readonly comment: "bare" | "parenthesised" | undefined;
}

const clock =
  /^([Tt]|,? {1,3}(?:at )?)(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:([.,])(\d{1,9}))?)?(?!\d)(?:( ?)([ap])\.?m\b\.?)?| ?[时時点點] ?(\d{1,2}) ?分(?: ?(\d{1,2}) ?秒)?)/i;
const zonePattern =
  /^( {0,2})(?:(Z(?![A-Za-z]))|(?:(?:UTC|GMT)(?=[+-]\d))?([+-])(\d{1,2})(?:(:?)(\d{2}))?(?!\d)|([A-Z]{2,4})(?![A-Za-z/:]))(?: (?:([A-Z]{3,4})(?![A-Za-z])|\(([A-Za-z ]{1,40})\)))?/;
const zoneInAnyCase = /^z(?![A-Za-z])/;

/** Reads the time of day at the very beginning of a text, what parts it from the date included. */
export function readClock(text: string): { time: WrittenTime; length: number } | undefined {
  const match = clock.exec(text);
  if (match === null) return undefined;
  const [all, lead = "", hour = "", minute, second, point, fraction, space, meridiem, cjkMinute, cjkSecond] = match;
  const seconds = second ?? cjkSecond;
  const written = Number(hour);
  return {
    time: {
      hour: meridiem === undefined || written > 12 ? written : (written % 12) + (/p/i.test(meridiem) ? 12 : 0),
      minute: Number(minute ?? cjkMinute),
      second: seconds === undefined ? undefined : Number(seconds),
      millisecond: fraction === undefined ? undefined : Number(fraction.padEnd(3, "0").slice(0, 3)),
      separator: /t$/i.test(lead) ? "T" : " ",
      paddedHour: hour.length === 2,
      paddedMinute: minute?.length !== 1 && second?.length !== 1,
      meridiem: meridiem === undefined ? undefined : space === "" ? "joined" : "spaced",
      odd: point === "," || cjkMinute !== undefined || /[a,]/.test(lead),
    },
    length: all.length,
  };
}

/** Reads the offset or the name of a zone at the very beginning of a text. */
export function readZone(text: string): { zone: WrittenZone; length: number } | undefined {
  const match = zonePattern.exec(zoneInAnyCase.test(text) ? `Z${text.slice(1)}` : text);
  if (match === null) return undefined;
  const [all, space = "", zulu, sign, hours = "", colon, minutes, name, bare, parenthesised] = match;
  const known = name === undefined ? undefined : namedZone(name);
  if (name !== undefined && known === undefined) return undefined;
  const size = Number(hours) * 60 + Number(minutes ?? 0);
  // The widest in use are -12:00 and +14:00; before standard time some places lay almost 16 hours off.
  const exists = Number(hours) < 16 && Number(minutes ?? 0) < 60;
  const numeric = exists ? (sign === "-" ? -size : size) : Number.NaN;
  const digits = minutes === undefined ? "hh" : colon === ":" ? "hh:mm" : "hhmm";
  const zone: WrittenZone = {
    text: all.trim(),
    style: zulu !== undefined ? "Z" : known !== undefined ? "name" : digits,
    minutes: zulu !== undefined ? 0 : (known?.minutes ?? numeric),
    spaced: space !== "",
    common: known?.common ?? true,
    comment: bare !== undefined ? "bare" : parenthesised !== undefined ? "parenthesised" : undefined,
  };
  return { zone, length: all.length };
}
