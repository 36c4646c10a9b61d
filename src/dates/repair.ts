import { adviceText } from "./advice.js";
import { DAY_MS, type DateFields, fieldsOfInstant } from "./calendar.js";
import type { DateCandidate } from "./candidate.js";
import type { DateDialect } from "./dialects.js";
import { type DateForm, formOfFormat, formOfText, isoForm, writeDate } from "./form.js";
import { type InvalidDate, instantOf, readDate } from "./read.js";
import { localDay, settleDate } from "./settle.js";

/** What to write in place of an invalid date. `manual`: somebody has to choose. */
export interface DateRepair {
  readonly text: string;
  readonly safety: "safe" | "unsafe" | "manual";
}

export interface RepairOptions {
  readonly dialect: DateDialect;
  readonly timezone: string;
  /** The one form that is right for this key. */
  readonly expected: string | undefined;
  /** In tokens; `auto`: the form of the post's other dates, else ISO 8601. */
  readonly format: string;
  /** The post's other dates, as they are written. */
  readonly others: readonly string[];
}

/** The value to repair. */
export interface LostDate {
  readonly text: string;
  readonly reading: InvalidDate | { readonly kind: "empty" };
}

/**
 * What to write in place of a value, judged by what else says when the post was published; undefined when nothing does.
 * The value alone is enough only where it names one day and its generator cannot read the writing.
 */
export function repairDate(
  { text, reading }: LostDate,
  candidates: readonly DateCandidate[],
  options: RepairOptions,
): DateRepair | undefined {
  if (reading.kind === "empty") return fromSources(candidates, options, "unsafe");
  switch (reading.reason) {
    case "format": {
      const own = adviceText(reading);
      if (own !== undefined) return isRight(own, options) ? { text: own, safety: "safe" } : undefined;
      return fromSources(candidates, options);
    }
    case "ambiguous": {
      const readings = [reading.monthFirst, reading.dayFirst];
      const meant = chosenReading(readings, candidates, options.timezone);
      // The value itself is a source: it leaves two days of all, and another source that names one of them agrees.
      return meant === undefined ? undefined : fromSources([...candidates, meant], options);
    }
    case "trailing": {
      if (candidates.length === 0) return undefined;
      const { year, month, day, hour } = reading.date;
      const own = valueCandidate({ year, month, day }, options.timezone);
      // A time of day before the rest would be lost.
      return fromSources([...candidates, own], options, hour === undefined ? "safe" : "manual");
    }
    case "epoch": {
      const found = fromSources(candidates, options, "unsafe");
      if (reading.likely === undefined) return found;
      const { year, month, day } = fieldsOfInstant(reading.likely);
      const likely = valueCandidate({ year, month, day }, options.timezone);
      // Cut off at milliseconds, it may lie on either side of midnight.
      const far = candidates.some((one) => Math.abs(one.instant - likely.instant) > 2 * DAY_MS);
      if (found !== undefined) return far ? { ...found, safety: "manual" } : found;
      return fromSources([likely], options, "manual");
    }
    case "template":
      // The file may be a template outside the folders for them.
      return fromSources(candidates, options, "unsafe");
    default: {
      const year = /^\D{0,12}(\d{4})(?=[-/.年])/.exec(text)?.[1];
      const other = year !== undefined && candidates.some(({ fields }) => fields.year !== Number(year));
      return fromSources(candidates, options, other && Number(year) > 0 ? "manual" : "safe");
    }
  }
}

const order = ["safe", "unsafe", "manual"] as const;

function fromSources(
  candidates: readonly DateCandidate[],
  options: RepairOptions,
  atLeast: DateRepair["safety"] = "safe",
): DateRepair | undefined {
  const settled = settleDate(candidates, options.timezone);
  if (settled === undefined) return undefined;
  const { fields, standing } = settled;
  const own = standing === "agreed" ? "safe" : standing === "single" ? "unsafe" : "manual";
  const safety = order.indexOf(own) > order.indexOf(atLeast) ? own : atLeast;
  for (const form of formsFor(options)) {
    const text = writeDate(fields, form, options.timezone);
    if (text !== undefined && isRight(text, options, fields)) return { text, safety };
  }
  return undefined;
}

/** From the one most wanted. */
function formsFor({ expected, format, others, timezone }: RepairOptions): readonly DateForm[] {
  if (expected !== undefined) return [formOfFormat(expected) ?? { date: expected, time: "" }];
  const forms = format === "auto" ? others.map(formOfText) : [formOfFormat(format)];
  const known = forms.filter((form) => form !== undefined);
  // Offsets may be zone-dependent, and so the digits; but a form with a time says more than one without.
  const timed = known.find(({ time }) => time !== "");
  return [...(timed === undefined ? known.slice(0, 1) : [timed]), isoForm].filter(
    (form) => writeDate({ year: 2000, month: 1, day: 1 }, form, timezone) !== undefined,
  );
}

/** The generator reads it, and reads the day that is meant. */
function isRight(text: string, { dialect, timezone, expected }: RepairOptions, meant?: DateFields): boolean {
  const reading = readDate(text, { dialect, timezone, format: expected });
  if (reading.kind !== "date") return false;
  if (meant === undefined) return true;
  const { instant } = reading;
  return (
    localDay({ fields: reading, instant }, timezone) ===
    localDay({ fields: meant, instant: instantOf(meant, timezone) }, timezone)
  );
}

/** The one reading of an ambiguous date whose day a source names; undefined when none or both are named. */
function chosenReading(
  readings: readonly DateFields[],
  candidates: readonly DateCandidate[],
  timezone: string,
): DateCandidate | undefined {
  const telling = candidates.filter(({ says }) => says === "published");
  const days = new Set((telling.length > 0 ? telling : candidates).map((one) => localDay(one, timezone)));
  const named = readings
    .map((fields) => valueCandidate(fields, timezone))
    .filter((one) => days.has(localDay(one, timezone)));
  const [only] = named;
  if (named.length !== 1 || only === undefined) return undefined;
  // Nobody told the day of publication: the value is no more telling than what confirms it.
  return telling.length > 0 ? only : { ...only, says: "there" };
}

function valueCandidate(fields: DateFields, timezone: string): DateCandidate {
  const instant = instantOf(fields, timezone);
  return { source: "value", text: "", fields, instant, range: undefined, name: undefined, says: "published" };
}
