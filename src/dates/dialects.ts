import type { Written } from "./written.js";

/** Whose reading of dates is meant; `any`: no generator is known, so what any of them reads is right. */
export type DateDialect = "hexo" | "hugo" | "jekyll" | "eleventy" | "astro" | "docusaurus" | "vitepress" | "any";

export const generatorDialects = [
  "hexo",
  "hugo",
  "jekyll",
  "eleventy",
  "astro",
  "docusaurus",
  "vitepress",
] as const satisfies readonly DateDialect[];

/**
 * Does the dialect's own parser read this writing? Where a generator reads a YAML timestamp one way and a quoted string
 * another, either is enough: the text alone does not tell, and a wrong finding costs more than a missed one.
 */
export function reads(dialect: DateDialect, written: Written): boolean {
  switch (dialect) {
    // hexo-front-matter builds a Date from a YAML timestamp; every other string goes to `new Date` (Hexo's toDate).
    case "hexo":
    // z.date() sees the YAML timestamp, z.coerce.date() calls `new Date`.
    case "astro":
    // gray-matter's js-yaml timestamps; Joi's date() and the themes call `new Date` on strings.
    case "docusaurus":
    case "vitepress":
      return isYamlTimestamp(written) || readByV8(written);
    case "hugo":
      // Hugo's YAML decoder leaves timestamps as text.
      return readByGo(written);
    case "jekyll":
      return isYamlTimestamp(written) || readByRuby(written);
    case "eleventy":
      return isYamlTimestamp(written) || readByEleventy(written);
    case "any":
      return generatorDialects.some((one) => reads(one, written));
  }
}

/** YAML 1.1's timestamp, as js-yaml 3 and 4 read it: seconds are a must, offsets are `Z`, `+8`, `+08`, `+08:00`. */
export function isYamlTimestamp({ shape, padded, time, zone }: Written): boolean {
  if (shape !== "iso") return false;
  if (time === undefined) return padded;
  if (time.second === undefined || time.meridiem !== undefined || time.odd || !time.paddedMinute) return false;
  return zone === undefined || (zone.comment === undefined && zone.style !== "hhmm" && zone.style !== "name");
}

/** A date literal of TOML 1.1: RFC 3339, where time, seconds and offset may be absent. */
export function isTomlDate({ shape, padded, time, zone }: Written): boolean {
  if (shape !== "iso" || !padded) return false;
  if (time === undefined) return true;
  if (time.odd || time.meridiem !== undefined || !time.paddedHour || !time.paddedMinute) return false;
  return zone === undefined || (!zone.spaced && zone.comment === undefined && /^(?:Z|[+-]\d\d:\d\d)$/.test(zone.text));
}

/** Dialects whose YAML parser (js-yaml, Psych) makes an instant of an unquoted timestamp without asking for a zone. */
const utcTimestamps: ReadonlySet<DateDialect> = new Set(["jekyll", "eleventy", "astro", "docusaurus", "vitepress"]);

/** Is this text, unquoted in YAML, read in UTC whatever the zone of the site? */
export function isReadInUtc(dialect: DateDialect, written: Written): boolean {
  return (
    utcTimestamps.has(dialect) && written.time !== undefined && written.zone === undefined && isYamlTimestamp(written)
  );
}

/** `new Date(text)` of V8: strict ISO with `T`, and an older, laxer parser for whatever has a space. */
export function readByV8({ shape, padded, pair, ordinal, time, zone }: Written): boolean {
  if (shape === "cjk" || shape === "compact" || ordinal) return false;
  if (pair !== undefined && pair[0] > 12) return false;
  if (time === undefined) return true;
  if (shape === "month") return false;
  if (time.odd || time.meridiem === "joined") return false;
  if (zone !== undefined && (!zone.common || zone.comment === "bare")) return false;
  if (time.separator === " ") return true;
  if (shape !== "iso" || !padded || !time.paddedHour || !time.paddedMinute || time.meridiem !== undefined) return false;
  if (zone === undefined || zone.style === "Z") return zone?.spaced !== true;
  return !zone.spaced && /^[+-]\d\d:?\d\d$/.test(zone.text);
}

/** The layouts of github.com/spf13/cast, which Hugo tries in turn on a string; Go's parser takes fractions unasked. */
function readByGo({ shape, padded, weekday, shortNames, ordinal, time, zone }: Written): boolean {
  if (time !== undefined && (time.second === undefined || time.meridiem !== undefined || time.odd)) return false;
  if (ordinal || !shortNames) return false;
  if (time?.paddedMinute === false) return false;
  switch (shape) {
    case "iso":
      if (!padded) return false;
      if (time === undefined || zone === undefined) return true;
      if (zone.style === "Z") return zone.comment === undefined && !zone.spaced;
      if (zone.comment === "bare") return time.separator === " " && zone.style === "hhmm";
      return (zone.style === "hhmm" || zone.style === "hh:mm") && !(time.separator === "T" && zone.spaced);
    case "month-name":
      return padded && !weekday;
    case "rfc2822":
      return padded && weekday && (zone?.style === "hhmm" || zone?.style === "name");
    case "ctime":
      return weekday;
    case "unix":
      return true;
    default:
      return false;
  }
}

/** Ruby's Time.parse (Jekyll's Utils.parse_date): finds a date in nearly anything, and reads 04/05/2024 day first. */
function readByRuby({ shape, pair, time }: Written): boolean {
  if (shape === "cjk" || shape === "unix" || time?.odd === true) return false;
  // It reads "March 2023", but not `2023-03`; both are months here.
  if (shape === "month") return time === undefined;
  return pair === undefined || pair[1] <= 12;
}

/** Luxon's fromISO up to Eleventy 3.0, @11ty/parse-date-strings after it, which also takes a space for the `T`. */
function readByEleventy({ shape, padded, time, zone }: Written): boolean {
  if (shape === "month") return padded && time === undefined;
  if (shape !== "iso" && shape !== "compact") return false;
  if (!padded || time === undefined) return padded;
  if (time.odd || time.meridiem !== undefined || !time.paddedHour || !time.paddedMinute) return false;
  if (zone === undefined) return true;
  return (
    !zone.spaced && zone.comment === undefined && zone.style !== "name" && /^(?:Z|[+-]\d\d:?(?:\d\d)?)$/.test(zone.text)
  );
}
