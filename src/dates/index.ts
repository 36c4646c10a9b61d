/** The date engine: a scalar's text to an instant or a reason, and candidates for a date that is lost. */
export { adviceFor, isoText } from "./advice.js";
export { type DateFields, daysInMonth, fieldsOfInstant, isLeapYear, sayDate } from "./calendar.js";
export { consequenceOf, type DateEntry, rollsOverTo } from "./consequence.js";
export { type DateDialect, generatorDialects } from "./dialects.js";
export { type FoundDate, findDates } from "./find.js";
export { writeFormat } from "./format.js";
export { type DateOptions, type DateReading, type InvalidDate, instantOf, type ReadDate, readDate } from "./read.js";
export { type DateCandidate, distinctDays, type RecoverySources, recoverDates } from "./recover.js";
export type { DateShape } from "./written.js";
