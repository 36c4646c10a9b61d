import { sayDate } from "./calendar.js";
import type { DateDialect } from "./dialects.js";
import type { InvalidDate } from "./read.js";

/** Keys that Hugo itself reads as dates (resources/page/pagemeta: date, publishDate, lastmod, expiryDate and aliases). */
const hugoKeys: ReadonlySet<string> = new Set(
  "date publishdate pubdate published lastmod modified expirydate unpublishdate".split(" "),
);

/** What a generator makes of an invalid date, as one sentence; undefined where that depends on themes, versions or schemas. */
export function consequenceOf(dialect: DateDialect, key: string, reading: InvalidDate): string | undefined {
  const { reason } = reading;
  if (reason === "epoch" || reason === "ambiguous") return readingOrder(dialect, reading);
  const rolled = reason === "day" && reading.readByJavaScript ? reading.rollsOverTo : undefined;
  switch (dialect) {
    case "hexo":
      if (key !== "date" && key !== "updated") return undefined;
      // Its YAML timestamps roll over; but with `timezone` set, newer versions get no date from Luxon instead.
      if (rolled !== undefined)
        return `Hexo publishes this as ${sayDate(rolled)} or, where it finds no date, by the file's own time.`;
      // lib/plugins/processor/post: an unreadable date gives way to birthtime, `updated` to mtime.
      if (reason === "no-date" || reason === "placeholder" || reason === "trailing" || reason === "format") {
        return key === "date"
          ? "Hexo takes the time at which the file was created instead, which differs on every machine."
          : "Hexo takes the time of the file's last change instead.";
      }
      return undefined;
    case "hugo":
      return hugoKeys.has(key.toLowerCase()) ? "Hugo refuses to build the site." : undefined;
    case "jekyll":
      // Utils.parse_date raises InvalidDateError; Ruby alone decides whether 30 February counts on.
      if (key !== "date" || reason === "day" || reason === "trailing" || reason === "offset") return undefined;
      return "Jekyll refuses to build the site.";
    case "eleventy":
      if (key !== "date") return undefined;
      // An unquoted YAML timestamp comes as a Date already, and a rolled one at that.
      if (rolled !== undefined) return `Without quotes, Eleventy publishes this as ${sayDate(rolled)}.`;
      return reason === "no-date" || reason === "placeholder" || reason === "format" || reason === "trailing"
        ? "Eleventy refuses to build the site."
        : undefined;
    case "docusaurus":
      if (key !== "date" && key !== "last_update.date") return undefined;
      if (rolled !== undefined) return `Docusaurus publishes this as ${sayDate(rolled)}.`;
      return reason === "no-date" || reason === "placeholder" ? "Docusaurus refuses to build the site." : undefined;
    case "astro":
    case "vitepress":
      return rolled === undefined ? undefined : `Parsers in JavaScript read this as ${sayDate(rolled)}.`;
    case "any":
      return undefined;
  }
}

/** V8 reads the month first, Ruby the day; the others refuse both. */
function readingOrder(dialect: DateDialect, reading: InvalidDate): string | undefined {
  if (reading.reason !== "ambiguous") return undefined;
  if (dialect === "jekyll") return `Jekyll reads it as ${sayDate(reading.dayFirst)}.`;
  if (dialect === "hugo") return "Hugo refuses to build the site.";
  if (dialect === "hexo") return `Hexo reads it as ${sayDate(reading.monthFirst)}.`;
  return undefined;
}
