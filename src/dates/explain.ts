import { sayDate } from "./calendar.js";
import type { InvalidDate } from "./read.js";

/** What is wrong with a date, and the values that its message names besides key and value. */
export type DateExplanation = readonly [
  fault: "none" | "template" | "number" | "day" | "offset" | "trailing" | "ambiguous" | "epoch" | "dialect" | "format",
  data?: Readonly<Record<string, string | number>>,
];

/** @param nobody who fails to read a `dialect`: "Hugo does not read". */
export function explainDate(reading: InvalidDate, nobody: string): DateExplanation {
  switch (reading.reason) {
    case "no-date":
    case "placeholder":
      return ["none"];
    case "template":
    case "epoch":
      return [reading.reason];
    case "year":
      return ["number", { fault: "that is no year of four digits" }];
    case "month":
    case "hour":
    case "minute":
    case "second":
      return ["number", { fault: `there is no ${reading.reason} ${reading.value}` }];
    case "day":
      return ["day", { month: reading.monthName, year: reading.year, days: reading.daysInMonth }];
    case "offset":
      return ["offset", { offset: reading.value }];
    case "trailing":
      return ["trailing", { rest: reading.rest }];
    case "ambiguous":
      return ["ambiguous", { dayFirst: sayDate(reading.dayFirst), monthFirst: sayDate(reading.monthFirst) }];
    case "format":
      return reading.expected === undefined ? ["dialect", { nobody }] : ["format", { format: reading.expected }];
  }
}
