import { monthNames } from "./calendar.js";
import { readClock, readZone, type WrittenTime, type WrittenZone } from "./written-time.js";

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
