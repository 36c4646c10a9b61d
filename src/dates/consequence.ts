import { DAY_MS, type DateFields, daysInMonth, daysSinceEpoch, fieldsOfInstant, sayDate } from "./calendar.js";
import { type DateDialect, generatorDialects, isYamlTimestamp, readByV8 } from "./dialects.js";
import type { InvalidDate } from "./read.js";
import { readWritten } from "./written.js";

/** A date as the front matter holds it. */
export interface DateEntry {
  readonly language: "yaml" | "toml" | "json";
  readonly key: string;
  readonly text: string;
  /** Quotes keep a YAML parser from making a timestamp of it. */
  readonly quoted: boolean;
  readonly reading: InvalidDate | { readonly kind: "empty" };
}

/** Keys that Hugo itself reads as dates (its page metadata and their aliases). */
const hugoKeys: ReadonlySet<string> = new Set(
  "date publishdate pubdate published lastmod modified expirydate unpublishdate".split(" "),
);

/** Those who read front matter of a language; gray-matter reads TOML only with an engine that a project adds. */
const readers: Readonly<Record<DateEntry["language"], readonly DateDialect[]>> = {
  yaml: generatorDialects,
  toml: ["hugo"],
  json: ["hexo", "hugo", "eleventy", "docusaurus", "vitepress"],
};

/** Run with 0.111; since then its source returns an error. */
const hugoRefuses = "Hugo refuses to build the site, or, in older versions, publishes this without a date.";

const creationTime = "Hexo takes the time at which the file was created instead, which differs on every machine.";

/**
 * What a generator makes of an invalid date, as one sentence; undefined where that depends on themes, versions or
 * schemas, or is not known for sure.
 */
export function consequenceOf(
  dialect: DateDialect,
  { language, key, text, quoted, reading }: DateEntry,
): string | undefined {
  if (dialect === "any") return language === "yaml" && key === "date" ? differences(text, quoted, reading) : undefined;
  if (!readers[language].includes(dialect)) return undefined;
  if (reading.kind === "empty") return dialect === "hexo" && key === "date" ? creationTime : undefined;
  const { reason } = reading;
  if (reason === "epoch" || reason === "offset" || reason === "template") return undefined;
  if (reason === "ambiguous") return orderOf(dialect, key, reading.monthFirst, reading.dayFirst);
  const rolled = rollsOverTo(text, quoted);
  // Words without a number are no date for anybody; V8 and Ruby find a date in odd places as soon as there are digits.
  const wordsAlone = (reason === "no-date" || reason === "placeholder") && !/\d/.test(text);
  switch (dialect) {
    case "hexo":
      if (key !== "date" && key !== "updated") return undefined;
      // YAML timestamps roll over; but in newer versions a configured time zone (Luxon) makes them no date at all.
      if (rolled !== undefined)
        return `Depending on its version, Hexo publishes this as ${sayDate(rolled)} or by the file's own time.`;
      // lib/plugins/processor/post.ts: what `new Date` refuses gives way to birthtime, for `updated` to mtime.
      if (!wordsAlone && reason !== "format") return undefined;
      // What YAML makes a number or a boolean of, and where V8 passes over a comma or a name, is published as something odd.
      if (!quoted && /^(?:\d+|true|false)$/i.test(text.trim())) return undefined;
      if (/\d,|[+-]\d{4} [A-Z]+$/.test(text)) return undefined;
      return key === "date" ? creationTime : "Hexo takes the time of the file's last change instead.";
    case "hugo":
      return hugoKeys.has(key.toLowerCase()) && !/^\d+$|,\d/.test(text) ? hugoRefuses : undefined;
    case "jekyll":
      // Utils.parse_date raises InvalidDateError for what Time.parse refuses: no date at all, or a number out of range.
      return key === "date" && (wordsAlone || reason === "month" || reason === "hour")
        ? "Jekyll refuses to build the site."
        : undefined;
    case "eleventy":
      if (key !== "date") return undefined;
      if (rolled !== undefined && !quoted) return `Eleventy publishes this as ${sayDate(rolled)}.`;
      // Years, weeks, days of the year and fractions behind a comma are ISO 8601, too.
      return /^\d{4}(?:$|-W\d\d|-\d{3}$)|T\d\d$|,\d/.test(text.trim())
        ? undefined
        : "Eleventy refuses to build the site.";
    case "docusaurus":
      if (key !== "date" && key !== "last_update.date") return undefined;
      if (rolled !== undefined) return `Docusaurus publishes this as ${sayDate(rolled)}.`;
      return wordsAlone ? "Docusaurus refuses to build the site." : undefined;
    case "astro":
    case "vitepress":
      return rolled === undefined ? undefined : `JavaScript reads this as ${sayDate(rolled)}.`;
  }
}

/** Where no generator is known: what two of them make of the same value, when they differ. */
function differences(text: string, quoted: boolean, reading: DateEntry["reading"]): string | undefined {
  if (reading.kind === "empty") return undefined;
  if (reading.reason === "ambiguous") {
    return `Hexo reads it as ${sayDate(reading.monthFirst)}, Jekyll as ${sayDate(reading.dayFirst)}.`;
  }
  const rolled = quoted || reading.reason === "epoch" ? undefined : rollsOverTo(text, quoted);
  return rolled === undefined
    ? undefined
    : `Eleventy publishes this as ${sayDate(rolled)}, while Hugo refuses to build the site.`;
}

/** V8 reads the month first, Ruby's Time.parse the day; Hugo and Eleventy refuse both. */
function orderOf(dialect: DateDialect, key: string, monthFirst: DateFields, dayFirst: DateFields): string | undefined {
  if (dialect === "jekyll") return `Jekyll reads it as ${sayDate(dayFirst)}.`;
  if (dialect === "hexo") return `Hexo reads it as ${sayDate(monthFirst)}.`;
  if (dialect === "hugo" && hugoKeys.has(key.toLowerCase())) return hugoRefuses;
  if (dialect === "eleventy" && key === "date") return "Eleventy refuses to build the site.";
  return undefined;
}

/**
 * The date that JavaScript parsers make of numbers out of range. js-yaml hands a timestamp's numbers to `Date.UTC`, which
 * counts on in every unit and takes years before 100 for 19xx; `new Date(text)` forgives the day alone, up to 31.
 */
export function rollsOverTo(raw: string, quoted: boolean): DateFields | undefined {
  const text = raw.trim();
  const written = text.length > 120 ? undefined : readWritten(text);
  if (written === undefined || written.length !== text.length) return undefined;
  const { year, month, day, time } = written;
  if (quoted || !isYamlTimestamp(written)) {
    const days = daysInMonth(year, month);
    if (!readByV8(written) || days === 0 || day <= days || day > 31 || (time?.hour ?? 0) > 23) return undefined;
    return { year, month: month + 1, day: day - days };
  }
  const fullYear = year < 100 ? year + 1900 : year;
  const monthIndex = month - 1;
  const first = daysSinceEpoch(fullYear + Math.floor(monthIndex / 12), (((monthIndex % 12) + 12) % 12) + 1, 1);
  const { hour = 0, minute = 0, second = 0 } = time ?? {};
  return fieldsOfInstant((first + day - 1) * DAY_MS + hour * 3_600_000 + minute * 60_000 + (second ?? 0) * 1000);
}
