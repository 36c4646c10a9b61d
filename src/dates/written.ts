import { monthNames } from "./calendar.js";
import { namedZone } from "./zone.js";

/** How a date is written. */
export type DateShape =
  | "iso"
  | "slash"
  | "dot"
  | "compact"
  | "cjk"
  | "rfc2822"
  | "month-name"
  | "ctime"
  | "numeric"
  | "month"
  | "unix"
  | "custom";

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

/** A date as it stands in a text; no number is checked yet. */
export interface Written {
  readonly shape: DateShape;
  readonly year: number;
  readonly yearDigits: number;
  readonly month: number;
  readonly day: number;
  /** Two digits each for month and day. */
  readonly padded: boolean;
  /** Only for `numeric`: the two numbers before the year, in their order. */
  readonly pair: readonly [number, number] | undefined;
  readonly weekday: boolean;
  /** Short English names between spaces, as Go and RFC 2822 want them: `Sat, 25 Sep 2021`. */
  readonly shortNames: boolean;
  readonly ordinal: boolean;
  readonly time: WrittenTime | undefined;
  readonly zone: WrittenZone | undefined;
  /** How many characters of the text the date takes. */
  readonly length: number;
}

const MONTH =
  "(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
const WEEKDAY =
  "(?:(Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:r|rs|rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)\\.?(?:, ?| ))?";
const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
const compact = /^(\d{4})(\d{2})(\d{2})(?=T|$)/;
const cjk = /^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日号일]/;
const dayMonth = new RegExp(
  `^${WEEKDAY}(\\d{1,2})(st|nd|rd|th)?(?:\\. ?|-| )${MONTH}(?:\\.?,? |\\.?-)(\\d{4})(?!\\d)`,
  "i",
);
const monthDay = new RegExp(`^${WEEKDAY}${MONTH}\\.? (\\d{1,2})(st|nd|rd|th)?(?:, ?| )(\\d{4})(?![\\d:])`, "i");
const yearMonth = new RegExp(`^(\\d{4})([- ])${MONTH}\\2(\\d{1,2})(?!\\d)`, "i");
const ctime = new RegExp(
  `^${WEEKDAY}${MONTH} {1,2}(\\d{1,2}) (\\d{2}):(\\d{2}):(\\d{2})(?: ([+-]\\d{4}|[A-Z]{1,4}))? (\\d{4})(?!\\d)`,
  "i",
);
const monthOnly = new RegExp(`^(?:(\\d{4})-(\\d{2})(?![-\\d:/.])|${MONTH}\\.?,? (\\d{4})(?!\\d))`, "i");
const numeric = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const clock =
  /^([Tt]|,? {1,3}(?:at )?)(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:([.,])(\d{1,9}))?)?(?!\d)(?:( ?)([ap])\.?m\b\.?)?| ?[时時点點] ?(\d{1,2}) ?分(?: ?(\d{1,2}) ?秒)?)/i;
const zonePattern =
  /^( {0,2})(?:(Z(?![A-Za-z]))|(?:(?:UTC|GMT)(?=[+-]\d))?([+-])(\d{1,2})(?:(:?)(\d{2}))?(?!\d)|([A-Z]{2,4})(?![A-Za-z/:]))(?: (?:([A-Z]{3,4})(?![A-Za-z])|\(([A-Za-z ]{1,40})\)))?/;
const zoneInAnyCase = /^z(?![A-Za-z])/;

/** A date that is being read: the day first, then perhaps time and zone. */
type Draft = { -readonly [K in keyof Written]: Written[K] };

/** Reads the date at the very beginning of a text, in any writing; what may follow is not looked at. */
export function readWritten(text: string): Written | undefined {
  const first = text.charCodeAt(0);
  const draft = first >= ZERO && first <= NINE ? readDigits(text) : readWords(text);
  if (draft === undefined || draft.time !== undefined) return draft;
  const time = readClock(text.slice(draft.length));
  if (time !== undefined) {
    draft.time = time.time;
    draft.length += time.length;
    const zone = readZone(text.slice(draft.length));
    if (zone !== undefined) {
      draft.zone = zone.zone;
      draft.length += zone.length;
    }
  } else if (draft.shape === "rfc2822") draft.shape = "month-name";
  return draft;
}

const ZERO = 48;
const NINE = 57;

/** Dates that begin with a number. */
function readDigits(text: string): Draft | undefined {
  let match = yearFirst.exec(text);
  if (match !== null) {
    const [all, year = "", separator, month = "", day = ""] = match;
    const shape = separator === "-" ? "iso" : separator === "/" ? "slash" : "dot";
    return numbers(shape, year, month, day, all.length);
  }
  match = compact.exec(text);
  if (match !== null) return numbers("compact", match[1] ?? "", match[2] ?? "", match[3] ?? "", match[0].length);
  match = cjk.exec(text);
  if (match !== null) return numbers("cjk", match[1] ?? "", match[2] ?? "", match[3] ?? "", match[0].length);
  const named = readDayMonth(text);
  if (named !== undefined) return named;
  match = yearMonth.exec(text);
  if (match !== null) {
    const [all, year = "", , month = "", day = ""] = match;
    const draft = words(year, month, day, undefined, undefined, all.length);
    draft.shortNames = false;
    return draft;
  }
  match = monthOnly.exec(text);
  if (match !== null) return numbers("month", match[1] ?? "", match[2] ?? "", "01", match[0].length);
  match = numeric.exec(text);
  if (match === null) return undefined;
  const [all, first = "", , second = "", year = ""] = match;
  const pair = [Number(first), Number(second)] as const;
  const dayFirst = pair[0] > 12 && pair[1] <= 12;
  const draft = numbers("numeric", year, dayFirst ? second : first, dayFirst ? first : second, all.length);
  draft.pair = pair;
  return draft;
}

/** Dates that begin with the name of a month or a day. */
function readWords(text: string): Draft | undefined {
  const whole = readCtime(text) ?? readDayMonth(text);
  if (whole !== undefined) return whole;
  let match = monthDay.exec(text);
  if (match !== null) {
    const [all, weekday, month = "", day = "", ordinal, year = ""] = match;
    return words(year, month, day, weekday, ordinal, all.length);
  }
  match = monthOnly.exec(text);
  if (match === null) return undefined;
  const [all, , , name = "", year = ""] = match;
  const draft = words(year, name, "1", undefined, undefined, all.length);
  draft.shape = "month";
  return draft;
}

/** `25 Sep 2021`. As `rfc2822`, which it is when a time follows. */
function readDayMonth(text: string): Draft | undefined {
  const match = dayMonth.exec(text);
  if (match === null) return undefined;
  const [all, weekday, day = "", ordinal, month = "", year = ""] = match;
  const draft = words(year, month, day, weekday, ordinal, all.length);
  draft.shape = "rfc2822";
  draft.shortNames &&= !/[.-]/.test(all);
  return draft;
}

function numbers(shape: DateShape, year: string, month: string, day: string, length: number): Draft {
  // Written out: to spread what is common and to add to it costs more than all the reading.
  return {
    shape,
    year: Number(year),
    yearDigits: year.length,
    month: Number(month),
    day: Number(day),
    padded: month.length === 2 && day.length === 2,
    pair: undefined,
    weekday: false,
    shortNames: true,
    ordinal: false,
    time: undefined,
    zone: undefined,
    length,
  };
}

function words(
  year: string,
  month: string,
  day: string,
  weekday: string | undefined,
  ordinal: string | undefined,
  length: number,
): Draft {
  return {
    shape: "month-name",
    year: Number(year),
    yearDigits: 4,
    month: monthNumber(month),
    day: Number(day),
    padded: day.length === 2,
    pair: undefined,
    weekday: weekday !== undefined,
    shortNames: month.length === 3 && (weekday === undefined || weekday.length === 3),
    ordinal: ordinal !== undefined,
    time: undefined,
    zone: undefined,
    length,
  };
}

function monthNumber(name: string): number {
  const start = name.slice(0, 3).toLowerCase();
  return monthNames.findIndex((month) => month.toLowerCase().startsWith(start)) + 1;
}

function readCtime(text: string): Draft | undefined {
  const match = ctime.exec(text);
  if (match === null) return undefined;
  const [all, weekday, month = "", day = "", hour = "", minute = "", second = "", zone, year = ""] = match;
  const draft = words(year, month, day, weekday, undefined, all.length);
  draft.shape = "ctime";
  draft.time = {
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: undefined,
    separator: " ",
    paddedHour: true,
    paddedMinute: true,
    meridiem: undefined,
    odd: false,
  };
  if (zone !== undefined) draft.zone = readZone(` ${zone}`)?.zone;
  return draft;
}

function readClock(text: string): { time: WrittenTime; length: number } | undefined {
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

function readZone(text: string): { zone: WrittenZone; length: number } | undefined {
  const match = zonePattern.exec(zoneInAnyCase.test(text) ? `Z${text.slice(1)}` : text);
  if (match === null) return undefined;
  const [all, space = "", zulu, sign, hours = "", colon, minutes, name, bare, parenthesised] = match;
  const known = name === undefined ? undefined : namedZone(name);
  if (name !== undefined && known === undefined) return undefined;
  const size = Number(hours) * 60 + Number(minutes ?? 0);
  // The widest in use are -12:00 and +14:00; before standard time some places lay almost 16 hours off.
  const exists = Number(hours) < 16 && Number(minutes ?? 0) < 60;
  const numeric = exists ? (sign === "-" ? -size : size) : Number.NaN;
  const named = known === undefined ? undefined : "name";
  const zone: WrittenZone = {
    text: all.trim(),
    style: zulu !== undefined ? "Z" : (named ?? (minutes === undefined ? "hh" : colon === ":" ? "hh:mm" : "hhmm")),
    minutes: zulu !== undefined ? 0 : (known?.minutes ?? numeric),
    spaced: space !== "",
    common: known?.common ?? true,
    comment: bare !== undefined ? "bare" : parenthesised !== undefined ? "parenthesised" : undefined,
  };
  return { zone, length: all.length };
}
